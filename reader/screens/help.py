"""All keys on one screen, Latin and Arabic side by side."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from reader.keys import Action, Scope, actions_of, key_sign
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

SCOPES: tuple[Scope, ...] = ("everywhere", "list", "body", "entities", "concordance", "feeds", "imports")


class HelpScreen(Dialog[None]):
    """Lists every action with every key that serves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,question_mark,arabic_question_mark,f1,backspace,enter", "dismiss", show=False)
    ]

    def __init__(self, look: Look, scope: Scope = "everywhere") -> None:
        """`scope`: the part of the screen whose keys stand at the top."""
        super().__init__()
        self.look = look
        self._scope: Scope = scope

    def compose(self) -> ComposeResult:
        yield PairList(self.look, id="help")

    def on_mount(self) -> None:
        box = self.query_one(PairList)
        box.show_pairs(help_pairs(self.look))
        box.border_title = Content(self.look.label(self.look.say("help.title")))
        box.border_subtitle = Content(self.look.label(self.look.say("help.close"), base=self.look.direction))
        self.set_class(self.look.is_mirrored, "-mirrored")
        self.call_after_refresh(self._go_to_scope)

    def _go_to_scope(self) -> None:
        before = SCOPES[: SCOPES.index(self._scope)]
        # Each part: a heading, its actions, a blank row.
        y = sum(len(list(actions_of(scope))) + 2 for scope in before)
        self.query_one(PairList).scroll_to(y=y, animate=False, force=True, immediate=True)


def help_pairs(look: Look) -> list[Pair]:
    """The rows of the help: a heading for each part of the screen, its actions below."""
    pairs: list[Pair] = []
    for scope in SCOPES:
        if pairs:
            pairs.append(Pair(""))
        pairs.append(Pair(look.say(f"help.{scope}"), is_heading=True))
        pairs += [Pair(look.say(f"keys.{action.id}"), _keys_of(action)) for action in actions_of(scope)]
    return pairs


def _keys_of(action: Action) -> str:
    shown = [key for key in action.keys if not _is_second_spelling(key)]
    return "  ".join(key_sign(key) for key in shown)


def _is_second_spelling(key: str) -> bool:
    """ctrl with an Arabic letter, or Command: the same physical key as the one listed already."""
    modifier, _, name = key.partition("+")
    return modifier == "super" or (modifier == "ctrl" and len(name) == 1 and not name.isascii())
