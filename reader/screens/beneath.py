"""What lies beneath a dialog, dimmed.

Textual dims the whole screen again for each change beneath, and twice more with the next key: ten milliseconds each
time, and news that come in change the list and the progress many times a second while somebody types a note. Here a row
that has not changed is dimmed once, and so is a style.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.screen import Screen

_NO_SHADE = Color(0, 0, 0, 0)
_FAINT = Style(dim=True)


class Beneath:
    """The rows of a screen in the shade of another."""

    def __init__(self, screen: Screen[object], shade: Color) -> None:
        """`screen`: what lies beneath; `shade`: with the alpha that lets it show through."""
        self.screen, self.shade = screen, shade
        # Of sixteen colours the nearest to a blend is often that of what stands on it: words and borders would go.
        self._shade = shade if screen.app.console.color_system not in ("standard", "windows") else None
        self._rows: list[Strip] = []
        self._dimmed: dict[int, Strip] = {}
        self.is_old = True
        """Whether the next row that is asked for is to be looked at again, and all others with it."""

    def look(self) -> list[int]:
        """Look again at what is there; the rows that look another way now."""
        # Of all that Textual has, the compositor alone knows what a screen shows.
        before, self._rows, self.is_old = self._rows, self.screen._compositor.render_strips(), False
        changed = [y for y, row in enumerate(self._rows) if y >= len(before) or row != before[y]]
        for y in changed:
            self._dimmed.pop(y, None)
        return changed

    def row(self, y: int) -> Strip | None:
        """The dimmed row of the terminal; None below the last."""
        if self.is_old:
            self.look()
        if y >= len(self._rows):
            return None
        strip = self._dimmed.get(y)
        if strip is None:
            strip = self._dimmed[y] = self._dim(self._rows[y])
        return strip

    def _dim(self, strip: Strip) -> Strip:
        return Strip([Segment(text, _dimmed(style, self._shade)) for text, style, _ in strip], strip.cell_length)


@lru_cache(maxsize=1024)
def _dimmed(style: Style | None, shade: Color | None) -> Style:
    """A style in the shade; without one made faint."""
    (segment,) = BackgroundScreen.process_segments((Segment(" ", style),), shade or _NO_SHADE)
    dimmed = segment.style or Style()
    return dimmed if shade else _FAINT + dimmed
