"""The one door to feedparser: its knowledge of feed vocabularies over an expat that is ours.

Feedparser knows what RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0 and their modules mean by each element. Its driver, though,
reads declarations with patterns that a hostile feed can stall, parses every date in eleven ways, and carries each text
through sanitisers made for browsers. So expat is driven here: in one pass, with bounds, past elements no article needs;
and long texts are kept aside while feedparser handles a key in their place, since all HTML becomes plain text anyway.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from feedparser.html import _cp1252
from feedparser.mixin import _FeedParserMixin
from feedparser.parsers.strict import _StrictFeedParser

from index.errors import SourceError

_DEEPEST = 256
_MOST_ELEMENTS = 200_000
"""Ten thousand items of twenty; more would take longer than anyone waits for a feed."""
_LONGEST_VALUE = 4_096
"""Characters of an attribute or an address."""
_SHORT = 256
"""Characters up to which a text goes through feedparser as it is; longer ones that no reader reads are cut there."""

_MOST_TAGS = 8

_ASIDES = ("media_description", "itunes_summary")
_TEXTS = frozenset(
    {"title", "description", "summary", "content", "subtitle", "abstract", "info", "tagline", *_ASIDES},
)
_ADDRESSES = frozenset({"link", "id", "href", "feedburner_origlink"})
_MODULES = frozenset({"content", "dc", "dcterms", "feedburner", "rdf", "xhtml", "xml"})
"""Prefixes, as feedparser names them, of which every element is let through."""
_PARTS = {
    "media": frozenset({"group", "description", "title"}),
    "itunes": frozenset({"author", "summary", "subtitle", "name"}),
}
_OUT_OF_PLACE = (LookupError, TypeError, ValueError)
"""What feedparser trips over where an element stands out of its place: a link in a text input, a height in a title."""

_ORIGINAL_LINK = "feedburner:origlink"
_PICTURES = frozenset({"svg", "math"})
_USERLAND = "http://backend.userland.com/rss"
_C1 = re.compile("[\x80-\x9f]")
_KEY = "\x01"
"""Stands in no XML, so that no feed can write a key of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What feedparser makes of one item; every field as written, empty where there is none."""

    title: str
    text: str
    """HTML or plain, the full one where there are two."""
    summary: str
    """HTML or plain."""
    has_content: bool
    """Whether there is an element for the whole text (content:encoded, Atom's content)."""
    link: str
    """Address of the page, resolved against xml:base where there is one."""
    original_link: str
    """Of a feed behind FeedBurner: the publisher's own address."""
    enclosure: str
    guid: str
    author: str
    category: str
    dates: tuple[str, ...]
    """Published, updated, created; those there are."""
    span: tuple[int, int]
    """Its element in the document, in bytes."""


@dataclass(frozen=True, slots=True)
class Parsed:
    version: str
    """`rss20`, `atom10` ...; empty where nothing says what it is."""
    title: str
    link: str
    language: str
    entries: tuple[Entry, ...]


def parse(document: bytes, source: str) -> Parsed:
    """The feed of a well-formed document in UTF-8; a SourceError where it is beyond every measure."""
    parser = expat.ParserCreate("utf-8", "\n")
    handler = _Handler(source, lambda: parser.CurrentByteIndex)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartNamespaceDeclHandler = handler.declare
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.handle_data
    try:
        parser.Parse(document, True)
    except expat.ExpatError as error:
        raise SourceError(source, f"its XML can't be read ({error})", "try again later") from error
    feed = handler.feeddata
    return Parsed(
        version=handler.version,
        title=handler.text(dict.get(feed, "title")),
        link=_string(dict.get(feed, "link")),
        language=_string(dict.get(feed, "language")),
        entries=tuple(
            handler.entry(found, (start, document.find(b">", end) + 1))
            for found, (start, end) in zip(handler.entries, handler.places(), strict=True)
        ),
    )


class _Parameters(dict[str, Any]):
    """What feedparser notes of a text. It copies the note for each text, deeply, and asks it ten times on the way: as a
    plain dictionary of strings that takes a fraction of the time."""

    def __deepcopy__(self, memo: object) -> _Parameters:
        return _Parameters(self)


class _Handler(_StrictFeedParser, _FeedParserMixin):
    """Feedparser's element handlers, called by expat's events."""

    resolve_relative_uris = False
    sanitize_html = False

    def __init__(self, source: str, place: Callable[[], int]) -> None:
        """`place`: the byte at which the tag begins that is being handled."""
        super().__init__("", None, "utf-8")
        self._source = source
        self._place = place
        self._begun: list[int] = []
        self._ended: dict[int, int] = {}
        self._open: list[tuple[int, int]] = []
        """Entries that have begun and not ended: their level and number."""
        self._aside: list[str] = []
        self._tags: dict[str, tuple[str, bool]] = {}
        self._bound: dict[str, str] = {}
        self._unhandled: set[str] = set()
        """Names that feedparser has no handler for; it would keep their text, which no article needs."""
        self._elements = self._level = self._passed_over = 0

    def declare(self, prefix: str | None, uri: str | None) -> None:
        if uri:
            self._bound.setdefault(uri, (prefix or "").lower())
            self.track_namespace(prefix, uri)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._level += 1
        if self._elements > _MOST_ELEMENTS:
            raise SourceError(self._source, f"it holds more than {_MOST_ELEMENTS:,} elements", "it is not read")
        if self._level > _DEEPEST:
            raise SourceError(self._source, f"its elements nest over {_DEEPEST} deep", "it is not read")
        tag, is_wanted = self._tag(name)
        if self._passed_over or not is_wanted:
            self._passed_over += 1
            return
        named = [(self._attribute(key), value[:_LONGEST_VALUE]) for key, value in attributes.items()]
        with suppress(*_OUT_OF_PLACE):
            self.unknown_starttag(tag, named)
        if len(self.entries) > len(self._begun):
            self._open.append((self._level, len(self._begun)))
            self._begun.append(self._place())

    def end(self, name: str) -> None:
        if self._open and self._open[-1][0] == self._level:
            self._ended[self._open.pop()[1]] = self._place()
        self._level -= 1
        if self._passed_over:
            self._passed_over -= 1
            return
        scopes = len(self.basestack)
        try:
            self.unknown_endtag(self._tag(name)[0])
        except _OUT_OF_PLACE:
            # The scopes of its base and language end all the same.
            if len(self.basestack) == scopes:
                self._end_scopes()

    def places(self) -> Iterator[tuple[int, int]]:
        """Where the first and the last tag of each entry begin."""
        return ((start, self._ended.get(number, start)) for number, start in enumerate(self._begun))

    def _end_scopes(self) -> None:
        """What feedparser does at each end tag's end."""
        self.depth -= 1
        self.basestack.pop()
        self.langstack.pop()
        self.baseuri = self.basestack[-1] if self.basestack else self.baseuri
        self.lang = self.langstack[-1] if self.langstack else self.lang

    def handle_data(self, text: str, escape: int = 1) -> None:
        if not self._passed_over:
            super().handle_data(text, escape)

    def push_content(self, tag: str, attrs_d: dict[str, str], default_content_type: str, expecting_text: int) -> None:
        super().push_content(tag, attrs_d, default_content_type, expecting_text)
        self.contentparams = _Parameters(self.contentparams)  # type: ignore[assignment]  # feedparser has no types

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        """As feedparser's, which sees a key in the place of a long text, and of other values no more than fits."""
        if self.elementstack and self.elementstack[-1][0] == element:
            pieces = self.elementstack[-1][2]
            if sum(map(len, pieces)) > _SHORT:
                text = "".join(pieces)
                if element not in _TEXTS:
                    pieces[:] = [text[: _LONGEST_VALUE if element in _ADDRESSES else _SHORT]]
                elif not self.contentparams.get("base64", 0):
                    pieces[:] = [f"{_KEY}{len(self._aside)}"]
                    self._aside.append(text)
        return super().pop(element, strip_whitespace)

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        # Feedparser compares each with all before it; an article has one category.
        if len(self._get_context().get("tags", ())) < _MOST_TAGS:
            super()._add_tag(term, scheme, label)

    # Feedparser takes a second description for the whole text, though it be a picture's caption or a podcast's blurb.
    def _start_media_description(self, attrs_d: dict[str, str]) -> None:
        self.push_content("media_description", attrs_d, "text/html", 1)

    def _end_media_description(self) -> None:
        self.pop_content("media_description")

    def _start_itunes_summary(self, attrs_d: dict[str, str]) -> None:
        self.push_content("itunes_summary", attrs_d, "text/html", 1)

    def _end_itunes_summary(self) -> None:
        self.pop_content("itunes_summary")

    def _end_category(self) -> None:
        # Feedparser asks for the tags of whatever it is in by then.
        self._get_context().setdefault("tags", [])
        super()._end_category()

    _end_keywords = _end_category

    def _end_guid(self) -> None:
        # As written: feedparser would resolve it, and make a page's address of it even where it is a number.
        self.guidislink = 0
        self.pop("id")

    _end_id = _end_guid

    def _take_date(self, name: str) -> None:
        # Feedparser would parse it; index.sources.dates does.
        self.pop(name)

    def _end_published(self) -> None:
        self._take_date("published")

    def _end_updated(self) -> None:
        self._take_date("updated")

    def _end_created(self) -> None:
        self._take_date("created")

    _end_issued = _end_pubdate = _end_published
    _end_modified = _end_lastbuilddate = _end_updated

    def _tag(self, name: str) -> tuple[str, bool]:
        """An element's name with the prefix feedparser knows it by, and whether an article needs it."""
        found = self._tags.get(name)
        if found is None:
            uri, _, local = name.rpartition("\n")
            local, prefix = local.lower(), self._prefix(uri)
            is_wanted = not prefix or prefix in _MODULES or local in _PARTS.get(prefix, ())
            found = self._tags[name] = (f"{prefix}:{local}" if prefix else local, is_wanted and local not in _PICTURES)
            if not hasattr(self, f"_start_{prefix}_{local}" if prefix else f"_start_{local}"):
                self._unhandled.add(found[0])
        if self.inentry and not self.incontent and found[0] in self._unhandled and found[0] != _ORIGINAL_LINK:
            return found[0], False
        # Inside an article's markup every element counts, or its text would be lost.
        return (found[0], True) if self.incontent and found[0].rpartition(":")[2] not in _PICTURES else found

    def _prefix(self, uri: str) -> str:
        if not uri or uri.lower().startswith(_USERLAND):
            return ""
        known = self._matchnamespaces.get(uri.lower())
        return self._bound.get(uri, "") if known is None else known

    def _attribute(self, name: str) -> str:
        uri, _, local = name.rpartition("\n")
        prefix = self._matchnamespaces.get(uri.lower(), "") if uri else ""
        return f"{prefix}:{local}" if prefix else local

    def text(self, value: object) -> str:
        """A text feedparser kept: the long one its key stands for, repaired as feedparser repairs short ones."""
        if not isinstance(value, str):
            return ""
        if not value.startswith(_KEY):
            return value
        text = self._aside[int(value[1:])].strip()
        with suppress(UnicodeError):
            # UTF-8 taken for ISO 8859-1 and encoded once more; Arabic ends the attempt at its first letter.
            text = text.encode("iso-8859-1").decode("utf-8")
        return text.translate(_cp1252) if _C1.search(text) else text

    def entry(self, found: dict[str, Any], span: tuple[int, int]) -> Entry:
        contents = [self.text(dict.get(each, "value")) for each in dict.get(found, "content", ()) if _is_text(each)]
        summaries = (self.text(dict.get(found, name)) for name in ("summary", *_ASIDES))
        links = [link for link in dict.get(found, "links", ()) if isinstance(link, dict)]
        tags = [tag.get("label") or tag.get("term") for tag in dict.get(found, "tags", ())]
        dates = (dict.get(found, name) for name in ("published", "updated", "created"))
        return Entry(
            title=self.text(dict.get(found, "title")),
            text=max(contents, key=len, default=""),
            summary=next(filter(None, summaries), ""),
            has_content=any(contents),
            link=_string(dict.get(found, "link")) or _href(links, "alternate"),
            original_link=_string(dict.get(found, "feedburner_origlink")),
            enclosure=_href(links, "enclosure"),
            guid=_string(dict.get(found, "id")),
            author=_author(found),
            category=next((tag for tag in tags if isinstance(tag, str) and tag.strip()), ""),
            dates=tuple(date for date in dates if isinstance(date, str) and date),
            span=span,
        )


def _is_text(content: dict[str, Any]) -> bool:
    """Whether Atom's content is for reading: pictures and recordings stand there, too."""
    media_type = _string(content.get("type")).lower()
    return not media_type or media_type.startswith("text/") or media_type.endswith(("xml", "html"))


def _author(found: dict[str, Any]) -> str:
    names = [_string(author.get("name")) for author in dict.get(found, "authors", ()) if isinstance(author, dict)]
    return "، ".join(dict.fromkeys(name for name in names if name)) or _string(dict.get(found, "author"))


def _href(links: list[dict[str, Any]], relation: str) -> str:
    return next((href for link in links if link.get("rel") == relation and (href := _string(link.get("href")))), "")


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
