"""Stories: articles that tell the same in the same words, which a list shows as one.

The table `stories` says of each article that was looked at which story it belongs to, if any; what is left to do is
what has no row in it, so a kill loses one batch and an article that changes has its turn again. `story_bands` holds the
sketches by which candidates are found; every candidate is compared with the article's own words before it is folded.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.found_keys import FIRST, FoundKeys
from index.long_work import LongWork
from index.store import Store

if TYPE_CHECKING:
    from index.reports import Gathered

_BATCH = 25
"""Articles between two transactions, which keep other writers waiting for their length: hundredths of a second."""

_MOST_CANDIDATES = 16
"""Articles that one is compared with, those with the most bands in common first."""

_LONGEST = 50_000
"""Code points of a body that are compared."""


@dataclass(frozen=True, slots=True)
class _Article:
    key: int
    date: str | None
    body: str
    earliest: str | None = None
    latest: str | None = None
    """Dates of its story, so that a chain of days, or one that has no date, joins no two weeks."""


class Stories(LongWork):
    """Looks after the tables `stories` and `story_bands`."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    # Comparing

    def gathered(self) -> Gathered:
        """How many articles have been compared with the others."""
        from index.reports import Gathered

        ((compared, articles),) = self._store.select(
            "SELECT (SELECT count(*) FROM stories), (SELECT count(*) FROM articles)"
        )
        return Gathered(compared, articles)

    def gather(self, progress: Callable[[Gathered], object] | None = None, *, is_patient: bool = False) -> None:
        """Compare what has not been compared yet, the latest articles first, until none is left.

        `is_patient`: rest as long as it worked and hand over the interpreter often, for somebody reads meanwhile.
        """
        state, before = self.gathered(), None
        with self._working(is_patient=is_patient):
            # Articles may come in meanwhile.
            while not state.is_whole and state != before and not self.is_left_off:
                before = state
                for batch in self._pending():
                    began = time.monotonic()
                    self._compare(batch)
                    if is_patient:
                        self._rest(began)
                state = self.gathered()
                if progress is not None:
                    progress(state)

    def _pending(self) -> Iterator[list[_Article]]:
        statement = (
            "SELECT key, date, body FROM articles a WHERE key < ?"
            " AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.key = a.key) ORDER BY key DESC LIMIT ?"
        )
        last = 2**63 - 1
        while not self.is_left_off and (rows := self._store.select(statement, last, _BATCH)):
            yield [_Article(*row) for row in rows]
            last = rows[-1][0]

    def _compare(self, batch: Sequence[_Article]) -> None:
        from index.resemblance import bands, wording

        worded = [(article, wording(article.body[:_LONGEST])) for article in batch]
        sketched = [(article, words, bands(words)) for article, words in worded]
        with self._store.batch():
            for article, words, sketch in sketched:
                story = self._story(article, words, sketch) if sketch else None
                self._note(article, story, sketch)

    def _story(self, article: _Article, words: object, sketch: tuple[int, ...]) -> int | None:
        """The story of the article that is most like this one; a new one where that has none yet."""
        from index.resemblance import Wording, is_near, resemblance, wording

        assert isinstance(words, Wording)
        best, nearest = 0.0, 0
        for other in self._candidates(article.key, sketch):
            if all(is_near(article.date, date) for date in (other.date, other.earliest, other.latest)):
                alike = resemblance(words, wording(other.body[:_LONGEST]))
                if alike > best:
                    best, nearest = alike, other.key
        return self._story_with(nearest) if best else None

    def _candidates(self, key: int, sketch: tuple[int, ...]) -> list[_Article]:
        places = ",".join("?" * len(sketch))
        keys = self._store.select(
            f"SELECT b.key FROM story_bands b JOIN stories s ON s.key = b.key WHERE b.band IN ({places}) AND b.key <> ?"
            " GROUP BY b.key ORDER BY count(*) DESC, b.key DESC LIMIT ?",
            *(*sketch, key, _MOST_CANDIDATES),
        )
        places = ",".join("?" * len(keys))
        rows = self._store.select(
            "SELECT a.key, a.date, a.body, min(m.date), max(m.date) FROM articles a JOIN stories s ON s.key = a.key"
            " LEFT JOIN stories o ON o.story = s.story LEFT JOIN articles m ON m.key = o.key"
            f" WHERE a.key IN ({places}) GROUP BY a.key",
            *(key for (key,) in keys),
        )
        return [_Article(*row) for row in rows]

    def _story_with(self, key: int) -> int:
        """The story that an article belongs to from now on."""
        ((story,),) = self._store.select("SELECT story FROM stories WHERE key = ?", key)
        if story is None:
            newest = "SELECT coalesce(max(story), 0) + 1 FROM stories WHERE story IS NOT NULL"
            ((story,),) = self._store.select(newest)
            self._store.change("UPDATE stories SET story = ? WHERE key = ?", story, key)
        return int(story)

    def _note(self, article: _Article, story: int | None, sketch: tuple[int, ...]) -> None:
        # Not where the article changed or went meanwhile: its turn comes again.
        noted = self._store.change(
            "INSERT OR IGNORE INTO stories SELECT key, ? FROM articles WHERE key = ? AND body = ?",
            *(story, article.key, article.body),
        )
        if noted:
            for band in sketch:
                self._store.change("INSERT OR IGNORE INTO story_bands VALUES (?, ?)", band, article.key)

    # Questions

    def keys_with(self, key: int) -> array[int]:
        """The articles of one's story, newest first; the article alone where no other tells it."""
        rows = self._store.select(
            "SELECT a.key FROM stories s JOIN stories o ON o.story = s.story JOIN articles a ON a.key = o.key"
            " WHERE s.key = ? ORDER BY a.moment DESC, a.key DESC",
            key,
        )
        return array("q", [key for (key,) in rows] or [key])

    def sizes(self, keys: Sequence[int]) -> dict[int, int]:
        """Of those articles whose story others tell too, how many tell it in all."""
        rows = self._store.select(
            "SELECT s.key, count(*) FROM stories s JOIN stories o ON o.story = s.story"
            f" WHERE s.key IN ({','.join('?' * len(keys))}) GROUP BY s.key HAVING count(*) > 1",
            *keys,
        )
        return dict(rows)

    def folded(self, keys: Sequence[int]) -> Sequence[int]:
        """One key a story, the first in the order of the keys; of what a query found, no more than it asked for."""
        if not isinstance(keys, FoundKeys):
            return self._folded(keys)
        seen = keys[: min(FIRST, len(keys))]
        first = self._folded(seen)
        return FoundKeys(first, len(keys) - len(seen) + len(first), lambda: self._folded(list(keys)))

    def _folded(self, keys: Sequence[int]) -> array[int]:
        story_of: dict[int, int] = dict(
            self._store.select("SELECT key, story FROM stories WHERE story IS NOT NULL")
            if len(keys) > FIRST
            else self._store.select(
                f"SELECT key, story FROM stories WHERE story IS NOT NULL AND key IN ({','.join('?' * len(keys))})",
                *keys,
            )
        )
        if not story_of:
            return array("q", keys)
        told: set[int] = set()
        kept = array("q")
        for key in keys:
            story = story_of.get(key)
            if story is None:
                kept.append(key)
            elif story not in told:
                told.add(story)
                kept.append(key)
        return kept
