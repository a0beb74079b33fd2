"""What the reader wrote beside the open article: its tags and its note, in one row beneath the panes."""

from __future__ import annotations

from textual.strip import Strip

from reader.text.levels import base_direction
from reader.widgets.look import Look
from reader.widgets.row import Row
from reader.widgets.strips import line_strip

NOTE_SIGN = "✎"


class Margin(Row):
    """Takes no row of the screen while there is nothing to show."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.text = ""
        self.display = False

    def show_marks(self, tags: tuple[str, ...], note: str) -> None:
        """Show these; neither: the row goes."""
        shown_tags = " ".join(f"#{'_'.join(tag.split())}" for tag in tags)
        self.text = " ".join(filter(None, (shown_tags, f"{NOTE_SIGN} {' '.join(note.split())}" if note else "")))
        self.display = bool(self.text)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if y or not self.text:
            return Strip.blank(width, self.base_style)
        base = "L" if self.look.is_plain else base_direction(self.text)
        line = self.look.line(self.text, width, base=base)
        at_right = self.look.is_mirrored or (base == "R" and not self.look.is_plain)
        return line_strip(line, self.look.options, width, self.base_style, at_right=at_right)
