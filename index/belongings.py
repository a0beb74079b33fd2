"""What of a library is the user's beside articles and their marks: feeds, searches, corrections; out of it and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from index.article import EntityType
from index.corrections import Corrections
from index.entity_index import NAMED_TYPES, folded_name
from index.errors import WarraqError
from index.searches import Searches
from index.store import Store
from index.subscriptions import Subscriptions

_TYPES: dict[str, EntityType] = {name: name for name in NAMED_TYPES}


def belongings_of(store: Store) -> dict[str, Any]:
    """All of them, as values of JSON."""
    feeds, searches = Subscriptions(store).all(), Searches(store)
    return {
        "feeds": [
            {
                "url": feed.url,
                "title": feed.title if feed.is_renamed else "",
                "category": feed.category,
                "site": feed.site,
                "fetches_pages": feed.fetches_pages,
                "keep_days": feed.keep_days,
            }
            for feed in feeds
        ],
        "searches": [{"name": one.name, "query": one.query} for one in searches.saved()],
        "history": list(searches.history()),
        "corrections": [
            {"type": one.type, "name": one.name, "new_type": one.new_type, "new_name": one.new_name}
            for one in Corrections(store).all()
        ],
    }


def restore(store: Store, said: Mapping[str, Any]) -> dict[str, int]:
    """Take in what is not there yet; how many feeds, searches with a name and corrections that were.

    What the user has already stays as it is, and what is of another kind than `belongings_of` gives is passed over.
    """
    with store.batch():
        counts = {
            "feeds": sum(_subscribe(Subscriptions(store), one) for one in _records(said, "feeds")),
            "searches": _save(Searches(store), _records(said, "searches")),
            "corrections": _correct(Corrections(store), _records(said, "corrections")),
        }
        _remember(Searches(store), said.get("history"))
    return counts


def _subscribe(subscriptions: Subscriptions, one: Mapping[str, Any]) -> bool:
    url = _text(one, "url")
    if not url.startswith(("https://", "http://")) or subscriptions.is_subscribed(url):
        return False
    with suppress(WarraqError):
        named = {name: _text(one, name) for name in ("title", "category", "site")}
        feed = subscriptions.add(url, **named)
        subscriptions.set_fetches_pages(feed.url, one.get("fetches_pages") is True)
        days = one.get("keep_days")
        subscriptions.set_keep_days(feed.url, days if type(days) is int and days > 0 else None)
        return True
    return False


def _save(searches: Searches, records: Iterator[Mapping[str, Any]]) -> int:
    known = {one.name for one in searches.saved()}
    wanted = {_text(one, "name"): _text(one, "query") for one in records}
    new = {name: query for name, query in wanted.items() if name and query and name not in known}
    for name, query in new.items():
        searches.save(name, query)
    return len(new)


def _remember(searches: Searches, said: object) -> None:
    """Queries of the other library come before those of this one."""
    latest = (
        [*searches.history(), *(query for query in said if isinstance(query, str))] if isinstance(said, list) else []
    )
    for query in reversed(list(dict.fromkeys(latest))):
        searches.remember(query)


def _correct(corrections: Corrections, records: Iterator[Mapping[str, Any]]) -> int:
    known = {(one.type, folded_name(one.name)) for one in corrections.all()}
    before = len(known)
    for one in records:
        kind, name, new_type, new_name = _TYPES.get(_text(one, "type")), _text(one, "name"), one.get("new_type"), ""
        if kind is None or not folded_name(name) or (kind, folded_name(name)) in known:
            continue
        if new_type is None:
            corrections.hide(kind, name)
        elif (target := _TYPES.get(_text(one, "new_type"))) is not None and (new_name := _text(one, "new_name")):
            corrections.correct(kind, name, target, new_name)
    return len(corrections.all()) - before


def _records(said: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    found = said.get(name)
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _text(one: Mapping[str, Any], name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else ""
