"""The full-text index of a library: written, read, ranked, rebuilt.

The index is a cache. It lives in numbered directories, one of which the file `current` names; a rebuild writes the
next one while the old one answers, syncs it to disk and swings the pointer. Commits sync their segment and Whoosh's
table of contents before the old ones go; what was added and not committed is lost in a crash, and the record knows it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import threading
import time
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from index.errors import LibraryBusyError
from index.search.codec import FlatSegment
from index.search.collector import put_off
from index.search.columns import DOCUMENT_LIMIT
from index.search.exact import FormLookup, Texts, no_texts
from index.search.explain import score_parts
from index.search.generation import DAMAGE, LOCK_TIMEOUT, Generation, IndexDamagedError
from index.search.matching import Resolver
from index.search.merging import merged_sections
from index.search.query import FORM, TITLE_FORM
from index.search.schema import SCHEMA_VERSION, IndexedDocument
from index.search.snapshot import Snapshot
from index.search.suggestions import suggest
from index.search.turns import begin_search, end_search, short_turns
from index.search.writer import FlatWriter, sync
from index.search_reports import Suggestion

__all__ = ["EngineResult", "IndexDamagedError", "SearchEngine", "WhooshEngine", "no_articles", "open_engine"]

MERGE_RUN = 8
"""So many small segments at the end of the index are joined in the background."""

MERGE_DOCUMENTS = 10_000
"""Of segments with so many documents two are joined too: a search in two halves takes as long as in two wholes."""

QUIET_SECONDS = 1.0
"""Segments are joined only after so long without a search, and five times as long without a commit: who takes in a
large collection commits again and again, and what is joined in between would be joined once more with each."""


def no_articles(name: str, value: str) -> Iterable[int]:
    """The resolver of an engine without a record: no tags, no bookmarks."""
    return ()


@dataclass(frozen=True, slots=True)
class EngineResult:
    """Hits of one page, best first, and how many there are in all."""

    total: int
    hits: tuple[tuple[int, float], ...]
    """Article key and score; the score is 0 where the order is not by relevance."""


class SearchEngine(Protocol):
    """All that the library asks of an engine; safe to call from several threads."""

    join: Callable[[], object]
    """Called in a thread of its own after a quiet second where `join_segments` has something to do."""

    def add(self, documents: Iterable[IndexedDocument]) -> None: ...
    def delete(self, keys: Iterable[int]) -> None: ...
    def commit(self) -> None: ...
    def search(self, query: str, *, limit: int = 20, offset: int = 0, sort: str = "relevance") -> EngineResult: ...
    def match_keys(self, query: str) -> array[int]: ...
    def suggestions(self, query: str) -> tuple[Suggestion, ...]: ...
    def score_parts(self, query: str, key: int) -> tuple[tuple[float, float], ...]: ...
    def document_count(self) -> int: ...
    def is_current(self) -> bool: ...
    def is_sound(self, *, deep: bool = False) -> bool: ...
    def rebuild(self, documents: Iterable[IndexedDocument], progress: Callable[[int], None] | None = None) -> int: ...
    def join_segments(self) -> None: ...
    def close(self) -> None: ...


def open_engine(path: Path, resolve: Resolver = no_articles, texts: Texts = no_texts) -> SearchEngine:
    """Open the index in `path`, creating an empty one where there is none.

    The record answers what an index of stems can't: `resolve` says which articles pass a filter, `texts` reads them.
    """
    return WhooshEngine(path, resolve, texts)


class WhooshEngine:
    """A Whoosh index of flat segments, searched snapshot by snapshot."""

    def __init__(self, path: Path, resolve: Resolver = no_articles, texts: Texts = no_texts) -> None:
        self._path = path
        self._pointer = path / "current"
        self._pointer_name = str(self._pointer)
        self._resolve_in_record = resolve
        self._texts = texts
        self._forms = FormLookup(texts)
        self._writing = threading.RLock()
        self._writer: FlatWriter | None = None
        self._held = contextlib.ExitStack()
        self._replay: list[tuple[str, Any]] | None = None
        self._opening = threading.Lock()
        self._snapshot: tuple[Generation, int, Snapshot] | None = None
        self._last_search = self._last_commit = 0.0
        self._closed = threading.Event()
        self._merging: threading.Thread | None = None
        self.join: Callable[[], object] = self.join_small_segments
        path.mkdir(parents=True, exist_ok=True)
        if not self._pointer.exists():
            with self._swap_lock(exclusive=True):
                if not self._pointer.exists():
                    self._point_to(Generation.create(self._next_path()).path)
        self._pointer_stamp = 0, 0
        self._generation = self._open_current()

    # Generations

    def _next_path(self) -> Path:
        numbers = [int(entry.name[4:]) for entry in self._path.glob("gen-*") if entry.name[4:].isdigit()]
        return self._path / f"gen-{max(numbers, default=0) + 1:06}"

    def _current_path(self) -> Path:
        return self._path / self._pointer.read_text(encoding="utf-8").strip()

    def _point_to(self, generation: Path) -> None:
        new = self._pointer.with_suffix(".new")
        new.write_text(generation.name, encoding="utf-8")
        sync(new)
        new.replace(self._pointer)
        sync(self._path)

    def _open_current(self) -> Generation:
        path = self._current_path()
        if not path.is_dir():
            raise IndexDamagedError(path, "it is gone")
        return Generation(path)

    def _latest(self) -> Generation:
        """The generation that answers now; another process may have swung the pointer."""
        # Asked before every search: a path that is a string already is asked in half the time.
        pointer = os.stat(self._pointer_name)  # noqa: PTH116
        stamp = pointer.st_ino, pointer.st_mtime_ns
        if stamp != self._pointer_stamp:
            if self._current_path() != self._generation.path:
                self._generation = self._open_current()
            self._pointer_stamp = stamp
        return self._generation

    @contextmanager
    def _swap_lock(self, *, exclusive: bool) -> Iterator[None]:
        """Held shared while an index is written to, exclusive while one is built: a swap loses no addition."""
        with (self._path / "swap.lock").open("w") as file:
            flag = (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB
            _wait_for(lambda: fcntl.flock(file, flag), self._path)
            yield

    # Writing

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Index documents, each replacing the one with its key; found after `commit`.

        What is added counts nowhere before the commit, and a crash loses it: the record knows what to add again.
        """
        with short_turns():
            for document in documents:
                with self._writing:
                    self._note("add", document)
                    self._open_writer().add(document)

    def delete(self, keys: Iterable[int]) -> None:
        with self._writing:
            batch = tuple(keys)
            self._note("delete", batch)
            self._open_writer().delete(batch)

    def commit(self) -> None:
        """Make additions and deletions visible; joins nothing, so it never takes long."""
        with self._writing, short_turns():
            writer, self._writer = self._writer, None
            if writer is not None:
                with self._held:
                    self._finish(writer)
                self._last_commit = time.monotonic()
                if self._replay is None:
                    self._join_small_segments_soon(writer.segments)

    def _finish(self, writer: FlatWriter) -> None:
        try:
            writer.commit()
        except BaseException:
            # The old index goes on answering; nothing of the half-written one is named anywhere.
            writer.cancel()
            raise

    def _note(self, action: str, value: Any) -> None:
        if self._replay is not None:
            self._replay.append((action, value))

    def _open_writer(self) -> FlatWriter:
        if self._writer is None:
            if self._replay is None:
                # Until the commit: a rebuild in another process would lose what is added now.
                self._held.enter_context(self._swap_lock(exclusive=False))
            try:
                self._writer = self._latest().writer()
            except BaseException:
                self._held.close()
                raise
        return self._writer

    def rebuild(self, documents: Iterable[IndexedDocument], progress: Callable[[int], None] | None = None) -> int:
        """Build a new index beside this one and put it in its place; the old one answers until then.

        What other threads add or delete meanwhile goes into both. Returns the number of documents.
        """
        with self._writing:
            self.commit()
            self._replay = []
        try:
            with self._swap_lock(exclusive=True), short_turns():
                fresh = Generation.create(self._next_path())
                count = _build(fresh, documents, progress)
                with self._writing:
                    self._catch_up(fresh)
                    self._swing(fresh)
                    self._replay = None
                self._join_small_segments_soon(fresh.listed())
        finally:
            self._replay = None
        return count

    def _catch_up(self, fresh: Generation) -> None:
        self.commit()
        writer = fresh.writer()
        for action, value in self._replay or ():
            if action == "add":
                writer.add(value)
            else:
                writer.delete(value)
        self._finish(writer)

    def _swing(self, fresh: Generation) -> None:
        previous = self._generation.path
        sync(fresh.path / "about.json")
        sync(fresh.path)
        self._point_to(fresh.path)
        self._generation = fresh
        for entry in self._path.glob("gen-*"):
            # The previous one stays: another process may be reading it.
            if entry not in (fresh.path, previous):
                shutil.rmtree(entry, ignore_errors=True)

    # Joining segments

    def _join_small_segments_soon(self, segments: list[FlatSegment]) -> None:
        is_running = self._merging is not None and self._merging.is_alive()
        if worth_joining(segments) and not is_running and not self._closed.is_set():
            self._merging = threading.Thread(target=self._join_when_quiet, name="warraq-join", daemon=True)
            self._merging.start()

    def _join_when_quiet(self) -> None:
        while not self._is_quiet():
            if self._closed.wait(QUIET_SECONDS / 4):
                return
        # Where another process writes, or this one may not, there will be another time; damage shows in a search.
        with contextlib.suppress(LibraryBusyError, IndexDamagedError, OSError, ValueError):
            self.join()

    def _is_quiet(self) -> bool:
        if not self._writing.acquire(blocking=False):
            # A segment is being written.
            return False
        try:
            now = time.monotonic()
            has_rested = now - self._last_search >= QUIET_SECONDS and now - self._last_commit >= 5 * QUIET_SECONDS
            return has_rested and not self._is_writing()
        finally:
            self._writing.release()

    def join_segments(self) -> None:
        """Join segments as long as that is worth its time."""
        while worth_joining(self._latest().listed()) and self.join_small_segments():
            pass

    def join_small_segments(self) -> int:
        """Join what is worth joining, or the small segments at the end; returns how many became one.

        Nobody waits for the joining itself: only what it made is put in their place under the lock, and thrown away
        where documents of them were deleted meanwhile.
        """
        generation = self._latest()
        listed = generation.listed()
        chosen = worth_joining(listed) or small_run(listed)
        if len(chosen) < 2:
            return 0
        with short_turns():
            with put_off():
                sections = merged_sections([generation.part(segment) for segment in chosen])
            while self._is_writing() and not self._closed.wait(QUIET_SECONDS / 4):
                pass
            with self._writing:
                if self._closed.is_set() or self._is_writing() or generation is not self._latest():
                    return 0
                writer = generation.writer(timeout=QUIET_SECONDS)
                if not writer.replace(chosen, sections):
                    writer.cancel()
                    return 0
                self._finish(writer)
                return len(chosen)

    def _is_writing(self) -> bool:
        return self._writer is not None or self._replay is not None

    # Reading

    def _current(self) -> Snapshot:
        self._last_search = time.monotonic()
        generation = self._latest()
        kept = self._snapshot
        if kept is not None and kept[0] is generation and kept[1] == generation.commit_number():
            return kept[2]
        with self._opening:
            return self._open_snapshot(generation)

    def _open_snapshot(self, generation: Generation) -> Snapshot:
        """Open the last commit. A writer may take the files away meanwhile: then there is a newer one."""
        number = -2
        while True:
            try:
                before, number = number, generation.commit_number()
                listed = generation.listed()
                snapshot = Snapshot(generation.segments(listed), self._resolve)
            except DAMAGE as error:
                if number == before:
                    raise IndexDamagedError(generation.path, f"{type(error).__name__}: {error}") from error
            else:
                self._snapshot = generation, number, snapshot
                self._join_small_segments_soon(listed)
                return snapshot

    def _resolve(self, name: str, value: str) -> Iterable[int]:
        if name in (FORM, TITLE_FORM):
            return self._forms.keys(self._current(), name, value)
        return self._resolve_in_record(name, value)

    def search(self, query: str, *, limit: int = 20, offset: int = 0, sort: str = "relevance") -> EngineResult:
        begin_search()
        try:
            snapshot = self._current()
            find = snapshot.newest if sort == "date" else snapshot.search
            found = find(query, offset + limit)
        finally:
            end_search()
        hits = found.hits[offset : offset + limit]
        return EngineResult(found.total, tuple((key, abs(loss)) for loss, key, _ in hits))

    def match_keys(self, query: str) -> array[int]:
        """The keys of all hits, best first."""
        begin_search()
        try:
            return array("q", [key for _, key, _ in self._current().search(query).hits])
        finally:
            end_search()

    def suggestions(self, query: str) -> tuple[Suggestion, ...]:
        """Other spellings of a query that finds next to nothing."""
        return suggest(self._current(), query, self._texts)

    def score_parts(self, query: str, key: int) -> tuple[tuple[float, float], ...]:
        """What each word of a query adds to the score of an article, by its stem and by its root."""
        return score_parts(self._current(), query, key)

    def document_count(self) -> int:
        return self._current().document_count

    def is_current(self) -> bool:
        """False where another version of the analysis wrote the index: it answers, and wants a rebuild."""
        return self._latest().schema_version == SCHEMA_VERSION

    def is_sound(self, *, deep: bool = False) -> bool:
        """False where a file is cut short or gone; with `deep` every byte is read once and its checksum compared."""
        try:
            snapshot = self._current()
            return snapshot.is_whole() if deep else True
        except IndexDamagedError:
            return False

    def close(self) -> None:
        """Give up what was not committed."""
        self._closed.set()
        with self._writing:
            if self._writer is not None:
                self._writer.cancel()
                self._writer = None
            self._held.close()
        self._snapshot = None


