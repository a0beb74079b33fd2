"""How an article comes into the record: which one it is, if it is known, and what of it is news.

Two are one article where they share the id a source gave, an address or a guid (`identities`), a file they were read
from, or the same words in the same source. Each of these is one look into an index, so that a large library takes no
longer. What the user did to an article stays with it, whatever comes in.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from index.article import Article, Marks
from index.digests import ARTICLE_COLUMNS, article_fields, digest_of, sha256, text_digest
from index.incoming import Incoming

Outcome = Literal["added", "updated", "duplicate"]

_COLUMNS = f"{ARTICLE_COLUMNS}, is_summary, has_own_id, key"
_BY_ID = "id = :id"

_TELLING = 100
"""Code points of a body from which on its words alone, with its headline, tell which article it is."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An article of the record that an incoming one turned out to be."""

    article: Article
    is_summary: bool
    has_own_id: bool
    """Whether its source gave its id."""
    key: int
    is_by_text: bool = False
    """Whether the same words alone tell that it is the same: then what it says of itself goes first."""


def take_in(db: sqlite3.Connection, incoming: Incoming, *, keeps_original: bool = False) -> tuple[Outcome, int, str]:
    """Add an article, update it or find that it is known; the outcome, its key and its id.

    What was dropped for its age is a duplicate without a key. Runs inside the transaction of its caller.
    """
    digest = text_digest(incoming.article.title, incoming.article.body)
    known = _known(db, incoming, digest)
    if known is None and _is_dropped(db, incoming, digest):
        return "duplicate", 0, incoming.article.id
    if known is None:
        outcome: Outcome = "added"
        key, article = _add(db, incoming, digest)
    else:
        outcome, key, article = _update(db, incoming, known)
    for identity in incoming.identities:
        db.execute("INSERT OR IGNORE INTO identities VALUES (?, ?)", (identity, article.id))
    for feed in incoming.feeds:
        db.execute("INSERT OR IGNORE INTO feed_articles SELECT url, ? FROM feeds WHERE url = ?", (article.id, feed))
    if incoming.marks is not None:
        _restore(db, article, incoming.marks)
    # The bytes of an announcement are not what the whole text was read from.
    if keeps_original and incoming.original and article.text == incoming.article.text:
        _keep_original(db, key, incoming.original, is_news=outcome != "duplicate")
    return outcome, key, article.id


def _keep_original(db: sqlite3.Connection, key: int, original: bytes, *, is_news: bool) -> None:
    """Keep the bytes of an article; of one that was here already, if there are none of it."""
    if is_news or not db.execute("SELECT 1 FROM originals WHERE key = ?", (key,)).fetchone():
        db.execute("INSERT OR REPLACE INTO originals VALUES (?, ?)", (key, zlib.compress(original)))


# Which article it is


def _known(db: sqlite3.Connection, incoming: Incoming, digest: bytes) -> _Known | None:
    article = incoming.article
    if article.id and (known := _find(db, _BY_ID, {"id": article.id})):
        return known
    for identity in incoming.identities:
        known = _find(db, "id = (SELECT id FROM identities WHERE identity = :name)", {"name": identity})
        if known is None:
            continue
        if not (article.id and known.has_own_id):
            return known
        # Two ids of one source: one article where the words are the same, else a page that had two articles in turn.
        if known.article.text == article.text:
            return replace(known, is_by_text=True)
    if not article.id and incoming.proposed_id:
        proposed = {"id": incoming.proposed_id, "origin": incoming.origin}
        known = _find(db, _BY_ID, {"id": _own_id(incoming)}) or _find(db, f"{_BY_ID} AND origin = :origin", proposed)
        if known is not None:
            return known
    return _same_text(db, article, digest)


def _find(db: sqlite3.Connection, condition: str, values: Mapping[str, object]) -> _Known | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM articles WHERE {condition}", values).fetchone()
    return None if row is None else _Known(Article(*row[:9]), bool(row[9]), bool(row[10]), row[11])


def _same_text(db: sqlite3.Connection, article: Article, digest: bytes) -> _Known | None:
    """An article of the same words in the same source, or where one of the sources is not known.

    A headline alone and a line or two tell too little: another day's is another article. What has an id of its own is
    only taken for another one where long words, headline and the name of the source all are the same.
    """
    is_telling = bool(article.title) and len(article.body) >= _TELLING
    if article.id and not (is_telling and article.source):
        return None
    day = "" if is_telling else (article.date or "")[:10]
    known = _find(
        db,
        "key IN (SELECT key FROM texts WHERE digest = :digest)"
        " AND (source = :source OR :is_unnamed AND '' IN (:source, source))"
        " AND (:day = '' OR date IS NULL OR substr(date, 1, 10) = :day) ORDER BY source = :source DESC, key LIMIT 1",
        {"digest": digest, "source": article.source, "is_unnamed": not article.id, "day": day},
    )
    return None if known is None else replace(known, is_by_text=True)


def _is_dropped(db: sqlite3.Connection, incoming: Incoming, digest: bytes) -> bool:
    """Whether it was here and had to go for its age; what the user marked elsewhere comes back all the same."""
    if incoming.marks is not None and is_marked(incoming.marks):
        return False
    names = dropped_names(incoming.article.id, incoming.identities, digest)
    places = ",".join("?" * len(names))
    return db.execute(f"SELECT 1 FROM dropped WHERE identity IN ({places})", names).fetchone() is not None


