"""Long work on a library that a thread does while somebody reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class LongWork:
    """What can be left off at any moment and taken up again; one thread at a time does it, the others take turns."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._is_closing = threading.Event()

    @property
    def is_left_off(self) -> bool:
        """Whether the library is about to be closed."""
        return self._is_closing.is_set()

    def leave_off(self) -> None:
        """Have the work in another thread stop after the piece at hand, now and from now on."""
        self._is_closing.set()

    def close(self) -> None:
        """Wait until the work in another thread has stopped."""
        self.leave_off()
        with self._turn:
            return

    @contextmanager
    def _working(self, *, is_patient: bool) -> Iterator[None]:
        """The turn of this thread; a patient one hands over the interpreter often, for somebody reads meanwhile."""
        with self._turn:
            if not is_patient:
                yield
                return
            from index.search.turns import short_turns

            with short_turns():
                yield

    def _rest(self, began: float) -> None:
        """Wait as long as it worked since a moment of `time.monotonic`, or until it is left off."""
        self._is_closing.wait(time.monotonic() - began)
