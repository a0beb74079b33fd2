"""The footer: what the most useful keys do, as many as fit, each to be clicked as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from reader.keys import Action, actions_of, key_sign
from reader.widgets.look import Look
from reader.widgets.row import Row
from reader.widgets.strips import blank, line_segments

GAP = 3
SHORT = ("filter", "refresh")
"""Actions whose name is too long for the row."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One key with its label, where it stands in the row."""

    action: Action
    segments: tuple[Segment, ...]
    width: int


class KeyBar(Row):
    """Keys of the active interface language first: the key a reader is told is the one on the layout in use."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keybar--key"}

    class Pressed(Message):
        """An action was clicked."""

        def __init__(self, action: Action) -> None:
            super().__init__()
            self.action = action

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self._places: list[tuple[int, int, Action]] = []

    def render_line(self, y: int) -> Strip:
        width = self.content_size.width
        if y:
            return Strip.blank(width, self.base_style)
        items = self._fitting(width)
        if self.look.is_mirrored:
            items.reverse()
        used = sum(item.width for item in items) + GAP * max(0, len(items) - 1)
        cell = width - used if self.look.is_mirrored else 0
        segments = [blank(cell, self.base_style)]
        self._places = []
        for number, item in enumerate(items):
            if number:
                segments.append(blank(GAP, self.base_style))
                cell += GAP
            segments += item.segments
            self._places.append((cell, cell + item.width, item.action))
            cell += item.width
        return Strip(segments, cell).adjust_cell_length(width, self.base_style)

    def _fitting(self, width: int) -> list[_Item]:
        items: list[_Item] = []
        used = 0
        for action in actions_of("everywhere"):
            if not action.is_in_footer:
                continue
            item = self._item(action)
            if used + item.width > width:
                # A shorter one behind it may have room: how to leave is worth telling.
                continue
            items.append(item)
            used += item.width + GAP
        return items

    def _item(self, action: Action) -> _Item:
        keys = (action.arabic if self.look.language == "ar" else action.latin).split() or action.keys
        key = self.look.line(key_sign(keys[0]))
        label = self.look.line(self.look.say(_message_of(action)))
        key_style = self.base_style + self.part_style("keybar--key")
        parts = [
            *line_segments(key, self.look.options, key_style),
            blank(1, self.base_style),
            *line_segments(label, self.look.options, self.base_style),
        ]
        return _Item(action, tuple(reversed(parts) if self.look.is_mirrored else parts), key.width + 1 + label.width)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        for start, end, action in self._places:
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Pressed(action))


def _message_of(action: Action) -> str:
    """The name of an action where there is little room."""
    return f"keys.{action.id}_short" if action.id in SHORT else f"keys.{action.id}"
