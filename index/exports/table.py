"""CSV (RFC 4180) in UTF-8 with a byte order mark, without which spreadsheets take Arabic for another encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from index.exported import Exported

COLUMNS = ("id", "title", "body", "source", "date", "category", "url", "author", "language")
MARKS = ("read", "bookmarked", "tags", "note")

_FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for a formula: a headline must not become one."""


def render(items: Iterable[Exported]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + _row([*COLUMNS, *MARKS])
    for item in items:
        marks = item.marks
        said = [getattr(item.article, name) or "" for name in COLUMNS]
        marked = [str(int(marks.is_read)), str(int(marks.is_bookmarked)), "; ".join(marks.tags), marks.note]
        yield _row([_harmless(cell) for cell in (*said, *marked)])


def _row(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
