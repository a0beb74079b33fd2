"""The record: SQLite, the one truth about articles and about what the user did with them.

Marks live in tables of their own keyed by the article's id, so that nothing that happens to an article touches them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from index.article import Article, ArticleRow, Marks
from index.database import Database, telling
from index.digests import ARTICLE_COLUMNS
from index.errors import ArticleNotFoundError

if TYPE_CHECKING:
    from index.incoming import Incoming
    from index.intake import Outcome
    from index.reports import Extent

Sort = Literal["date", "title", "source", "added"]

_ORDER: dict[Sort, str] = {
    "date": "moment DESC, key DESC",
    "added": "key DESC",
    "title": "title, key",
    "source": "source, moment DESC, key DESC",
}


_PENDING = "(SELECT count(*) FROM articles WHERE is_indexed = 0) + (SELECT count(*) FROM index_removals)"


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which articles a list shows, and in what order; None lets all pass."""

    is_bookmarked: bool | None = None
    is_unread: bool | None = None
    tag: str | None = None
    source: str | None = None
    feed: str | None = None
    """Address of a feed that brought them."""
    folds_stories: bool = False
    """Whether of several articles that tell one story in the same words only the first is listed (`Library.keys`)."""
    sort: Sort = "date"
    """`date`: newest first, whatever the time zones; undated last, of a day the latest added first."""


