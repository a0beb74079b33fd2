"""The record: SQLite, the one truth about articles and about what the user did with them.

Marks live in tables of their own keyed by the article's id, so that nothing that happens to an article touches them.
`synchronous=FULL` makes a commit outlive a kill and a power cut: what was acknowledged is on the disk.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar

from index.article import Article, ArticleRow, Marks
from index.errors import ArticleNotFoundError, LibraryBusyError, LibraryError, LibraryVersionError
from index.migrations import MIGRATIONS

if TYPE_CHECKING:
    import hashlib

P = ParamSpec("P")
T = TypeVar("T")

BUSY_SECONDS = 10.0
"""How long a writer waits for another process."""

Sort = Literal["date", "title", "source", "added"]

SCHEMA_VERSION = len(MIGRATIONS)

_ORDER: dict[Sort, str] = {
    "date": "date DESC, key DESC",
    "added": "key DESC",
    "title": "title, key",
    "source": "source, date DESC, key DESC",
}


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which articles a list shows, and in what order; None lets all pass."""

    is_bookmarked: bool | None = None
    is_unread: bool | None = None
    tag: str | None = None
    source: str | None = None
    sort: Sort = "date"
    """`date`: newest first, undated last, of a day the latest added first."""


Outcome = Literal["added", "updated", "duplicate"]


def _telling(method: Callable[P, T]) -> Callable[P, T]:
    """Turn SQLite's errors into ours, at the one place that knows the library's path."""

    @wraps(method)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(*args, **kwargs)
        except sqlite3.Error as error:
            raise library_error(args[0].path, error) from error  # type: ignore[attr-defined]

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


