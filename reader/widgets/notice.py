"""A short message above the footer, gone by itself."""

from __future__ import annotations

from typing import Literal

from textual.geometry import Size
from textual.strip import Strip
from textual.timer import Timer

from reader.text.levels import base_direction
from reader.text.lines import VisualLine, break_lines
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.strips import line_strip

Severity = Literal["information", "warning", "error"]
SECONDS = {"information": 3.0, "warning": 6.0, "error": 12.0}


class Notice(Painted):
    """Lays its text out itself: a toast would wrap a line that is in drawn order already."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.text = ""
        self._timer: Timer | None = None

    def set_look(self, look: Look) -> None:
        self.look = look
        self.refresh()

    def tell(self, text: str, severity: Severity = "information") -> None:
        """Show a text in logical order for as long as its weight asks."""
        self.text = text
        for name in SECONDS:
            self.set_class(name == severity, f"-{name}")
        self.display = True
        self.refresh(layout=True)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS[severity], self.dismiss)

    def dismiss(self) -> None:
        self.display = False

    def _lines(self, width: int) -> list[VisualLine]:
        base = "L" if self.look.is_plain else base_direction(self.text)
        return [
            line
            for paragraph in self.text.splitlines()
            for line in break_lines(paragraph, max(1, width), base, self.look.options)
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, self.base_style)
        at_right = self.look.is_mirrored or (lines[y].base == "R" and not self.look.is_plain)
        return line_strip(lines[y], self.look.options, width, self.base_style, at_right=at_right)
