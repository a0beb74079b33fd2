"""Styles of a widget, remembered: Textual works one out anew at every use, a hundred times a frame."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


class Painted(Widget):
    """A widget that draws lines in its own style and in those of its parts."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._base_style: Style | None = None
        self._part_styles: dict[str, Style] = {}

    @property
    def base_style(self) -> Style:
        """The style of plain text and of blanks."""
        if self._base_style is None:
            self._base_style = self.rich_style
        return self._base_style

    def part_style(self, name: str) -> Style:
        """What a component class of the style sheet adds to another style."""
        style = self._part_styles.get(name)
        if style is None:
            style = self._part_styles[name] = self.get_component_rich_style(name, partial=True)
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.forget_styles()

    def forget_styles(self) -> None:
        """The style sheet or the theme says something else now."""
        self._base_style = None
        self._part_styles.clear()
