"""Why an article was found: the forms of its text under the words of the query they meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from index.article import Span
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

if TYPE_CHECKING:
    from index.search_reports import Explanation

FRAME = 2
"""Rows of the border."""


class ReasonsScreen(Dialog[Span | None]):
    """Lists the forms; the one that is picked gives the place where it stands first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,x,ء,backspace", "dismiss(None)", show=False),
    ]

    def __init__(self, look: Look, explanation: Explanation) -> None:
        super().__init__()
        self.look = look
        rows = list(_rows(look, explanation))
        self._pairs = [pair for pair, _ in rows]
        self._places = [place for _, place in rows]

    def compose(self) -> ComposeResult:
        yield PairList(self.look, is_choice=True, id="reasons")

    def on_mount(self) -> None:
        box = self.query_one(PairList)
        box.show_pairs(self._pairs)
        box.styles.height = len(self._pairs) + FRAME
        box.border_title = Content(self.look.label(self.look.say("why.title")))
        box.border_subtitle = Content(self.look.label(self.look.say("why.close"), base=self.look.direction))
        self.set_class(self.look.is_mirrored, "-mirrored")
        box.cursor = next((number for number, place in enumerate(self._places) if place is not None), 0)

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        if (place := self._places[message.number]) is not None:
            self.dismiss(place)


def _rows(look: Look, explanation: Explanation) -> Iterator[tuple[Pair, Span | None]]:
    """The rows of an explanation, each with the place it leads to."""
    for number, word in enumerate(explanation.words):
        if number:
            yield Pair(""), None
        score = word.stem_score + word.root_score
        yield Pair(word.word, look.say("why.score", score=f"{score:.2f}") if score else "", is_heading=True), None
        for form in word.forms:
            aside = look.say("why.aside", how=look.say(f"why.{form.how}"), count=len(form.spans))
            yield Pair(f"  {form.text}", aside), form.spans[0]
        if not word.forms:
            yield Pair(f"  {look.say('why.absent')}"), None
    for field, value in explanation.filters:
        yield Pair(f"{field}: {value}", is_heading=True), None
