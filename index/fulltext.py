"""The full-text index as a follower of the record.

Articles carry in the record whether the index holds them, so that whatever a crash, a full disk or a power cut took
from the index comes back with the next search. One thread at a time brings it up to date; the others are answered by
what it holds already.
"""

from __future__ import annotations

import contextlib
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.apart import work_apart
from index.article import Article
from index.digests import digest_of
from index.entity_index import EntityIndex
from index.errors import LibraryBusyError, LibraryError
from index.following import LOOK, Following, keep_up
from index.store import Criteria, Store

if TYPE_CHECKING:
    from index.search.engine import SearchEngine
    from index.search.schema import IndexedDocument

T = TypeVar("T")

_BATCH = 6_000
"""Articles a segment of the index."""

SMALL_SEGMENT = 2_500
"""Articles of a segment that is made while somebody reads: to finish one of ten thousand stops all threads for a tenth
of a second."""

_FEW = 100
"""Articles whose indexing is not worth a process of its own."""

_SHORT_WAIT = 1_000
"""Articles whose indexing by another thread a search waits for: a second or less."""


class _AbandonedError(LibraryError):
    """The library is being closed; what is not indexed yet stays noted in the record."""


class FullText:
    """Opens the engine when it is first asked, and keeps it in step with the record."""

    def __init__(self, folder: Path, store: Store, notices: list[str], entity_index: EntityIndex) -> None:
        self._folder = folder
        self._store = store
        self._entity_index = entity_index
        self._notices = notices
        self._engine_lock = threading.RLock()
        self._opened_engine: SearchEngine | None = None
        self._catching_up = threading.Lock()
        self._is_closing = False
        self.is_apart = False
        """Whether much is indexed in a process of its own: somebody reads meanwhile."""
        self._followers = 0
        """Imports that bring the index up to date as they go."""

    def leave_off(self) -> None:
        """Have an index that is being brought up to date stop where it stands, now and from now on."""
        self._is_closing = True

    def close(self) -> None:
        """Give back the engine; an index that is being brought up to date stops where it stands."""
        self.leave_off()
        with self._catching_up, self._engine_lock:
            if self._opened_engine is not None:
                self._opened_engine.close()
                self._opened_engine = None

    def ask(self, question: Callable[[SearchEngine], T]) -> T:
        """Have the engine answer; damage that only the question meets is put right first."""
        from index.search.engine import IndexDamagedError

        engine = self.engine()
        try:
            return question(engine)
        except IndexDamagedError:
            with self._catching_up, self._engine_lock:
                # Another thread may have met the same damage and put it right.
                if self._opened_engine is engine:
                    engine.close()
                    self._opened_engine = self._make_engine_anew()
        return question(self.engine(wait=True))

    def engine(self, *, wait: bool = False, segment: int = _BATCH) -> SearchEngine:
        """The engine, holding all that the record holds, or nearly so while another thread sees to it."""
        with self._engine_lock, self._telling_of_index():
            if self._opened_engine is None:
                self._opened_engine = self._open_engine()
            engine = self._opened_engine
            pending, is_current = self._store.pending_count(), engine.is_current()
        if (not pending and is_current) or (self._followers and not wait):
            return engine
        if self.is_apart and is_current and not wait:
            # Who reads is answered at once, and asks again when the index has followed.
            return engine
        if self._catching_up.acquire(blocking=wait or (is_current and pending <= _SHORT_WAIT)):
            try:
                with self._telling_of_index():
                    self._bring_up_to_date(engine, segment)
            except LibraryError as error:
                if wait:
                    raise
                # A search is answered by what the index holds, as on a full disk.
                self._notice(str(error))
            finally:
                self._catching_up.release()
        return engine

    def _open_engine(self) -> SearchEngine:
        from index.search.engine import IndexDamagedError

        held = self._store.indexed_count()
        try:
            engine = self._opened()
            if engine.is_sound():
                if engine.document_count() < held:
                    # Whoosh syncs nothing to the disk: a power cut takes what it wrote last.
                    self._store.mark_unindexed()
                return engine
            engine.close()
        except IndexDamagedError:
            pass
        return self._make_engine_anew()

    def _make_engine_anew(self) -> SearchEngine:
        """The index is a cache: what can't be read is thrown away, and made again from the record."""
        from shutil import rmtree

        rmtree(self._folder, ignore_errors=True)
        self._store.mark_unindexed()
        self._notice(f"{self._folder}: the full-text index could not be read and is made again")
        return self._opened()

    def _opened(self) -> SearchEngine:
        from index.search.engine import open_engine

        engine = open_engine(self._folder, self._keys_marked, self._store.texts)
        if self.is_apart:
            engine.join = self._work_apart
        return engine

    def _work_apart(self) -> None:
        work_apart(self._folder.parent, "index", lambda: self._is_closing)

    def _keys_marked(self, field: str, value: str) -> array[int]:
        """The articles that pass a filter which only the record can answer: is:bookmarked, tag:x, entity:x, ..."""
        if field == "entity":
            return self._entity_index.keys(value)
        filters = {
            ("is", "bookmarked"): Criteria(is_bookmarked=True),
            ("is", "unread"): Criteria(is_unread=True),
            ("is", "read"): Criteria(is_unread=False),
        }
        criteria = Criteria(tag=value) if field == "tag" else filters.get((field, value))
        return self._store.keys(criteria) if criteria is not None else array("q")

    def _notice(self, notice: str) -> None:
        if notice not in self._notices:
            self._notices.append(notice)

    @contextlib.contextmanager
    def _telling_of_index(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problem = f"the full-text index can't be written ({(error.strerror or str(error)).lower()})"
            remedy = "make room or check its permissions; articles and marks are safe in the record"
            raise LibraryError(self._folder, problem, remedy) from error

    def catch_up(self, *, segment: int = _BATCH) -> None:
        """Bring the index up to the record, so many articles a segment.

        May take long: meanwhile other threads search what it holds already.
        """
        self.engine(wait=True, segment=segment)

    def join_segments(self) -> None:
        """Join segments of the index as long as that is worth its time."""
        self.engine(wait=True).join_segments()

    @contextlib.contextmanager
    def following(self, tell: Callable[[str], object]) -> Iterator[Following]:
        """Within this block the index follows a record that is being written, see `Following`.

        Searches meanwhile are answered by what the index holds, and do not wait. What keeps the index from being
        written is told: the articles are in, which is no reason to call an import failed.
        """
        with self._engine_lock:
            self._followers += 1
        following = Following(self._folder.parent, self._store.pending_count, self.catch_up, self._closing, tell)
        try:
            yield following
        finally:
            following.stop()
            with self._engine_lock:
                self._followers -= 1

    def follow(self, is_last: threading.Event) -> None:
        """Index what another process writes to the record, in steps, until it is all written and indexed."""
        keep_up(self._store.pending_count, self.catch_up, lambda: is_last.wait(LOOK) or self._is_closing, _BATCH)

    def _closing(self) -> bool:
        return self._is_closing

    def _bring_up_to_date(self, engine: SearchEngine, segment: int) -> None:
        """Index what is pending. Where another process is doing so, its turn comes first."""
        if self._is_closing:
            return
        if self.is_apart and (self._store.pending_count() > _FEW or not engine.is_current()):
            self._work_apart()
            # What it left undone is done here, and tells what stands in the way.
            if self._is_closing:
                return
        with contextlib.suppress(LibraryBusyError, _AbandonedError):
            if not engine.is_current():
                self._rebuild(engine)
            if not self._store.pending_count():
                return
            while gone := self._store.removals(_BATCH):
                engine.delete(gone)
                engine.commit()
                self._store.mark_removed(gone)
            for batch in batches(self._store.articles(only_pending=True), segment):
                indexed: list[tuple[int, bytes]] = []
                engine.add(self._documents(batch, indexed))
                engine.commit()
                self._store.mark_indexed(indexed)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the full-text index again from the record; how many articles it holds."""
        engine = self.engine()
        with self._catching_up, self._telling_of_index():
            return self._rebuild(engine, progress)

    def _rebuild(self, engine: SearchEngine, progress: Callable[[int], None] | None = None) -> int:
        indexed: list[tuple[int, bytes]] = []
        count = engine.rebuild(self._documents(self._store.articles(), indexed), progress)
        self._store.mark_indexed(indexed)
        return count

    def _documents(
        self, articles: Iterable[tuple[int, Article]], indexed: list[tuple[int, bytes]]
    ) -> Iterator[IndexedDocument]:
        """What the index is told of articles; notes in `indexed` which state of them it was."""
        for key, article in articles:
            if self._is_closing:
                raise _AbandonedError(self._folder, "closed while its index was made", "it is made at the next start")
            indexed.append((key, digest_of(article)))
            yield _document(key, article)


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most this many."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def _document(key: int, article: Article) -> IndexedDocument:
    from index.search.schema import IndexedDocument

    return IndexedDocument(key, article.id, article.title, article.body, article.source, article.date, article.category)
