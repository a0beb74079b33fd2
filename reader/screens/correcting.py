"""What may be done about an entity that the recogniser got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from index.article import Entity
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

if TYPE_CHECKING:
    from typing import Literal

    Choice = Literal["hide", "PER", "LOC", "ORG", "rename", "undo", "list"]
    """A type: the entity is of that type."""

FRAME = 2
"""Rows of the border."""


class CorrectingScreen(Dialog["Choice | None"]):
    """Gives what was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,h,ط,backspace", "dismiss(None)", show=False),
    ]

    def __init__(self, look: Look, entity: Entity) -> None:
        super().__init__()
        self.look = look
        self._entity = entity
        types: tuple[Choice, ...] = ("PER", "LOC", "ORG")
        self._choices: tuple[Choice, ...] = (
            "hide",
            *(one for one in types if one != entity.type),
            "rename",
            "undo",
            "list",
        )

    def compose(self) -> ComposeResult:
        yield PairList(self.look, is_choice=True, id="correcting")

    def on_mount(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        box = self.query_one(PairList)
        box.styles.height = len(self._choices) + FRAME
        box.show_pairs([Pair(self.look.say(f"corrections.{one.lower()}")) for one in self._choices])

    def on_resize(self) -> None:
        self.call_after_refresh(self._entitle)

    def _entitle(self) -> None:
        box, look = self.query_one(PairList), self.look
        room = max(1, box.size.width - 2)
        about = look.about(self._entity.canonical, look.say(f"entities.one_{self._entity.type.lower()}"))
        box.border_title = Content(look.label(about, room, base=look.direction))
        box.border_subtitle = Content(look.label(look.say("corrections.choose"), room, base=look.direction))

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        self.dismiss(self._choices[message.number])
