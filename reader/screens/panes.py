"""Which panes stand on the screen: a question of width, of what was hidden by hand and of where the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pane = Literal["list", "body", "entities"]

THREE_PANES, TWO_PANES = 100, 60
"""Columns from which three, or two, panes have room."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Widths in cells; 0: not on the screen. The body takes what is left."""

    list_width: int
    entities_width: int
    shows_body: bool


def arrange(
    width: int, *, active: Pane, is_list_hidden: bool, is_entities_hidden: bool, is_plain: bool = False
) -> Arrangement:
    """Choose the panes for a screen of `width` columns.

    One pane: the active one. Two: the list beside the body, or the entities beside it while they are active.
    """
    if is_plain or width < TWO_PANES:
        return Arrangement(width if active == "list" else 0, width if active == "entities" else 0, active == "body")
    side = _side_width(width)
    if width < THREE_PANES:
        if active == "entities":
            return Arrangement(0, min(26, width - 36), True)
        return Arrangement(0 if is_list_hidden else side, 0, True)
    return Arrangement(0 if is_list_hidden else side, 0 if is_entities_hidden else max(22, width // 5), True)


def _side_width(width: int) -> int:
    return max(26, min(44, width * 3 // 10 if width >= THREE_PANES else width * 2 // 5))
