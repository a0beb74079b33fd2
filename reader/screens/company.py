"""Who and what an entity appears with, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from index.article import Entity
from index.errors import WarraqError
from index.reports import Companion, Company
from reader.screens.clerk import Failed
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList
from reader.widgets.timeline import Timeline

if TYPE_CHECKING:
    from index.library import Library
    from index.reports import Gathered


class CompanyFound(Message):
    """The company of an entity, and how much of the library it is known of."""

    def __init__(self, company: Company, state: Gathered) -> None:
        super().__init__()
        self.company, self.state = company, state


class CompanyScreen(Dialog[Companion | None]):
    """Gives the companion that was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,o,ك,backspace", "dismiss(None)", show=False),
    ]

    def __init__(self, look: Look, library: Library, entity: Entity) -> None:
        super().__init__()
        self.look = look
        self._library = library
        self._entity = entity
        self._company = Company()

    def compose(self) -> ComposeResult:
        with Vertical(id="company"):
            yield Timeline(self.look, id="timeline")
            yield PairList(self.look, is_choice=True, id="companions")

    def on_mount(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        self.set_focus(self.query_one(PairList))
        self._entitle(self._entity.canonical)
        self.run_worker(self._find, thread=True, exclusive=True, exit_on_error=False)

    def _find(self) -> None:
        """In a thread: an entity of every second article has company in all of them."""
        table = self._library.entity_index
        try:
            company = table.company(self._entity.type, self._entity.canonical)
            self.post_message(CompanyFound(company, table.gathered()))
        except WarraqError as error:
            self.post_message(Failed(error))

    def _entitle(self, *facts: str) -> None:
        frame = self.query_one("#company")
        room = max(1, frame.size.width - 2) if frame.size.width else None
        frame.border_title = Content(self.look.label(self.look.about(*facts), room, base=self.look.direction))
        told = self.look.say("entities.company_close")
        frame.border_subtitle = Content(self.look.label(told, room, base=self.look.direction))

    def on_company_found(self, message: CompanyFound) -> None:
        say, state = self.look.say, message.state
        self._company = message.company
        facts = [self._entity.canonical, say("entities.in_articles", count=message.company.articles)]
        if not state.is_telling:
            facts.append(say("entities.gathering", percent=100 * state.listed // state.articles))
        self._entitle(*facts)
        self.query_one(Timeline).show_months(message.company.months)
        pairs = [self._pair(one) for one in message.company.companions]
        self.query_one(PairList).show_pairs(pairs or [Pair(say("entities.alone"))])

    def on_failed(self, message: Failed) -> None:
        self._entitle(self.look.error(message.error))

    def _pair(self, one: Companion) -> Pair:
        kind = self.look.say(f"entities.one_{one.type.lower()}")
        return Pair(self.look.about(one.name, kind), f"{one.articles:,}")

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        if message.number < len(self._company.companions):
            self.dismiss(self._company.companions[message.number])
