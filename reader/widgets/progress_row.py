"""A quiet row above the footer: how far a long errand has come."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.widgets.look import Look
from reader.widgets.row import Row
from reader.widgets.strips import blank, line_segments, place

DONE, TO_DO = "━", "─"
"""Thick and thin, so that the bar can be read without colours."""
LEAST_BAR, MOST_BAR = 8, 24


class ProgressRow(Row):
    """A bar that grows in the reading direction of the interface, and words beside it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"progressrow--done", "progressrow--to-do"}

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.text = ""
        self.share: float | None = None

    def show_progress(self, text: str, share: float | None) -> None:
        """Show a text in logical order and a share from 0 to 1; None where nobody knows how much there is to do."""
        self.text, self.share = text, share
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if y:
            return Strip.blank(width, self.base_style)
        bar = self._bar(max(LEAST_BAR, min(MOST_BAR, width // 5)))
        used = sum(len(part.text) for part in bar)
        room = max(1, width - used)
        line = self.look.line(self.text, room, base=self.look.direction)
        words = [
            *place(
                line_segments(line, self.look.options, self.base_style),
                line.width,
                room,
                self.base_style,
                at_right=self.look.is_mirrored,
            )
        ]
        return Strip([*words, *bar] if self.look.is_mirrored else [*bar, *words], width)

    def _bar(self, cells: int) -> list[Segment]:
        """The bar and a blank beside it, left to right; none where it would be read out, or where nothing is known."""
        if self.look.is_plain or self.share is None:
            return []
        done = round(cells * max(0.0, min(1.0, self.share)))
        parts = [
            Segment(DONE * done, self.base_style + self.part_style("progressrow--done")),
            Segment(TO_DO * (cells - done), self.base_style + self.part_style("progressrow--to-do")),
            blank(1, self.base_style),
        ]
        return parts[::-1] if self.look.is_mirrored else parts
