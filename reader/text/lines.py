"""Lines: broken in logical order at cell width, then put in drawn order one by one (UAX #9, 3.4: L1 to L4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from reader.text.levels import ParagraphLevels, base_direction
from reader.text.options import PLAIN, Direction, LayoutOptions
from reader.text.shaping import Clusters, clusters, hidden_places, visible_cells
from reader.text.tables import BLANK_CLASS, MIRRORED

ELLIPSIS = "…"

# L1: white space, isolate controls, and what X9 removes, at the end of a line or before a separator.
_TRAILING = (
    "[ \\x0c\\u1680\\u2000-\\u200a\\u2028\\u205f\\u3000"
    "\\u200b-\\u200d\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\xad\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f]*"
)
_RESET = re.compile(f"{_TRAILING}(?:[\\t\\x0b\\x1f\\n\\r\\x1c-\\x1e\\x85\\u2029]|\\Z)")
_BLANK = re.compile(f"[{BLANK_CLASS}]")
_SEPARATORS = re.compile("[\n\r\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One laid-out line. Its cluster columns are parallel and in drawn order, left to right."""

    start: int
    end: int
    """Half-open logical range in the text laid out, with the blanks that hang behind the line."""
    width: int
    """Cells, without hanging blanks."""
    glyphs: tuple[str, ...]
    """What each cluster shows: forms chosen, mirrored, base first, then its marks."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """Logical range of each cluster; hanging blanks belong to the logically last one."""
    widths: bytes
    levels: bytes
    """Embedding level of each cluster after L1."""
    base: Direction

    @property
    def text(self) -> str:
        """The line as a terminal without bidi is to be sent it."""
        return "".join(self.glyphs)

    def range_at(self, cell: int) -> tuple[int, int] | None:
        """Logical range of the cluster drawn in a cell, counted from the line's leftmost; None outside the line."""
        if not 0 <= cell < self.width:
            return None
        place = cell if self.width == len(self.widths) else bisect_right(list(accumulate(self.widths)), cell)
        return self.starts[place], self.ends[place]

    def cells_of(self, start: int, end: int) -> list[tuple[int, int]]:
        """Half-open cell ranges, left to right, of the clusters that hold any code point of a logical range."""
        ranges: list[tuple[int, int]] = []
        cell = 0
        for first, last, width in zip(self.starts, self.ends, self.widths, strict=True):
            if first < end and start < last:
                if ranges and ranges[-1][1] == cell:
                    ranges[-1] = (ranges[-1][0], cell + width)
                else:
                    ranges.append((cell, cell + width))
            cell += width
        return ranges


def empty_line(offset: int, base: Direction) -> VisualLine:
    """A line without a cell, as it stands between two paragraphs."""
    return VisualLine(offset, offset, 0, (), (), (), b"", b"", base)


def line_levels(text: str, levels: bytes, paragraph_level: int) -> bytes:
    """L1: trailing blanks, and those before a separator, fall back to the paragraph level. `text` is one line."""
    reset = bytearray(levels)
    for found in _RESET.finditer(text):
        first, last = found.span()
        reset[first:last] = bytes([paragraph_level]) * (last - first)
    return bytes(reset)


def visual_order(levels: bytes) -> list[int]:
    """L2: the places of a line's characters in drawn order, from their levels after L1."""
    if not levels:
        return []
    lowest, highest = min(levels), max(levels)
    if lowest == highest:
        return list(range(len(levels)))[:: -1 if highest & 1 else 1]
    runs = _runs(levels)
    lowest_odd = lowest | 1
    for level in range(highest, lowest_odd - 1, -1):
        runs = _reverse_at(runs, level)
    order: list[int] = []
    for first, last, level in runs:
        order.extend(range(last - 1, first - 1, -1) if level & 1 else range(first, last))
    return order


def _runs(levels: bytes) -> list[tuple[int, int, int]]:
    """Level runs: (first, end, level)."""
    runs = []
    first = 0
    for place in range(1, len(levels) + 1):
        if place == len(levels) or levels[place] != levels[first]:
            runs.append((first, place, levels[first]))
            first = place
    return runs


def _reverse_at(runs: list[tuple[int, int, int]], level: int) -> list[tuple[int, int, int]]:
    """Reverse every sequence of runs at a level or above; the runs' insides turn with their own parity at the end."""
    result: list[tuple[int, int, int]] = []
    pending: list[tuple[int, int, int]] = []
    for run in runs:
        if run[2] >= level:
            pending.append(run)
            continue
        result += reversed(pending)
        pending.clear()
        result.append(run)
    return result + pending[::-1]


