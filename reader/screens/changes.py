"""What other threads and other processes write to the library, seen by the screen that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message_pump import MessagePump

from index.errors import WarraqError

if TYPE_CHECKING:
    from index.library import Library

LOOK_EVERY = 0.7
"""Seconds between two looks at the library's counter of changes."""


class Changes:
    """Looks whether somebody has written to the library, and has the screen look up what it shows."""

    def __init__(self, screen: MessagePump, library: Library, look_up: Callable[[], object]) -> None:
        """From now on; what is there now is for the screen to look up."""
        self._library = library
        self._look_up = look_up
        self._version = self._now()
        self.is_missed = False
        """Whether a change came at a bad time: the next look is as if there was another."""
        screen.set_interval(LOOK_EVERY, self._look)

    def _now(self) -> int | None:
        try:
            return self._library.data_version()
        except WarraqError:
            # A library that went away is told of by the next errand.
            return None

    def _look(self) -> None:
        version = self._now()
        if version is not None and (version != self._version or self.is_missed):
            self._version, self.is_missed = version, False
            self._look_up()
