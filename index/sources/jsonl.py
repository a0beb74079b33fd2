"""JSON Lines: one article a line, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from index.errors import SourceError, SourceFormatError
from index.sources.encodings import bare_utf16, decode
from index.sources.fields import Place, article_of
from index.sources.item import Belongings, Failed, Incoming, Item
from index.sources.streams import LARGEST, Skip, Text, lines_of

OWN = "warraq"
"""The one field of a line that holds no article, but what else an export keeps."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_jsonl(
    stream: BinaryIO, source: str, skip: Skip, head: bytes = b"", *, keeps_originals: bool = False
) -> Iterator[Item]:
    """The articles of a file; a bad line is told and passed over, one that is done is not even parsed.

    `head` is its beginning, by which UTF-16 and UTF-32 are known: their line ends are more than a byte, and half of one
    occurs inside other characters.
    """
    lines: Iterable[bytes | None] = lines_of(stream)
    wide = Text(stream, source, keeps_originals=keeps_originals)
    is_wide = head.startswith(_WIDE_MARKS) or bool(bare_utf16(head))
    if is_wide:
        lines = map(_encoded, wide.lines())
    is_empty = True
    for number, line in enumerate(lines, 1):
        if line is not None and not line.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
            continue
        is_empty = False
        if skip.passes():
            continue
        try:
            incoming = _item(line, source, number)
            if isinstance(incoming, Belongings):
                yield incoming
                continue
            if keeps_originals and line is not None:
                own = line.rstrip(b"\r\n")
                incoming = replace(incoming, original=wide.original(own.decode()) if is_wide else own)
            yield incoming
        except SourceError as error:
            yield Failed(f"{source}:{number}", str(error))
    if is_empty:
        raise SourceError(source, "the file is empty", "put one JSON object a line into it")


def _encoded(line: str | None) -> bytes | None:
    return None if line is None else line.encode("utf-8", "surrogatepass")


def _item(line: bytes | None, source: str, number: int) -> Incoming | Belongings:
    if line is None:
        raise SourceFormatError(source, line=number, expected=f"a line of at most {LARGEST >> 20} MB")
    text, warning = _text(line, f"{source}:{number}")
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceFormatError(source, line=number, expected=f"a JSON object ({error})") from error
    if not isinstance(record, dict):
        raise SourceFormatError(source, line=number, expected="a JSON object")
    if isinstance(said := record.get(OWN), dict):
        return Belongings(f"{source}:{number}", said)
    return article_of(record, Place(source, number), number=number, is_own=True, warning=warning)


def _text(line: bytes, source: str) -> tuple[str, str]:
    # Nearly every line begins like this, and then it is UTF-8 if it can be: UTF-16 has a NUL beside the brace.
    if line[:2] in (b'{"', b"{ "):
        try:
            return line.decode("utf-8"), ""
        except UnicodeDecodeError:
            pass
    return decode(line, source)
