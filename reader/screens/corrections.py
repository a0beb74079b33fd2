"""The user's corrections of entities, and the way to take them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.errors import WarraqError
from reader.screens.clerk import Failed
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

if TYPE_CHECKING:
    from index.library import Library
    from index.reports import Correction

LEAST_ROWS, FRAME = 3, 2
"""Rows of a box that is not to look lost, and of its border."""


class CorrectionsListed(Message):
    """The corrections there are."""

    def __init__(self, corrections: tuple[Correction, ...]) -> None:
        super().__init__()
        self.corrections = corrections


class CorrectionsScreen(Dialog[None]):
    """Lists the corrections; a key undoes the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,h,ط,backspace", "dismiss(None)", show=False),
        Binding("delete,x,ء", "undo", show=False),
    ]

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self.look = look
        self._library = library
        self._corrections: tuple[Correction, ...] = ()

    def compose(self) -> ComposeResult:
        yield PairList(self.look, is_choice=True, id="corrections")

    def on_mount(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        self._look_up(None)

    def on_resize(self) -> None:
        self.call_after_refresh(self._say, self.look.say("corrections.close"))

    def _say(self, text: str) -> None:
        box, look = self.query_one(PairList), self.look
        room = max(1, box.size.width - 2)
        box.border_title = Content(look.label(look.say("corrections.title"), room))
        box.border_subtitle = Content(look.label(text, room, base=look.direction))

    def _look_up(self, undone: Correction | None) -> None:
        """In a thread: list the corrections, after one has been undone."""

        def work() -> None:
            corrections = self._library.corrections
            try:
                if undone is not None:
                    corrections.undo(undone.type, undone.name)
                self.post_message(CorrectionsListed(corrections.all()))
            except WarraqError as error:
                self.post_message(Failed(error))

        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False)

    def on_corrections_listed(self, message: CorrectionsListed) -> None:
        self._corrections = message.corrections
        box = self.query_one(PairList)
        box.update_pairs([self._pair(one) for one in self._corrections] or [Pair(self.look.say("corrections.none"))])
        box.styles.height = max(LEAST_ROWS, len(self._corrections)) + FRAME

    def on_failed(self, message: Failed) -> None:
        self._say(self.look.error(message.error))

    def _pair(self, one: Correction) -> Pair:
        say, about = self.look.say, self.look.about
        was = about(one.name, say(f"entities.one_{one.type.lower()}"))
        if one.new_type is None:
            return Pair(was, say("corrections.hidden"))
        name = one.new_name if one.new_name != one.name else ""
        return Pair(was, about(name, say(f"entities.one_{one.new_type.lower()}") if one.new_type != one.type else ""))

    def action_undo(self) -> None:
        number = self.query_one(PairList).cursor
        if number < len(self._corrections):
            self._look_up(self._corrections[number])