class Store(Database):
    """The record of one library."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.keeps_originals = False
        """Whether the bytes that articles were read from are kept beside them."""

    # Articles

    @telling
    def put_incoming(self, incoming: Incoming) -> tuple[Outcome, int, str]:
        """Take an article in; the outcome, its key and its id (intake.py says what makes two of them one).

        The key is 0 where an article that was dropped for its age came again.
        """
        from index.intake import take_in

        with self.writing() as db:
            return take_in(db, incoming, keeps_original=self.keeps_originals)

    @telling
    def article(self, article_id: str) -> Article:
        """The article of an id."""
        row = self._db.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id = ?",
            (article_id,),
        ).fetchone()
        if row is None:
            raise ArticleNotFoundError(article_id)
        return Article(*row)

    @telling
    def key_of(self, article_id: str) -> int | None:
        """The row number of an id."""
        row = self._db.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else int(row[0])

    @telling
    def keys(self, criteria: Criteria) -> array[int]:
        """Row numbers of the articles that pass, in list order."""
        conditions, values = _conditions(criteria)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        rows = self._db.execute(f"SELECT key FROM articles {where} ORDER BY {_ORDER[criteria.sort]}", values)
        return array("q", [key for (key,) in rows])

    @telling
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

    @telling
    def _texts(self, keys: Sequence[int]) -> list[tuple[int, str, str]]:
        places = ",".join("?" * len(keys))
        rows = self._db.execute(f"SELECT key, title, body FROM articles WHERE key IN ({places})", list(keys))
        found = {row[0]: row for row in rows}
        return [found[key] for key in keys if key in found]

    @telling
    def articles(self, *, only_pending: bool = False) -> Iterator[tuple[int, Article]]:
        """All articles with their keys, or those the full-text index does not hold yet; read a page at a time."""
        pending = "AND is_indexed = 0" if only_pending else ""
        return self._pages(
            f"SELECT key, {ARTICLE_COLUMNS} FROM articles WHERE key > ? {pending} ORDER BY key LIMIT 500"
        )

    def _pages(self, statement: str) -> Iterator[tuple[int, Article]]:
        last = -1
        while page := self.select(statement, last):
            yield from ((row[0], Article(*row[1:])) for row in page)
            last = page[-1][0]

    @telling
    def pending_count(self) -> int:
        """How many articles the full-text index does not hold yet, or holds still."""
        return int(self._db.execute(f"SELECT {_PENDING}").fetchone()[0])

    @telling
    def indexed_count(self) -> int:
        """How many articles the full-text index should hold."""
        pending = "SELECT count(*) FROM articles WHERE is_indexed = 0"
        return int(self._db.execute(f"SELECT count(*) - ({pending}) FROM articles").fetchone()[0])

    @telling
    def removals(self, most: int) -> list[int]:
        """Keys of articles that went and that the full-text index may hold still."""
        return [key for (key,) in self._db.execute("SELECT key FROM index_removals ORDER BY key LIMIT ?", (most,))]

    @telling
    def mark_removed(self, keys: Iterable[int]) -> None:
        """Note that the full-text index does not hold these any more."""
        with self.writing() as db:
            db.executemany("DELETE FROM index_removals WHERE key = ?", ((key,) for key in keys))
            self._note_list_change()

    @telling
    def mark_indexed(self, indexed: Iterable[tuple[int, bytes]]) -> None:
        """Note that the full-text index holds these: key, and digest of what was indexed.

        An article that another writer changed meanwhile has another digest, and its turn comes again.
        """
        with self.writing() as db:
            db.executemany("UPDATE articles SET is_indexed = 1 WHERE key = ? AND digest = ?", indexed)
            self._note_list_change()

    @telling
    def mark_unindexed(self) -> None:
        """Note that the full-text index holds nothing."""
        with self.writing() as db:
            db.execute("UPDATE articles SET is_indexed = 0 WHERE is_indexed = 1")
            self._note_list_change()

    @telling
    def original(self, key: int) -> bytes | None:
        """The bytes an article was read from, where they were kept."""
        import zlib  # few ask for it

        row = self._db.execute("SELECT packed FROM originals WHERE key = ?", (key,)).fetchone()
        return None if row is None else zlib.decompress(row[0])

    # Marks

    @telling
    def marks(self, article_id: str) -> Marks:
        """What the user did to an article."""
        row = self._db.execute(
            "SELECT is_read, is_bookmarked, note, position FROM marks WHERE id = ?", (article_id,)
        ).fetchone()
        tags = tuple(t for (t,) in self._db.execute("SELECT tag FROM tags WHERE id = ? ORDER BY tag", (article_id,)))
        if row is None:
            return Marks(tags=tags)
        return Marks(bool(row[0]), bool(row[1]), tags, row[2], row[3])

    @telling
    def set_mark(
        self, article_id: str, name: Literal["is_read", "is_bookmarked", "note", "position"], value: object
    ) -> None:
        """Set one mark; it is on the disk when this returns."""
        with self.writing() as db:
            self._require(article_id)
            db.execute(
                f"INSERT INTO marks (id, {name}) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET {name} = excluded.{name}",
                (article_id, value),
            )

    @telling
    def set_tag(self, article_id: str, tag: str, on: bool) -> None:
        """Put a tag on an article or take it off."""
        with self.writing() as db:
            self._require(article_id)
            if on:
                db.execute("INSERT OR IGNORE INTO tags VALUES (?, ?)", (article_id, tag))
            else:
                db.execute("DELETE FROM tags WHERE id = ? AND tag = ?", (article_id, tag))

    def _require(self, article_id: str) -> None:
        if self._db.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
            raise ArticleNotFoundError(article_id)

    # Facts about the library

    @telling
    def data_version(self) -> int:
        """SQLite's own counter: another value when another connection has written since this thread last asked."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    @telling
    def list_version(self) -> tuple[int, int]:
        """Other numbers whenever anybody has changed what lists show or are made of, and only then."""
        ((changes, last_key),) = self._db.execute(
            "SELECT number, (SELECT coalesce(max(key), 0) FROM articles) FROM list_changes"
        )
        return changes, last_key

    def _note_list_change(self) -> None:
        self._db.execute("UPDATE list_changes SET number = number + 1")

    @telling
    def extent(self) -> Extent:
        """How much there is, in numbers that SQLite reads off its indexes."""
        from index.reports import Extent

        ((articles, last_key, told),) = self._db.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT coalesce(max(key), 0) FROM articles),"
            " (SELECT count(*) FROM stories WHERE story IS NOT NULL)"
        )
        return Extent(articles, last_key, self.pending_count(), told)

    @telling
    def meta(self, name: str) -> str | None:
        """A fact about the library itself."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @telling
    def set_meta(self, name: str, value: str) -> None:
        """Note a fact about the library itself."""
        with self.writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @telling
    def counts(self) -> dict[str, int]:
        """How many articles, read, bookmarked, tagged, with a note, not indexed yet, sources."""
        statements = {
            "articles": "SELECT count(*) FROM articles",
            "sources": "SELECT count(DISTINCT source) FROM articles",
            "read": "SELECT count(*) FROM marks WHERE is_read",
            "bookmarked": "SELECT count(*) FROM marks WHERE is_bookmarked",
            "tagged": "SELECT count(DISTINCT id) FROM tags",
            "noted": "SELECT count(*) FROM marks WHERE note <> ''",
            "pending": f"SELECT {_PENDING}",
        }
        return {name: int(self._db.execute(statement).fetchone()[0]) for name, statement in statements.items()}

    @telling
    def check(self) -> str:
        """SQLite's own check of the file: `ok`, or what is wrong."""
        return str(self._db.execute("PRAGMA quick_check(1)").fetchone()[0])


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
    if criteria.feed is not None:
        conditions.append("id IN (SELECT id FROM feed_articles WHERE feed = ?)")
        values.append(criteria.feed)
    if criteria.source is not None:
        conditions.append("source = ?")
        values.append(criteria.source)
    return conditions, values
