"""How everything on the screen is drawn now: interface language, layout options, the messages of that language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from reader.text.lines import VisualLine, layout_label, visual
from reader.text.options import PLAIN, LayoutOptions

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True)
class Look:
    """A value every widget gets; a new one means: draw again."""

    say: Callable[..., str]
    """Message key and named values -> text of the interface language, in logical order."""
    language: Language = "ar"
    options: LayoutOptions = PLAIN
    reading_width: int = 90
    """Most cells of a line in the body."""

    @property
    def is_plain(self) -> bool:
        """One pane of logical text, for terminals that do bidi themselves and for screen readers."""
        return self.options.form == "logical"

    @property
    def is_mirrored(self) -> bool:
        """Panes, marks and labels start at the right."""
        return self.language == "ar" and not self.is_plain

    def line(self, text: str, width: int | None = None) -> VisualLine:
        """One line of interface text, cut at its logical end when wider than `width` cells."""
        return layout_label(text, width=width, options=self.options)

    def label(self, text: str, width: int | None = None) -> str:
        """The same line as the string to write, for borders and other places that take a string."""
        return visual(text, width, self.options)

    def date(self, iso: str | None) -> str:
        """A day as people of the interface language write it: `6 يوليو 2021`; as it came where it is no ISO date."""
        if not iso:
            return ""
        year, _, rest = iso[:10].partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdigit() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12):
            return iso
        return f"{int(day)} {self.say(f'screen.month_{int(month)}')} {int(year)}"

    def with_options(self, **changes: Any) -> Look:
        return replace(self, options=replace(self.options, **changes))
