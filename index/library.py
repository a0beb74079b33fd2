"""Library: the one public door to articles, marks, search and entities.

The record (SQLite) is the truth and the full-text index follows it: an article is written to the record first and
carries a mark until the index holds it, so that a crash between the two heals with the next search. Nothing of the
index or of the entities is loaded before it is asked for.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeVar

from index.article import Article, ArticleRow, Entities, Marks, Span
from index.errors import ArticleNotFoundError, LibraryBusyError, LibraryError, WarraqError
from index.store import Criteria, Store, digest_of

if TYPE_CHECKING:
    from index.search.engine import SearchEngine
    from index.search.schema import IndexedDocument
    from index.sources.item import Incoming

__all__ = ["ALL", "Criteria", "Finding", "Hit", "ImportFailure", "ImportReport", "Library", "SearchResult"]

T = TypeVar("T")

ALL = Criteria()

_BATCH = 500
"""Articles a transaction: enough for thousands a second, few enough to lose little to a kill."""

_SHORT_WAIT = 1_000
"""Articles whose indexing by another thread a search waits for: a second or less."""


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """One thing that could not be taken in, and why."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: tuple[ImportFailure, ...] = ()
    warnings: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    """Of the articles added or updated."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found."""

    key: int
    id: str
    title: str
    source: str
    date: str | None
    score: float
    snippet: str
    snippet_spans: tuple[Span, ...]
    title_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, and how many there are in all."""

    query: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of the library found."""

    name: str
    is_ok: bool
    detail: str


