"""The articles that a query found: the best at once, all of them when somebody looks further."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import overload

FIRST = 96
"""So many are found at once: three blocks of a list's rows, a few screens."""


class FoundKeys(Sequence[int]):
    """Row numbers of all articles that a query found, best first; most readers see no more than the beginning."""

    def __init__(self, first: array[int], total: int, find_all: Callable[[], array[int]]) -> None:
        """`first`: the best; `total`: how many there are; `find_all` is asked if more than the first are wanted."""
        self._keys = first
        self._total = total
        self._find_all = find_all
        self._finding = threading.Lock()

    def __len__(self) -> int:
        return self._total

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> array[int]: ...
    def __getitem__(self, place: int | slice) -> int | array[int]:
        if isinstance(place, slice):
            is_first = 0 <= (place.start or 0) <= place.stop <= len(self._keys) if place.stop is not None else False
            return self._keys[place] if is_first else self._all()[place]
        return self._keys[place] if 0 <= place < len(self._keys) else self._all()[place]

    def __contains__(self, key: object) -> bool:
        return key in self._keys or key in self._all()

    def __iter__(self) -> Iterator[int]:
        return iter(self._all())

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """The place of a key; ValueError where it is not among them."""
        keys = self._keys if value in self._keys else self._all()
        return keys.index(value, start, len(keys) if stop is None else stop)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be found."""
        return len(self._keys) >= self._total

    def complete(self) -> None:
        """Find all of them now, in whatever thread this is: whoever looks further later need not wait."""
        self._all()

    def _all(self) -> array[int]:
        if not self.is_complete:
            with self._finding:
                if not self.is_complete:
                    self._keys = self._find_all()
                    # The index may have changed since the first were found.
                    self._total = len(self._keys)
        return self._keys
