"""What other threads and other processes write to the library, seen by the screen that shows it."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump

from index.errors import WarraqError

LOOK_EVERY = 0.7
"""Seconds between two looks at the counter of changes."""


class Changes:
    """Looks whether somebody has written to the library, and has the screen look up what it shows."""

    def __init__(self, screen: MessagePump, counter: Callable[[], object], look_up: Callable[[], object]) -> None:
        """From now on; what is there now is for the screen to look up.

        `counter`: gives another value after a change; the library has one of all changes, one of those to lists.
        """
        self._counter = counter
        self._look_up = look_up
        self._number = self._count()
        self.is_missed = False
        """Whether a change came at a bad time: the next look is as if there was another."""
        screen.set_interval(LOOK_EVERY, self._look)

    def _count(self) -> object:
        try:
            return self._counter()
        except WarraqError:
            # A library that went away is told of by the next errand.
            return None

    def _look(self) -> None:
        number = self._count()
        if number is not None and (number != self._number or self.is_missed):
            self._number, self.is_missed = number, False
            self._look_up()
