"""A feed: RSS 0.9x to 2.0, RDF, Atom or JSON Feed, from its bytes to the articles it holds.

What is measured to go wrong in Arabic feeds is put right here or in the modules this one calls: encodings
(`feed_text`), broken XML (`feed_xml`), dates (`dates`), HTML escaped twice (`markup`), the same item twice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from urllib.parse import urljoin, urlsplit

from index.article import Article
from index.errors import SourceError
from index.sources.addresses import normal_address
from index.sources.cleaning import clean, clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.feed_originals import element_originals, object_originals
from index.sources.feed_text import feed_text
from index.sources.item import Failed, Feed, Incoming
from index.sources.markup import line_of, paragraphs_of
from index.sources.originals import Decoded

_MOST_BYTES = 64 << 20
"""No feed is as long; a longer one would take minutes."""
_MOST_ITEMS = 20_000
_LONGEST_TITLE = 1_000
"""Characters; the longest of 90,815 real ones has 181."""
_LONGEST_ADDRESS = 4_096
_LONGEST_NAME = 200
"""Characters of an author's, a category's or a feed's name."""
_SHORT_TEXT = 400
"""Characters below which a text that is alone in its item is taken for a teaser."""
_EARLIEST = "1971"
"""Year; the day zero of clocks, and year one, are no dates of news."""

_CUT_SHORT = re.compile(
    r"(?:\[?(?:\.{2,}|…)\s?\]?|(?:[إا]قرأ المزيد|المزيد|التفاصيل|للمزيد|Read more|Continue reading)[\s.…»>:←→]{0,9})$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\s?(?:\.{3}|…)\s?\]$")
_NO_ADDRESS = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
"""What stands in no address: blanks, controls, signs of direction."""
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z0-9]{2,8}))*", re.IGNORECASE)
_ARABIC_SCRIPT = frozenset(("ar", "fa", "ur", "ps", "ckb", "ku", "sd", "ug", "ks", "pnb", "azb", "arz", "ary", "apc"))
_ARABIC_LETTER = re.compile("[\u0621-\u06d3]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")

_PAGE_ROOTS = frozenset(
    {"html", "head", "body", "div", "h1", "h2", "p", "center", "script", "meta", "title", "table", "br"}
)
_FEED_ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:rss|rdf|feed)[\s>/]", re.IGNORECASE)
_PAGE_ROOT = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item as a feed's format tells it, nothing of it cleaned yet."""

    title: str = ""
    text: str = ""
    """HTML or plain text of the whole article."""
    summary: str = ""
    """HTML or plain text of its beginning."""
    addresses: tuple[str, ...] = ()
    """Of the page, best first."""
    enclosure: str = ""
    """Address of a recording or picture, for an item that has no page."""
    guid: str = ""
    author: str = ""
    category: str = ""
    dates: tuple[str, ...] = ()
    language: str = ""
    written: str = ""
    """Its own element or object as it stands in the feed's text, where that is to be kept."""


@dataclass(frozen=True, slots=True)
class FeedContent:
    """A feed as its format tells it."""

    title: str
    site: str
    language: str
    items: tuple[FeedItem, ...]
    is_cut_off: bool = False


def looks_like_feed(head: bytes) -> bool:
    """Whether the first bytes of a file, a kilobyte or so, are a feed's, and no page's."""
    text, _ = feed_text(head)
    start = text.lstrip("\ufeff \t\r\n\x00")
    if start.startswith("{"):
        return bool(_JSON_FEED.search(start))
    if not start.startswith("<"):
        # A text may speak of feeds and their elements.
        return False
    data = start.encode(errors="replace")
    found = _FEED_ROOT.search(data)
    return bool(found) and not _PAGE_ROOT.search(data, 0, found.start() if found else 0)


