"""A widget that draws its lines itself: its styles, remembered, for Textual works one out anew at every use, a hundred
times a frame; and the words on its border."""

from __future__ import annotations

from typing import Self

from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


class Painted(Widget):
    """A widget that draws lines in its own style and in those of its parts."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._base_style: Style | None = None
        self._part_styles: dict[str, Style] = {}
        self._border: tuple[str | None, str | None] = (None, None)
        self._is_labelling = False

    def label_border(self, title: str | None, subtitle: str | None = None) -> None:
        """Write on the upper and on the lower border, in drawn order; the rows between them stay as they are drawn."""
        if (title, subtitle) == self._border:
            return
        self._border = title, subtitle
        self._is_labelling = True
        self.border_title = None if title is None else Content(title)
        self.border_subtitle = None if subtitle is None else Content(subtitle)
        self._is_labelling = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As Textual's, which draws all rows for a title."""
        if self._is_labelling:
            left, top = self.content_offset
            width, height = self.outer_size
            regions = Region(-left, -top, width, 1), Region(-left, height - top - 1, width, 1)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

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
