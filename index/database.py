"""The database file: connections, transactions, its age, and SQLite's errors turned into ours.

`synchronous=FULL` makes a commit outlive a kill and a power cut: what was acknowledged is on the disk.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from index.digests import text_digest
from index.errors import LibraryBusyError, LibraryError, LibraryVersionError
from index.migrations import MIGRATIONS

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS = 10.0
"""How long a writer waits for another process."""

_PAGES_AHEAD = 8_000
"""Pages of 4 kB in the write-ahead log before they go into the file: an import writes the same pages of its indexes
again and again, and this way once where it would be eight times."""

SCHEMA_VERSION = len(MIGRATIONS)


def telling(method: Callable[P, T]) -> Callable[P, T]:
    """Turn SQLite's errors into ours, at the one place that knows the library's path."""

    @wraps(method)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        database: Database = args[0]  # type: ignore[assignment]
        try:
            with database.line:
                return method(*args, **kwargs)
        except sqlite3.Error as error:
            raise library_error(database.path, error) from error

    return told


def library_error(path: Path, error: sqlite3.Error) -> LibraryError:
    """What a fault of the database means for the user, and what to do."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryBusyError(path, "another Warraq is writing to it", "wait until it is done and try again")
    if name.startswith("SQLITE_FULL") or "disk is full" in str(error):
        return LibraryError(path, "the disk is full", "make room and try again; nothing already there was lost")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return LibraryError(path, "it can't be written", "check its permissions, or choose another with --library")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return LibraryError(path, "it is damaged or no Warraq library", "restore it, or choose another with --library")
    return LibraryError(path, f"the database says: {error}", "run `warraq doctor`")


def _statements(step: str) -> Iterator[str]:
    """The statements of a step of the schema; a trigger holds semicolons of its own."""
    begun = ""
    for piece in step.split(";"):
        begun += f"{piece};"
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


class _Line:
    """A thread's connection: in use within `with`, and closed when it is not.

    To close a connection that another thread is just reading from ends the process: sqlite3 lets go of the
    interpreter's lock while it reads.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._lock = threading.RLock()
        self._depth = 0
        self._is_over = False

    @property
    def is_in_use(self) -> bool:
        return self._depth > 0

    def __enter__(self) -> sqlite3.Connection:
        self._lock.acquire()
        self._depth += 1
        return self.connection

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        self._lock.release()
        if self._is_over:
            self.close()

    def close(self) -> None:
        """Close it now, or have the thread that uses it do so when it has finished."""
        self._is_over = True
        if self._lock.acquire(blocking=False):
            try:
                if not self.is_in_use:
                    self.connection.close()
            finally:
                self._lock.release()


class Database:
    """One database file, one connection a thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """The database file."""
        self._local = threading.local()
        self._lines: list[_Line] = []
        self._is_closed = False
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            remedy = "check its permissions, or choose another with --library"
            raise LibraryError(path.parent, f"the folder can't be made ({error.strerror})", remedy) from error
        self._migrate()

    @property
    def line(self) -> _Line:
        """This thread's connection."""
        line: _Line | None = getattr(self._local, "line", None)
        if self._is_closed and not (line and line.is_in_use):
            raise sqlite3.ProgrammingError("it was closed")
        if line is None:
            line = self._local.line = _Line(self._connect())
            with self._lock:
                self._lines.append(line)
        return line

    @property
    def _db(self) -> sqlite3.Connection:
        return self.line.connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=128
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_AHEAD}")
        return connection

    @telling
    def _migrate(self) -> None:
        version = self._version()
        if version > SCHEMA_VERSION:
            raise LibraryVersionError(self.path, "a newer Warraq wrote it", "upgrade Warraq to open it")
        if version == SCHEMA_VERSION:
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        # For the step that gives the texts already there their digests.
        self._db.create_function("text_digest", 2, text_digest, deterministic=True)
        with self.writing() as db:
            for number in range(self._version(), SCHEMA_VERSION):
                for statement in _statements(MIGRATIONS[number]):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number + 1}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; inside another one, a part of it."""
        with self.line as db:
            if db.in_transaction:
                yield db
                return
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction around several writes."""
        try:
            with self.writing():
                yield
        except sqlite3.Error as error:
            raise library_error(self.path, error) from error

    @telling
    def select(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a table that a module of its own looks after."""
        return self._db.execute(statement, values).fetchall()

    @telling
    def change(self, statement: str, *values: object) -> int:
        """Change such a table; how many rows, on the disk when this returns (or with the batch around it)."""
        with self.writing() as db:
            return db.execute(statement, values).rowcount

    def close(self) -> None:
        """Close the connections of all threads; what one of them is just about, a whole transaction, it finishes."""
        self._is_closed = True
        with self._lock:
            lines, self._lines = self._lines, []
        for line in lines:
            line.close()
