"""The feeds one is subscribed to: what each brought, how it fares, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from index.errors import WarraqError
from reader.keys import bindings_of
from reader.screens.changes import Changes
from reader.screens.clerk import Failed
from reader.screens.detailed import DetailedScreen
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList

if TYPE_CHECKING:
    from index.library import Library
    from index.subscriptions import Subscription, Subscriptions

MOST_DAYS = 36_500


class FeedsListed(Message):
    """The feeds there are."""

    def __init__(self, feeds: tuple[Subscription, ...]) -> None:
        super().__init__()
        self.feeds = feeds


class FeedChanged(Message):
    """Something was done with a feed; what it is now, and what there is to say of it."""

    def __init__(self, feed: Subscription, said: str) -> None:
        super().__init__()
        self.feed, self.said = feed, said


class FeedsScreen(DetailedScreen["Subscription | None"]):
    """Gives the feed whose articles are to be listed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("feeds")]

    def __init__(
        self, look: Look, library: Library, refresh: Callable[[Sequence[str] | None, bool], None], listed: str = ""
    ) -> None:
        """`refresh`: has some feeds refreshed, or all of them, also one that is gone for good if so told.

        `listed`: address of the feed whose articles are listed now.
        """
        super().__init__(look)
        self._library = library
        self._refresh = refresh
        self._rows: list[Subscription | None] = []
        """The feed of each row; None for headings."""
        self._wanted = listed
        """Address of the feed on which the cursor is to stand when the list comes."""
        self._doomed = ""
        """Address of the feed that goes when the key is pressed once more."""
        self._progress = ""
        self.removed: set[str] = set()
        """Addresses of the feeds that were removed here."""

    def on_mount(self) -> None:
        self.items.update_pairs([Pair("…")])
        # They are refreshed behind this screen.
        Changes(self, self._library.data_version, self._look_up)
        self._look_up()

    # The list

    def _look_up(self) -> None:
        """Find the feeds in a thread: their articles are counted."""

        def work() -> None:
            try:
                self.post_message(FeedsListed(self._library.feeds.all()))
            except WarraqError as error:
                self.post_message(Failed(error))

        self.run_worker(work, group="feeds", thread=True, exclusive=True, exit_on_error=False)

    def on_feeds_listed(self, message: FeedsListed) -> None:
        here = self._wanted or (self.feed.url if self.feed is not None else "")
        self._rows, pairs = self._arranged(message.feeds)
        places = [number for number, feed in enumerate(self._rows) if feed is not None and feed.url == here]
        if places:
            self._wanted = ""
        self.show_items(pairs, places[0] if places else None)

    def _arranged(self, feeds: Sequence[Subscription]) -> tuple[list[Subscription | None], list[Pair]]:
        """The rows: feeds without a category, and below them the others under the headings of theirs."""
        if not feeds:
            return [None], [Pair(self.look.say("feeds.none"))]
        rows: list[Subscription | None] = []
        pairs: list[Pair] = []
        heading = ""
        for feed in sorted(feeds, key=lambda feed: feed.category):
            if feed.category != heading:
                heading = feed.category
                rows.append(None)
                pairs.append(Pair(heading, is_heading=True))
            rows.append(feed)
            pairs.append(self._pair(feed))
        return rows, pairs

    def _pair(self, feed: Subscription) -> Pair:
        trouble = self._trouble(feed)
        state = self.look.isolated(trouble) if trouble else self._age(feed.succeeded)
        counts = f"{feed.unread:,}/{feed.articles:,}"
        aside = self.look.about(counts, state)
        return Pair(feed.title, aside, is_warning=bool(feed.error), aside_base=self.look.direction)

    def _trouble(self, feed: Subscription) -> str:
        """Why the last time brought nothing, without the address that is named beside it; empty where it did."""
        return self.look.error(feed.error).removeprefix(f"{feed.url}: ") if feed.error else ""

    def _age(self, moment: str | None) -> str:
        if moment is None:
            return self.look.say("feeds.never")
        return self.look.age((datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds())

    @property
    def feed(self) -> Subscription | None:
        """The feed under the cursor."""
        number = self.items.cursor
        return self._rows[number] if number < len(self._rows) else None

    # What is said

    @property
    def title_text(self) -> str:
        feeds = [feed for feed in self._rows if feed is not None]
        unread, articles = sum(feed.unread for feed in feeds), sum(feed.articles for feed in feeds)
        counts = self.look.say("feeds.unread", unread=f"{unread:,}", articles=f"{articles:,}") if feeds else ""
        return self.look.about(self.look.say("feeds.title"), counts)

    @property
    def keys_text(self) -> str:
        return self._progress or self.look.say("feeds.keys")

    def show_progress(self, text: str) -> None:
        """Say how far a refresh behind this screen has come; the empty text: it is done."""
        self._progress = text
        self.entitle()

    def details_of(self, number: int) -> str:
        feed = self._rows[number] if number < len(self._rows) else None
        if feed is None:
            return self.look.say("feeds.begin")
        say = self.look.say
        facts = self.look.about(
            say("feeds.asked", age=self._age(feed.checked)) if feed.checked else say("feeds.never_asked"),
            say("feeds.succeeded", age=self._age(feed.succeeded)) if feed.error and feed.succeeded else "",
            say("feeds.fetches_pages") if feed.fetches_pages else "",
            self.look.count("feeds.kept_days", feed.keep_days) if feed.keep_days else "",
        )
        trouble = self._trouble(feed)
        if trouble and feed.is_gone:
            trouble = f"{say('feeds.gone')} {trouble}"
        return "\n".join(filter(None, (feed.url, facts, trouble)))

    def on_pair_list_moved(self) -> None:
        self._doomed = ""

    # Actions

    def on_pair_list_picked(self, message: PairList.Picked) -> None:
        if self.feed is not None:
            self.dismiss(self.feed)

    def action_pick(self) -> None:
        self.items.action_pick()

    def action_help(self) -> None:
        from reader.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.look, "feeds"))

    def action_refresh(self) -> None:
        if self.feed is not None:
            self._refresh([self.feed.url], self.feed.is_gone)

    def action_refresh_all(self) -> None:
        self._refresh(None, False)

    def action_add(self) -> None:
        self._ask("adding", "", self._subscribe)

    def _subscribe(self, address: str) -> None:
        if not address:
            return
        self.tell(self.look.say("feeds.asking", address=address))
        self._change(lambda feeds: self._library.subscribe(address).feed, "feeds.added")

    def action_known(self) -> None:
        from reader.screens.known_feeds import KnownFeedsScreen

        def refresh(urls: list[str] | None) -> None:
            self._look_up()
            if urls:
                self._wanted = urls[-1]
                self._refresh(urls, False)

        self.app.push_screen(KnownFeedsScreen(self.look, self._library), refresh)

    def action_remove(self) -> None:
        feed = self.feed
        if feed is None:
            return
        if self._doomed != feed.url:
            self._doomed = feed.url
            self.tell(self.look.say("feeds.once_more", title=feed.title))
            return
        self._doomed = ""
        self.removed.add(feed.url)
        self._change(lambda feeds: feeds.remove(feed.url), "feeds.removed")

    def action_full(self) -> None:
        if (feed := self.feed) is not None:
            is_on = not feed.fetches_pages
            said = "feeds.full_on" if is_on else "feeds.full_off"
            self._change(lambda feeds: feeds.set_fetches_pages(feed.url, is_on), said)

    def action_days(self) -> None:
        if (feed := self.feed) is not None:
            self._ask("keeping", str(feed.keep_days or ""), lambda text: self._keep(feed, text))

    def _keep(self, feed: Subscription, text: str) -> None:
        days = int(text) if text.isdecimal() else None
        if text and (days is None or not 1 <= days <= MOST_DAYS):
            self.tell(self.look.say("feeds.no_days", text=text, most=f"{MOST_DAYS:,}"))
            return
        said = "feeds.keeps_all" if days is None else "feeds.keeps_days"
        self._change(lambda feeds: feeds.set_keep_days(feed.url, days), said)

    def action_category(self) -> None:
        if (feed := self.feed) is not None:
            self._ask(
                "categorising",
                feed.category,
                lambda text: self._change(lambda feeds: feeds.set_category(feed.url, text), "feeds.categorised"),
            )

    def action_rename(self) -> None:
        if (feed := self.feed) is not None:
            self._ask(
                "feed_naming",
                feed.title,
                lambda text: self._change(lambda feeds: feeds.rename(feed.url, text), "feeds.renamed"),
            )

    def _ask(self, about: str, offered: str, then: Callable[[str], None]) -> None:
        from reader.screens.naming import NamingScreen

        def answered(text: str | None) -> None:
            if text is not None:
                then(text.strip())

        self.app.push_screen(NamingScreen(self.look, offered, about=about, may_be_empty=True), answered)

    def _change(self, change: Callable[[Subscriptions], Subscription], said: str) -> None:
        """In a thread: change a feed, then say so."""

        def work() -> None:
            try:
                self.post_message(FeedChanged(change(self._library.feeds), said))
            except WarraqError as error:
                self.post_message(Failed(error))

        self.run_worker(work, group="change", thread=True, exit_on_error=False)

    def on_feed_changed(self, message: FeedChanged) -> None:
        feed = message.feed
        self._wanted = feed.url if feed.url not in self.removed else ""
        self._look_up()
        self.tell(self.look.say(message.said, title=feed.title, days=feed.keep_days or 0))

    def on_failed(self, message: Failed) -> None:
        self.tell(self.look.error(message.error))
