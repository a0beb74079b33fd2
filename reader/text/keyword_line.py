"""One line of a concordance: a stretch of a paragraph, laid out so that its keyword starts in a given cell."""

from __future__ import annotations

from dataclasses import dataclass

from reader.text.lines import Paragraph, VisualLine
from reader.text.options import PLAIN, Direction, LayoutOptions
from reader.text.shaping import clusters, hidden_places

BEFORE_SHARE = 0.45
"""Of the cells: what comes behind a keyword tells a little more than what comes before."""

_FARTHEST = 3
"""Code points looked at for each cell there is room for, and at its edges: marks take none."""


@dataclass(frozen=True, slots=True)
class KeywordLine:
    """A laid-out line and where it stands."""

    line: VisualLine
    left: int
    """The cell of its leftmost cluster; negative where a turned Latin phrase reaches over the edge."""


def keyword_line(
    paragraph: str, start: int, end: int, *, width: int, base: Direction, options: LayoutOptions = PLAIN
) -> KeywordLine:
    """Lay out as much of a paragraph around its range [start, end) as fits, in whole words.

    The reading start of the keyword (its right edge in a right-to-left line) stands in the same cell in every line of
    that width and direction. Levels are those of the whole paragraph: a cut stretch would resolve them otherwise.
    """
    before = int(width * BEFORE_SHARE)
    first = start - _fitting_before(paragraph[max(0, start - before * _FARTHEST) : start], before, options)
    room = width - before - _cells(paragraph[start:end], options)
    last = end + _fitting_after(paragraph[end : end + max(0, room) * _FARTHEST], room, options)
    first, last = _whole_cells(paragraph, *_whole_words(paragraph, start, end, first, last), options)
    line = Paragraph(paragraph, 0, base, options).line(first, last)
    ranges = line.cells_of(start, end)
    if base == "R":
        return KeywordLine(line, width - before - max((right for _, right in ranges), default=line.width))
    return KeywordLine(line, before - min((left for left, _ in ranges), default=0))


def _cells(text: str, options: LayoutOptions) -> int:
    return sum(clusters(text, options).widths)


def _fitting_after(text: str, room: int, options: LayoutOptions) -> int:
    """How many code points from the start of a text fill at most `room` cells."""
    parts = clusters(text, options)
    used = 0
    for place, cells in zip(parts.starts, parts.widths, strict=True):
        used += cells
        if used > room:
            return place
    return len(text)


def _fitting_before(text: str, room: int, options: LayoutOptions) -> int:
    """How many code points up to the end of a text fill at most `room` cells."""
    parts = clusters(text, options)
    used, start = 0, len(text)
    for place, cells in zip(reversed(parts.starts), reversed(parts.widths), strict=True):
        used += cells
        if used > room:
            break
        start = place
    return len(text) - start


def _whole_cells(paragraph: str, first: int, last: int, options: LayoutOptions) -> tuple[int, int]:
    """The range [first, last) with the rest of the cells it cuts: a letter's marks, the lam before its alef."""
    from_here = max(0, first - _FARTHEST)
    hidden = {from_here + place for place in hidden_places(paragraph[from_here : last + _FARTHEST], options)}
    while first > from_here and first in hidden:
        first -= 1
    while last < len(paragraph) and last in hidden:
        last += 1
    return first, last


def _whole_words(paragraph: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """The range [first, last) without the words it cuts, but never less than [start, end)."""
    if first > 0 and not paragraph[first - 1].isspace():
        while first < start and not paragraph[first].isspace():
            first += 1
    while first < start and paragraph[first].isspace():
        first += 1
    if last < len(paragraph) and not paragraph[last].isspace():
        while last > end and not paragraph[last - 1].isspace():
            last -= 1
    return min(first, start), max(last, end)
