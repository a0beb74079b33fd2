"""JSON: a list of articles, an object that holds one, or one article, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, TypeGuard

from index.errors import SourceError, SourceFormatError
from index.sources.fields import Place, article_of, field_of
from index.sources.item import Failed, Incoming
from index.sources.json_values import JsonValues
from index.sources.streams import Skip, Text

_LISTS = frozenset(
    {"articles", "items", "data", "results", "news", "documents", "docs", "posts", "records", "rows", "entries", "hits"}
    | {"stories", "response", "الأخبار", "المقالات", "البيانات"}
)
"""What holds the articles, where they are not all there is; services put one into the other."""

_DEEPEST = 4


def read_json(
    stream: BinaryIO, source: str, skip: Skip, *, keeps_originals: bool = False
) -> Iterator[Incoming | Failed]:
    """The articles of a file; one that is none is told and passed over, and what stands before damage is kept."""
    text = Text(stream, source, keeps_originals=keeps_originals)
    values = JsonValues(text.pieces(), source)
    number = 0
    while values.peek():
        for record, line in _records(values, 0, holds=keeps_originals):
            number += 1
            if skip.passes():
                continue
            try:
                incoming = _article(record, Place(source, line), number, text.warning())
                yield replace(incoming, original=text.original(values.written)) if keeps_originals else incoming
            except SourceError as error:
                yield Failed(f"{source}:{line}", str(error))
    if not number:
        raise SourceError(
            source, "no articles in this JSON", 'it takes a list of objects with a field "body" or "text"'
        )


def _article(record: object, place: Place, number: int, warning: str) -> Incoming:
    if not isinstance(record, dict):
        raise SourceFormatError(place.source, line=place.line, expected="a JSON object")
    # Search engines wrap what they were given.
    if isinstance(inner := record.get("_source"), dict):
        record = {**inner, "_id": record.get("_id", "")}
    return article_of(record, place, number=number, warning=warning)


def _records(values: JsonValues, depth: int, *, holds: bool) -> Iterator[tuple[object, int]]:
    """What may be articles, each with its line; with `holds` the values know how each is written."""
    if values.peek() == "[":
        for _ in values.elements():
            values.peek()
            line = values.line
            yield values.value(), line
    elif values.peek() == "{":
        yield from _members(values, depth, holds=holds)
    else:
        raise SourceFormatError(values.source, line=values.line, expected="a list or an object of JSON")


def _members(values: JsonValues, depth: int, *, holds: bool) -> Iterator[tuple[object, int]]:
    """The articles in an object: of its lists, under their ids, or the object itself."""
    itself: dict[str, object] = {}
    line = values.line
    if holds:
        values.hold()
    for name in values.members():
        opening = values.peek()
        if opening in "[{" and name.strip().casefold() in _LISTS and depth < _DEEPEST and not itself.get("title"):
            values.let_go()
            yield from _records(values, depth + 1, holds=holds)
            continue
        inner_line = values.line
        value = values.value()
        if _is_article(value) and (not field_of(name) or "title" in map(field_of, value)):
            values.let_go()
            yield {"id": name, **value}, inner_line
        elif field_of(name):
            itself[name] = value
    values.take_held()
    if _is_article(itself):
        yield itself, line


def _is_article(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict) and any(field_of(name) == "body" and text for name, text in value.items())
