"""The saved searches, with how many articles each finds now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from index.errors import WarraqError
from reader.screens.clerk import Failed
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

if TYPE_CHECKING:
    from index.library import Library
    from index.reports import SavedSearch

LEAST_ROWS, FRAME = 3, 2
"""Rows of a box that is not to look lost, and of its border."""

COUNT_EVERY = 3.0
"""Seconds until the counts are taken again: another Warraq may be importing."""


class SavedListed(Message):
    """The saved searches there are, and the counts taken so far; a count that failed is None."""

    def __init__(self, saved: tuple[SavedSearch, ...], counts: dict[str, int | None]) -> None:
        super().__init__()
        self.saved, self.counts = saved, counts


class SavedScreen(Dialog[str | None]):
    """Gives the query that was picked. Removing asks for the key a second time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,u,ع,backspace", "dismiss(None)", show=False),
        Binding("delete,x,ء", "remove", show=False),
    ]

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self.look = look
        self._library = library
        self._saved: tuple[SavedSearch, ...] = ()
        self._counts: dict[str, int | None] = {}
        self._doomed = ""
        """Name of the search that goes when the key is pressed once more."""
        self._is_removing = False

    def compose(self) -> ComposeResult:
        yield PairList(self.look, is_choice=True, id="saved")

    def on_mount(self) -> None:
        box = self.query_one(PairList)
        box.border_title = Content(self.look.label(self.look.say("saved.title")))
        self.set_class(self.look.is_mirrored, "-mirrored")
        self._count()
        self.set_interval(COUNT_EVERY, self._count)

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell, "saved.close")

    def _tell(self, key: str, **values: str) -> None:
        self._say(self.look.say(key, **values))

    def _say(self, text: str) -> None:
        box = self.query_one(PairList)
        box.border_subtitle = Content(self.look.label(text, max(1, box.size.width - 2), base=self.look.direction))

    def _count(self, doomed: str = "") -> None:
        """Take the counts, after a search has been removed; that is not to be broken off by the next turn."""
        if self._is_removing:
            return
        self._is_removing = bool(doomed)
        self.run_worker(lambda: self._look_up(doomed), thread=True, exclusive=True, exit_on_error=False)

    def _look_up(self, doomed: str) -> None:
        """In a thread: the names at once, then each count as it comes."""
        worker = get_current_worker()
        counts = dict(self._counts)
        try:
            if doomed:
                self._library.searches.remove(doomed)
            saved = self._library.searches.saved()
        except WarraqError as error:
            self.post_message(Failed(error))
            return
        self.post_message(SavedListed(saved, dict(counts)))
        for one in saved:
            if worker.is_cancelled:
                return
            try:
                counts[one.query] = self._library.count(one.query)
            except WarraqError:
                counts[one.query] = None
            self.post_message(SavedListed(saved, dict(counts)))

    def on_saved_listed(self, message: SavedListed) -> None:
        self._is_removing = False
        self._saved, self._counts = message.saved, message.counts
        pairs = [self._pair(one) for one in self._saved]
        box = self.query_one(PairList)
        box.update_pairs(pairs or [Pair(self.look.say("saved.none"))])
        box.styles.height = max(LEAST_ROWS, len(pairs)) + FRAME

    def on_failed(self, message: Failed) -> None:
        self._is_removing = False
        self._say(self.look.error(message.error))

    def _pair(self, one: SavedSearch) -> Pair:
        count = self._counts.get(one.query)
        shown = one.name if one.name == one.query else self.look.about(one.name, one.query)
        return Pair(shown, "…" if count is None else f"{count:,}")

    def _search(self) -> SavedSearch | None:
        number = self.query_one(PairList).cursor
        return self._saved[number] if number < len(self._saved) else None

    def on_pair_list_picked(self) -> None:
        if (one := self._search()) is not None:
            self.dismiss(one.query)

    def action_remove(self) -> None:
        one = self._search()
        if one is None:
            return
        if self._doomed != one.name:
            self._doomed = one.name
            self._tell("saved.once_more", name=one.name)
            return
        self._doomed = ""
        self._tell("saved.close")
        self._count(doomed=one.name)
