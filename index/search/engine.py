"""The full-text index of a library: written, read, ranked, rebuilt.

The index is a cache. It lives in numbered directories, one of which the file `current` names; a rebuild writes the
next one while the old one answers, syncs it to disk and swings the pointer. Whoosh syncs nothing by itself, so only
the rebuilt index is proof against a power cut; a lost tail is found by the record, which knows what is not indexed.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pickle
import shutil
import struct
import threading
import zlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from index.arabic import tokens
from index.errors import LibraryBusyError, LibraryError
from index.search.door import FileIndex, FileStorage, LockError
from index.search.matching import Resolver, compile_query, no_articles, relaxed
from index.search.query import All, parse
from index.search.schema import SCHEMA_VERSION, IndexedDocument, new_schema

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that writes."""

BATCH_SIZE = 500
"""Documents that are read from their source before they are indexed."""

ENOUGH_HITS = 10
"""With fewer articles that hold all words, those that hold some of them follow."""

KEYWORD_LIMIT = 3
"""Up to so many words are keywords: if any article holds them all, no other is a hit."""


_DAMAGE = (OSError, EOFError, ValueError, LookupError, struct.error, zlib.error, pickle.UnpicklingError)
"""What Whoosh raises over a file that is cut short or gone."""


class IndexDamagedError(LibraryError):
    """The full-text index can't be read; the record can rebuild it."""

    def __init__(self, path: str | Path, problem: str) -> None:
        super().__init__(path, f"the full-text index can't be read ({problem})", "run `warraq rebuild`")


@dataclass(frozen=True, slots=True)
class EngineResult:
    """Hits of one page, best first, and how many there are in all."""

    total: int
    hits: tuple[tuple[int, float], ...]
    """Article key and score; the score is 0 where the order is not by relevance."""


class SearchEngine(Protocol):
    """All that the library asks of an engine; safe to call from several threads."""

    def add(self, documents: Iterable[IndexedDocument]) -> None: ...
    def delete(self, keys: Iterable[int]) -> None: ...
    def commit(self) -> None: ...
    def search(self, query: str, *, limit: int = 20, offset: int = 0, sort: str = "relevance") -> EngineResult: ...
    def match_keys(self, query: str) -> array[int]: ...
    def document_count(self) -> int: ...
    def is_current(self) -> bool: ...
    def is_sound(self) -> bool: ...
    def rebuild(self, documents: Iterable[IndexedDocument], progress: Callable[[int], None] | None = None) -> int: ...
    def close(self) -> None: ...


def open_engine(path: Path, resolve: Resolver = no_articles) -> SearchEngine:
    """Open the index in `path`, creating an empty one where there is none."""
    return WhooshEngine(path, resolve)


