"""CSV and TSV: one article a row, streamed; the header says what is what, or the columns themselves do."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from statistics import fmean
from typing import BinaryIO, Literal

from index.errors import SourceError, SourceFormatError
from index.sources.dates import iso_date
from index.sources.fields import Place, article_of, field_of
from index.sources.item import Failed, Incoming
from index.sources.streams import LARGEST, Skip, Text

Separator = Literal[",", ";", "\t", "|"]

_SEPARATORS: tuple[Separator, ...] = ("\t", "|", ";", ",")
"""The rarer one is in text, the surer it is a separator where each row has as many."""

_ROWS_LOOKED_AT = 40
_LINES_LOOKED_AT = 400
_CHARACTERS_LOOKED_AT = 256 * 1024
_ADDRESS = re.compile("https?://")
_LONGEST_LABEL = 40
_LONGEST_HEADLINE = 300
_TOO_LONG = "\x00\n"
"""Stands for a line that can't be held; elsewhere there are no NULs."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a table is written."""

    separator: Separator
    is_quoted: bool
    """Whether quotation marks hold fields together; in some tab-separated files they are only characters."""

    def rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        # Strict would refuse a quotation mark inside a field, which real tables are full of.
        if self.is_quoted:
            return csv.reader(lines, delimiter=self.separator, strict=False)
        return csv.reader(lines, delimiter=self.separator, quoting=csv.QUOTE_NONE, strict=False)


