"""What an empty list says: why there is nothing, and what may be chosen instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.text.lines import VisualLine, break_lines
from reader.widgets.look import Look

EmptyRows = list[tuple[VisualLine, int | None]]
"""Lines, each with the number of the offer it holds."""


@dataclass(frozen=True, slots=True)
class Emptiness:
    """A text, and offers below it of which one is marked."""

    text: str = ""
    offers: Sequence[str] = ()
    cursor: int = 0

    def moved(self, step: int) -> Emptiness:
        """Another offer marked."""
        return replace(self, cursor=max(0, min(self.cursor + step, len(self.offers) - 1)))

    def rows(self, width: int, look: Look) -> EmptyRows:
        """The lines from the top."""
        base = look.direction
        rows: EmptyRows = [
            (line, None) for part in self.text.split("\n") for line in break_lines(part, width, base, look.options)
        ]
        rows += [(look.line(offer, width, base=base), number) for number, offer in enumerate(self.offers)]
        return rows
