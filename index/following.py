"""How the full-text index follows an import: in another process, beside the one that writes the record.

To index an article takes several times as long as to write it, so the one runs on a second processor while the other
goes on. A few articles are worth no process, and where none can be started, or it ended for whatever reason, the index
is brought up to the record in this one, which then also tells what stands in the way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.apart import Follower
from index.errors import LibraryError

FIRST_STEP = 2_000
"""Articles that are indexed first, so that a search finds something soon."""

LOOK = 0.1
"""Seconds between two looks how much another process has written."""


class Following:
    """The index of one import."""

    def __init__(
        self,
        library: Path,
        pending: Callable[[], int],
        catch_up: Callable[[], None],
        is_closing: Callable[[], bool],
        tell: Callable[[str], object],
    ) -> None:
        """`pending`: how many articles the index does not hold yet; `tell` is told what keeps it from being written."""
        self._library = library
        self._pending = pending
        self._catch_up = catch_up
        self._is_closing = is_closing
        self._tell = tell
        self._follower: Follower | None = None
        self._is_hopeless = False

    def step(self) -> None:
        """Articles were written: from some number on, have them indexed."""
        if self._follower is None and not self._is_hopeless and self._pending() >= FIRST_STEP:
            try:
                self._follower = Follower(self._library)
            except OSError:
                self._bring_up()

    def finish(self) -> None:
        """All is written: all is indexed when this returns, unless the library is being closed."""
        if self._follower is not None and not self._is_closing():
            self._follower.finish(self._is_closing)
        if self._pending() and not self._is_hopeless and not self._is_closing():
            self._bring_up()

    def stop(self) -> None:
        """End the other process; what is not indexed yet stays noted in the record."""
        if self._follower is not None:
            self._follower.stop()
            self._follower = None

    def _bring_up(self) -> None:
        try:
            self._catch_up()
        except LibraryError as error:
            self._is_hopeless = True
            self._tell(str(error))


def keep_up(pending: Callable[[], int], catch_up: Callable[[], None], is_over: Callable[[], bool], step: int) -> None:
    """What the other process does: index so many articles at a time, a few first, until all is written and indexed.

    `is_over` waits a moment and says whether all is written.
    """
    enough = FIRST_STEP
    while not is_over():
        if pending() >= enough:
            catch_up()
            enough = step
    catch_up()
