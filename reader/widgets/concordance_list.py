"""The lines of a concordance, keyword under keyword, each line in the direction of its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.keys import bindings_of
from reader.text.keyword_line import keyword_line
from reader.text.options import Direction
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.strips import StripCache, blank, coded_segments

if TYPE_CHECKING:
    from index.search_reports import ConcordanceLine

KEYWORD = 1
MARGIN = 1
"""Keeps letters and marks off border and scroll bar."""


class ConcordanceList(Painted, ScrollView, can_focus=True):
    """Lays out the lines on screen only, however many there are."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("concordance")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"concordancelist--keyword", "concordancelist--cursor"}

    cursor: reactive[int] = reactive(0, always_update=True)

    class Picked(Message):
        """A line was chosen: its article is wanted, at that place."""

        def __init__(self, line: ConcordanceLine) -> None:
            super().__init__()
            self.line = line

    class Moved(Message):
        """The cursor stands on another line."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.lines: Sequence[ConcordanceLine] = ()
        self._strips: StripCache[tuple[int, int, bool]] = StripCache(400)

    def show_lines(self, lines: Sequence[ConcordanceLine], *, cursor: int) -> None:
        """Show other lines, or the same in another order."""
        self.lines = lines
        self._strips.clear()
        self._measure()
        self.cursor = cursor
        self.refresh()

    @property
    def line(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.lines else None

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.lines))

    def on_resize(self, event: Resize) -> None:
        self._strips.clear()
        self._measure()
        self._reveal(self.cursor)

    def forget_styles(self) -> None:
        super().forget_styles()
        self._strips.clear()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.lines) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        self._reveal(new)
        for number in {old, new}:
            self.refresh_lines(number, 1)
        self.post_message(self.Moved())

    def _reveal(self, number: int) -> None:
        region = Region(0, number, 1, 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)

    def action_move(self, step: int) -> None:
        self.cursor += step

    def action_page(self, direction: int) -> None:
        self.cursor += direction * max(1, self.scrollable_content_region.height - 1)

    def action_jump(self, number: int) -> None:
        self.cursor = number if number >= 0 else len(self.lines) + number

    def action_pick(self) -> None:
        if (line := self.line) is not None:
            self.post_message(self.Picked(line))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < len(self.lines):
            self.cursor = offset.y + self.scroll_offset.y
            self.action_pick()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= len(self.lines):
            return Strip.blank(width, self.base_style)
        is_cursor = number == self.cursor
        return self._strips.get((number, width, is_cursor), lambda: self._draw(self.lines[number], width, is_cursor))

    def _draw(self, line: ConcordanceLine, width: int, is_cursor: bool) -> Strip:
        style = self.base_style + self.part_style("concordancelist--cursor") if is_cursor else self.base_style
        room = max(1, width - 2 * MARGIN)
        base: Direction = "R" if line.is_right_to_left and not self.look.is_plain else "L"
        placed = keyword_line(line.paragraph, *line.keyword, width=room, base=base, options=self.look.options)
        codes = bytearray(placed.line.end - placed.line.start)
        first = placed.line.start
        codes[line.keyword.start - first : line.keyword.end - first] = bytes([KEYWORD]) * len(line.text)
        segments = coded_segments(placed.line, self.look.options, codes, lambda code: self._styled(style, code))
        drawn = Strip([blank(max(0, placed.left), style), *segments], max(0, placed.left) + placed.line.width)
        cut = drawn.crop(max(0, -placed.left), max(0, -placed.left) + room).extend_cell_length(room, style)
        return Strip([blank(MARGIN, style), *cut, blank(MARGIN, style)], width)

    def _styled(self, style: Style, code: int) -> Style:
        return style + self.part_style("concordancelist--keyword") if code == KEYWORD else style
