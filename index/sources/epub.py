"""EPUB: books and collected issues of magazines; each document of the spine that has a heading is an article."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from index.article import Article
from index.errors import SourceError
from index.sources.archive import member_data
from index.sources.cleaning import clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.encodings import decode
from index.sources.item import Failed, Incoming
from index.sources.markup import paragraphs_of, start_tags, text_until_end
from index.sources.streams import Skip
from index.sources.unfolding import Budget
from index.sources.xml_tree import children_of, local_name, parse_xml, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_HEADINGS = frozenset({"h1", "h2", "h3"})
_CHAPTER_TYPES = ("html", "xml")


@dataclass(slots=True)
class _Chapter:
    """An article on its way: a document with a heading, and those behind it that have none."""

    href: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    warning: str = ""
    documents: list[bytes] = field(default_factory=list)
    """What it was read from, where that is to be kept."""


class _Book:
    """What a book says of itself, and where its documents are."""

    def __init__(self, archive: ZipFile, source: str, budget: Budget, *, keeps_originals: bool) -> None:
        self._archive = archive
        self._keeps_originals = keeps_originals
        self._source = source
        self._budget = budget
        container = parse_xml(member_data(archive, _CONTAINER, source, budget), source)
        paths = [str(found.get("full-path", "")) for found in children_of(container, "rootfile")]
        self._folder = posixpath.dirname(paths[0]) if paths else ""
        package = parse_xml(member_data(archive, paths[0] if paths else "", source, budget), source)
        self.title = clean_title(text_of(package, "title"))
        self.author = clean_title(text_of(package, "creator"))
        self.date = iso_date(text_of(package, "date"))
        self.language = clean_title(text_of(package, "language"))
        self.identifier = clean_title(text_of(package, "identifier"))
        self.hrefs = [*dict.fromkeys(self._spine(package))]

    def _spine(self, package: _Element) -> Iterator[str]:
        """Members of the archive in reading order, without tables of contents and asides."""
        items = {item.get("id"): item for item in package.iter() if local_name(item) == "item"}
        for reference in children_of(package, "itemref"):
            item = items.get(reference.get("idref"))
            if item is None or reference.get("linear") == "no" or "nav" in (item.get("properties") or "").split():
                continue
            if any(kind in (item.get("media-type") or "html") for kind in _CHAPTER_TYPES):
                path = unquote(urlsplit(item.get("href") or "").path)
                yield posixpath.normpath(posixpath.join(self._folder, path))

    def is_locked(self) -> bool:
        """Whether its documents are encrypted, not only its fonts."""
        if _ENCRYPTION not in self._archive.namelist():
            return False
        listed = unquote(member_data(self._archive, _ENCRYPTION, self._source, self._budget).decode("utf-8", "replace"))
        return any(href in listed for href in self.hrefs)

    def chapter(self, href: str) -> _Chapter:
        """One document: its heading, empty where it has none, and its paragraphs."""
        data = member_data(self._archive, href, self._source, self._budget)
        html, warning = decode(data, f"{self._source}/{href}")
        tag = next((tag for tag in start_tags(html) if tag.name in _HEADINGS), None)
        title = clean_title(text_until_end(html, tag.content_start, tag.name)) if tag else ""
        paragraphs = clean_body(paragraphs_of(html)).split("\n")
        if title and clean_title(paragraphs[0]) == title:
            del paragraphs[0]
        documents = [data] if self._keeps_originals else []
        return _Chapter(href, title, [paragraph for paragraph in paragraphs if paragraph], warning, documents)


def read_epub(
    archive: ZipFile, source: str, skip: Skip, budget: Budget, *, keeps_originals: bool = False
) -> Iterator[Incoming | Failed]:
    """The articles of a book; a document that is missing or damaged is told and passed over."""
    book = _Book(archive, source, budget, keeps_originals=keeps_originals)
    if book.is_locked():
        raise SourceError(source, "protected against copying", "import an edition without such protection")
    is_empty = True
    for item in _chapters(book, source):
        is_empty = False
        if not skip.passes():
            yield item if isinstance(item, Failed) else _incoming(item, book, source)
    if is_empty:
        raise SourceError(source, "a book without text", "if it holds pictures of pages, only their text can be read")


def _chapters(book: _Book, source: str) -> Iterator[_Chapter | Failed]:
    begun: _Chapter | None = None
    for href in book.hrefs:
        try:
            chapter = book.chapter(href)
        except SourceError as error:
            yield Failed(f"{source}/{href}", str(error))
            continue
        if begun is not None and not chapter.title:
            begun.paragraphs += chapter.paragraphs
            begun.documents += chapter.documents
            continue
        if begun is not None and begun.paragraphs:
            yield begun
        begun = chapter if chapter.title or chapter.paragraphs else None
    if begun is not None and begun.paragraphs:
        yield begun


def _incoming(chapter: _Chapter, book: _Book, source: str) -> Incoming:
    article = Article(
        id="",
        title=chapter.title,
        body="\n".join(chapter.paragraphs),
        source=book.title,
        date=book.date,
        author=book.author,
        language=book.language,
    )
    identities = (f"epub:{book.identifier}/{chapter.href}",) if book.identifier else ()
    return Incoming(
        article,
        f"{source}#{chapter.href}",
        warning=chapter.warning,
        identities=identities,
        original=b"".join(chapter.documents),
    )
