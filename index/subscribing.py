"""Subscribing: from an address as people have it, often that of a page, to the feed that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import FetchError, SourceError, SubscriptionError
from index.refreshing import Refreshing
from index.subscriptions import Subscription, Subscriptions

if TYPE_CHECKING:
    from index.sources.exchange import Fetched
    from index.sources.item import Feed
    from index.sources.workers import Workers

_MOST_CANDIDATES = 6
"""Feeds of a page that are tried."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What came of subscribing to an address."""

    feed: Subscription
    added: int
    """Articles that are new with it."""
    others: tuple[str, ...]
    """Addresses of further feeds that the page names."""


class Subscribing:
    """Finds the feed of an address, subscribes to it and takes in what it holds."""

    def __init__(self, feeds: Subscriptions, refreshing: Refreshing, catch_up: Callable[[], None]) -> None:
        self._feeds = feeds
        self._refreshing = refreshing
        self._catch_up = catch_up

    def subscribe(self, address: str, *, title: str = "", category: str = "") -> Subscribed:
        """Subscribe to a feed, or to the first feed that a page names.

        SubscriptionError where it is subscribed already, FetchError where there is nothing, or nothing that is a feed.
        """
        from index.sources.addresses import full_address

        if (known := self._feeds.address_of(address)) is not None:
            raise _already(known)
        workers = self._refreshing.workers
        asked, fetched = self._fetched(address, full_address(address))
        others: tuple[str, ...] = ()
        try:
            feed = self._refreshing.read(asked, fetched)
        except SourceError as error:
            asked, fetched, feed, others = self._discovered(workers, address, fetched, error)
        url = fetched.moved_to or asked
        subscribed = self._feeds.add(url, title=title, category=category)
        added = self._refreshing.take_in(subscribed.url, fetched, feed)
        if added:
            self._catch_up()
        return Subscribed(self._feeds.get(subscribed.url), added, others)

    def _fetched(self, typed: str, url: str) -> tuple[str, Fetched]:
        """What lies at an address; where no scheme was typed, without encryption if there is none."""
        try:
            return url, self._refreshing.fetched(url)
        except FetchError as error:
            if "://" in typed or error.kind not in ("offline", "tls", "broken"):
                raise
            plain = url.replace("https://", "http://", 1)
            try:
                return plain, self._refreshing.fetched(plain)
            except FetchError:
                raise error from None

    def _discovered(
        self, workers: Workers, address: str, page: Fetched, error: SourceError
    ) -> tuple[str, Fetched, Feed, tuple[str, ...]]:
        """The first feed that answers of those that a page names, and the others; else of where feeds usually lie."""
        from index.sources.addresses import host_of
        from index.sources.discovery import usual_addresses
        from index.sources.hosts import is_own_name

        named = self._named(workers, page)
        may_be_private = is_own_name(host_of(page.address))
        for candidate in (named or list(usual_addresses(page.address)))[:_MOST_CANDIDATES]:
            if (known := self._feeds.address_of(candidate)) is not None:
                raise _already(known)
            try:
                fetched = self._refreshing.fetched(candidate, may_be_private=may_be_private)
                feed = self._refreshing.read(candidate, fetched)
            except SourceError:
                # The page is wrong, or it was a guess; the next one may be right.
                continue
            return candidate, fetched, feed, tuple(other for other in named if other != candidate)
        problem = "none of the feeds that the page names can be read" if named else error.problem
        remedy = "open the page in a browser and look for the address of a feed"
        raise FetchError(address, problem, remedy, kind="not_a_feed") from error

    def _named(self, workers: Workers, page: Fetched) -> list[str]:
        """The addresses of the feeds that a page names, the likeliest first; none where it is no page."""
        try:
            links = workers.read("discover", page.address, page.data, page.address)
        except SourceError:
            return []
        return [link.url for link in links]


def _already(url: str) -> SubscriptionError:
    return SubscriptionError(url, "already subscribed", "`warraq feeds set` changes its title and category")
