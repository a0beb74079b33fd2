"""Retention: what was read long ago and means nothing to the user goes, where the user wants that.

Kept for ever is what is unread, bookmarked, tagged or noted. Age counts from the day an article came in: an archive of
twenty years that was imported today is new. What goes leaves its names in the table `dropped`, so that the next refresh
does not bring it back; the full-text index follows by the table `index_removals`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from index.digests import text_digest
from index.store import Store

_BATCH = 200
"""Articles a transaction, which keeps other writers waiting for its length."""

_FOR_EVER = 10**9

_OLD = """
    FROM marks m JOIN articles a ON a.id = m.id
    WHERE m.is_read AND NOT m.is_bookmarked AND m.note = '' AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.id = a.id)
    AND julianday(?) - julianday(a.added) > coalesce(
        (SELECT max(CASE WHEN f.keep_days <= 0 THEN ? ELSE coalesce(f.keep_days, ?) END)
         FROM feed_articles fa JOIN feeds f ON f.url = fa.feed WHERE fa.id = a.id),
        ?)
"""
"""The articles that may go. An article of two feeds stays as long as the more patient of them wants."""


@dataclass(frozen=True, slots=True)
class TidyReport:
    """What was dropped for its age, or would be."""

    dropped: int
    is_dry_run: bool


class Retention:
    """Drops articles for their age."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def tidy(self, days: int | None, *, dry_run: bool = False, now: datetime | None = None) -> TidyReport:
        """Drop from the record what was read and not marked and came in more than so many days ago.

        A feed's own number of days goes before the one given; None and 0 keep what has none. `dry_run` counts only.
        """
        values = self._values(days, now or datetime.now(UTC))
        ((old,),) = self._store.select(f"SELECT count(*) {_OLD}", *values)
        dropped = 0
        while old and not dry_run and (some := self._drop_some(values)):
            dropped += some
        if dropped:
            self._store.change("DELETE FROM story_bands WHERE key NOT IN (SELECT key FROM articles)")
        return TidyReport(old if dry_run else dropped, dry_run)

    def _values(self, days: int | None, now: datetime) -> tuple[object, ...]:
        usual = days if days and days > 0 else _FOR_EVER
        return now.astimezone(UTC).isoformat(timespec="seconds"), _FOR_EVER, usual, usual

    def _drop_some(self, values: tuple[object, ...]) -> int:
        """Drop a batch; asked for within the transaction, because the user may have marked one of them meanwhile."""
        with self._store.batch():
            rows = self._store.select(f"SELECT a.key, a.id, a.title, a.body {_OLD} LIMIT ?", *values, _BATCH)
            for row in rows:
                self._drop(*row)
        return len(rows)

    def _drop(self, key: int, article_id: str, title: str, body: str) -> None:
        from index.intake import dropped_names

        select, change = self._store.select, self._store.change
        digest = text_digest(title, body)
        identities = tuple(name for (name,) in select("SELECT identity FROM identities WHERE id = ?", article_id))
        today = datetime.now(UTC).date().isoformat()
        for name in dropped_names(article_id, identities, digest):
            change("INSERT OR REPLACE INTO dropped VALUES (?, ?)", name, today)
        change("DELETE FROM texts WHERE digest = ? AND key = ?", digest, key)
        for table in ("identities", "feed_articles", "marks"):
            change(f"DELETE FROM {table} WHERE id = ?", article_id)
        change("INSERT OR IGNORE INTO index_removals VALUES (?)", key)
        change("DELETE FROM articles WHERE key = ?", key)