class Paragraph:
    """One paragraph of a text: its levels as far as they were asked for, and its lines."""

    def __init__(self, text: str, start: int, base: Direction, options: LayoutOptions) -> None:
        self.text = text
        self.start = start
        """Offset of the paragraph in the whole text; all offsets that leave this class count from there."""
        self._base: Direction = base
        self._options = options
        self._levels: ParagraphLevels | None = None

    def line(self, first: int, last: int) -> VisualLine:
        """The line that holds text[first:last] of the paragraph."""
        parts = self._clusters(first, last)
        text = self.text[first:last]
        count = len(parts.starts)
        while count > 1 and _BLANK.match(text, parts.starts[count - 1]):
            count -= 1
        if self._options.form == "logical":
            order, levels = list(range(count)), bytes(count)
        else:
            levels = self._cluster_levels(first, last, parts, count)
            order = visual_order(levels)
        return self._ordered(first, last, parts, order, levels)

    def _clusters(self, first: int, last: int) -> Clusters:
        """The clusters of a line, shaped with the rest of a word that was cut at its ends."""
        before, after = self._word_start(first), self._word_end(last)
        if before == first and after == last:
            return clusters(self.text[first:last], self._options)
        whole = clusters(self.text[before:after], self._options)
        bases = [before + base for base in (whole.first_base, *whole.starts[1:])]
        inside = [i for i, base in enumerate(bases) if first <= base < last]
        return Clusters(
            [max(whole.starts[i] + before - first, 0) for i in inside],
            [whole.glyphs[i] for i in inside],
            bytes(whole.widths[i] for i in inside),
            bases[inside[0]] - first if inside else 0,
        )

    def _word_start(self, place: int) -> int:
        reach = max(0, place - _WORD_REACH)
        while place > reach and not _BLANK.match(self.text[place - 1]):
            place -= 1
        return place

    def _word_end(self, place: int) -> int:
        if place == 0 or place >= len(self.text) or _BLANK.match(self.text[place - 1]):
            return place
        found = _BLANK.search(self.text, place, place + _WORD_REACH)
        return found.start() if found else min(len(self.text), place + _WORD_REACH)

    def _cluster_levels(self, first: int, last: int, parts: Clusters, count: int) -> bytes:
        """The levels of a line's first `count` clusters, each its base's."""
        if self._levels is None:
            self._levels = ParagraphLevels(self.text, self._base, isolate_numbers=self._options.isolate_numbers)
        levels = self._levels.of(first, last)
        levels = line_levels(self.text[first:last], levels, 1 if self._base == "R" else 0)
        if count == len(levels):
            return levels
        return bytes([levels[place] for place in (parts.first_base, *parts.starts[1:count])])

    def _ordered(self, first: int, last: int, parts: Clusters, order: list[int], levels: bytes) -> VisualLine:
        offset = self.start + first
        starts = [offset + start for start in parts.starts[: len(order)]]
        ends = [*starts[1:], self.start + last]
        glyphs = parts.glyphs
        return VisualLine(
            start=offset,
            end=self.start + last,
            width=sum(parts.widths[: len(order)]),
            # L4: what is drawn right to left is drawn mirrored. L3 holds because a cluster is drawn base first.
            glyphs=tuple([_mirrored(glyphs[i]) if levels[i] & 1 else glyphs[i] for i in order]),
            starts=tuple([starts[i] for i in order]),
            ends=tuple([ends[i] for i in order]),
            widths=bytes([parts.widths[i] for i in order]),
            levels=bytes([levels[i] for i in order]),
            base=self._base,
        )


_WORD_REACH = 256
"""How far a cut word is followed for its joins: farther than any word, so that only a text without blanks pays."""


def _mirrored(glyph: str) -> str:
    return MIRRORED.get(glyph, glyph) if len(glyph) == 1 else MIRRORED.get(glyph[0], glyph[0]) + glyph[1:]


def break_rows(text: str, width: int, options: LayoutOptions) -> Iterator[tuple[int, int]]:
    """The lines of a stretch of text as half-open ranges, at most `width` cells each, hanging blanks not counted.

    Breaks fall behind blanks; a word wider than the line is cut between clusters.
    """
    cells = visible_cells(text, options)
    if cells is None:
        yield from _break_uneven(text, width, options)
        return
    hidden = hidden_places(text, options)
    shifts = [place - i for i, place in enumerate(hidden)]
    first = 0
    for found in _row_pattern(width).finditer(cells):
        cell = found.end()
        last = len(text) if cell == len(cells) else cell + bisect_right(shifts, cell)
        yield first, last
        first = last
    if first < len(text):
        yield first, len(text)


