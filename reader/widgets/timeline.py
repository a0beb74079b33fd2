"""How often something is named, month by month: a row of bars, and the first and the last month in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.strips import line_strip, place

BARS = " ▁▂▃▄▅▆▇█"
WIDEST_BAR = 3
"""Cells of a month where there are few."""


def every_month(counted: Sequence[tuple[str, int]]) -> list[int]:
    """The counts of all months from the first to the last; `counted` leaves out those without any."""
    numbers = {_number(month): count for month, count in counted}
    return [numbers.get(number, 0) for number in range(min(numbers), max(numbers) + 1)] if numbers else []


def bars(counts: Sequence[int], width: int) -> str:
    """One cell or more a month; where there are more months than cells, neighbours share a bar. The first is first."""
    if not counts:
        return ""
    columns = min(len(counts), width)
    edges = [len(counts) * column // columns for column in range(columns + 1)]
    sums = [sum(counts[edges[column] : edges[column + 1]]) for column in range(columns)]
    most, cells = max(sums), max(1, min(WIDEST_BAR, width // columns))
    # What was named at all is seen: a count is rounded up.
    return "".join(BARS[-(-total * (len(BARS) - 1) // most) if most else 0] * cells for total in sums)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


class Timeline(Painted):
    """Time runs in the direction of the interface, from the right in Arabic."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self._months: Sequence[tuple[str, int]] = ()

    def show_months(self, months: Sequence[tuple[str, int]]) -> None:
        """Show other counts: ISO months, in order."""
        self._months = months
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 2

    def render_line(self, y: int) -> Strip:
        width, is_mirrored = self.content_size.width, self.look.is_mirrored
        if y > 1:
            return Strip.blank(width, self.base_style)
        if y == 1:
            line = self.look.line(self._ends(), width, base=self.look.direction)
            return line_strip(line, self.look.options, width, self.base_style, at_right=is_mirrored)
        drawn = bars(every_month(self._months), width)
        segment = Segment(drawn[::-1] if is_mirrored else drawn, self.base_style)
        return place([segment], len(drawn), width, self.base_style, at_right=is_mirrored)

    def _ends(self) -> str:
        """The first and the last month."""
        if not self._months:
            return self.look.say("entities.no_months")
        first, last = self._months[0][0], self._months[-1][0]
        return " – ".join(self.look.month(month) for month in dict.fromkeys((first, last)))
