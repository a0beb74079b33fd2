"""The errands of a search."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from textual.message import Message

from index.errors import WarraqError
from reader.screens.clerk import Clerk

if TYPE_CHECKING:
    from index.reports import SavedSearch
    from index.search_reports import Explanation, Suggestion


class Explained(Message):
    """Why an article is a hit."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__()
        self.explanation = explanation


MANY_PENDING = 500
"""Fewer articles are in the full-text index before anybody has read that they are not."""


class Advised(Message):
    """What may be done about a query that found nothing."""

    def __init__(
        self, query: str, suggestions: tuple[Suggestion, ...], common_words: tuple[str, ...], pending: int = 0
    ) -> None:
        """`pending`: articles that the full-text index does not hold yet."""
        super().__init__()
        self.query, self.suggestions, self.common_words = query, suggestions, common_words
        self.pending = pending


class HistoryFound(Message):
    """The last queries, the latest first."""

    def __init__(self, queries: tuple[str, ...]) -> None:
        super().__init__()
        self.queries = queries


class SearchSaved(Message):
    """A search has its name in the library now."""

    def __init__(self, saved: SavedSearch) -> None:
        super().__init__()
        self.saved = saved


class SearchClerk(Clerk):
    """Asks the library what a searching reader wants to know besides the list."""

    def explain(self, article_id: str, query: str) -> None:
        """Find out why an article is a hit; answered by `Explained`."""
        self._run("explain", lambda: Explained(self._library.explain(article_id, query)))

    def advise(self, query: str) -> None:
        """Look for other spellings of a query that found nothing; answered by `Advised`."""

        def work() -> Message:
            library = self._library
            if (pending := library.extent().pending) > MANY_PENDING:
                # Other spellings are looked for when all articles can be found, which is a while yet.
                return Advised(query, (), library.common_words(query), pending)
            return Advised(query, library.suggestions(query), library.common_words(query))

        self._run("advice", work)

    def find_history(self) -> None:
        """Recall the last queries; answered by `HistoryFound`."""
        self._run("history", lambda: HistoryFound(self._library.searches.history()))

    def remember(self, query: str) -> None:
        """Put a query into the history; answered by `HistoryFound`."""

        def work() -> Message:
            searches = self._library.searches
            # A reader that may only look still searches.
            with contextlib.suppress(WarraqError):
                searches.remember(query)
            return HistoryFound(searches.history())

        self._run("history", work)

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name; answered by `SearchSaved` when it is on the disk."""
        self._run(f"save {name}", lambda: SearchSaved(self._library.searches.save(name, query)))
