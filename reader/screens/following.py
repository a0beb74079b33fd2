"""The half of the main screen that keeps the list true: other threads and other processes write to the library."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual.timer import Timer

from index.found_keys import FoundKeys
from reader.screens.changes import Changes
from reader.screens.clerk import Completed, Listed, Listing, Measured
from reader.screens.marking import MarkingScreen
from reader.widgets.article_list import Fetch
from reader.widgets.look import Look

if TYPE_CHECKING:
    from index.library import Library
    from index.reports import Extent

QUIET = 2.0
"""Seconds without new articles after which they are indexed and their entities gathered."""
FOLD_EVERY = 5.0
"""Seconds between two lists that differ in nothing but what is one story: stories are found all the while."""
COMPLETE_PAUSE = 0.25
"""Seconds after the first results until the rest of them is found: the next keystroke comes first."""


class FollowingScreen(MarkingScreen):
    """Fills the list while articles come in, and moves nobody who reads in it."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__(look, library)
        self._shown: Listing | None = None
        """The listing whose rows stand on the screen; another one than `_listing` while that is being found."""
        self._changes: Changes | None = None
        self._extent: Extent | None = None
        self._next_folding = 0.0
        self._quiet_timer: Timer | None = None
        self._complete_timer: Timer | None = None

    def follow(self) -> None:
        """Look from now on whether somebody has changed what lists show; entities are gathered all the while."""
        self._changes = Changes(self, self._library.list_version, self._look_up)
        # The first look measures, for later ones to compare with.
        self._changes.is_missed = True

    def _look_up(self) -> None:
        self.list.forget_rows()
        self._clerk.measure()

    def _look_again(self) -> None:
        """What was measured can't be acted on now."""
        if self._changes is not None:
            self._changes.is_missed = True

    def on_measured(self, message: Measured) -> None:
        """List again when articles came or went or became one story; for a search also when more can be found."""
        if self._shown != self._listing:
            # The list on its way may have been read before the change.
            self._look_again()
            return
        old, new = self._extent, message.extent
        # At the start nobody knows what the first list was made from; a search brings itself up to date.
        has_new = not self._listing.query if old is None else _size(old) != _size(new)
        is_found = old is not None and bool(self._listing.query) and old.pending != new.pending
        is_folded = self._clerk.folds_stories and old is not None and old.told != new.told
        if is_folded and not (has_new or is_found) and monotonic() < self._next_folding:
            self._look_again()
            return
        self._extent = new
        if has_new or is_found or is_folded:
            self._next_folding = monotonic() + FOLD_EVERY
            self._clerk.find_rows_again(self._listing, self._row_keys)
        if has_new:
            self._catch_up_soon()

    def _catch_up_soon(self) -> None:
        if self._quiet_timer is not None:
            self._quiet_timer.stop()
        self._quiet_timer = self.set_timer(QUIET, self._clerk.catch_up)

    async def draw_ahead(self, message: Listed) -> None:
        """Draw the articles that will be on the screen, one at a time: the keys that come meanwhile are answered."""
        is_update = message.is_again and self._shown == message.listing
        top = self._moved_with_list(message.keys)[1][1] if is_update else 0
        for row in self.fetch_of(message.keys)(top, top + len(self.list.shown)):
            self.list.draw_ahead(row)
            await sleep(0)

    def update_list(self, message: Listed) -> None:
        """Take in the rows of the listing that is on the screen already; what is looked at stays where it is."""
        cursor, anchor = self._moved_with_list(message.keys)
        keys = self._row_keys = message.keys
        self.list.update_rows(len(keys), self.fetch_of(keys), cursor=cursor, anchor=anchor)

    def _moved_with_list(self, keys: Sequence[int]) -> tuple[int, tuple[int, int]]:
        """Where the cursor stands among other keys, and a position that is looked at, now and then."""
        old, place = self._row_keys, self.list
        cursor = _moved(place.cursor, old, keys)
        return cursor, (place.cursor, cursor) if place.is_cursor_shown else (place.top, _moved(place.top, old, keys))

    def fetch_of(self, keys: Sequence[int]) -> Fetch:
        """What the list asks for the rows of the current listing."""
        counts_others = not self._listing.is_story
        return lambda start, stop: self._clerk.rows(keys[start:stop], counts_others=counts_others)

    # The rest of the results

    def complete_soon(self) -> None:
        """Find the results beyond the first in a thread, before somebody scrolls there."""
        if self._complete_timer is not None:
            self._complete_timer.stop()
            self._complete_timer = None
        if isinstance(self._row_keys, FoundKeys) and not self._row_keys.is_complete:
            listing, keys = self._listing, self._row_keys
            self._complete_timer = self.set_timer(COMPLETE_PAUSE, lambda: self._clerk.complete(listing, keys))

    def on_completed(self, message: Completed) -> None:
        """The index may have changed between the first and the rest."""
        if message.keys is self._row_keys and len(message.keys) != self.list.count:
            self.update_list(Listed(message.listing, message.keys, is_again=True))


def _size(extent: Extent) -> tuple[int, int]:
    return extent.articles, extent.last_key


def _moved(position: int, old: Sequence[int], new: Sequence[int]) -> int:
    """Where the article of a position stands now; the same place of the list where it is gone."""
    if position < len(old):
        key = old[position]
        if key in new:
            return new.index(key)
    return max(0, min(position, len(new) - 1))