class _Lines:
    """The lines of a text for a reader of rows, counted as they are taken."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._lines = text.lines()
        self._first = _sample(self._lines)
        self.sample = [*map(_bounded, self._first)]
        """The first of them, by which the form of the table is judged."""
        self.number = 0
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in chain(self._first, self._lines):
            self.number += 1
            if self._text.keeps_originals:
                self._taken.append(line or "")
            yield _bounded(line)

    def original(self) -> bytes:
        """The lines taken since this was asked last, without their last end: those of one row."""
        written = "".join(self._taken).rstrip("\r\n")
        self.forget()
        return self._text.original(written)

    def forget(self) -> None:
        """The lines taken are those of no article."""
        self._taken.clear()


def read_table(
    stream: BinaryIO, source: str, skip: Skip, *, is_tsv: bool = False, keeps_originals: bool = False
) -> Iterator[Incoming | Failed]:
    """The articles of a table; a bad row is told with its line and passed over."""
    csv.field_size_limit(LARGEST)
    text = Text(stream, source, keeps_originals=keeps_originals)
    lines = _Lines(text)
    if not any(map(str.strip, lines.sample)):
        raise SourceError(source, "the file is empty", "put a header and one article a row into it")
    form = _form(lines.sample, is_tsv=is_tsv)
    names, has_header = _columns(list(form.rows(iter(lines.sample))), source)
    for number, (line, row) in enumerate(_told_rows(form, lines), 0 if has_header else 1):
        original = lines.original() if keeps_originals else b""
        if not number or skip.passes():
            continue
        try:
            record = _record(names, row, Place(source, line))
            incoming = article_of(record, Place(source, line), number=number, warning=text.warning())
            yield replace(incoming, original=original) if original else incoming
        except SourceError as error:
            yield Failed(f"{source}:{line}", str(error))


def _bounded(line: str | None) -> str:
    # A field that was quoted may hold a carriage return; outside one, csv takes it for an error.
    return _TOO_LONG if line is None else line.replace("\r\n", "\n").replace("\r", " ").replace("\x00", "")


def _told_rows(form: _Form, lines: _Lines) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """The rows that are not blank, each with the line it begins in; what is wrong in place of one that is no row."""
    rows = form.rows(iter(lines))
    while True:
        line = lines.number + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield line, error
            continue
        if row is None:
            return
        if any("\x00" in cell for cell in row):
            yield line, csv.Error(f"a line of more than {LARGEST >> 20} MB")
        elif any(map(str.strip, row)):
            yield line, row
        else:
            lines.forget()


def _record(names: Sequence[str], row: list[str] | csv.Error, place: Place) -> dict[str, object]:
    if isinstance(row, csv.Error):
        raise SourceFormatError(place.source, line=place.line, expected=f"a row of the table ({row})")
    # A row of fewer cells leaves the last ones out; of more, its text fell apart at a separator without quotes.
    if len(row) > len(names) and any(map(str.strip, row[len(names) :])):
        raise SourceFormatError(
            place.source,
            line=place.line,
            expected=f"{len(names)} columns, found {len(row)} (quote text that holds commas)",
        )
    return dict(zip(names, row, strict=False))


def _sample(lines: Iterator[str | None]) -> list[str | None]:
    """The lines by which the form of a table is judged."""
    found: list[str | None] = []
    size = 0
    for line in islice(lines, _LINES_LOOKED_AT):
        found.append(line)
        size += len(line or "")
        if size > _CHARACTERS_LOOKED_AT:
            break
    return found


def _is_full(sample: Sequence[str]) -> bool:
    return len(sample) == _LINES_LOOKED_AT or sum(map(len, sample)) > _CHARACTERS_LOOKED_AT


def _form(sample: Sequence[str], *, is_tsv: bool) -> _Form:
    """The form in which the cells of the first row are names of fields and the other rows have as many."""
    separators = ("\t",) if is_tsv and any("\t" in line for line in sample) else _SEPARATORS
    forms = [_quoting(separator, sample) for separator in separators]
    return max(forms, key=lambda form: (*_fitness(form, sample), *_signs(form.separator, sample)))


def _quoting(separator: Separator, sample: Sequence[str]) -> _Form:
    """A quotation mark that is only a character would swallow the rows behind it, taken for more."""
    quoted, plain = _Form(separator, True), _Form(separator, False)
    if _are_quotes_closed(separator, sample) or _fitness(quoted, sample) > _fitness(plain, sample):
        return quoted
    return plain


def _are_quotes_closed(separator: Separator, sample: Sequence[str]) -> bool:
    """Whether about as many cells end with a quotation mark as begin with one."""
    text = "".join(sample)
    opened = len(re.findall(rf'(?:^|{re.escape(separator)})"', text, re.MULTILINE))
    closed = len(re.findall(rf'"(?:$|{re.escape(separator)})', text, re.MULTILINE))
    return closed >= 0.8 * opened


def _fitness(form: _Form, sample: Sequence[str]) -> tuple[int, float]:
    """How many names of fields the first row has, and the share of rows as wide as it."""
    try:
        rows = list(islice((row for row in form.rows(iter(sample)) if row), _ROWS_LOOKED_AT))
    except csv.Error:
        return -1, 0.0
    # The last row of a sample may be cut, but not that of a whole table.
    whole = rows[:-1] if _is_full(sample) and len(rows) > 1 else rows
    width = len(rows[0]) if rows else 0
    even = sum(len(row) == width for row in whole) / len(whole) if width > 1 else 0.0
    return sum(1 for name in rows[0] if field_of(name)) if rows else 0, even


def _signs(separator: str, sample: Sequence[str]) -> tuple[bool, bool]:
    """Whether a separator stands beside quotation marks, and whether it stands in most lines without a blank behind it,
    as punctuation never does."""
    tight = sum(line.count(separator) - line.count(f"{separator} ") > 0 for line in sample)
    return any(f'"{separator}' in line or f'{separator}"' in line for line in sample), 2 * tight >= len(sample)


def _columns(rows: list[list[str]], source: str) -> tuple[list[str], bool]:
    """The names of the columns, and whether the first row gives them."""
    rows = [row for row in rows if any(map(str.strip, row))]
    first = rows[0]
    if {"body", "abstract"} & set(map(field_of, first)):
        return _distinct(first), True
    is_header = len(rows) > 1 and ("title" in map(field_of, first) or _is_shorter(first, rows[1:]))
    names = _guessed(rows[is_header:][:_ROWS_LOOKED_AT], first if is_header else [])
    if "body" not in names:
        raise SourceFormatError(source, line=1, expected='a header with a column "text" or "body"')
    return names, is_header


def _is_shorter(first: list[str], rows: list[list[str]]) -> bool:
    """Whether a row has but labels where the others have text."""
    longest = fmean(max(map(len, row)) for row in rows)
    return max(map(len, first)) <= _LONGEST_LABEL and longest > 3 * _LONGEST_LABEL


def _distinct(names: Sequence[str]) -> list[str]:
    """Of columns of one name the first counts."""
    return [name if name not in names[:place] else f"{place} {name}" for place, name in enumerate(names)]


def _guessed(rows: list[list[str]], header: list[str]) -> list[str]:
    """Names for columns by what they hold: the longest is the text, the next of some length the title."""
    width = max(map(len, rows))
    columns = [[row[place] for row in rows if place < len(row)] for place in range(width)]
    names = [name if field_of(name) else f"column {place}" for place, name in enumerate(header)]
    names += [f"column {place}" for place in range(len(names), width)]
    free = [place for place, name in enumerate(names) if not field_of(name)]
    lengths = {place: fmean(map(len, columns[place])) for place in free}
    body = max(free, key=lambda place: lengths[place], default=None)
    if body is None or lengths[body] < _LONGEST_LABEL / 2:
        return names
    names[body] = "body"
    for place in sorted(set(free) - {body}, key=lambda place: -lengths[place]):
        name = _kind(columns[place], lengths[place])
        if name and name not in names:
            names[place] = name
    return names


def _kind(column: list[str], length: float) -> str:
    cells = [cell.strip() for cell in column if cell.strip()]
    if not cells:
        return ""
    if all(map(_ADDRESS.match, cells)):
        return "url"
    if all(map(iso_date, cells)):
        return "date"
    if all(cell.isdecimal() for cell in cells):
        return "id"
    if _LONGEST_LABEL / 2 < length <= _LONGEST_HEADLINE and len(set(cells)) > len(cells) / 2:
        return "title"
    return "category" if length <= _LONGEST_LABEL and len(set(cells)) <= max(1, len(cells) / 2) else ""