@lru_cache(maxsize=64)
def _row_pattern(width: int) -> re.Pattern[str]:
    """One row of a text of one-cell characters: as much as fits before a blank, else as much as fits at all."""
    return re.compile(f"(?:.{{1,{width}}}(?=[{BLANK_CLASS}]|\\Z)|.{{1,{width}}})[{BLANK_CLASS}]*", re.DOTALL)


def _break_uneven(text: str, width: int, options: LayoutOptions) -> Iterator[tuple[int, int]]:
    """The same for text with clusters of several cells."""
    parts = clusters(text, options)
    ends = [*parts.starts[1:], len(text)]
    row = used = fitting = 0  # cluster places; `fitting` is where the row could break
    for place, cells in enumerate(parts.widths):
        is_blank = _BLANK.match(text[parts.starts[place]]) is not None
        while not is_blank and used + cells > width and place > row:
            cut = fitting if fitting > row else place
            yield parts.starts[row], parts.starts[cut]
            used = sum(parts.widths[cut:place])
            row = cut
        used += cells
        if is_blank:
            fitting = place + 1
    if parts.starts:
        yield parts.starts[row], ends[-1]


def break_lines(
    text: str, width: int, base: Direction | None = None, options: LayoutOptions = PLAIN
) -> list[VisualLine]:
    """Lay out one paragraph (no newline in it) in lines of at most `width` cells."""
    paragraph = Paragraph(text, 0, base or base_direction(text), options)
    return [paragraph.line(first, last) for first, last in break_rows(text, max(1, width), options)]


@lru_cache(maxsize=4096)
def layout_label(
    text: str, *, width: int | None = None, base: Direction | None = None, options: LayoutOptions = PLAIN
) -> VisualLine:
    """Lay out a text as one line; wider than `width` cells it is cut at its logical end and closed with an ellipsis."""
    text = _SEPARATORS.sub(" ", text)
    direction = base or base_direction(text, "L")
    if width is None or _cells(text, options) <= width:
        return Paragraph(text, 0, direction, options).line(0, len(text)) if text else empty_line(0, direction)
    kept = _fitting(text, width - 1, options)
    line = Paragraph(text[:kept] + ELLIPSIS, 0, direction, options).line(0, kept + 1)
    ends = tuple(len(text) if start == kept else end for start, end in zip(line.starts, line.ends, strict=True))
    return VisualLine(0, len(text), line.width, line.glyphs, line.starts, ends, line.widths, line.levels, direction)


def _cells(text: str, options: LayoutOptions) -> int:
    cells = visible_cells(text, options)
    return len(cells) if cells is not None else sum(clusters(text, options).widths)


def _fitting(text: str, width: int, options: LayoutOptions) -> int:
    """How many code points from the start fill at most `width` cells."""
    parts = clusters(text, options)
    count = bisect_right(list(accumulate(parts.widths)), max(0, width))
    kept = parts.starts[count] if count < len(parts.starts) else len(text)
    return len(text[:kept].rstrip())


def visual(text: str, width: int | None = None, options: LayoutOptions = PLAIN) -> str:
    """A label as it is to be written on the screen, kitty's turned words included."""
    return "".join(glyph for _, glyph in drawn(layout_label(text, width=width, options=options), options))


def drawn(
    line: VisualLine, options: LayoutOptions = PLAIN, fonts: Sequence[Hashable] | None = None
) -> list[tuple[int, str]]:
    """The clusters of a line in the order in which they are written: (place in the line, glyph).

    That is the drawn order itself, but for kitty: it draws every blank-free token that holds an Arabic letter from
    right to left, brackets mirrored, so that such tokens are turned here to be turned back there. kitty cuts a token
    where its font changes, so bold and plain parts are turned each by itself: `fonts` names the font of each cluster.
    """
    glyphs = line.glyphs
    if options.form != "kitty":
        return list(enumerate(glyphs))
    written: list[tuple[int, str]] = []
    token: list[int] = []
    for place, glyph in enumerate(glyphs):
        is_blank = glyph in (" ", "\xa0")
        if token and (is_blank or (fonts is not None and fonts[place] != fonts[token[0]])):
            written += _turned(token, glyphs)
            token.clear()
        if is_blank:
            written.append((place, glyph))
        else:
            token.append(place)
    return written + _turned(token, glyphs)


def _turned(token: list[int], glyphs: tuple[str, ...]) -> list[tuple[int, str]]:
    if not any(_ARABIC.search(glyphs[place]) for place in token):
        return [(place, glyphs[place]) for place in token]
    return [(place, _mirrored(glyphs[place])) for place in reversed(token)]
