"""The command palette: every action by name, found by typing a part of it in either language."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key

from index.arabic import fold
from reader.keys import Action, actions_of, key_sign
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList
from reader.widgets.search_box import SearchBox


class PaletteScreen(Dialog[Action | None]):
    """Our own, because Textual's palette draws what is typed and what it lists in logical order."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._actions: list[Action] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            yield SearchBox(self.look, label="screen.palette_label", hint="screen.palette_hint")
            yield PairList(self.look, is_choice=True)

    def on_mount(self) -> None:
        self.query_one("#palette").border_title = Content(self.look.label(self.look.say("screen.palette")))
        self.set_class(self.look.is_mirrored, "-mirrored")
        self._show("")
        self.set_focus(self.query_one(SearchBox))

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        self._show(message.value)

    def on_search_box_submitted(self) -> None:
        self.query_one(PairList).action_pick()

    def on_search_box_left(self) -> None:
        self.dismiss(None)

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        # What was picked may have left the list with a letter typed since.
        if message.number < len(self._actions):
            self.dismiss(self._actions[message.number])

    def on_key(self, event: Key) -> None:
        """The arrows move in the list while the typing goes on."""
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(event.key)
        if step is not None:
            self.query_one(PairList).action_move(step)
            event.stop()

    def _show(self, query: str) -> None:
        self._actions = matching_actions(query, self.look)
        pairs = [Pair(self.look.say(f"keys.{a.id}"), "  ".join(map(key_sign, a.keys[:2]))) for a in self._actions]
        self.query_one(PairList).show_pairs(pairs)


def matching_actions(query: str, look: Look) -> list[Action]:
    """The actions whose name or id holds every word of a query, folded as a search folds."""
    words = fold(query.casefold())[0].split()
    found = []
    for action in actions_of("everywhere"):
        name = fold(f"{look.say(f'keys.{action.id}')} {action.id}".casefold())[0]
        if action.id != "palette" and all(word in name for word in words):
            found.append(action)
    return found
