"""A web page as a tree: bounded in size, with nothing in it that runs, is fetched or resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from index.sources.cleaning import without_controls

if TYPE_CHECKING:
    from lxml import etree

LONGEST = 1_000_000
"""Characters of a page that are parsed, scripts and pictures left aside: the text of a book. The rest is cut off."""

_DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%_-]{64,}")
_RAW = re.compile(r"<(script|style|svg|template)(?=[\s/>])([^>]*)>", re.IGNORECASE)
_LINKED_DATA = re.compile(r"application/ld\+json", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}>")
_NO_XML = re.compile("[\ufffe\uffff]")
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S{1,2000})")
_SAVED_HEAD = 4_000


@dataclass(frozen=True)
class PageTree:
    """One page, parsed once."""

    root: etree._Element
    linked_data: tuple[str, ...]
    """The JSON-LD blocks, as text."""
    saved_from: str
    """The address a browser noted when it saved the page."""
    is_cut: bool

    @cached_property
    def metas(self) -> tuple[tuple[str, str], ...]:
        """Name (or property, or itemprop) in small letters and content of every meta element that has both."""
        found = []
        for meta in self.root.iter("meta"):
            content = (meta.get("content") or "").strip()
            for name in {meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")}:
                if name and content:
                    found.append((name.strip().lower(), content))
        return tuple(found)

    def meta(self, *names: str) -> Iterator[str]:
        """What the metas of these names say, by the order of the names."""
        for name in names:
            yield from (content for known, content in self.metas if known == name)


def parse_page(text: str) -> PageTree | None:
    """The page a text holds; None where there is no element in it.

    lxml stops at 255 levels of nesting, so that a page of 100,000 nested elements costs no more than its length.
    """
    from lxml import etree, html

    saved_from = _SAVED_FROM.search(text[:_SAVED_HEAD])
    kept, linked_data = _without_raw(_DATA_ADDRESS.sub("data:,", _NO_XML.sub("", without_controls(text))))
    # Trafilatura takes no other kind of tree.
    parser: Any = html.HTMLParser(  # type: ignore[no-untyped-call]
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, recover=True, huge_tree=True
    )
    page = _DECLARATION.sub("", kept[:LONGEST], count=1).encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(page, parser) if page.strip() else None
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    return PageTree(root, linked_data, saved_from[1].rstrip("->") if saved_from else "", len(kept) > LONGEST)


def _without_raw(text: str) -> tuple[str, tuple[str, ...]]:
    """The page without scripts, styles and drawings, and its JSON-LD; each closing tag is looked for once."""
    pieces: list[str] = []
    linked_data: list[str] = []
    unclosed: set[str] = set()
    place = 0
    while found := _RAW.search(text, place):
        pieces.append(text[place : found.start()])
        name = found[1].lower()
        place = found.end()
        if found[2].endswith("/") or name in unclosed:
            continue
        closing = re.compile(f"</{name}[^>]*>", re.IGNORECASE).search(text, place)
        if closing is None:
            unclosed.add(name)
            continue
        if name == "script" and _LINKED_DATA.search(found[2]):
            linked_data.append(text[place : closing.start()])
        place = closing.end()
    return "".join((*pieces, text[place:])), tuple(linked_data)