class _Generation:
    """One directory that holds one Whoosh index."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.whoosh = FileIndex(FileStorage(str(path)))
        except Exception as error:
            # A pickle cut short raises whatever its bytes happen to mean.
            raise IndexDamagedError(path, f"{type(error).__name__}: {error}") from error

    @classmethod
    def create(cls, path: Path) -> _Generation:
        path.mkdir(parents=True)
        FileIndex.create(FileStorage(str(path)), new_schema(), "MAIN")
        (path / "about.json").write_text(json.dumps({"schema": SCHEMA_VERSION}), encoding="utf-8")
        return cls(path)

    @property
    def schema_version(self) -> str:
        try:
            return str(json.loads((self.path / "about.json").read_text(encoding="utf-8"))["schema"])
        except (OSError, ValueError, KeyError):
            return ""

    def writer(self) -> Any:
        try:
            return self.whoosh.writer(timeout=LOCK_TIMEOUT, limitmb=64)
        except LockError as error:
            problem = "another process is writing to the full-text index"
            raise LibraryBusyError(self.path, problem, "try again when it has finished") from error


def _fields(document: IndexedDocument) -> dict[str, Any]:
    filters = {"source": document.source, "category": document.category}
    fields: dict[str, Any] = {name: " ".join(term for _, _, term in tokens(text)) for name, text in filters.items()}
    fields |= {
        "key": document.key,
        "text": (document.title, document.body),
        "root": (document.title, document.body),
        "date": (document.date or "")[:10],
    }
    if document.title:
        fields["title"] = (document.title, "")
    return {name: value for name, value in fields.items() if value != ""}


class _Searching(threading.local):
    """One Whoosh searcher a thread: shared ones read rubbish (facts: UnpicklingError with six threads)."""

    generation: _Generation | None = None
    searcher: Any = None


class WhooshEngine:
    """The index on Whoosh's own codec and matchers."""

    def __init__(self, path: Path, resolve: Resolver = no_articles) -> None:
        self._path = path
        self._resolve = resolve
        self._writing = threading.RLock()
        self._writer: Any = None
        self._added: set[int] = set()
        self._replay: list[tuple[str, list[Any]]] | None = None
        self._local = _Searching()
        path.mkdir(parents=True, exist_ok=True)
        if not self._pointer.exists():
            with self._swap_lock(exclusive=True):
                if not self._pointer.exists():
                    self._point_to(_Generation.create(self._next_path()).path)
        self._generation = self._open_current()

    # Generations

    @property
    def _pointer(self) -> Path:
        return self._path / "current"

    def _next_path(self) -> Path:
        numbers = [int(entry.name[4:]) for entry in self._path.glob("gen-*") if entry.name[4:].isdigit()]
        return self._path / f"gen-{max(numbers, default=0) + 1:06}"

    def _current_path(self) -> Path:
        return self._path / self._pointer.read_text(encoding="utf-8").strip()

    def _point_to(self, generation: Path) -> None:
        new = self._pointer.with_suffix(".new")
        new.write_text(generation.name, encoding="utf-8")
        _sync(new)
        new.replace(self._pointer)
        _sync(self._path)

    def _open_current(self) -> _Generation:
        path = self._current_path()
        if not path.is_dir():
            raise IndexDamagedError(path, "it is gone")
        return _Generation(path)

    def _latest(self) -> _Generation:
        """The generation that answers now; another process may have swung the pointer."""
        if self._current_path() != self._generation.path:
            self._generation = self._open_current()
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
        """Index documents, each replacing the one with its key; found after `commit`."""
        remaining = iter(documents)
        while batch := {document.key: document for document in islice(remaining, BATCH_SIZE)}:
            with self._writing:
                if not self._added.isdisjoint(batch):
                    # Whoosh replaces only what is committed.
                    self.commit()
                self._note("add", list(batch.values()))
                _add(self._open_writer(), batch.values())
                self._added |= batch.keys()

    def delete(self, keys: Iterable[int]) -> None:
        with self._writing:
            batch = list(keys)
            self._note("delete", batch)
            _delete(self._open_writer(), batch)

    def commit(self) -> None:
        """Make additions and deletions visible; small segments are left alone, so this never takes long."""
        with self._writing:
            writer, self._writer = self._writer, None
            self._added.clear()
            if writer is not None:
                writer.commit(merge=False)

    def _note(self, action: str, batch: list[Any]) -> None:
        if self._replay is not None:
            self._replay.append((action, batch))

    def _open_writer(self) -> Any:
        if self._writer is None:
            if self._replay is None:
                # A rebuild in another process would lose what is added now.
                with self._swap_lock(exclusive=False):
                    self._writer = self._latest().writer()
            else:
                self._writer = self._latest().writer()
        return self._writer

    def rebuild(self, documents: Iterable[IndexedDocument], progress: Callable[[int], None] | None = None) -> int:
        """Build a new index beside this one and put it in its place; the old one answers until then.

        What other threads add or delete meanwhile goes into both. Returns the number of documents.
        """
        with self._swap_lock(exclusive=True):
            with self._writing:
                self.commit()
                self._replay = []
            try:
                fresh = _Generation.create(self._next_path())
                count = _build(fresh, documents, progress)
                with self._writing:
                    self._catch_up(fresh)
                    self._swing(fresh)
            finally:
                self._replay = None
        return count

    def _catch_up(self, fresh: _Generation) -> None:
        self.commit()
        if self._replay:
            writer = fresh.writer()
            for action, batch in self._replay:
                (_add if action == "add" else _delete)(writer, batch)
            writer.commit(merge=False)

    def _swing(self, fresh: _Generation) -> None:
        previous = self._generation.path
        for file in fresh.path.iterdir():
            _sync(file)
        _sync(fresh.path)
        self._point_to(fresh.path)
        self._generation = fresh
        for entry in self._path.glob("gen-*"):
            # The previous one stays: another process may be reading it.
            if entry not in (fresh.path, previous):
                shutil.rmtree(entry, ignore_errors=True)

    # Reading

    def _searcher(self) -> Any:
        local, generation = self._local, self._latest()
        try:
            if local.generation is not generation or not local.searcher.up_to_date():
                if local.searcher is not None:
                    local.searcher.close()
                local.generation, local.searcher = generation, generation.whoosh.searcher()
        except Exception as error:
            local.generation = local.searcher = None
            raise IndexDamagedError(generation.path, f"{type(error).__name__}: {error}") from error
        return local.searcher

    def _scored(self, searcher: Any, tree: All) -> list[tuple[int, float]]:
        """Document numbers and scores, best first: those with all the words, then those with some."""
        if not tree.children:
            return []
        hits = _run(searcher, compile_query(tree, self._resolve))
        looser = relaxed(tree)
        if looser is None or len(hits) >= ENOUGH_HITS or (hits and len(tree.children) <= KEYWORD_LIMIT):
            return hits
        known = {document for document, _ in hits}
        others = _run(searcher, compile_query(looser, self._resolve))
        return hits + [hit for hit in others if hit[0] not in known]

    def _ranked(self, query: str, sort: str) -> tuple[array[int], list[float]]:
        searcher = self._searcher()
        try:
            hits = self._scored(searcher, parse(query))
            keys = searcher.reader().column_reader("key") if hits else ()
            if sort == "date":
                dates = searcher.reader().column_reader("date")
                hits = sorted(((number, 0.0) for number, _ in hits), key=lambda hit: (dates[hit[0]], hit[0]))[::-1]
            return array("q", (keys[number] for number, _ in hits)), [score for _, score in hits]
        except _DAMAGE as error:
            raise IndexDamagedError(self._generation.path, f"{type(error).__name__}: {error}") from error

    def search(self, query: str, *, limit: int = 20, offset: int = 0, sort: str = "relevance") -> EngineResult:
        keys, scores = self._ranked(query, sort)
        page = slice(offset, offset + limit)
        return EngineResult(len(keys), tuple(zip(keys[page], scores[page], strict=True)))

    def match_keys(self, query: str) -> array[int]:
        """The keys of all hits, best first."""
        return self._ranked(query, "relevance")[0]

    def document_count(self) -> int:
        return int(self._searcher().reader().doc_count())

    def is_current(self) -> bool:
        """False where another version of the analysis wrote the index: it answers, and wants a rebuild."""
        return self._latest().schema_version == SCHEMA_VERSION

    def is_sound(self) -> bool:
        """Read every term once; False where a file is cut short or gone."""
        try:
            reader = self._searcher().reader()
            for name, text in reader.all_terms():
                reader.postings(name, text).all_ids()
        except Exception:
            # Any exception at all is the answer here.
            return False
        return True

    def close(self) -> None:
        """Give up what was not committed, and the searcher of this thread."""
        with self._writing:
            if self._writer is not None:
                self._writer.cancel()
                self._writer = None
        if self._local.searcher is not None:
            self._local.searcher.close()
            self._local.searcher = self._local.generation = None


