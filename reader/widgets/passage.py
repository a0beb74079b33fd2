"""A few lines of text, laid out where they stand; as high as they are."""

from __future__ import annotations

from textual.geometry import Size
from textual.strip import Strip

from reader.text.levels import base_direction
from reader.text.lines import VisualLine, break_lines
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.strips import line_strip


class Passage(Painted):
    """Lays its text out itself: Textual would wrap a line that is in drawn order already."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.text = ""

    def set_look(self, look: Look) -> None:
        self.look = look
        self.refresh()

    def show_text(self, text: str) -> None:
        """Show a text in logical order, a paragraph a line of it."""
        self.text = text
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[VisualLine]:
        return [line for paragraph in self.text.splitlines() for line in self._broken(paragraph, max(1, width))]

    def _broken(self, paragraph: str, width: int) -> list[VisualLine]:
        base = "L" if self.look.is_plain else base_direction(paragraph)
        return break_lines(paragraph, width, base, self.look.options)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, self.base_style)
        at_right = self.look.is_mirrored or (lines[y].base == "R" and not self.look.is_plain)
        return line_strip(lines[y], self.look.options, width, self.base_style, at_right=at_right)
