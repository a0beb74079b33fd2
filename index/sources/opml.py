"""OPML: the list of feeds that readers hand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from index.errors import SourceError
from index.sources.addresses import normal_address
from index.sources.cleaning import clean_title
from index.sources.feed_text import feed_text
from index.sources.feed_xml import well_formed

_DEEPEST = 256
_MOST_BYTES = 64 << 20
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""
    category: tuple[str, ...] = ()
    """Names of the folders it lies in, outermost first."""
    site: str = ""
    """Address of the pages it is of."""


def read_opml(data: bytes, source: str) -> tuple[Outline, ...]:
    """The feeds of a list, in its order, each address once; a SourceError where it is no list.

    Broken lists are mended as feeds are; what has no web address (queries, comments) is passed over.
    """
    if not data.strip():
        raise SourceError(source, "the list is empty", "export it again from the reader it comes from")
    if len(data) > _MOST_BYTES:
        raise SourceError(source, f"over {_MOST_BYTES >> 20} MB", "a list of feeds is never that long")
    text, _ = feed_text(data)
    document = well_formed(text, source)
    if document.root.rpartition(":")[2].lower() != "opml":
        raise SourceError(source, f"no OPML: its root is <{document.root[:40]}>", "give a list of feeds in OPML")
    handler = _Handler(source)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    try:
        parser.Parse(document.data, True)
    except expat.ExpatError as error:
        raise SourceError(
            source, f"its XML can't be read ({error})", "export it again from the reader it comes from"
        ) from error
    return tuple(handler.outlines.values())


class _Handler:
    """Collects outlines; one without an address is a folder for those inside it."""

    def __init__(self, source: str) -> None:
        self.outlines: dict[str, Outline] = {}
        self._source = source
        self._folders: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        # Every element takes its place, so that each end tag closes its own.
        if len(self._folders) >= _DEEPEST:
            raise SourceError(self._source, f"its elements nest over {_DEEPEST} deep", "it is not read")
        self._folders.append("")
        if name.lower() != "outline":
            return
        # Readers differ in the case of names: xmlUrl, xmlurl, XMLURL.
        found = {key.lower(): value for key, value in attributes.items()}
        title = clean_title(found.get("title") or found.get("text") or "")[:_LONGEST_NAME]
        is_feed = found.get("type", "rss").lower() in ("rss", "atom", "rdf", "feed", "rss1", "include", "link")
        url = next((found[key].strip() for key in ("xmlurl", "feedurl", "rssurl") if found.get(key, "").strip()), "")
        if not url and is_feed and "type" in found:
            url = found.get("url", "").strip()
        if title == url:
            # What stands in the place of a title where there is none.
            title = ""
        if not url:
            self._folders[-1] = title
        elif key := normal_address(url):
            self.outlines.setdefault(key, self._outline(url, title, found))

    def _outline(self, url: str, title: str, found: dict[str, str]) -> Outline:
        site = found.get("htmlurl", "").strip()
        category = tuple(folder for folder in self._folders if folder) or _categories(found.get("category", ""))
        return Outline(clean_title(url), title, category, clean_title(site) if normal_address(site) else "")

    def end(self, _: str) -> None:
        self._folders.pop()


def _categories(written: str) -> tuple[str, ...]:
    """The first of the paths in a category attribute: `/News/Arab,/Daily` (OPML 2.0)."""
    first = written.partition(",")[0]
    return tuple(part for part in (clean_title(part)[:_LONGEST_NAME] for part in first.split("/")) if part)


def write_opml(outlines: Iterable[Outline], title: str = "Warraq") -> str:
    """OPML 2.0 of some feeds: those of one category stand together in its folder, in the order they come in."""
    root: _Folder = _Folder()
    for outline in outlines:
        folder = root
        for name in outline.category:
            folder = folder.inner.setdefault(name, _Folder())
        folder.feeds.append(outline)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(title)}</title></head>",
        "  <body>",
        *_lines(root, 2),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


class _Folder:
    def __init__(self) -> None:
        self.inner: dict[str, _Folder] = {}
        self.feeds: list[Outline] = []


def _lines(folder: _Folder, depth: int) -> list[str]:
    indent = "  " * depth
    lines = [f"{indent}<outline {_attributes(feed)}/>" for feed in folder.feeds]
    for name, inner in folder.inner.items():
        lines += [f"{indent}<outline text={quoteattr(name)}>", *_lines(inner, depth + 1), f"{indent}</outline>"]
    return lines


def _attributes(feed: Outline) -> str:
    name = feed.title or feed.url
    named = {"type": "rss", "text": name, "title": feed.title, "xmlUrl": feed.url, "htmlUrl": feed.site}
    return " ".join(f"{key}={quoteattr(value)}" for key, value in named.items() if value)
