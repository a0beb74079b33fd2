"""How everything on the screen is drawn now: interface language, layout options, the messages of that language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reader.locale import Language
from reader.text.lines import VisualLine, drawn, layout_label
from reader.text.options import PLAIN, Direction, LayoutOptions

LRM, RLM = "\u200e", "\u200f"


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

    @property
    def direction(self) -> Direction:
        """Where lines of the interface start."""
        return "R" if self.is_mirrored else "L"

    def line(self, text: str, width: int | None = None, *, base: Direction | None = None) -> VisualLine:
        """One line of interface text, cut at its logical end when wider than `width` cells."""
        return layout_label(text, width=width, base=base, options=self.options)

    def label(self, text: str, width: int | None = None, *, base: Direction | None = None) -> str:
        """The same line as the string to write, for borders and other places that take a string."""
        return "".join(glyph for _, glyph in drawn(self.line(text, width, base=base), self.options))

    def about(self, *parts: str) -> str:
        """Facts in one line, parted by a dot of the interface's direction.

        Without it a date would lose its day to the name beside it (UAX #9, W2 and W7).
        """
        dot = " · " if self.is_plain else f" ·{RLM if self.is_mirrored else LRM} "
        return dot.join(part for part in parts if part)

    def listed(self, *parts: str) -> str:
        """Facts of one sentence, with commas between them."""
        comma = "، " if self.language == "ar" else ", "
        return comma.join(parts)

    def count(self, key: str, number: int) -> str:
        """A number of things in words: `3 مقالات`; the key has a message for each form (locale/counting.py)."""
        from reader.locale.counting import form_of

        return self.say(f"{key}_{form_of(number, self.language)}", count=f"{number:,}")

    def age(self, seconds: float) -> str:
        """How long ago something was: `5 min ago`."""
        minutes = max(0, int(seconds)) // 60
        if minutes < 60:
            return self.count("age.minutes", minutes)
        return self.count("age.hours", minutes // 60) if minutes < 48 * 60 else self.count("age.days", minutes // 1440)

    def isolated(self, text: str) -> str:
        """A text of any direction within a line of the interface, its own order kept (UAX #9, FSI and PDI)."""
        return text if self.is_plain else f"\u2068{text}\u2069"

    def error(self, error: Exception | str) -> str:
        """What went wrong, in the interface language."""
        from reader.locale.errors import error_in

        return error_in(self.language, error)

    def date(self, iso: str | None) -> str:
        """A day as people of the interface language write it: `6 يوليو 2021`; as it came where it is no ISO date."""
        if not iso:
            return ""
        year, _, rest = iso[:10].partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdigit() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12):
            return iso
        return f"{int(day)} {self.say(f'screen.month_{int(month)}')} {int(year)}"

    def month(self, iso: str) -> str:
        """A month of a year: `يوليو 2021` for 2021-07."""
        return f"{self.say(f'screen.month_{int(iso[5:7])}')} {int(iso[:4])}"

    def with_options(self, **changes: Any) -> Look:
        return replace(self, options=replace(self.options, **changes))
