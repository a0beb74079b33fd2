"""Parts of the library that are loaded when they are first asked for: a list shows before any of them is needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Part(Protocol):
    """What works in threads of its own accord and is to be told when the library closes."""

    def leave_off(self) -> None: ...

    def close(self) -> None: ...


P = TypeVar("P", bound=Part)


class Deferred(Generic[P]):
    """Makes a part once, whatever thread asks first; one that was told to leave off before it was made knows it."""

    __slots__ = ("_is_left_off", "_lock", "_make", "_part")

    def __init__(self, make: Callable[[], P]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._part: P | None = None
        self._is_left_off = False

    def get(self) -> P:
        """The part."""
        with self._lock:
            if self._part is None:
                self._part = self._make()
                if self._is_left_off:
                    self._part.leave_off()
            return self._part

    def leave_off(self) -> None:
        """Have the part stop its work soon, now and from now on."""
        with self._lock:
            self._is_left_off = True
            if self._part is not None:
                self._part.leave_off()

    def close(self) -> None:
        """As `leave_off`, and wait until the part has stopped."""
        self.leave_off()
        if self._part is not None:
            self._part.close()
