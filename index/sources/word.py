"""Word documents (.docx), read from their XML: what python-docx leaves out, text in content controls and in tracked
insertions, is text to a reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZipFile

from index.article import Article
from index.errors import SourceError
from index.sources.archive import member_data
from index.sources.cleaning import clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.item import Incoming
from index.sources.names import stem_of
from index.sources.unfolding import Budget
from index.sources.xml_tree import local_name, parse_xml, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_TITLE = 200
_TITLES = ("title", "heading1", "heading2", "العنوان", "عنوان1")
_DELETED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback"})
"""Text that was struck out, text of field codes, and the copy of a drawing for old programs."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    is_title: bool


def read_word(archive: ZipFile, source: str, budget: Budget) -> Incoming:
    """The one article of a document."""
    root = parse_xml(member_data(archive, "word/document.xml", source, budget), source)
    paragraphs = [paragraph for paragraph in _paragraphs(root, _styles(archive, source, budget)) if paragraph.text]
    if not paragraphs:
        raise SourceError(
            source, "a document without text", "if it holds pictures of text, only their text can be read"
        )
    properties = _properties(archive, source, budget)
    title, body = _title_and_body(
        paragraphs, clean_title(text_of(properties, "title")) if properties is not None else ""
    )
    article = Article(
        id="",
        title=title,
        body=clean_body("\n".join(body)),
        date=iso_date(text_of(properties, "created")) if properties is not None else None,
        author=clean_title(text_of(properties, "creator")) if properties is not None else "",
    )
    return Incoming(article, source, proposed_id=stem_of(source))


def _title_and_body(paragraphs: list[_Paragraph], named: str) -> tuple[str, list[str]]:
    """The paragraph styled as title, else the first where it is short and others follow, else the document's name."""
    styled = next((place for place, paragraph in enumerate(paragraphs[:5]) if paragraph.is_title), None)
    texts = [paragraph.text for paragraph in paragraphs]
    if styled is None and named:
        return named, texts[1:] if clean_title(texts[0]) == named and len(texts) > 1 else texts
    place = styled or 0
    if len(texts) == 1 or len(texts[place]) > _LONGEST_TITLE:
        return named, texts
    return clean_title(texts[place]), texts[:place] + texts[place + 1 :]


def _paragraphs(root: _Element, styles: dict[str, str]) -> Iterator[_Paragraph]:
    """Every paragraph in reading order, those in tables, content controls and text boxes too."""
    for element in root.iter():
        if local_name(element) == "p" and not _is_left_out(element):
            style = next((_value(below) for below in element.iter() if local_name(below) == "pStyle"), "")
            yield _Paragraph("".join(_runs(element)).strip(), _is_title(styles.get(style, style)))


def _is_title(style: str) -> bool:
    return style.replace(" ", "").lower() in _TITLES


def _is_left_out(element: _Element) -> bool:
    return any(local_name(above) in _DELETED for above in element.iterancestors())


def _runs(paragraph: _Element) -> Iterator[str]:
    """The pieces of a paragraph's own text: not of paragraphs in a text box that is anchored in it."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = local_name(element)
        if name == "t":
            # References to entities are left out, the text behind them is not.
            yield "".join([element.text or "", *(inner.tail or "" for inner in element)])
        elif name == "tab":
            yield " "
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name != "p" and name not in _DELETED:
            stack.extend(reversed(element))


def _styles(archive: ZipFile, source: str, budget: Budget) -> dict[str, str]:
    """What the styles of a document are called, by their ids, which are translated or numbers."""
    if "word/styles.xml" not in archive.namelist():
        return {}
    root = parse_xml(member_data(archive, "word/styles.xml", source, budget), source)
    found = {}
    for style in root.iter():
        if local_name(style) == "style":
            name = next((_value(below) for below in style if local_name(below) == "name"), "")
            found[_value(style, "styleId")] = name
    return found


def _properties(archive: ZipFile, source: str, budget: Budget) -> _Element | None:
    if "docProps/core.xml" not in archive.namelist():
        return None
    return parse_xml(member_data(archive, "docProps/core.xml", source, budget), source)


def _value(element: _Element, name: str = "val") -> str:
    """An attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
