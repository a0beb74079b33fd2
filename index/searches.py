"""What the user searched for: the last queries, and those that were given a name."""

from __future__ import annotations

from index.errors import SearchNotFoundError
from index.reports import SavedSearch
from index.store import Store

MOST = 200
"""Queries remembered."""


class Searches:
    """Queries and names are kept as lines without controls, like everything else in the record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # The last queries

    def remember(self, query: str) -> None:
        """Put a query at the end of the history; one that was there already moves."""
        if not (query := _line(query)):
            return
        with self._store.batch():
            self._store.change(
                "INSERT OR REPLACE INTO history SELECT ?, coalesce(max(asked), 0) + 1 FROM history", query
            )
            self._store.change(
                "DELETE FROM history WHERE asked <= (SELECT asked FROM history ORDER BY asked DESC LIMIT 1 OFFSET ?)",
                MOST,
            )

    def history(self) -> tuple[str, ...]:
        """The last queries, the latest first."""
        return tuple(query for (query,) in self._store.select("SELECT query FROM history ORDER BY asked DESC"))

    # Searches with a name

    def save(self, name: str, query: str) -> SavedSearch:
        """Keep a query under a name, in the place of the one that had it; without a name it is its own."""
        query = _line(query)
        saved = SavedSearch(_line(name) or query, query)
        if saved.name:
            self._store.change("INSERT OR REPLACE INTO searches VALUES (?, ?)", saved.name, saved.query)
        return saved

    def remove(self, name: str) -> None:
        """Forget a saved search."""
        if not self._store.change("DELETE FROM searches WHERE name = ?", _line(name)):
            raise SearchNotFoundError(name)

    def saved(self) -> tuple[SavedSearch, ...]:
        """All saved searches by name."""
        return tuple(SavedSearch(*row) for row in self._store.select("SELECT name, query FROM searches ORDER BY name"))


def _line(text: str) -> str:
    from index.sources.cleaning import clean_title

    return clean_title(text)