def small_run(segments: list[FlatSegment]) -> list[FlatSegment]:
    """The longest tail in which each segment is at most as large as twice all behind it, and that one can hold."""
    behind = 0
    chosen: list[FlatSegment] = []
    for segment in reversed(segments):
        if chosen and segment.doc_count_all() > min(2 * behind, DOCUMENT_LIMIT - behind):
            break
        behind += segment.doc_count_all()
        chosen.append(segment)
    return chosen[::-1]


def worth_joining(segments: list[FlatSegment]) -> list[FlatSegment]:
    """Neighbours so many, or so large, that joining them is worth its time; the last of them, or none."""
    for end in range(len(segments), 1, -1):
        run = small_run(segments[:end])
        documents = sum(segment.doc_count_all() for segment in run)
        if len(run) >= MERGE_RUN or (len(run) > 1 and documents >= MERGE_DOCUMENTS):
            return run
    return []


def _build(fresh: Generation, documents: Iterable[IndexedDocument], progress: Callable[[int], None] | None) -> int:
    writer = fresh.writer()
    count = 0
    try:
        for count, document in enumerate(documents, 1):
            writer.add(document)
            if progress is not None:
                progress(count)
    except BaseException:
        writer.cancel()
        shutil.rmtree(fresh.path, ignore_errors=True)
        raise
    writer.commit()
    return count


def _wait_for(attempt: Callable[[], object], path: Path) -> None:
    """Try until the lock is free or `LOCK_TIMEOUT` is over."""
    for _ in range(int(LOCK_TIMEOUT / 0.05)):
        with contextlib.suppress(BlockingIOError):
            attempt()
            return
        threading.Event().wait(0.05)
    raise LibraryBusyError(path, "another process is rebuilding the full-text index", "try again when it has finished")
