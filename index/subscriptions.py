"""Subscriptions: the feeds the user chose, and how each of them fared when it was last asked.

A feed is known by its address in normal form, so that `http://www.x/feed/` and `https://x/feed` are one. Articles are
linked to the feeds that brought them and stay when a subscription goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from index.errors import FetchError, SubscriptionError
from index.store import Store

if TYPE_CHECKING:
    from index.sources.known_feeds import KnownFeed

FIRST_WAIT = timedelta(minutes=5)
"""After a first failure; each further one doubles it."""

CATEGORY_GAP = "/"
"""Between the names of a category inside another."""

LONGEST_WAIT = timedelta(days=1)
LONGEST_RETRY = timedelta(days=7)
"""The most that a server's Retry-After is obeyed."""

_COLUMNS = (
    "url, title, feed_title, site, category, language, checked, succeeded, due, failures, error, is_gone,"
    " fetches_pages, keep_days"
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed."""

    url: str
    title: str
    """The user's name for it, else its own, else its host."""
    is_renamed: bool
    """Whether the title is the user's."""
    site: str
    category: str
    language: str
    checked: str | None
    """When it was last asked, ISO 8601 in UTC; None before the first time."""
    succeeded: str | None
    due: str | None
    """Not to be asked before; None where nothing speaks against now."""
    failures: int
    """In a row."""
    error: str
    """Why the last time brought nothing, in English (`reader.locale.errors` has it in Arabic); empty where it did."""
    is_gone: bool
    """Whether the server said that there never will be anything again."""
    fetches_pages: bool
    """Whether articles that hold the beginning only are fetched whole when they are opened."""
    keep_days: int | None
    """Days after which what was read and not marked may go; None keeps all."""
    articles: int
    unread: int


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server said of its last answer, to be said to it again."""

    etag: str = ""
    modified: str = ""


class Subscriptions:
    """Looks after the tables `feeds` and `feed_articles` of the record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # The list

    def all(self) -> tuple[Subscription, ...]:
        """All feeds, by category and title; those without a category first."""
        return tuple(sorted(self._read(), key=lambda feed: (feed.category, feed.title, feed.url)))

    def get(self, url: str) -> Subscription:
        """The feed of an address, written any way; SubscriptionError where there is none."""
        known = self.address_of(url)
        if known is None:
            raise SubscriptionError(url, "not subscribed", "`warraq feeds list` shows the addresses")
        (feed,) = self._read(known)
        return feed

    def address_of(self, url: str) -> str | None:
        """Under which address a feed is subscribed; None where it is not."""
        from index.sources.addresses import full_address, normal_address

        url = full_address(url)
        if self.is_subscribed(url):
            return url
        return self._addresses().get(normal_address(url) or url)

    def _addresses(self) -> dict[str, str]:
        """The addresses of all feeds by their normal form."""
        from index.sources.addresses import normal_address

        return {normal_address(url) or url: url for (url,) in self._store.select("SELECT url FROM feeds")}

    def _read(self, url: str = "") -> list[Subscription]:
        """The feed of an address, or all."""
        counts = self._store.select(
            "SELECT f.feed, count(*), count(*) - coalesce(sum(m.is_read), 0) FROM feed_articles f"
            " JOIN articles a ON a.id = f.id LEFT JOIN marks m ON m.id = f.id"
            " WHERE ? IN ('', f.feed) GROUP BY f.feed",
            url,
        )
        counted = {feed: (articles, unread) for feed, articles, unread in counts}
        rows = self._store.select(f"SELECT {_COLUMNS} FROM feeds WHERE ? IN ('', url)", url)
        return [_subscription(row, *counted.get(row[0], (0, 0))) for row in rows]

    # Changes

    def add(self, url: str, *, title: str = "", category: str = "", site: str = "") -> Subscription:
        """Subscribe to a feed without asking it; SubscriptionError where it is subscribed already."""
        from index.sources.addresses import full_address

        url = full_address(url)
        with self._store.batch():
            if (known := self.address_of(url)) is not None:
                problem = "already subscribed" if known == url else f"already subscribed as {known}"
                raise SubscriptionError(url, problem, "`warraq feeds set` changes its title and category")
            self._insert(url, title, category, site)
        return self.get(url)

    def _insert(self, url: str, title: str, category: str, site: str) -> None:
        self._store.change(
            "INSERT INTO feeds (url, title, category, site, added) VALUES (?, ?, ?, ?, ?)",
            *(url, _line(title), _line(category), site, _now()),
        )

    def remove(self, url: str) -> Subscription:
        """End a subscription; its articles stay. What it was is handed back."""
        feed = self.get(url)
        self._store.change("DELETE FROM feeds WHERE url = ?", feed.url)
        return feed

    def rename(self, url: str, title: str) -> Subscription:
        """Call a feed otherwise; an empty title gives it back its own."""
        return self._set(url, "title", _line(title))

    def set_category(self, url: str, category: str) -> Subscription:
        """Put a feed into a category, or with an empty name in none."""
        return self._set(url, "category", _line(category))

    def set_fetches_pages(self, url: str, on: bool) -> Subscription:
        """Whether articles that hold the beginning only are fetched whole when they are opened."""
        return self._set(url, "fetches_pages", int(on))

    def set_keep_days(self, url: str, days: int | None) -> Subscription:
        """After how many days what was read and not marked may go; None keeps all."""
        return self._set(url, "keep_days", days)

    def _set(self, url: str, column: str, value: object) -> Subscription:
        known = self.get(url).url
        self._store.change(f"UPDATE feeds SET {column} = ? WHERE url = ?", value, known)
        return self.get(known)

    def move(self, url: str, target: str) -> str:
        """Follow a feed that moved for good; under which address it is known now.

        Articles and settings go along. Where the target is subscribed already, the two become one.
        """
        with self._store.batch():
            other = self.address_of(target)
            target = other if other not in (None, url) else target
            self._rename_articles(url, target)
            if other in (None, url):
                self._store.change("UPDATE feeds SET url = ? WHERE url = ?", target, url)
            else:
                self._store.change("UPDATE OR IGNORE feed_articles SET feed = ? WHERE feed = ?", target, url)
                self._store.change("DELETE FROM feeds WHERE url = ?", url)
        return target

    def _rename_articles(self, url: str, target: str) -> None:
        """Have what the feed brought be known under its new address, or the next reading would bring it again."""
        from index.sources.addresses import normal_address

        self._store.change(
            "UPDATE articles SET origin = ? WHERE origin = ? AND id IN (SELECT id FROM feed_articles WHERE feed = ?)",
            *(target, url, url),
        )
        url, target = normal_address(url), normal_address(target)
        if url == target:
            return
        for table in ("identities", "dropped"):
            old, new = f"guid:{url} ", f"guid:{target} "
            self._store.change(
                f"UPDATE OR IGNORE {table} SET identity = ? || substr(identity, ?)"
                " WHERE identity >= ? AND identity < ?",
                *(new, len(old) + 1, old, old[:-1] + "!"),
            )

    # What comes of asking

    def due(self) -> dict[str, Validators]:
        """The feeds that may be asked now, and what to say to their servers."""
        rows = self._store.select(
            "SELECT url, etag, modified FROM feeds WHERE NOT is_gone AND (due IS NULL OR due <= ?) ORDER BY url", _now()
        )
        return {url: Validators(etag, modified) for url, etag, modified in rows}

    def validators(self, url: str) -> Validators:
        """What to say to the server of one feed."""
        ((etag, modified),) = self._store.select("SELECT etag, modified FROM feeds WHERE url = ?", url)
        return Validators(etag, modified)

    def count(self) -> int:
        """How many feeds are subscribed."""
        return int(self._store.select("SELECT count(*) FROM feeds")[0][0])

    def is_subscribed(self, url: str) -> bool:
        """Whether an address is a subscription's, written exactly so."""
        return bool(self._store.select("SELECT 1 FROM feeds WHERE url = ?", url))

    def note_success(
        self, url: str, validators: Validators | None, *, title: str = "", site: str = "", language: str = ""
    ) -> None:
        """Note that a feed answered, and what it said of itself.

        Without validators the last ones stay, as when nothing changed; so does what it does not say.
        """
        now = _now()
        with self._store.batch():
            self._store.change(
                "UPDATE feeds SET checked = ?, succeeded = ?, due = NULL, failures = 0, error = '', is_gone = 0,"
                " feed_title = coalesce(nullif(?, ''), feed_title), site = coalesce(nullif(?, ''), site),"
                " language = coalesce(nullif(?, ''), language) WHERE url = ?",
                *(now, now, _line(title), site, language, url),
            )
            if validators is not None:
                self._store.change(
                    "UPDATE feeds SET etag = ?, modified = ? WHERE url = ?", validators.etag, validators.modified, url
                )

    def note_failure(self, url: str, error: Exception, *, is_its_fault: bool = True) -> None:
        """Note that a feed brought nothing and why; it is left alone for a while, the longer the oftener it failed.

        `is_its_fault`: not where no feed at all could be reached, for then it is this computer that is offline.
        """
        text = " ".join(str(error).split())
        now = datetime.now(UTC)
        if not is_its_fault:
            self._store.change("UPDATE feeds SET checked = ?, error = ? WHERE url = ?", _stamp(now), text, url)
            return
        with self._store.batch():
            ((failures,),) = self._store.select("SELECT failures FROM feeds WHERE url = ?", url) or [(0,)]
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures, 20))
            is_gone = isinstance(error, FetchError) and error.kind == "gone"
            if isinstance(error, FetchError) and error.retry_after is not None:
                wait = min(LONGEST_RETRY, timedelta(seconds=error.retry_after))
            self._store.change(
                "UPDATE feeds SET checked = ?, error = ?, failures = failures + 1, due = ?, is_gone = ? WHERE url = ?",
                *(_stamp(now), text, _stamp(now + wait), int(is_gone), url),
            )

    # Lists of feeds

    def import_opml(self, data: bytes, source: str) -> tuple[int, int]:
        """Subscribe to the feeds of a list without asking them; how many are new, how many were there.

        A SourceError where it is no list.
        """
        from index.sources.opml import read_opml

        added = known = 0
        with self._store.batch():
            addresses = self._addresses()
            for outline in read_opml(data, source):
                if _is_among(outline.url, addresses):
                    known += 1
                    continue
                self._insert(outline.url, outline.title, CATEGORY_GAP.join(outline.category), outline.site)
                added += 1
        return added, known

    def export_opml(self) -> str:
        """All feeds as a list that other readers take."""
        from index.sources.opml import Outline, write_opml

        return write_opml(
            Outline(feed.url, feed.title, tuple(filter(None, feed.category.split(CATEGORY_GAP))), feed.site)
            for feed in self.all()
        )

    def known(self) -> tuple[KnownFeed, ...]:
        """Well-known Arabic feeds to choose from; none is subscribed unasked."""
        from index.sources.known_feeds import known_feeds

        return known_feeds()


def _is_among(url: str, addresses: dict[str, str]) -> bool:
    from index.sources.addresses import normal_address

    key = normal_address(url)
    if key in addresses:
        return True
    addresses[key] = url
    return False


def _subscription(row: tuple[Any, ...], articles: int, unread: int) -> Subscription:
    from index.sources.addresses import host_of

    url, title, feed_title, site, category, language, checked, succeeded, due, failures, error, *settings = row
    is_gone, fetches_pages, keep_days = settings
    return Subscription(
        url=url,
        title=title or feed_title or host_of(url),
        is_renamed=bool(title),
        site=site,
        category=category,
        language=language,
        checked=checked,
        succeeded=succeeded,
        due=due,
        failures=failures,
        error=error,
        is_gone=bool(is_gone),
        fetches_pages=bool(fetches_pages),
        keep_days=keep_days,
        articles=articles,
        unread=unread,
    )


def _line(text: str) -> str:
    from index.sources.cleaning import clean_title

    return clean_title(text)


def _now() -> str:
    return _stamp(datetime.now(UTC))


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
