"""Imports: files and folders into the record, with a log that can be opened and a place where each can go on.

Articles are written in batches, each one transaction that also notes how many items of the file at hand are in: after
a kill, a power cut or a closed reader the same import goes on there, nothing lost and nothing doubled. What could not
be read is in the log of its run; a report holds the first of many only, so that a million bad lines cost no memory.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.errors import ImportNotFoundError
from index.long_work import LongWork
from index.news_reports import ImportFailure, ImportProgress, ImportReport, ImportRun
from index.store import Store

if TYPE_CHECKING:
    from index.sources.item import Belongings, Incoming, Item, Place
    from index.sources.walk import Fetch

BATCH = 500
"""Articles a transaction: enough for thousands a second, few enough to lose little to a kill."""

MOST_BYTES = 16 << 20
"""Bytes of originals in a transaction: pages and documents are long, and a batch is held in memory."""

MOST_TOLD = 1_000
"""Failures, warnings and ids that a report holds."""

MOST_LOGGED = 10_000
"""Failures and warnings of a run that its log holds."""

RUNS_KEPT = 100

_RUN = "SELECT number, started, finished, sources, added, updated, duplicates, failed, warned FROM imports"


@dataclass(frozen=True, slots=True)
class Order:
    """What the user wants imported."""

    sources: tuple[str, ...]
    format: str
    stdin: BinaryIO | None = None
    fetch: Fetch | None = None

    @property
    def name(self) -> str:
        """By which an interrupted import is known again: paths in full, so that it goes on from another folder, too."""
        full = (source if source == "-" or "://" in source else str(Path(source).absolute()) for source in self.sources)
        return json.dumps([self.format, *full])


class Imports(LongWork):
    """Looks after the tables `imports`, `import_failures` and `import_places`."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    # The log

    def runs(self, most: int = RUNS_KEPT) -> tuple[ImportRun, ...]:
        """The last imports, the latest first."""
        rows = self._store.select(f"{_RUN} ORDER BY number DESC LIMIT ?", most)
        return tuple(_run(*row) for row in rows)

    def run(self, number: int) -> ImportRun:
        """One import."""
        rows = self._store.select(f"{_RUN} WHERE number = ?", number)
        if not rows:
            raise ImportNotFoundError(number)
        return _run(*rows[0])

    def log(self, number: int, *, warnings: bool = True) -> Iterator[ImportFailure]:
        """What an import could not take in and why, and what it put right, in order; the first 10,000 of them."""
        last = 0
        statement = (
            "SELECT number, source, error, is_warning FROM import_failures"
            " WHERE import = ? AND number > ? AND is_warning <= ? ORDER BY number LIMIT 500"
        )
        while rows := self._store.select(statement, number, last, int(warnings)):
            yield from (ImportFailure(source, error, bool(is_warning)) for _, source, error, is_warning in rows)
            last = rows[-1][0]

    # Importing

    def take_in(
        self,
        order: Order,
        *,
        watch: Callable[[ImportProgress], object] | None = None,
        after_batch: Callable[[], object] = lambda: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> ImportReport:
        """Take in all that is ordered; `after_batch` is called between two transactions.

        When `is_cancelled` says so, it stops after the batch at hand.

        An import of the same sources that was interrupted goes on where it stopped.
        """
        from index.sources.walk import read_sources, weigh

        with self._working(is_patient=True):
            run = _Running(self._store, order)
            total = weigh(order.sources) if watch is not None else 0
            items = read_sources(
                order.sources,
                format=order.format,
                stdin=order.stdin,
                done=run.done_before,
                fetch=order.fetch,
                progress=run.note_bytes,
                keeps_originals=self._store.keeps_originals,
            )
            for batch in _batches(items):
                run.take_in(batch)
                if watch is not None:
                    watch(run.progress(total))
                if not is_cancelled():
                    after_batch()
                if self.is_left_off or is_cancelled():
                    return run.report(is_broken_off=True)
            run.finish()
            return run.report()


def _batches(items: Iterable[Item | Place]) -> Iterator[list[Item | Place]]:
    """The items in lists of at most `BATCH`, shorter ones where they bring long originals."""
    from index.incoming import Incoming

    batch: list[Item | Place] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.original) if isinstance(item, Incoming) else 0
        if len(batch) == BATCH or size >= MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Running:
    """One import while it runs."""

    def __init__(self, store: Store, order: Order) -> None:
        self._store = store
        self._order = order
        self._began = time.monotonic()
        self._outcomes = {"added": 0, "updated": 0, "duplicate": 0}
        self._failed = self._warned = self._resumed = self._bytes = 0
        self._logged: list[ImportFailure] = []
        self._ids: list[str] = []
        self._place: Place | None = None
        self._items = 0
        """Of the place, in the record when the batch is."""
        self.number = self._begin()

    def _begin(self) -> int:
        """The number of this run: that of an interrupted one of the same sources, or a new one."""
        with self._store.batch():
            for number, process in self._store.select(
                "SELECT number, process FROM imports WHERE finished IS NULL AND sources = ? ORDER BY number DESC",
                self._order.name,
            ):
                if process == os.getpid() or not _is_running(process):
                    self._store.change("UPDATE imports SET process = ? WHERE number = ?", os.getpid(), number)
                    return int(number)
            self._store.change(
                "INSERT INTO imports (started, sources, process) VALUES (?, ?, ?)",
                *(_now(), self._order.name, os.getpid()),
            )
            ((number,),) = self._store.select("SELECT max(number) FROM imports")
            self._store.change("DELETE FROM imports WHERE number <= ?", number - RUNS_KEPT)
            self._store.change("DELETE FROM import_places WHERE import <= ?", number - RUNS_KEPT)
            return int(number)

    def done_before(self, source: str, state: str) -> int:
        """How many items of a file an interrupted import took in; -1 where all of them."""
        rows = self._store.select(
            "SELECT items, is_whole FROM import_places WHERE source = ? AND state = ?", source, self._state(state)
        )
        if not rows:
            return 0
        self._resumed += rows[0][0]
        return -1 if rows[0][1] else int(rows[0][0])

    def _state(self, state: str) -> str:
        # Read as another format, a file holds other items.
        return f"{self._order.format}:{state}"

    def note_bytes(self, done: int) -> None:
        self._bytes = done

    def take_in(self, batch: Sequence[Item | Place]) -> None:
        """Write a batch, and how far the file at hand has come, in one transaction."""
        from index.sources.item import Belongings, Failed, Place

        before = dict(self._outcomes), self._failed, self._warned
        with self._store.batch():
            for item in batch:
                if isinstance(item, Place):
                    self._note_place(is_whole=True)
                    self._place, self._items = item, max(0, item.skipped)
                    continue
                self._items += 1
                if isinstance(item, Failed):
                    self._failed += 1
                    self._log(ImportFailure(item.source, item.error))
                elif isinstance(item, Belongings):
                    self._restore(item)
                else:
                    self._put(item)
            self._note_place(is_whole=False)
            self._count(*before)

    def _put(self, incoming: Incoming) -> None:
        outcome, _, article_id = self._store.put_incoming(incoming)
        self._outcomes[outcome] += 1
        if outcome != "duplicate" and len(self._ids) < MOST_TOLD:
            self._ids.append(article_id)
        if incoming.warning:
            self._warned += 1
            self._log(ImportFailure(incoming.origin, incoming.warning, True))

    def _restore(self, belongings: Belongings) -> None:
        from index.belongings import restore

        counts = restore(self._store, belongings.said)
        told = ", ".join(f"{name}: {count}" for name, count in counts.items())
        self._warned += 1
        self._log(ImportFailure(belongings.source, f"taken over beside the articles: {told}", True))

    def _log(self, entry: ImportFailure) -> None:
        if len(self._logged) < MOST_TOLD:
            self._logged.append(entry)
        if self._failed + self._warned <= MOST_LOGGED:
            self._store.change(
                "INSERT INTO import_failures (import, source, error, is_warning) VALUES (?, ?, ?, ?)",
                *(self.number, entry.source, entry.error, int(entry.is_warning)),
            )

    def _note_place(self, *, is_whole: bool) -> None:
        place = self._place
        # A file passed over is noted as it was; what can't go on in the middle is not noted.
        if place is not None and place.state and place.skipped >= 0:
            self._store.change(
                "INSERT OR REPLACE INTO import_places VALUES (?, ?, ?, ?, ?)",
                *(place.source, self._state(place.state), self._items, int(is_whole), self.number),
            )

    def _count(self, outcomes: dict[str, int], failed: int, warned: int) -> None:
        new = [self._outcomes[name] - outcomes[name] for name in ("added", "updated", "duplicate")]
        self._store.change(
            "UPDATE imports SET added = added + ?, updated = updated + ?, duplicates = duplicates + ?,"
            " failed = failed + ?, warned = warned + ? WHERE number = ?",
            *(*new, self._failed - failed, self._warned - warned, self.number),
        )

    def finish(self) -> None:
        """Note that all is in: the next import of these sources begins at the beginning."""
        with self._store.batch():
            self._store.change("UPDATE imports SET finished = ? WHERE number = ?", _now(), self.number)
            self._store.change("DELETE FROM import_places WHERE import = ?", self.number)

    def progress(self, total: int) -> ImportProgress:
        done = sum(self._outcomes.values())
        return ImportProgress(done, self._failed, self._bytes, total, time.monotonic() - self._began)

    def report(self, *, is_broken_off: bool = False) -> ImportReport:
        return ImportReport(
            self._outcomes["added"],
            self._outcomes["updated"],
            self._outcomes["duplicate"],
            tuple(entry for entry in self._logged if not entry.is_warning),
            tuple(entry.error for entry in self._logged if entry.is_warning),
            tuple(self._ids),
            self.number,
            self._failed,
            self._warned,
            self._resumed,
            is_broken_off,
        )


def _run(number: int, started: str, finished: str | None, sources: str, *counts: int) -> ImportRun:
    return ImportRun(number, started, finished, tuple(json.loads(sources)[1:]), *counts)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
