"""Rows of two texts: one at the reading edge, one at the other. Help and the command palette are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.text.lines import VisualLine
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.strips import blank, line_segments


@dataclass(frozen=True, slots=True)
class Pair:
    """A row, in logical order."""

    text: str
    aside: str = ""
    is_heading: bool = False


class PairList(Painted, ScrollView, can_focus=True):
    """Scrolls with the arrows; with `is_choice` a cursor stands on one row, and Enter or a click picks it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pairlist--heading", "pairlist--aside", "pairlist--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,ن", "move(-1)", show=False),
        Binding("down,j,ت", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown,space", "move(10)", show=False),
        Binding("home", "move(-10000)", show=False),
        Binding("end", "move(10000)", show=False),
        Binding("enter", "pick", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    class Picked(Message):
        """A row was chosen."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, look: Look, *, is_choice: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.is_choice = is_choice
        self._pairs: Sequence[Pair] = ()

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other rows, from the first."""
        self._pairs = pairs
        self._measure()
        self.cursor = 0
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()

    def update_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show what has become of the same rows; cursor and scroll stay as far as the rows reach."""
        self._pairs = pairs
        self._measure()
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._pairs))

    def on_resize(self, event: Resize) -> None:
        self._measure()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self._pairs) - 1))

    def watch_cursor(self, cursor: int) -> None:
        self.scroll_to_region(Region(0, cursor, 1, 1), animate=False, force=True, immediate=True, x_axis=False)
        self.refresh()

    def action_move(self, step: int) -> None:
        if self.is_choice:
            self.cursor += step
        else:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True, immediate=True)

    def action_pick(self) -> None:
        if self.is_choice and self._pairs:
            self.post_message(self.Picked(self.cursor))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if self.is_choice and offset is not None and offset.y + self.scroll_offset.y < len(self._pairs):
            self.cursor = offset.y + self.scroll_offset.y
            self.action_pick()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= len(self._pairs):
            return Strip.blank(width, self.base_style)
        pair = self._pairs[number]
        base = self.base_style
        if self.is_choice and number == self.cursor:
            base += self.part_style("pairlist--cursor")
        style = base + self.part_style("pairlist--heading") if pair.is_heading else base
        aside_style = base + self.part_style("pairlist--aside")
        aside = self.look.line(pair.aside, width // 2, base="L")
        line = self.look.line(pair.text, max(1, width - aside.width - 1))
        parts = [self._drawn(line, style), blank(width - aside.width - line.width, base)]
        parts += [self._drawn(aside, aside_style)]
        return Strip(parts[::-1] if self.look.is_mirrored else parts, width)

    def _drawn(self, line: VisualLine, style: Style) -> Segment:
        return Segment("".join(segment.text for segment in line_segments(line, self.look.options, style)), style)
