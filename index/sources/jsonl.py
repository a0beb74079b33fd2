"""JSON Lines: one article a line, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from index.article import Article
from index.errors import SourceError, SourceFormatError
from index.sources.cleaning import clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.encodings import decode
from index.sources.item import Failed, Incoming


def read_jsonl(lines: Iterable[bytes], source: str, skip: int = 0) -> Iterator[Incoming | Failed]:
    """The articles of a file after the first `skip` lines that are not empty; a bad line is told and passed over."""
    is_empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
            continue
        is_empty = False
        if skip:
            skip -= 1
            continue
        try:
            yield _article(line, source, number)
        except SourceError as error:
            yield Failed(f"{source}:{number}", str(error))
    if is_empty:
        yield Failed(source, str(SourceError(source, "the file is empty", "put one JSON object a line into it")))


def _article(line: bytes, source: str, number: int) -> Incoming:
    text, warning = decode(line, f"{source}:{number}")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceFormatError(source, line=number, expected=f"a JSON object ({error})") from error
    if not isinstance(record, dict):
        raise SourceFormatError(source, line=number, expected="a JSON object")
    if not isinstance(record.get("body"), str):
        raise SourceFormatError(source, line=number, expected='a field "body" with the text of the article')
    fields = {
        name: _string(record, name, source, number) for name in ("id", "title", "source", "category", "url", "author")
    }
    article = Article(
        id=clean_title(fields["id"]),
        title=clean_title(fields["title"]),
        body=clean_body(record["body"]),
        source=clean_title(fields["source"]),
        date=iso_date(_string(record, "date", source, number)),
        category=clean_title(fields["category"]),
        url=clean_title(fields["url"]),
        author=clean_title(fields["author"]),
    )
    if not article.text:
        raise SourceFormatError(source, line=number, expected="a title or a text that is not empty")
    return Incoming(article, article.url or source, warning=warning)


def _string(record: dict[str, Any], name: str, source: str, number: int) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise SourceFormatError(source, line=number, expected=f'text in the field "{name}"')
