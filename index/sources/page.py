"""One saved or fetched web page: the article on it, with what the page says about it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from index.article import Article
from index.errors import SourceError
from index.sources.addresses import normal_address
from index.sources.blocks import Block
from index.sources.cleaning import clean_body, clean_title, without_controls
from index.sources.encodings import decode
from index.sources.item import Incoming
from index.sources.linked_data import LinkedArticle, linked_article
from index.sources.markup import paragraphs_of
from index.sources.page_date import published
from index.sources.page_head import (
    address_of,
    author_of,
    headline_elements,
    language_of,
    section_of,
    source_of,
    title_of,
)
from index.sources.page_text import article_blocks, key_of
from index.sources.page_tree import LONGEST, PageTree, parse_page

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CHARSET_BYTES = re.compile(
    rb"(?:<meta[^>]{0,400}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_HEAD = 8_192
"""Bytes in which a page has to declare its encoding; the standard gives it 1,024."""

_SHORTEST = 120
"""Characters an article has at least on a page that does not say it is one."""

_HAS_SENTENCE = re.compile(r"\w[.!?؟…۔:،]")


def read_page(data: bytes, source: str, *, content_type: str = "", address: str = "") -> Incoming:
    """The one article of a page.

    `content_type` is the server's header, `address` where the page was fetched from. A page without an article raises
    SourceError. Nothing is fetched, and nothing on the page is run.
    """
    text, warning = decode(data, source, declared=_declared(data, content_type))
    page = parse_page(text)
    if page is None:
        raise SourceError(source, "an empty page", "open its address in a browser and save it from there")
    linked = linked_article(page.linked_data)
    address = address or page.saved_from
    own_address = address_of(page, linked, address)
    title = clean_title(title_of(page, linked))
    told = _told(page, linked, title, source)
    # Not composed: a server knows an address by its bytes.
    place = "".join(without_controls(own_address or address).split())
    site = clean_title(source_of(page, linked, place))
    article = Article(
        id="",
        title=title,
        body=told.body,
        source=site,
        date=published(page, linked, place, headline_elements(page.root, title)),
        category=clean_title(section_of(page, linked)),
        url=place,
        author=clean_title(author_of(page, linked, site)),
        language=language_of(page, linked, f"{title} {told.body[:2_000]}"),
    )
    warnings = [warning, told.warning]
    if page.is_cut:
        warnings.append(f"{source}: only the first {LONGEST:,} characters of the page were read")
    return Incoming(
        article,
        place or source,
        warning="; ".join(filter(None, warnings)),
        identities=tuple(dict.fromkeys(filter(None, (normal_address(own_address), normal_address(address))))),
        is_summary=told.is_summary,
    )


def _declared(data: bytes, content_type: str) -> str:
    """The encoding that the header, else the page, says it is in."""
    if found := _CHARSET.search(content_type):
        return found[1]
    inside = _CHARSET_BYTES.search(data[:_HEAD])
    return inside[1].decode("ascii", errors="replace") if inside else ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page tells of its article's text."""

    body: str
    is_summary: bool = False
    warning: str = ""


def _told(page: PageTree, linked: LinkedArticle | None, title: str, source: str) -> _Told:
    blocks = article_blocks(page.root, title)
    body = clean_body(_chosen(blocks, linked))
    is_article = bool(linked and linked.headline) or "article" in page.meta("og:type")
    is_locked = linked is not None and not linked.is_free
    if _is_article_text(blocks, body, is_article):
        said = f"{source}: the page shows only the beginning to who has no subscription" if is_locked else ""
        return _Told(body, is_summary=False, warning=said)
    summary = clean_body(next(page.meta("og:description", "description", "twitter:description"), ""))
    if is_article and title and summary:
        return _Told(summary, is_summary=True, warning=f"{source}: the page holds a summary only")
    if not body and page.root.find(".//noscript") is not None:
        remedy = "open it in a browser, wait for the text, and save it from there"
        raise SourceError(source, "the page holds no text before its scripts have run", remedy)
    raise SourceError(source, "no article on this page", "give the address of one article, or add the site's feed")


def _is_article_text(blocks: list[Block], body: str, is_article: bool) -> bool:
    if is_article:
        return len(body) >= 20
    linked = sum(block.linked for block in blocks)
    return len(body) >= _SHORTEST and linked < 0.5 * len(body) and _HAS_SENTENCE.search(body) is not None


def _chosen(blocks: list[Block], linked: LinkedArticle | None) -> str:
    """The paragraphs on the page, measured against the text that JSON-LD gives where it gives one.

    The page has the paragraphs and may have too much or too little; JSON-LD has the text, in one line or cut off.
    """
    shown = "\n".join(block.text for block in blocks)
    given = paragraphs_of(linked.body) if linked else ""
    if len(given) < 200 or len(given) < 0.6 * len(shown):
        return shown
    ours, theirs = Counter(key_of(shown).split()), Counter(key_of(given).split())
    shared = (ours & theirs).total()
    if shared < 0.8 * theirs.total():
        return given
    if shared < 0.9 * ours.total():
        known = set(theirs)
        kept = [block.text for block in blocks if _share_known(block.text, known) >= 0.8]
        return "\n".join(kept)
    return shown


def _share_known(text: str, known: set[str]) -> float:
    words = key_of(text).split()
    return sum(word in known for word in words) / len(words) if words else 1.0