def read_feed(data: bytes, source: str, *, content_type: str = "", keeps_originals: bool = False) -> Feed:
    """The feed of some bytes that came from `source`, an address or a path, in the feed's order, each article once.

    `content_type` is the server's header; it is believed last. A feed cut off in the middle keeps its first items and
    says so in `warning`; an item nobody can use is a Failed among them. A SourceError where it is no feed at all. With
    `keeps_originals` each article brings its own element or object.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise SourceError(source, "the feed is empty", "try again later, or look whether its address has changed")
    if len(data) > _MOST_BYTES:
        raise SourceError(source, f"over {_MOST_BYTES >> 20} MB", "a feed is never that long; check the address")
    text, warning = feed_text(data, content_type)
    content = _content(text, source, keeps_written=keeps_originals)
    return _Reading(content, source, Decoded(data, text) if keeps_originals else None).feed(warning)


def _content(text: str, source: str, *, keeps_written: bool) -> FeedContent:
    if text.lstrip("\ufeff \t\r\n\x00").startswith(("{", "[")):
        from index.sources.json_feed import json_content

        content = json_content(text, source)
        return _with_written(content, object_originals(text, source)) if keeps_written else content
    from index.sources.feed_sax import parse
    from index.sources.feed_xml import well_formed

    document = well_formed(text, source)
    root = document.root.rpartition(":")[2].lower()
    if root in _PAGE_ROOTS:
        raise SourceError(
            source, "a web page, not a feed", "give the address of its feed; `warraq feeds add` looks for it"
        )
    if root == "opml":
        raise SourceError(source, "a list of feeds, not a feed", "use `warraq feeds import-opml`")
    parsed = parse(document.data, source)
    if not parsed.version and not parsed.entries and root not in ("rss", "rdf", "feed", "channel"):
        raise SourceError(source, f"XML, but no feed: its root is <{root[:40]}>", "give the address of a feed")
    items = (
        FeedItem(
            title=entry.title,
            text=entry.text if entry.has_content else "",
            summary=entry.summary,
            addresses=(entry.original_link, entry.link, entry.guid if "://" in entry.guid else ""),
            enclosure=entry.enclosure,
            guid=entry.guid,
            author=entry.author,
            category=entry.category,
            dates=entry.dates,
        )
        for entry in parsed.entries
    )
    content = FeedContent(parsed.title, parsed.link, parsed.language, tuple(items), document.is_cut_off)
    if not keeps_written:
        return content
    elements = [document.data[slice(*entry.span)].decode(errors="replace") for entry in parsed.entries]
    return _with_written(content, element_originals(text, elements) if document.is_mended else elements)


def _with_written(content: FeedContent, written: Sequence[str]) -> FeedContent:
    """The items, each with how it is written; where that is not known of each, of none."""
    if len(written) != len(content.items):
        return content
    items = zip(content.items, written, strict=True)
    return replace(content, items=tuple(replace(item, written=one) for item, one in items))


class _Reading:
    """One reading of a feed: what its items share."""

    def __init__(self, content: FeedContent, source: str, decoded: Decoded | None) -> None:
        self._content = content
        self._source = source
        self._decoded = decoded
        """The feed's text and bytes, where originals are to be kept."""
        self._base = source if normal_address(source) else ""
        self._site, _ = _address(content.site, self._base)
        self._base = self._base or self._site
        self._language = _language(content.language)
        self._namespace = normal_address(source) or source
        host = (urlsplit(self._site or self._base).hostname or "").removeprefix("www.")
        title = _shortened(clean_title(line_of(content.title)), _LONGEST_NAME)
        self._title = title or host or PurePath(source).stem

    def feed(self, warning: str) -> Feed:
        warnings = [warning] if warning else []
        if len(self._content.items) > _MOST_ITEMS:
            warnings.append(f"the first {_MOST_ITEMS:,} of {len(self._content.items):,} items are kept")
        items = tuple(_each_once(list(self._items())))
        if self._content.is_cut_off:
            # The item that it breaks off in may have nothing yet.
            items = items[:-1] if items and isinstance(items[-1], Failed) else items
            if not items:
                raise SourceError(self._source, "cut off before its first item", "try again later")
            warnings.append(f"cut off in the middle: the first {len(items)} item(s) are kept")
        return Feed(self._title, self._site, self._language, items, "; ".join(warnings))

    def _items(self) -> Iterator[Incoming | Failed]:
        for number, item in enumerate(self._content.items[:_MOST_ITEMS], 1):
            yield self._incoming(item, number)

    def _incoming(self, item: FeedItem, number: int) -> Incoming | Failed:
        body, is_whole = _body(item)
        pages = (_address(written, self._base) for written in item.addresses if written)
        page, name = next((found for found in pages if found[0]), ("", ""))
        url, name = (page, name) if page else _address(item.enclosure, self._base)
        title = _title(item.title)
        if not title and not body and not url:
            place = f"{self._source}#{number}"
            error = SourceError(place, "neither a title, nor a text, nor an address", "there is nothing in it to read")
            return Failed(place, str(error))
        if len(title) > _LONGEST_TITLE:
            body = body or title
            title = _shortened(title, _LONGEST_TITLE)
        guid = clean_title(item.guid)[:_LONGEST_ADDRESS]
        article = Article(
            id="",
            title=title if title or body else url,
            body=body,
            source=self._title,
            date=_date(item.dates),
            category=_shortened(clean_title(line_of(item.category)), _LONGEST_NAME),
            url=url,
            author=_shortened(clean_title(line_of(item.author)), _LONGEST_NAME),
            language=_fitting(_language(item.language) or self._language, title, body),
        )
        names = (name, f"guid:{self._namespace} {guid}" if guid else "")
        return Incoming(
            article,
            origin=url or f"{self._source}#{guid or title[:_LONGEST_NAME]}",
            identities=tuple(filter(None, names)),
            is_summary=bool(page) and _is_cut_short(body, is_whole),
            original=self._decoded.original(item.written) if self._decoded is not None else b"",
        )


