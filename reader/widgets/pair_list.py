"""Rows of two texts: one at the reading edge, one at the other. Help and the command palette are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
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
from reader.text.options import Direction
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.strips import blank, line_segments


@dataclass(frozen=True, slots=True)
class Pair:
    """A row, in logical order."""

    text: str
    aside: str = ""
    is_heading: bool = False
    is_warning: bool = False
    """The aside tells of something that went wrong."""
    base: Direction | None = None
    """Where the text starts; None: as its first letter asks."""
    aside_base: Direction | None = "L"

    @property
    def is_choice(self) -> bool:
        """Whether the row stands for something: headings and blank rows only part the others."""
        return bool(self.text) and not self.is_heading


class PairList(Painted, ScrollView, can_focus=True):
    """Scrolls with the arrows; with `is_choice` a cursor stands on one row, and Enter or a click picks it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pairlist--heading",
        "pairlist--aside",
        "pairlist--warning",
        "pairlist--cursor",
    }
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

    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(self, look: Look, *, is_choice: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.is_choice = is_choice
        self._pairs: Sequence[Pair] = ()

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other rows, from the first."""
        self._pairs = pairs
        self._measure()
        self.cursor = self._choice_from(0, 1)
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.refresh()

    def update_pairs(self, pairs: Sequence[Pair], cursor: int | None = None) -> None:
        """Show what has become of the same rows; cursor (or where that is now) and scroll stay as far as they reach."""
        self._pairs = pairs
        self._measure()
        self.cursor = self._choice_from(self.validate_cursor(self.cursor if cursor is None else cursor), 1)
        self.refresh()

    def _choice_from(self, number: int, direction: int) -> int:
        """The first row from a place on that stands for something; the nearest behind it where there is none."""
        number = self.validate_cursor(number)
        if not self.is_choice or not self._pairs:
            return number
        ahead = range(number, len(self._pairs) if direction > 0 else -1, direction)
        behind = range(number, -1 if direction > 0 else len(self._pairs), -direction)
        return next((n for n in chain(ahead, behind) if self._pairs[n].is_choice), number)

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._pairs))

    def on_resize(self, event: Resize) -> None:
        self._measure()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self._pairs) - 1))

    def watch_cursor(self, cursor: int) -> None:
        # The heading of a group comes with its first row.
        first = cursor - 1 if 0 < cursor <= len(self._pairs) and self._pairs[cursor - 1].is_heading else cursor
        region = Region(0, first, 1, cursor - first + 1)
        self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)
        self.refresh()
        self.post_message(self.Moved())

    def action_move(self, step: int) -> None:
        if self.is_choice:
            self.cursor = self._choice_from(self.cursor + step, 1 if step > 0 else -1)
        else:
            self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True, immediate=True)

    def action_pick(self) -> None:
        if self.is_choice and self._pairs:
            self.post_message(self.Picked(self.cursor))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        number = offset.y + self.scroll_offset.y if offset is not None else len(self._pairs)
        if self.is_choice and number < len(self._pairs) and self._pairs[number].is_choice:
            self.cursor = number
            self.action_pick()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= len(self._pairs):
            return Strip.blank(width, self.base_style)
        pair = self._pairs[number]
        base = self.base_style
        is_cursor = self.is_choice and number == self.cursor
        if is_cursor:
            base += self.part_style("pairlist--cursor")
        style = base + self.part_style("pairlist--heading") if pair.is_heading else base
        # On the colour of the cursor a second one can't be read.
        aside_style = base
        if not is_cursor:
            aside_style += self.part_style("pairlist--warning" if pair.is_warning else "pairlist--aside")
        aside = self.look.line(pair.aside, width // 2, base=pair.aside_base)
        line = self.look.line(pair.text, max(1, width - aside.width - 1), base=pair.base)
        parts = [self._drawn(line, style), blank(width - aside.width - line.width, base)]
        parts += [self._drawn(aside, aside_style)]
        return Strip(parts[::-1] if self.look.is_mirrored else parts, width)

    def _drawn(self, line: VisualLine, style: Style) -> Segment:
        return Segment("".join(segment.text for segment in line_segments(line, self.look.options, style)), style)