def _add(writer: Any, documents: Collection[IndexedDocument]) -> None:
    _delete(writer, [document.key for document in documents])
    for document in documents:
        writer.add_document(**_fields(document))


def _delete(writer: Any, keys: Iterable[int]) -> None:
    if not writer.segments:
        return
    with writer.searcher() as searcher:
        for key in keys:
            number = searcher.document_number(key=key)
            if number is not None:
                writer.delete_document(number)


def _build(fresh: _Generation, documents: Iterable[IndexedDocument], progress: Callable[[int], None] | None) -> int:
    writer = fresh.writer()
    count = 0
    for count, document in enumerate(documents, 1):
        writer.add_document(**_fields(document))
        if progress is not None:
            progress(count)
    writer.commit(merge=False)
    return count


def _run(searcher: Any, compiled: Any) -> list[tuple[int, float]]:
    found = searcher.search(compiled, limit=None)
    return [(number, score) for score, number in found.top_n]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _wait_for(attempt: Callable[[], object], path: Path) -> None:
    """Try until the lock is free or `LOCK_TIMEOUT` is over."""
    for _ in range(int(LOCK_TIMEOUT / 0.05)):
        with contextlib.suppress(BlockingIOError):
            attempt()
            return
        threading.Event().wait(0.05)
    raise LibraryBusyError(path, "another process is rebuilding the full-text index", "try again when it has finished")
