"""The screen's errands to the library: each in a thread, each answered by a message, the last of a kind wins."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from textual.message import Message
from textual.worker import get_current_worker

from index.article import Article, ArticleRow, Marks, Span
from index.errors import WarraqError
from index.found_keys import FoundKeys

if TYPE_CHECKING:
    from textual.screen import Screen

    from index.library import Library
    from index.reports import Extent

Filter = Literal["all", "bookmarked", "unread"]


@dataclass(frozen=True, slots=True)
class Subset:
    """A part of the library that the list is narrowed to."""

    kind: Literal["feed", "story"]
    id: str
    """Address of the feed; id of an article of the story."""
    name: str
    """What the heading calls it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list is asked to show."""

    query: str = ""
    filter: Filter = "all"
    subset: Subset | None = None

    @property
    def is_story(self) -> bool:
        """Whether it lists the articles that tell one story."""
        return self.subset is not None and self.subset.kind == "story"


class Listed(Message):
    """The row keys of a listing."""

    def __init__(self, listing: Listing, keys: Sequence[int], *, is_again: bool = False) -> None:
        """`is_again`: the list on the screen has grown or shrunk; cursor and scroll stay at their articles."""
        super().__init__()
        self.listing, self.keys, self.is_again = listing, keys, is_again


class Completed(Message):
    """All results of a search are found, not its first alone."""

    def __init__(self, listing: Listing, keys: FoundKeys) -> None:
        super().__init__()
        self.listing, self.keys = listing, keys


class Measured(Message):
    """How much the library holds: its `extent`."""

    def __init__(self, extent: Extent) -> None:
        super().__init__()
        self.extent = extent


class Opened(Message):
    """An article, with what the reader left in it."""

    def __init__(self, article: Article, marks: Marks, key: int, *, wants_full: bool = False) -> None:
        """`wants_full`: its feed holds beginnings only, and the whole is to be fetched when it is opened."""
        super().__init__()
        self.article, self.marks, self.key, self.wants_full = article, marks, key, wants_full


class HitsFound(Message):
    """Where a query meets an article."""

    def __init__(self, article_id: str, query: str, hits: tuple[Span, ...]) -> None:
        super().__init__()
        self.article_id, self.query, self.hits = article_id, query, hits


class Marked(Message):
    """A mark is in the library now: acknowledged means kept."""

    def __init__(self, article_id: str, marks: Marks, said: str = "") -> None:
        super().__init__()
        self.article_id, self.marks, self.said = article_id, marks, said


class CaughtUp(Message):
    """The full-text index holds what the record holds; with what the user should know, though nothing failed."""

    def __init__(self, notice: str) -> None:
        super().__init__()
        self.notice = notice


class Failed(Message):
    """An errand came to nothing, and why."""

    def __init__(self, error: WarraqError) -> None:
        super().__init__()
        self.error = error


class Clerk:
    """Runs between a screen and the library. Touches no widget."""

    def __init__(self, screen: Screen[None], library: Library) -> None:
        self._screen = screen
        self._library = library
        self.folds_stories = False
        """Whether the same story in several papers is one row of the list."""

    def _keys(self, listing: Listing) -> Sequence[int]:
        return list_keys(self._library, listing, folds_stories=self.folds_stories)

    def _run(self, group: str, work: Callable[[], Message | None]) -> None:
        def errand() -> None:
            try:
                answer: Message | None = work()
            except WarraqError as error:
                answer = Failed(error)
            if answer is not None and not get_current_worker().is_cancelled:
                self._screen.post_message(answer)

        self._screen.run_worker(errand, group=group, thread=True, exclusive=True, exit_on_error=False)

    def rows_now(self, listing: Listing) -> Listed | Failed:
        """Find the rows of a listing before anything is drawn."""
        try:
            return Listed(listing, self._keys(listing))
        except WarraqError as error:
            return Failed(error)

    def find_rows(self, listing: Listing) -> None:
        """Find the rows of a listing; answered by `Listed`."""
        self._run("list", lambda: Listed(listing, self._keys(listing)))

    def find_rows_again(self, listing: Listing, known: Sequence[int]) -> None:
        """Find the rows of a listing that is on the screen already; answered by `Listed` where they are others."""

        def work() -> Message | None:
            keys = self._keys(listing)
            if isinstance(keys, FoundKeys):
                keys.complete()
                keys = keys[:]
            is_known = not isinstance(known, FoundKeys) or known.is_complete
            return None if is_known and keys == known[:] else Listed(listing, keys, is_again=True)

        self._run("list", work)

    def measure(self) -> None:
        """Find out how much the library holds; answered by `Measured`."""
        self._run("measure", lambda: Measured(self._library.extent()))

    def complete(self, listing: Listing, keys: FoundKeys) -> None:
        """Find the results that nobody has looked at yet, before somebody does; answered by `Completed`."""

        def work() -> Message:
            keys.complete()
            return Completed(listing, keys)

        self._run("complete", work)

    def catch_up(self) -> None:
        """Load the full-text index and bring it up to the record while nobody waits; answered by `CaughtUp`."""

        def work() -> Message:
            self._library.catch_up()
            return CaughtUp(self._library.notices[-1] if self._library.notices else "")

        self._run("index", work)

    def open(self, article_id: str) -> None:
        """Read an article; answered by `Opened`."""

        def work() -> Message:
            article = self._library.article(article_id)
            return Opened(
                article,
                self._library.marks(article_id),
                self._library.key_of(article_id) or 0,
                wants_full=self._library.wants_page(article_id),
            )

        self._run("open", work)

    def find_hits(self, article: Article, query: str) -> None:
        """Find where a query meets an article; answered by `HitsFound`."""
        self._run("hits", lambda: HitsFound(article.id, query, self._library.hit_spans(article, query)))

    def bookmark(self, article_id: str, *, on: bool) -> None:
        """Set or remove a bookmark; answered by `Marked` when it is on the disk."""

        def work() -> Message:
            self._library.bookmark(article_id, on)
            said = "screen.bookmarked" if on else "screen.unbookmarked"
            return Marked(article_id, self._library.marks(article_id), said)

        self._run(f"bookmark {article_id}", work)

    def set_read(self, article_id: str, *, on: bool, said: str = "") -> None:
        """Mark an article as read or unread; answered by `Marked`."""

        def work() -> Message:
            self._library.set_read(article_id, on)
            return Marked(article_id, self._library.marks(article_id), said)

        self._run(f"read {article_id}", work)

    def set_tags(self, article_id: str, tags: tuple[str, ...]) -> None:
        """Give an article these tags and no others; answered by `Marked`."""

        def work() -> Message:
            had = self._library.marks(article_id).tags
            for tag in {*had, *tags}:
                if (tag in tags) != (tag in had):
                    self._library.tag(article_id, tag, tag in tags)
            return Marked(article_id, self._library.marks(article_id), "tags.kept")

        self._run(f"tags {article_id}", work)

    def write_note(self, article_id: str, text: str) -> None:
        """Write a note beside an article, or remove it; answered by `Marked`."""

        def work() -> Message:
            self._library.note(article_id, text)
            return Marked(article_id, self._library.marks(article_id), "note.kept" if text else "note.removed")

        self._run(f"note {article_id}", work)

    def marks_now(self, article_id: str) -> Marks:
        """The marks of one article, at once: a row by its key."""
        try:
            return self._library.marks(article_id)
        except WarraqError as error:
            self._screen.post_message(Failed(error))
            return Marks()

    def keep_position(self, article_id: str, offset: int) -> None:
        """Remember how far an article was read."""

        def work() -> None:
            self._library.set_position(article_id, offset)

        self._run(f"position {article_id}", work)

    def rows(self, keys: Sequence[int], *, counts_others: bool = True) -> list[ArticleRow]:
        """The rows on the screen, at once: a few of them by their keys cost less than a frame."""
        try:
            sizes = self._library.story_sizes(keys) if counts_others else {}
            return [replace(row, others=sizes.get(row.key, 1) - 1) for row in self._library.rows(keys)]
        except WarraqError as error:
            self._screen.post_message(Failed(error))
            return []


def list_keys(library: Library, listing: Listing, *, folds_stories: bool = False) -> Sequence[int]:
    """The row keys of a listing: a query's hits, best first, or else all articles; only those that it lets pass.

    `folds_stories`: of articles that tell one story, the first alone; but each of those the reader marked, and all of
    the story that he asked for.
    """
    keys = _matching(library, listing)
    is_whole = listing.is_story or listing.filter == "bookmarked"
    return library.folded(keys) if folds_stories and not is_whole else keys


def _matching(library: Library, listing: Listing) -> Sequence[int]:
    if listing == Listing(listing.query) and listing.query.strip():
        return library.search_keys(listing.query)
    passing = _passing(library, listing)
    if not listing.query.strip():
        return passing
    known = frozenset(passing)
    return array("q", (key for key in library.all_search_keys(listing.query) if key in known))


def _passing(library: Library, listing: Listing) -> Sequence[int]:
    """The articles of a listing without its query, in list order."""
    from index.library import Criteria

    subset = listing.subset
    keys = library.keys(
        Criteria(
            is_bookmarked=True if listing.filter == "bookmarked" else None,
            is_unread=True if listing.filter == "unread" else None,
            feed=subset.id if subset is not None and subset.kind == "feed" else None,
        )
    )
    if subset is None or not listing.is_story:
        return keys
    story = frozenset(row.key for row in library.story_of(subset.id))
    return array("q", (key for key in keys if key in story))