class Store:
    """The record of one library, one connection a thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        """The database file."""
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            remedy = "check its permissions, or choose another with --library"
            raise LibraryError(path.parent, f"the folder can't be made ({error.strerror})", remedy) from error
        self._migrate()

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=64
            )
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @_telling
    def _migrate(self) -> None:
        version = self._version()
        if version > SCHEMA_VERSION:
            raise LibraryVersionError(self.path, "a newer Warraq wrote it", "upgrade Warraq to open it")
        if version == SCHEMA_VERSION:
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        with self._writing() as db:
            for number in range(self._version(), SCHEMA_VERSION):
                for statement in MIGRATIONS[number].split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number + 1}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction; inside another one, a part of it."""
        db = self._db
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
            with self._writing():
                yield
        except sqlite3.Error as error:
            raise library_error(self.path, error) from error

    @_telling
    def select(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a table that a module of its own looks after."""
        return self._db.execute(statement, values).fetchall()

    @_telling
    def change(self, statement: str, *values: object) -> int:
        """Change such a table; how many rows, on the disk when this returns (or with the batch around it)."""
        with self._writing() as db:
            return db.execute(statement, values).rowcount

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    # Articles

    @_telling
    def put(self, article: Article, *, origin: str, proposed_id: str = "") -> tuple[Outcome, int, str]:
        """Take an article in; the outcome, its key and its id. Its id is found from the origin where it has none."""
        digest = digest_of(article)
        with self._writing() as db:
            article_id = article.id or self._free_id(proposed_id, origin, article)
            known = db.execute("SELECT key, digest, title, body FROM articles WHERE id = ?", (article_id,)).fetchone()
            # A text file says nothing of source and date, which is no reason to forget them.
            if known is not None and (known[1] == digest or (not article.id and known[2:] == _words(article))):
                return "duplicate", known[0], article_id
            values = (*article_fields(article)[1:], origin, digest)
            if known is None:
                added = datetime.now(UTC).isoformat(timespec="seconds")
                cursor = db.execute(
                    "INSERT INTO articles"
                    " (id, title, body, source, date, category, url, author, language, origin, digest, added)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (article_id, *values, added),
                )
                return "added", int(cursor.lastrowid or 0), article_id
            db.execute(
                "UPDATE articles SET title = ?, body = ?, source = ?, date = ?, category = ?, url = ?, author = ?,"
                " language = ?, origin = ?, digest = ?, is_indexed = 0 WHERE key = ?",
                (*values, known[0]),
            )
            db.execute("DELETE FROM entities WHERE key = ?", (known[0],))
            db.execute("DELETE FROM entity_listed WHERE key = ?", (known[0],))
            db.execute("UPDATE marks SET position = min(position, ?) WHERE id = ?", (len(article.text), article_id))
            return "updated", known[0], article_id

    def _free_id(self, proposed: str, origin: str, article: Article) -> str:
        """The proposed id, unless an article of another origin and another text has it."""
        if not proposed:
            return _sha256(article.text).hexdigest()[:16]
        select = "SELECT origin, title, body FROM articles WHERE id = ?"
        own = f"{proposed}-{_sha256(origin).hexdigest()[:6]}"
        if self._db.execute(select, (own,)).fetchone() is not None:
            return own
        known = self._db.execute(select, (proposed,)).fetchone()
        return proposed if known is None or known[0] == origin or known[1:] == _words(article) else own

    @_telling
    def article(self, article_id: str) -> Article:
        """The article of an id."""
        row = self._db.execute(
            "SELECT id, title, body, source, date, category, url, author, language FROM articles WHERE id = ?",
            (article_id,),
        ).fetchone()
        if row is None:
            raise ArticleNotFoundError(article_id)
        return Article(*row)

    @_telling
    def key_of(self, article_id: str) -> int | None:
        """The row number of an id."""
        row = self._db.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    @_telling
    def keys(self, criteria: Criteria) -> array[int]:
        """Row numbers of the articles that pass, in list order."""
        conditions, values = _conditions(criteria)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._db.execute(f"SELECT key FROM articles {where} ORDER BY {_ORDER[criteria.sort]}", values)
        return array("q", [key for (key,) in rows])

    @_telling
    def rows(self, keys: Sequence[int]) -> list[ArticleRow]:
        """What a list shows of some articles, in the order of the keys; keys no longer there are left out."""
        found: dict[int, ArticleRow] = {}
        for first in range(0, len(keys), 500):
            some = list(keys[first : first + 500])
            places = ",".join("?" * len(some))
            rows = self._db.execute(
                "SELECT a.key, a.id, a.title, a.source, a.date, coalesce(m.is_read, 0), coalesce(m.is_bookmarked, 0)"
                f" FROM articles a LEFT JOIN marks m ON m.id = a.id WHERE a.key IN ({places})",
                some,
            )
            for key, article_id, title, source, date, is_read, is_bookmarked in rows:
                found[key] = ArticleRow(key, article_id, title, source, date, bool(is_read), bool(is_bookmarked))
        return [found[key] for key in keys if key in found]

    def texts(self, keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
        """Key, title and body of some articles, in the order of the keys; keys no longer there are left out."""
        for first in range(0, len(keys), 500):
            yield from self._texts(keys[first : first + 500])

    @_telling
    def _texts(self, keys: Sequence[int]) -> list[tuple[int, str, str]]:
        places = ",".join("?" * len(keys))
        rows = self._db.execute(f"SELECT key, title, body FROM articles WHERE key IN ({places})", list(keys))
        found = {row[0]: row for row in rows}
        return [found[key] for key in keys if key in found]

    @_telling
    def articles(self, *, only_pending: bool = False) -> Iterator[tuple[int, Article]]:
        """All articles with their keys, or those the full-text index does not hold yet; read a page at a time."""
        pending = "AND is_indexed = 0" if only_pending else ""
        return self._pages(
            "SELECT key, id, title, body, source, date, category, url, author, language FROM articles"
            f" WHERE key > ? {pending} ORDER BY key LIMIT 500"
        )

    def _pages(self, statement: str) -> Iterator[tuple[int, Article]]:
        last = -1
        while page := self._db.execute(statement, (last,)).fetchall():
            yield from ((row[0], Article(*row[1:])) for row in page)
            last = page[-1][0]

    @_telling
    def pending_count(self) -> int:
        """How many articles the full-text index does not hold yet."""
        return int(self._db.execute("SELECT count(*) FROM articles WHERE is_indexed = 0").fetchone()[0])

    @_telling
    def indexed_count(self) -> int:
        """How many articles the full-text index should hold."""
        pending = "SELECT count(*) FROM articles WHERE is_indexed = 0"
        return int(self._db.execute(f"SELECT count(*) - ({pending}) FROM articles").fetchone()[0])

    @_telling
    def mark_indexed(self, indexed: Iterable[tuple[int, bytes]]) -> None:
        """Note that the full-text index holds these: key, and digest of what was indexed.

        An article that another writer changed meanwhile has another digest, and its turn comes again.
        """
        with self._writing() as db:
            db.executemany("UPDATE articles SET is_indexed = 1 WHERE key = ? AND digest = ?", indexed)

    @_telling
    def mark_unindexed(self) -> None:
        """Note that the full-text index holds nothing."""
        with self._writing() as db:
            db.execute("UPDATE articles SET is_indexed = 0 WHERE is_indexed = 1")

    # Marks

    @_telling
    def marks(self, article_id: str) -> Marks:
        """What the user did to an article."""
        row = self._db.execute(
            "SELECT is_read, is_bookmarked, note, position FROM marks WHERE id = ?", (article_id,)
        ).fetchone()
        tags = tuple(t for (t,) in self._db.execute("SELECT tag FROM tags WHERE id = ? ORDER BY tag", (article_id,)))
        if row is None:
            return Marks(tags=tags)
        return Marks(bool(row[0]), bool(row[1]), tags, row[2], row[3])

    @_telling
    def set_mark(
        self, article_id: str, name: Literal["is_read", "is_bookmarked", "note", "position"], value: object
    ) -> None:
        """Set one mark; it is on the disk when this returns."""
        with self._writing() as db:
            self._require(article_id)
            db.execute(
                f"INSERT INTO marks (id, {name}) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET {name} = excluded.{name}",
                (article_id, value),
            )

    @_telling
    def set_tag(self, article_id: str, tag: str, on: bool) -> None:
        """Put a tag on an article or take it off."""
        with self._writing() as db:
            self._require(article_id)
            if on:
                db.execute("INSERT OR IGNORE INTO tags VALUES (?, ?)", (article_id, tag))
            else:
                db.execute("DELETE FROM tags WHERE id = ? AND tag = ?", (article_id, tag))

    def _require(self, article_id: str) -> None:
        if self._db.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
            raise ArticleNotFoundError(article_id)

    # Facts about the library

    @_telling
    def meta(self, name: str) -> str | None:
        """A fact about the library itself."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @_telling
    def set_meta(self, name: str, value: str) -> None:
        """Note a fact about the library itself."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @_telling
    def counts(self) -> dict[str, int]:
        """How many articles, read, bookmarked, tagged, with a note, not indexed yet, sources."""
        statements = {
            "articles": "SELECT count(*) FROM articles",
            "sources": "SELECT count(DISTINCT source) FROM articles",
            "read": "SELECT count(*) FROM marks WHERE is_read",
            "bookmarked": "SELECT count(*) FROM marks WHERE is_bookmarked",
            "tagged": "SELECT count(DISTINCT id) FROM tags",
            "noted": "SELECT count(*) FROM marks WHERE note <> ''",
            "pending": "SELECT count(*) FROM articles WHERE is_indexed = 0",
        }
        return {name: int(self._db.execute(statement).fetchone()[0]) for name, statement in statements.items()}

    @_telling
    def check(self) -> str:
        """SQLite's own check of the file: `ok`, or what is wrong."""
        return str(self._db.execute("PRAGMA quick_check(1)").fetchone()[0])


def _sha256(text: str) -> hashlib._Hash:
    import hashlib  # an import needs it, the first list does not

    return hashlib.sha256(text.encode("utf-8", "surrogatepass"))


def article_fields(article: Article) -> tuple[str | None, ...]:
    """The columns that hold what a source said, the id first."""
    a = article
    return (a.id, a.title, a.body, a.source, a.date, a.category, a.url, a.author, a.language)


def digest_of(article: Article) -> bytes:
    """What tells two states of an article apart: all that its source said."""
    said = article_fields(article)[1:]
    # Without the language where none was given, as digests were made before there was one.
    return _sha256(repr(said if article.language else said[:-1])).digest()


def _words(article: Article) -> tuple[str, str]:
    return (article.title, article.body)


def _conditions(criteria: Criteria) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []
    for wanted, column in ((criteria.is_bookmarked, "is_bookmarked"), (criteria.is_unread, "is_read")):
        if wanted is not None:
            has_mark = wanted if column == "is_bookmarked" else not wanted
            conditions.append(f"id {'' if has_mark else 'NOT'} IN (SELECT id FROM marks WHERE {column})")
    if criteria.tag is not None:
        conditions.append("id IN (SELECT id FROM tags WHERE tag = ?)")
        values.append(criteria.tag)
    if criteria.source is not None:
        conditions.append("source = ?")
        values.append(criteria.source)
    return conditions, values
