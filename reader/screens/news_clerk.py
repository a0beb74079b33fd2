"""The errands that bring articles in: feeds refreshed, pages fetched, files imported. They can be broken off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import WarraqError
from reader.screens.clerk import Clerk

if TYPE_CHECKING:
    from textual.screen import Screen

    from index.article import Article
    from index.library import Library
    from index.news_reports import ImportProgress, ImportReport, RefreshProgress, RefreshReport


PAGES_AT_ONCE = 2
LONG_ERRAND = "news"
"""Group of the worker that refreshes or imports."""


class RefreshedOn(Message):
    """One more feed is done."""

    def __init__(self, progress: RefreshProgress) -> None:
        super().__init__()
        self.progress = progress


class Refreshed(Message):
    """The feeds are refreshed, as far as nobody broke it off."""

    def __init__(self, report: RefreshReport, *, is_asked: bool) -> None:
        """`is_asked`: somebody pressed a key and waits for an answer."""
        super().__init__()
        self.report, self.is_asked = report, is_asked


class ImportedOn(Message):
    """An import has come so far."""

    def __init__(self, progress: ImportProgress) -> None:
        super().__init__()
        self.progress = progress


class Imported(Message):
    """An import is done, as far as nobody broke it off."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


class BrokenOff(Message):
    """A long errand came to nothing, and why."""

    def __init__(self, error: WarraqError) -> None:
        super().__init__()
        self.error = error


class FullTextFetched(Message):
    """An article has the text of its page now."""

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article


class FullTextMissed(Message):
    """The page of an article gave no text, and why."""

    def __init__(self, article_id: str, error: WarraqError) -> None:
        super().__init__()
        self.article_id, self.error = article_id, error


class NewsClerk(Clerk):
    """Sends for news. One long errand at a time."""

    def __init__(self, screen: Screen[None], library: Library) -> None:
        super().__init__(screen, library)
        self._stop: threading.Event | None = None
        self._is_closing = threading.Event()
        self._fetching: set[str] = set()
        """Articles whose pages are being fetched."""
        self._next_page = ""

    @property
    def is_busy(self) -> bool:
        """Whether a long errand runs."""
        return self._stop is not None

    @property
    def is_stopping(self) -> bool:
        """Whether it has been told to stop."""
        return self._stop is not None and self._stop.is_set()

    def refresh(self, urls: Sequence[str] | None, *, is_forced: bool = False, is_asked: bool = True) -> None:
        """Refresh some feeds or all that are due; answered by `RefreshedOn`, many times, and `Refreshed`.

        `is_forced`: ask also a feed that its server has given up for good.
        """
        stop = self._begin()

        def work() -> Message:
            report = self._library.refresh_feeds(
                urls,
                progress=lambda progress: self._tell(RefreshedOn(progress)),
                is_cancelled=stop.is_set,
                force=is_forced,
            )
            return Refreshed(report, is_asked=is_asked)

        self._run_long(work)

    def import_path(self, path: str) -> None:
        """Take in a file or folder; answered by `ImportedOn`, many times, and `Imported`."""
        stop = self._begin()

        def work() -> Message:
            report = self._library.import_paths(
                [path], watch=lambda progress: self._tell(ImportedOn(progress)), is_cancelled=stop.is_set
            )
            return Imported(report)

        self._run_long(work)

    def fetch_full(self, article_id: str) -> None:
        """Fetch the page of an article; answered by `FullTextFetched` or `FullTextMissed`.

        Of many that are opened one after the other while pages are slow to come, the last one is fetched next.
        """
        if article_id in self._fetching:
            return
        if len(self._fetching) >= PAGES_AT_ONCE:
            self._next_page = article_id
            return
        self._fetching.add(article_id)

        def work() -> Message:
            try:
                return FullTextFetched(self._library.fetch_full(article_id))
            except WarraqError as error:
                return FullTextMissed(article_id, error)

        self._run(f"page {article_id}", work)

    def page_came(self, article_id: str) -> None:
        """The page of an article has been answered: the next one may be fetched."""
        self._fetching.discard(article_id)
        following, self._next_page = self._next_page, ""
        if following and not self._is_closing.is_set():
            self.fetch_full(following)

    def stop(self) -> None:
        """Have the long errand stop where it stands; its answer still comes."""
        if self._stop is not None:
            self._stop.set()

    def leave_off(self) -> None:
        """Have everything stop: the reader closes."""
        self._is_closing.set()
        self.stop()

    def end(self) -> None:
        """The long errand has been answered."""
        self._stop = None

    def _begin(self) -> threading.Event:
        self._stop = threading.Event()
        return self._stop

    def _run_long(self, work: Callable[[], Message]) -> None:
        def errand() -> Message:
            try:
                return work()
            except WarraqError as error:
                return BrokenOff(error)

        self._run(LONG_ERRAND, errand)

    def _tell(self, message: Message) -> None:
        if not self._is_closing.is_set():
            self._screen.post_message(message)