class Library:
    """Articles and everything known about them, in one folder. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notices: list[str] = []
        """What the user should be told once, one line each."""
        self._store = Store(path / "library.sqlite3")
        self._engine_lock = threading.RLock()
        self._opened_engine: SearchEngine | None = None
        self._catching_up = threading.Lock()
        self._is_closing = False

    @classmethod
    def open(cls, path: Path, *, seeds: bool = True) -> Library:
        """Open the library in a folder, making it and taking in the seed articles where it is new."""
        library = cls(path)
        if seeds and library._store.meta("seeded") is None:
            library._plant_seeds()
        return library

    def close(self) -> None:
        """Give back files and connections; an index that is being brought up to date stops where it stands."""
        self._is_closing = True
        with self._catching_up, self._engine_lock:
            if self._opened_engine is not None:
                self._opened_engine.close()
                self._opened_engine = None
        self._store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _plant_seeds(self) -> None:
        from importlib.resources import files

        from index.sources.text import read_text

        with self._store.batch():
            for seed in sorted(files("seeds").iterdir(), key=lambda entry: entry.name):
                if seed.name.endswith(".txt"):
                    incoming = read_text(seed.read_bytes(), seed.name)
                    self._store.put(incoming.article, origin=f"seeds/{seed.name}", proposed_id=incoming.proposed_id)
            self._store.set_meta("seeded", "1")

    # Import

    def import_paths(
        self,
        sources: Iterable[str | Path],
        *,
        format: str = "auto",
        stdin: BinaryIO | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Take in files, folders and `-` (standard input). A bad item never stops the rest; marks are never touched."""
        from index.sources.item import Failed
        from index.sources.walk import read_sources

        tally = _Tally()
        for batch in _batches(read_sources(sources, format=format, stdin=stdin), _BATCH):
            with self._store.batch():
                for item in batch:
                    if isinstance(item, Failed):
                        tally.failed.append(ImportFailure(item.source, item.error))
                    else:
                        self._take_in(item, tally)
            if progress is not None:
                progress(tally.done)
        try:
            self.catch_up()
        except LibraryError as error:
            # The articles are in; that they can't be found yet is no reason to call the import failed.
            tally.warnings.append(str(error))
        return tally.report()

    def _take_in(self, incoming: Incoming, tally: _Tally) -> None:
        outcome, _, article_id = self._store.put(
            incoming.article, origin=incoming.origin, proposed_id=incoming.proposed_id
        )
        tally.count(outcome, article_id, incoming.warning)

    # Reading

    def article(self, article_id: str) -> Article:
        """The article of an id."""
        return self._store.article(article_id)

    def keys(self, criteria: Criteria = ALL) -> array[int]:
        """Row numbers of the articles that pass, in list order; the list's rows are read by `rows` where they show."""
        return self._store.keys(criteria)

    def rows(self, keys: Sequence[int]) -> list[ArticleRow]:
        """What a list shows of some articles, in the order of the keys."""
        return self._store.rows(keys)

    def key_of(self, article_id: str) -> int | None:
        """The row number of an id; None where there is no such article."""
        return self._store.key_of(article_id)

    # Marks: on the disk when the call returns

    def marks(self, article_id: str) -> Marks:
        """What the user did to an article."""
        return self._store.marks(article_id)

    def bookmark(self, article_id: str, on: bool = True) -> None:
        """Bookmark an article, or take the bookmark off."""
        self._store.set_mark(article_id, "is_bookmarked", int(on))

    def set_read(self, article_id: str, on: bool = True) -> None:
        """Mark an article as read or unread."""
        self._store.set_mark(article_id, "is_read", int(on))

    def set_position(self, article_id: str, offset: int) -> None:
        """Remember the offset at the top of the screen."""
        self._store.set_mark(article_id, "position", max(0, offset))

    def note(self, article_id: str, text: str) -> None:
        """Write a note beside an article; an empty one removes it."""
        self._store.set_mark(article_id, "note", _storable(text))

    def tag(self, article_id: str, tag: str, on: bool = True) -> None:
        """Put a tag on an article, or take it off."""
        if tag := " ".join(_storable(tag).split()):
            self._store.set_tag(article_id, tag, on)

    # Search

    def search(
        self, query: str, *, limit: int = 20, offset: int = 0, sort: Literal["relevance", "date"] = "relevance"
    ) -> SearchResult:
        """The best articles for a query, with the places that show why."""
        found = self._ask(lambda engine: engine.search(query, limit=limit, offset=offset, sort=sort))
        rows = {row.key: row for row in self.rows([key for key, _ in found.hits])}
        hits = (self._hit(rows[key], score, query) for key, score in found.hits if key in rows)
        return SearchResult(query, found.total, tuple(hits))

    def search_keys(self, query: str) -> array[int]:
        """Row numbers of all articles that match, best first."""
        return self._ask(lambda engine: engine.match_keys(query))

    def hit_spans(self, article: Article, query: str) -> tuple[Span, ...]:
        """Every form in an article that a query meets."""
        from index.search.snippets import hit_spans

        return hit_spans(article.text, query)

    def _hit(self, row: ArticleRow, score: float, query: str) -> Hit:
        from index.search.snippets import snippet

        article = self.article(row.id)
        spans = self.hit_spans(article, query)
        title_end = len(article.title)
        title_spans = tuple(span for span in spans if span.end <= title_end)
        body_spans = [Span(s - article.body_start, e - article.body_start) for s, e in spans if s >= article.body_start]
        text, text_spans = snippet(article.body, body_spans)
        return Hit(row.key, row.id, row.title, row.source, row.date, score, text, text_spans, title_spans)

    def _ask(self, question: Callable[[SearchEngine], T]) -> T:
        return question(self._engine())

    def _engine(self, *, wait: bool = False) -> SearchEngine:
        """The engine, holding all that the record holds, or nearly so while another thread sees to it."""
        with self._engine_lock, self._telling_of_index():
            if self._opened_engine is None:
                self._opened_engine = self._open_engine()
            engine = self._opened_engine
            pending, is_current = self._store.pending_count(), engine.is_current()
        if not pending and is_current:
            return engine
        if self._catching_up.acquire(blocking=wait or (is_current and pending <= _SHORT_WAIT)):
            try:
                with self._telling_of_index():
                    self._bring_up_to_date(engine)
            finally:
                self._catching_up.release()
        return engine

    def _open_engine(self) -> SearchEngine:
        from index.search.engine import IndexDamagedError, open_engine

        folder = self.path / "index"
        held = self._store.indexed_count()
        try:
            engine = open_engine(folder)
            if engine.is_sound():
                if engine.document_count() < held:
                    # Whoosh syncs nothing to the disk: a power cut takes what it wrote last.
                    self._store.mark_unindexed()
                return engine
            engine.close()
        except IndexDamagedError:
            pass
        # The index is a cache: what can't be read is thrown away and made again from the record.
        shutil.rmtree(folder, ignore_errors=True)
        self._store.mark_unindexed()
        self.notices.append(f"{folder}: the full-text index could not be read and is made again")
        return open_engine(folder)

    @contextlib.contextmanager
    def _telling_of_index(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problem = f"the full-text index can't be written ({(error.strerror or str(error)).lower()})"
            remedy = "make room or check its permissions; articles and marks are safe in the record"
            raise LibraryError(self.path / "index", problem, remedy) from error

    def catch_up(self) -> None:
        """Bring the index up to the record. May take long: meanwhile other threads search what it holds already."""
        if self._opened_engine is not None or self._store.pending_count():
            self._engine(wait=True)

    def _bring_up_to_date(self, engine: SearchEngine) -> None:
        """Index what is pending. Where another process is doing so, its turn comes first."""
        if self._is_closing:
            return
        with contextlib.suppress(LibraryBusyError):
            if not engine.is_current():
                self._rebuild(engine)
            if not self._store.pending_count():
                return
            for batch in _batches(self._store.articles(only_pending=True), 20 * _BATCH):
                indexed: list[tuple[int, bytes]] = []
                engine.add(self._documents(batch, indexed))
                engine.commit()
                self._store.mark_indexed(indexed)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the full-text index again from the record; how many articles it holds."""
        engine = self._engine()
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
                return
            indexed.append((key, digest_of(article)))
            yield _document(key, article)

    # Entities

    def entities(self, article_id: str) -> Entities:
        """Who, where and what an article names: recalled, or recognised now and kept."""
        key = self._store.key_of(article_id)
        if key is None:
            raise ArticleNotFoundError(article_id)
        known = self._store.entities(key)
        if known is not None:
            return known
        from index.entities import recognise

        article = self._store.article(article_id)
        found = recognise(article.text, article.date)
        # A reader that may only look, or comes second, still shows what it found.
        with contextlib.suppress(WarraqError):
            self._store.put_entities(key, article, found)
        return found

    # About the library

    def stats(self) -> dict[str, int]:
        """Counts of articles, sources, marks, and of articles the index does not hold yet."""
        return self._store.counts()

    def doctor(self) -> list[Finding]:
        """Whether record and index are sound and in step."""
        check = self._store.check()
        counts = self._store.counts()
        findings = [Finding("record", check == "ok", f"{self._store.path}: {check}, {counts['articles']} articles")]
        findings.append(self._check_index(counts["articles"]))
        findings += [Finding("notice", True, notice) for notice in self.notices]
        return findings

    def _check_index(self, article_count: int) -> Finding:
        try:
            engine = self._engine(wait=True)
            held = engine.document_count()
            is_in_step = engine.is_sound() and held == article_count
        except LibraryError as error:
            return Finding("index", False, str(error))
        return Finding("index", is_in_step, f"{self.path / 'index'}: {held} of {article_count} articles")


class _Tally:
    """The counts of an import while it runs."""

    def __init__(self) -> None:
        self._report = ImportReport()
        self.failed: list[ImportFailure] = []
        self.warnings: list[str] = []
        self._ids: list[str] = []
        self.done = 0

    def count(self, outcome: str, article_id: str, warning: str) -> None:
        self.done += 1
        if warning:
            self.warnings.append(warning)
        name = "duplicates" if outcome == "duplicate" else outcome
        self._report = replace(self._report, **{name: getattr(self._report, name) + 1})
        if outcome != "duplicate":
            self._ids.append(article_id)

    def report(self) -> ImportReport:
        return replace(self._report, failed=tuple(self.failed), warnings=tuple(self.warnings), ids=tuple(self._ids))


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _storable(text: str) -> str:
    """Text without half characters, which command lines can hold and a database can't."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _document(key: int, article: Article) -> IndexedDocument:
    from index.search.schema import IndexedDocument

    return IndexedDocument(key, article.id, article.title, article.body, article.source, article.date, article.category)
