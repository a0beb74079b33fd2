"""Well-known Arabic feeds to choose from: none of them is subscribed unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message

from index.arabic import fold
from index.errors import WarraqError
from reader.screens.clerk import Failed
from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList
from reader.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from index.library import Library
    from index.sources.known_feeds import KnownFeed

CHOSEN = "✓"
KINDS = ("broadcaster", "newspaper", "agency", "site", "organisation", "aggregator")


class KnownListed(Message):
    """The feeds of the list, and those of them that are subscribed already."""

    def __init__(self, entries: tuple[KnownFeed, ...], subscribed: frozenset[str]) -> None:
        super().__init__()
        self.entries, self.subscribed = entries, subscribed


class Subscribed(Message):
    """One of them is subscribed now."""

    def __init__(self, listed: str, url: str) -> None:
        super().__init__()
        self.listed, self.url = listed, url


class KnownFeedsScreen(Dialog["list[str] | None"]):
    """Gives the addresses that were subscribed here, in the order in which they were chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self.look = look
        self._library = library
        self._entries: tuple[KnownFeed, ...] = ()
        self._shown: list[KnownFeed | None] = []
        self._subscribed: set[str] = set()
        self._new: list[str] = []
        self._error = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="known"):
            yield SearchBox(self.look, label="known.label", hint="known.hint")
            yield PairList(self.look, is_choice=True)

    def on_mount(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        self.set_focus(self.query_one(SearchBox))
        self.run_worker(self._find, thread=True, exclusive=True, exit_on_error=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._entitle)

    def _entitle(self) -> None:
        frame, look = self.query_one("#known"), self.look
        room = max(1, frame.size.width - 2)
        title = look.about(look.say("known.title"), look.count("known.feeds", len(self._entries)))
        frame.border_title = Content(look.label(title, room, base=look.direction))
        frame.border_subtitle = Content(look.label(self._error or look.say("known.keys"), room, base=look.direction))

    def _find(self) -> None:
        """In a thread: the list lies in a file."""
        try:
            entries = tuple(sorted(self._library.known_feeds(), key=lambda one: KINDS.index(one.kind)))
            feeds = self._library.feeds
            subscribed = frozenset(one.url for one in entries if feeds.address_of(one.url) is not None)
            self.post_message(KnownListed(entries, subscribed))
        except WarraqError as error:
            self.post_message(Failed(error))

    def on_known_listed(self, message: KnownListed) -> None:
        self._entries, self._subscribed = message.entries, set(message.subscribed)
        self._entitle()
        self._show(self.query_one(SearchBox).value)

    def _show(self, query: str, cursor: int | None = None) -> None:
        """Show the feeds whose title, kind, country or address holds every word of a query."""
        words = fold(query.casefold())[0].split()
        found = [one for one in self._entries if self._holds(one, words)]
        self._shown = []
        pairs: list[Pair] = []
        heading = ""
        for entry in found:
            if entry.kind != heading:
                heading = entry.kind
                self._shown.append(None)
                pairs.append(Pair(self.look.say(f"known.kind_{heading}"), is_heading=True))
            self._shown.append(entry)
            mark = CHOSEN if entry.url in self._subscribed else " "
            pairs.append(Pair(f"{mark} {entry.title}", _host(entry.url), base=self.look.direction))
        box = self.query_one(PairList)
        if cursor is None:
            box.show_pairs(pairs or [Pair(self.look.say("known.none"))])
        else:
            box.update_pairs(pairs, cursor)

    def _holds(self, entry: KnownFeed, words: list[str]) -> bool:
        kind = self.look.say(f"known.kind_{entry.kind}")
        text = fold(f"{entry.title} {kind} {entry.country} {entry.url}".casefold())[0]
        return all(word in text for word in words)

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        self._show(message.value)

    def on_search_box_submitted(self) -> None:
        self.query_one(PairList).action_pick()

    def on_search_box_left(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        self.dismiss(self._new)

    def on_key(self, event: Key) -> None:
        """The arrows move in the list while the typing goes on."""
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}.get(event.key)
        if step is not None:
            self.query_one(PairList).action_move(step)
            event.stop()

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        entry = self._shown[message.number] if message.number < len(self._shown) else None
        if entry is None or entry.url in self._subscribed:
            return

        def work() -> None:
            try:
                self.post_message(Subscribed(entry.url, self._library.feeds.add(entry.url, title=entry.title).url))
            except WarraqError as error:
                self.post_message(Failed(error))

        self.run_worker(work, group="subscribe", thread=True, exit_on_error=False)

    def on_subscribed(self, message: Subscribed) -> None:
        self._subscribed.add(message.listed)
        self._new.append(message.url)
        self._error = ""
        self._entitle()
        self._show(self.query_one(SearchBox).value, self.query_one(PairList).cursor)

    def on_failed(self, message: Failed) -> None:
        self._error = self.look.error(message.error)
        self._entitle()


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