def dropped_names(article_id: str, identities: tuple[str, ...], digest: bytes) -> tuple[str, ...]:
    """All by which a dropped article is known again."""
    named = (f"id:{article_id}",) if article_id else ()
    return (*identities, *named, f"text:{digest.hex()}")


def is_marked(marks: Marks) -> bool:
    """Whether the user said that an article matters; to have read it says nothing."""
    return marks.is_bookmarked or bool(marks.tags) or bool(marks.note)


# What becomes of it


def _add(db: sqlite3.Connection, incoming: Incoming, digest: bytes) -> tuple[int, Article]:
    article = replace(incoming.article, id=incoming.article.id or _free_id(db, incoming))
    added = incoming.added or datetime.now(UTC).isoformat(timespec="seconds")
    about = incoming.origin, digest_of(article), added, incoming.is_summary, bool(incoming.article.id)
    cursor = db.execute(
        "INSERT INTO articles (id, title, body, source, date, category, url, author, language, origin, digest, added,"
        " is_summary, has_own_id, moment)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(datetime(?), ?))",
        (*article_fields(article), *about, article.date, article.date),
    )
    key = int(cursor.lastrowid or 0)
    db.execute("INSERT INTO texts VALUES (?, ?)", (digest, key))
    # A key that was used before is no longer to be taken out of the index: this article takes its place there.
    db.execute("DELETE FROM index_removals WHERE key = ?", (key,))
    return key, article


def _free_id(db: sqlite3.Connection, incoming: Incoming) -> str:
    """The proposed id or one made of the text, unless another article has it."""
    article = incoming.article
    wanted = incoming.proposed_id or sha256(article.text).hexdigest()[:16]
    if _find(db, _BY_ID, {"id": wanted}) is None:
        return wanted
    if incoming.proposed_id:
        return _own_id(incoming)
    return sha256("\n".join((article.source, article.date or "", incoming.origin, article.text))).hexdigest()[:16]


def _own_id(incoming: Incoming) -> str:
    """What a proposed id becomes where an article of another origin has it."""
    return f"{incoming.proposed_id}-{sha256(incoming.origin).hexdigest()[:6]}"


def _update(db: sqlite3.Connection, incoming: Incoming, known: _Known) -> tuple[Outcome, int, Article]:
    article, is_summary = _merged(incoming, known)
    if article == known.article and is_summary == known.is_summary:
        return "duplicate", known.key, article
    key = known.key
    db.execute(
        "UPDATE articles SET title = ?, body = ?, source = ?, date = ?, category = ?, url = ?, author = ?,"
        " language = ?, digest = ?, is_summary = ?, is_indexed = 0, moment = coalesce(datetime(?), ?) WHERE key = ?",
        (*article_fields(article)[1:], digest_of(article), is_summary, article.date, article.date, key),
    )
    if not known.is_by_text:
        db.execute("UPDATE articles SET origin = ? WHERE key = ?", (incoming.origin, key))
    if article.text != known.article.text:
        _change_text(db, key, known.article, article)
    # What was worked out of the old state is worked out again.
    db.execute("DELETE FROM entities WHERE key = ?", (key,))
    db.execute("DELETE FROM entity_listed WHERE key = ?", (key,))
    db.execute("DELETE FROM stories WHERE key = ?", (key,))
    return "updated", key, article


def _change_text(db: sqlite3.Connection, key: int, old: Article, new: Article) -> None:
    db.execute("DELETE FROM texts WHERE digest = ? AND key = ?", (text_digest(old.title, old.body), key))
    db.execute("INSERT INTO texts VALUES (?, ?)", (text_digest(new.title, new.body), key))
    db.execute("UPDATE marks SET position = min(position, ?) WHERE id = ?", (len(new.text), new.id))


def _merged(incoming: Incoming, known: _Known) -> tuple[Article, bool]:
    """What is to be kept of two states of an article, and whether its text is the beginning only.

    What a source does not say is no reason to forget it: a text file names neither source nor date. The beginning of an
    article never takes the place of the whole.
    """
    old, new = known.article, incoming.article
    first, second = (old, new) if known.is_by_text else (new, old)
    is_less = (incoming.is_summary or not new.body) and bool(old.body) and not known.is_summary
    keeps_text = is_less or known.is_by_text
    article = Article(
        id=old.id,
        title=old.title if keeps_text else new.title,
        body=old.body if keeps_text else new.body,
        source=first.source or second.source,
        date=first.date or second.date,
        category=first.category or second.category,
        url=first.url or second.url,
        author=first.author or second.author,
        language=first.language or second.language,
    )
    return article, known.is_summary and incoming.is_summary if keeps_text else incoming.is_summary


def _restore(db: sqlite3.Connection, article: Article, marks: Marks) -> None:
    """Give an article back what an export kept of the user's marks; what the user did since goes first."""
    if replace(marks, tags=()) != Marks():
        db.execute(
            "INSERT INTO marks (id, is_read, is_bookmarked, note, position) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET is_read = max(is_read, excluded.is_read),"
            " is_bookmarked = max(is_bookmarked, excluded.is_bookmarked),"
            " note = CASE note WHEN '' THEN excluded.note ELSE note END,"
            " position = CASE position WHEN 0 THEN excluded.position ELSE position END",
            (article.id, marks.is_read, marks.is_bookmarked, marks.note, min(marks.position, len(article.text))),
        )
    db.executemany("INSERT OR IGNORE INTO tags VALUES (?, ?)", [(article.id, tag) for tag in marks.tags])
