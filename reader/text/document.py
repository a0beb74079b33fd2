"""A whole text in rows of one width, laid out as far as somebody looked."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from time import perf_counter

from reader.text.levels import article_direction
from reader.text.lines import Paragraph, VisualLine, break_rows, empty_line
from reader.text.options import PLAIN, Direction, LayoutOptions

_CHUNK = 16_384
"""Code points broken at a time: a few hundred rows, about a millisecond."""

_KEPT_LINES = 4_000
"""Laid-out lines kept: a long article read from end to end must not keep them all."""


class DocumentLayout:
    """Rows of a text, paragraphs parted by `gap` empty ones.

    Row breaks are found from the start, a chunk at a time; letters, levels and order only for rows that are drawn. So a
    text of any length opens at once, and `extend` brings the rest while nobody waits.
    """

    def __init__(
        self,
        text: str,
        width: int,
        *,
        base: Direction | None = None,
        options: LayoutOptions = PLAIN,
        gap: int = 1,
    ) -> None:
        self.text = text
        self.width = max(1, width)
        self.base: Direction = base or article_direction(text)
        self.options = options
        self._gap = gap
        self._starts = array("Q")
        self._ends = array("Q")
        self._paragraphs: list[Paragraph] = []
        self._first_rows: list[int] = []  # row at which each paragraph begun so far starts
        self._position = 0
        """Offset up to which rows are final."""
        self._is_open = False
        """Whether the last paragraph goes on behind `_position`."""
        self._lines: dict[int, VisualLine] = {}
        self.is_complete = False

    @property
    def row_count(self) -> int:
        """Rows of the whole text; an estimate by the rows so far until `is_complete`."""
        rows = len(self._starts)
        if self.is_complete or not self._position:
            return rows
        return rows + round(rows * (len(self.text) - self._position) / self._position)

    def line(self, row: int) -> VisualLine:
        """The laid-out line of a row; rows behind the last are empty."""
        if (line := self._lines.get(row)) is not None:
            return line
        while row >= len(self._starts) and not self.is_complete:
            self._extend_once()
        line = self._lay_out(row)
        if len(self._lines) >= _KEPT_LINES:
            self._lines.clear()
        self._lines[row] = line
        return line

    def row_of(self, offset: int) -> int:
        """The row in which a code point stands; the row above the gap for a newline."""
        while offset >= self._position and not self.is_complete:
            self._extend_once()
        if not self._starts:
            return 0
        row = max(0, bisect_right(self._starts, offset) - 1)
        while row > 0 and self._starts[row] == self._ends[row] and not self._holds_text(row):
            row -= 1
        return row

    def extend(self, seconds: float) -> bool:
        """Lay out further for about that long; True when there is nothing left to do."""
        until = perf_counter() + seconds
        while not self.is_complete and perf_counter() < until:
            self._extend_once()
        return self.is_complete

    def complete(self) -> None:
        """Lay out all that is left."""
        while not self.is_complete:
            self._extend_once()

    def _holds_text(self, row: int) -> bool:
        """Whether a row of no length is an empty paragraph's own, not a gap."""
        place = bisect_left(self._first_rows, row)
        return place < len(self._first_rows) and self._first_rows[place] == row

    def _lay_out(self, row: int) -> VisualLine:
        if row >= len(self._starts):
            return empty_line(len(self.text), self.base)
        start, end = self._starts[row], self._ends[row]
        if start == end:
            return empty_line(start, self.base)
        paragraph = self._paragraphs[bisect_right(self._first_rows, row) - 1]
        return paragraph.line(start - paragraph.start, end - paragraph.start)

    def _extend_once(self) -> None:
        """Break one more chunk."""
        if not self._is_open:
            self._open_paragraph()
        paragraph = self._paragraphs[-1]
        done = self._position - paragraph.start
        size = _CHUNK
        rows: list[tuple[int, int]] = []
        while True:
            chunk = paragraph.text[done : done + size]
            rows = list(break_rows(chunk, self.width, self.options))
            is_last = done + len(chunk) == len(paragraph.text)
            if is_last or len(rows) > 1:
                break
            size *= 2
        for first, last in rows if is_last else rows[:-1]:
            self._add_row(self._position + first, self._position + last)
        self._position += rows[-1][1] if is_last and rows else 0 if is_last else rows[-2][1]
        if is_last:
            self._close_paragraph()

    def _add_row(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def _open_paragraph(self) -> None:
        start = self._position
        end = self.text.find("\n", start)
        text = self.text[start:] if end < 0 else self.text[start:end]
        self._first_rows.append(len(self._starts))
        self._paragraphs.append(Paragraph(text, start, self.base, self.options))
        self._is_open = True

    def _close_paragraph(self) -> None:
        """Pass the newlines behind a paragraph: one empty line in the text is a gap already, not two."""
        end = self._position
        self._is_open = False
        while self._position < len(self.text) and self.text[self._position] == "\n":
            self._position += 1
        if self._position >= len(self.text):
            self.is_complete = True
            return
        for _ in range(self._gap):
            self._add_row(end, end)


def plain_lines(text: str, width: int, options: LayoutOptions) -> list[VisualLine]:
    """All rows of a text at once, for output that does not scroll."""
    layout = DocumentLayout(text, width, options=options)
    layout.complete()
    return [layout.line(row) for row in range(layout.row_count)]
