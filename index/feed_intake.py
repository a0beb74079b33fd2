"""What a feed brings, on its way into the record.

The same story stands in several feeds of a paper, each time under a slightly different headline, day or section. The
record keeps it as it came first: the feed that brought it may correct its words, another one is noted as a feed that
holds it. Otherwise two feeds would change the story back and forth with every refresh.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.article import Article
from index.store import Store

if TYPE_CHECKING:
    from index.incoming import Incoming
    from index.sources.item import Failed

PAGE = "page:"
"""Begins the origin of an article whose text was fetched from its page, which is more than a feed holds."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An article of the record that an item of a feed is."""

    id: str
    origin: str
    is_summary: bool


class FeedIntake:
    """Takes in the items of feeds."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, url: str) -> OneFeed:
        """The intake of one feed at one time."""
        rows = self._store.select("SELECT title, category FROM feeds WHERE url = ?", url)
        title, category = rows[0] if rows else ("", "")
        return OneFeed(self._store, url, title, category, is_subscribed=bool(rows))


class OneFeed:
    """Takes in the items of one feed and counts them; runs inside the transaction of its caller."""

    def __init__(self, store: Store, url: str, title: str, category: str, *, is_subscribed: bool) -> None:
        self._store = store
        self._url = url
        self._title = title
        """The user's name for the feed; empty where he gave none."""
        self._category = category
        self._is_subscribed = is_subscribed
        self._today = datetime.now(UTC).date().isoformat()
        self.added = 0
        self.updated = 0

    def take_in(self, items: Iterable[Incoming | Failed]) -> None:
        """Put items into the record; those nobody can use are passed over, as is everything of a feed that was removed
        while it was fetched."""
        from index.incoming import Incoming

        for item in items:
            if self._is_subscribed and isinstance(item, Incoming):
                self._take_in(item)

    def _take_in(self, item: Incoming) -> None:
        known = self._known(item.identities)
        if known is None:
            outcome, _, _ = self._store.put_incoming(self._as_new(item))
        elif known.origin == self._url or (known.is_summary and not item.is_summary):
            outcome, _, _ = self._store.put_incoming(self._as_news(item, known.id))
        else:
            self._link(known.id, item.identities)
            return
        self.added += outcome == "added"
        self.updated += outcome == "updated"

    def _known(self, identities: tuple[str, ...]) -> _Known | None:
        if not identities:
            return None
        places = ",".join("?" * len(identities))
        rows = self._store.select(
            "SELECT a.id, a.origin, a.is_summary FROM identities i JOIN articles a ON a.id = i.id"
            f" WHERE i.identity IN ({places}) LIMIT 1",
            *identities,
        )
        return _Known(rows[0][0], rows[0][1], bool(rows[0][2])) if rows else None

    def _as_new(self, item: Incoming) -> Incoming:
        """An item that nobody brought before; without a date it is of today, or it would stand behind all others."""
        article = replace(
            item.article,
            source=self._title or item.article.source,
            category=item.article.category or self._category,
            date=item.article.date or self._today,
        )
        return replace(item, article=article, origin=self._url, feeds=(self._url,))

    def _as_news(self, item: Incoming, article_id: str) -> Incoming:
        """What a known article says now: new words, and what it did not say before."""
        old, new = self._store.article(article_id), item.article
        is_changed = (old.title, old.body) != (new.title, new.body)
        article = Article(
            id=old.id,
            title=new.title,
            body=new.body,
            source=old.source,
            date=(new.date or old.date) if is_changed else (old.date or new.date),
            category=old.category or new.category,
            url=old.url or new.url,
            author=old.author or new.author,
            language=old.language or new.language,
        )
        return replace(item, article=article, origin=self._url, feeds=(self._url,))

    def _link(self, article_id: str, identities: tuple[str, ...]) -> None:
        change = self._store.change
        change("INSERT OR IGNORE INTO feed_articles VALUES (?, ?)", self._url, article_id)
        for identity in identities:
            change("INSERT OR IGNORE INTO identities VALUES (?, ?)", identity, article_id)