def _title(written: str) -> str:
    """One line, entities and HTML out of it, its blanks as the source set them."""
    return re.sub(r"\s*\n\s*|\t+", " ", clean(line_of(written))).strip()


def _body(item: FeedItem) -> tuple[str, bool]:
    """The paragraphs of an item, and whether they are those of the element for the whole text.

    The summary stands in where it says more: some feeds put a picture or its caption into the other.
    """
    text = clean_body(paragraphs_of(item.text)) if item.text else ""
    if len(item.summary) <= len(text):
        return text, bool(text)
    summary = clean_body(paragraphs_of(item.summary))
    return (summary, False) if len(summary) > len(text) else (text, bool(text))


def _is_cut_short(body: str, is_whole: bool) -> bool:
    """Whether the page holds more than the feed: a teaser says so by its end, or by its length where it is alone."""
    if is_whole:
        return bool(_BRACKETED.search(body[-40:]))
    return len(body) < _SHORT_TEXT or bool(_CUT_SHORT.search(body[-60:]))


def _each_once(items: list[Incoming | Failed]) -> Iterator[Incoming | Failed]:
    """Items without those the feed holds already, by guid, address, or title and text; the first one stays."""
    worthless = _worthless([item for item in items if isinstance(item, Incoming)])
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Failed):
            yield item
            continue
        names = tuple(name for name in item.identities if name not in worthless)
        keys = {*names, " ".join(item.article.text.split())}
        if seen.isdisjoint(keys):
            yield item if len(names) == len(item.identities) else _renamed(item, names)
        seen |= keys


def _worthless(items: list[Incoming]) -> set[str]:
    """Names that tell nothing apart: every link the home page, every guid 0.

    Those that three items of different titles bear, and addresses of items that differ in title and in guid.
    """
    titles: dict[str, set[str]] = defaultdict(set)
    guids: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for name in item.identities:
            titles[name].add(item.article.title)
            if item.identities[-1] != name:
                guids[name].add(item.identities[-1])
    return {name for name, found in titles.items() if len(found) > (1 if len(guids[name]) > 1 else 2)}


def _renamed(item: Incoming, names: tuple[str, ...]) -> Incoming:
    # Its origin must tell it apart, too: the address it shares with others would make them one.
    guid = next((name.partition(" ")[2] for name in names if name.startswith("guid:")), "")
    origin = f"{item.origin}#{guid or item.article.title[:_LONGEST_NAME]}"
    return replace(item, origin=origin, identities=names)


def _address(written: str, base: str) -> tuple[str, str]:
    """An absolute web address and its normal form; empty for what asks for a script, a file or a mail."""
    if not written or len(written) > _LONGEST_ADDRESS:
        return "", ""
    written = _NO_ADDRESS.sub(" ", written).strip().replace(" ", "%20")
    try:
        url = written if written[:8].lower().startswith(("https://", "http://")) else urljoin(base, written)
    except ValueError:
        return "", ""
    name = normal_address(url)
    return (url, name) if name else ("", "")


def _date(written: Iterable[str]) -> str | None:
    found = (iso_date(clean_title(value)) for value in written)
    return next((value for value in found if value and value[:4] >= _EARLIEST), None)


def _language(written: str) -> str:
    """BCP 47, or empty for what is no language tag."""
    if not (found := _LANGUAGE.fullmatch(written.strip())):
        return ""
    primary, *rest = re.split("[-_]", found[0])
    return "-".join([primary.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _fitting(language: str, title: str, body: str) -> str:
    """The language, or none where the letters belie it: much Arabic stands under the en-US of a blog's first set-up."""
    if not language or language.partition("-")[0] in _ARABIC_SCRIPT:
        return language
    sample = f"{title} {body[:300]}"
    return "" if len(_ARABIC_LETTER.findall(sample)) > len(_LATIN_LETTER.findall(sample)) else language


def _shortened(text: str, longest: int) -> str:
    """At most so many characters, cut between words, with an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
