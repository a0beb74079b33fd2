"""Refreshing: the subscribed feeds are asked what is new, and their articles go into the record.

Fetching runs in an event loop of its own, reading in processes of their own, writing in the thread that called. Each
feed is written in transactions of its own: an error leaves its articles and what its server said of them as they were,
and a kill at any time costs no more than asking again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from index.errors import FetchError, SourceError, SubscriptionError, WarraqError
from index.feed_intake import FeedIntake
from index.fulltext import batches
from index.news_reports import ImportFailure, RefreshProgress, RefreshReport
from index.store import Store
from index.subscriptions import Subscriptions, Validators

if TYPE_CHECKING:
    from index.sources.exchange import Fetched, Limits, Request
    from index.sources.fetcher import Fetcher
    from index.sources.item import Feed
    from index.sources.workers import Workers

_BATCH = 100
"""Articles a transaction: a mark that is set meanwhile waits for no more than a fraction of a second."""

_FEW = 25
"""The same while somebody reads: work of a few milliseconds, and then a rest."""

_LONGEST_REST = 0.02
"""Seconds."""

_AT_ONCE = 16
"""Feeds fetched at one time."""


@dataclass(slots=True)
class _Tally:
    """The counts of a refresh while it runs."""

    feeds: int
    unchanged: int = 0
    done: int = 0
    added: int = 0
    updated: int = 0
    failed: list[ImportFailure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unreached: list[tuple[str, FetchError]] = field(default_factory=list)
    """Feeds that nobody could reach, and whether that is their fault shows at the end."""

    @property
    def progress(self) -> RefreshProgress:
        return RefreshProgress(self.done, self.feeds, self.added, self.updated, len(self.failed))


class Refreshing:
    """Asks feeds and takes in what they hold; safe to use from several threads, which take turns."""

    def __init__(self, store: Store, feeds: Subscriptions, catch_up: Callable[[], None]) -> None:
        self._store = store
        self._feeds = feeds
        self._intake = FeedIntake(store)
        self._catch_up = catch_up
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._workers: Workers | None = None
        self._is_closing = threading.Event()
        self.is_patient = False
        """Whether somebody reads meanwhile, in whose way this is not to be."""
        self.limits: Limits | None = None
        """How long and how much; None as usual."""
        self.make_fetcher: Callable[..., Fetcher] | None = None
        """Makes what stands between this and the network; None as usual."""

    @property
    def is_plain(self) -> bool:
        """Whether it asks as usual, which another process can do as well."""
        return self.limits is None and self.make_fetcher is None

    def is_left_off(self) -> bool:
        """Whether it has been told to break off."""
        return self._is_closing.is_set()

    def leave_off(self) -> None:
        """Have what is asked for in other threads break off, now and from now on."""
        self._is_closing.set()
        with self._lock:
            if self._workers is not None:
                self._workers.halt()

    def close(self) -> None:
        """Have a refresh in another thread break off, wait until it did, and end the workers."""
        self._is_closing.set()
        with self._turn:
            if self._workers is not None:
                self._workers.close()

    @property
    def workers(self) -> Workers:
        """What reads feeds and pages; starts processes when it is first asked."""
        from index.sources.workers import Workers

        with self._lock:
            if self._workers is None:
                self._workers = Workers()
            return self._workers

    # All feeds

    def refresh(
        self,
        urls: Sequence[str] | None = None,
        *,
        progress: Callable[[RefreshProgress], object] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        force: bool = False,
    ) -> RefreshReport:
        """Ask the feeds that are due, or those of these addresses, and take in what is new.

        A feed that is named is asked although it failed a moment ago; `force` asks also what is gone for good, and has
        everything sent again. An error of one feed is kept beside it and stops no other. The progress is whole before
        the full-text index is brought up to date, which this call waits for.
        """
        from index.search.turns import short_turns

        with short_turns():
            with self._turn:
                due = self.due(urls, force)
                tally = _Tally(len(due))
                is_broken_off = self._ask(due, tally, progress or (lambda _: None), is_cancelled)
                self._settle_unreached(tally)
                waiting = 0 if urls is not None or force else self._feeds.count() - len(due)
            if (tally.added or tally.updated) and not self._is_closing.is_set():
                self._bring_up(tally)
        return RefreshReport(
            tally.feeds,
            tally.unchanged,
            tally.added,
            tally.updated,
            tuple(tally.failed),
            max(0, waiting),
            tuple(tally.warnings),
            is_broken_off,
        )

    def _bring_up(self, tally: _Tally) -> None:
        try:
            self._catch_up()
        except WarraqError as error:
            # The articles are in; that they can't be found yet is no reason to call the refresh failed.
            tally.warnings.append(str(error))

    def due(self, urls: Sequence[str] | None, force: bool) -> dict[str, Validators]:
        """The feeds that a refresh would ask, with what their servers said the last time.

        SubscriptionError where one is not subscribed to, or its server said that it is gone for good.
        """
        if urls is None:
            return {feed.url: Validators() for feed in self._feeds.all()} if force else self._feeds.due()
        named = dict.fromkeys(self._feeds.get(url).url for url in urls)
        for url in named:
            if self._feeds.get(url).is_gone and not force:
                raise SubscriptionError(url, "its server says that it is gone for good", "--force asks all the same")
        return {url: Validators() if force else self._feeds.validators(url) for url in named}

    def _ask(
        self,
        due: dict[str, Validators],
        tally: _Tally,
        progress: Callable[[RefreshProgress], object],
        is_cancelled: Callable[[], bool],
    ) -> bool:
        """Fetch, read and write; whether it was broken off."""
        if not due:
            return False
        from index.sources.fetching import fetch_all

        def is_broken_off() -> bool:
            if is_cancelled() or self._is_closing.is_set():
                self.workers.halt()
                return True
            return False

        requests = [self._request(url, said) for url, said in due.items()]
        outcomes = fetch_all(
            requests,
            partial(_read, self.read),
            is_cancelled=is_broken_off,
            at_once=_AT_ONCE,
            make_fetcher=self._fetcher(),
        )
        try:
            progress(tally.progress)
            for outcome in outcomes:
                url = outcome.request.address
                if outcome.value is None:
                    self._note_failure(url, outcome.error, tally)
                else:
                    self._write(url, *outcome.value, tally)
                tally.done += 1
                progress(tally.progress)
        finally:
            outcomes.close()
        return tally.done < tally.feeds

    def fetched(self, url: str, *, limits: Limits | None = None, may_be_private: bool = True) -> Fetched:
        """What lies at one address."""
        from index.sources.exchange import Limits, Request
        from index.sources.fetching import fetch_one

        request = Request(url, limits=limits or self.limits or Limits(), may_be_private=may_be_private)
        return fetch_one(request, is_cancelled=self._is_closing.is_set, make_fetcher=self._fetcher())

    def fetch_source(self, address: str) -> tuple[bytes, str, str]:
        """What an import asks of an address: bytes, content type, and where they came from in the end."""
        from index.sources.exchange import FILE_BYTES, Limits

        found = self.fetched(address, limits=replace(self.limits or Limits(), size=FILE_BYTES))
        return found.data, found.content_type, found.address

    def _request(self, url: str, said: Validators) -> Request:
        from index.sources.exchange import Limits, Request

        return Request(url, said.etag, said.modified, self.limits or Limits())

    def _fetcher(self) -> Callable[..., Fetcher]:
        from index.sources.fetcher import Fetcher

        return self.make_fetcher or Fetcher

    def _note_failure(self, url: str, error: Exception | None, tally: _Tally) -> None:
        problem = _told(url, error)
        tally.failed.append(ImportFailure(url, str(problem)))
        if isinstance(problem, FetchError) and problem.kind == "offline":
            tally.unreached.append((url, problem))
        else:
            self._feeds.note_failure(url, problem)

    def _settle_unreached(self, tally: _Tally) -> None:
        is_offline = 1 < len(tally.unreached) == tally.done
        for url, error in tally.unreached:
            self._feeds.note_failure(url, error, is_its_fault=not is_offline)

    def read(self, url: str, fetched: Fetched) -> Feed:
        """The feed that came from an address, read by a worker."""
        feed: Feed = self.workers.read(
            "feed",
            url,
            fetched.data,
            url,
            content_type=fetched.content_type,
            keeps_originals=self._store.keeps_originals,
        )
        return feed

    # One feed

    def take_in(self, url: str, fetched: Fetched, feed: Feed) -> int:
        """Put a feed that was fetched by itself into the record; how many articles are new."""
        tally = _Tally(1)
        with self._turn:
            self._write(url, fetched, feed, tally)
        return tally.added

    def _write(self, url: str, fetched: Fetched, feed: Feed | None, tally: _Tally) -> None:
        """Put into the record what a feed answered; without a feed, that nothing changed."""
        if feed is None:
            tally.unchanged += 1
            with self._store.batch():
                self._feeds.note_success(url, None)
                self._follow(url, fetched)
            return
        if feed.warning:
            tally.warnings.append(f"{url}: {feed.warning}")
        intake = self._intake.of(url)
        *parts, last = list(batches(feed.items, _FEW if self.is_patient else _BATCH)) or [[]]
        for part in parts:
            with self._resting(), self._store.batch():
                intake.take_in(part)
        with self._resting(), self._store.batch():
            intake.take_in(last)
            # What was lost in the middle is asked for again the next time.
            said = Validators() if feed.warning else Validators(fetched.etag, fetched.modified)
            self._feeds.note_success(url, said, title=feed.title, site=feed.site, language=feed.language)
            self._follow(url, fetched)
        tally.added += intake.added
        tally.updated += intake.updated

    @contextmanager
    def _resting(self) -> Iterator[None]:
        """After each stretch of work half as much for who reads in this process: a key needs the interpreter, too."""
        began = time.monotonic()
        yield
        if self.is_patient:
            time.sleep(min((time.monotonic() - began) / 2, _LONGEST_REST))

    def _follow(self, url: str, fetched: Fetched) -> None:
        if fetched.moved_to and fetched.moved_to != url and self._feeds.is_subscribed(url):
            self._feeds.move(url, fetched.moved_to)


async def _read(
    read: Callable[[str, Fetched], Feed], request: Request, fetched: Fetched
) -> tuple[Fetched, Feed | None]:
    """The feed that came, read in another process; None where the server says that nothing changed."""
    import asyncio  # what lists articles has no use for it

    if fetched.is_unchanged:
        return fetched, None
    return fetched, await asyncio.to_thread(read, request.address, fetched)


def _told(url: str, error: Exception | None) -> WarraqError:
    """An error as it is kept beside its feed."""
    if isinstance(error, WarraqError):
        return error
    # A fault of ours or of a library: one feed is left out and says so, the others go on.
    return SourceError(
        url, f"it could not be read ({type(error).__name__}: {error})", "report this as a fault of Warraq"
    )
