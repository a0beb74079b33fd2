"""Which documents may be among the best, found without looking at any of them.

The levels of a word say what it can give a document at most. Those numbers are added for all documents at once, in the
manner of a hardware adder: bit n of the sum of every document lies in one big integer, so adding a word is a handful of
operations of C over all documents (bit-sliced arithmetic: O'Neil and Quass 1997).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from index.search.docsets import PLACES
from index.search.part import Level

PLANES = 8
"""Bits of a sum."""


class Ceilings:
    """What each document of a segment can reach at most."""

    def __init__(self, most: float, words: int) -> None:
        """`most`: no document reaches more; `words`: so many are added at most."""
        # Each word is rounded up, and still no sum is greater than its bits can hold.
        self._units = ((1 << PLANES) - 1 - words) / most if most > 0 else 0.0
        self._planes = [0] * PLANES

    def add(self, levels: Iterable[Level]) -> None:
        """Raise the ceilings by what a word gives at most; the best of its levels first."""
        added = [0] * PLANES
        seen = 0
        for level in levels:
            # Rounded up, so that no document is thought worse than it is.
            units = ceil(level.most * self._units)
            documents = level.documents ^ level.documents & seen
            seen |= documents
            for n in PLACES[units]:
                added[n] |= documents
        planes, carry = self._planes, 0
        for n, (before, bits) in enumerate(zip(planes, added, strict=True)):
            half = before ^ bits
            planes[n] = half ^ carry
            carry = before & bits | half & carry

    def reaching(self, documents: int, floor: float) -> int:
        """Those of the documents, as bits, whose ceiling is not below the floor."""
        needed = ceil(floor * self._units)
        if needed >> PLANES:
            return 0
        above, equal = 0, documents
        for n in range(PLANES - 1, -1, -1):
            high = equal & self._planes[n]
            if needed >> n & 1:
                equal = high
            else:
                above |= high
                equal ^= high
        return above | equal

    def best(self, documents: int, count: int) -> int:
        """So many of the documents, as bits, with the highest ceilings; the lowest numbers first among equals."""
        chosen, equal = 0, documents
        for n in range(PLANES - 1, -1, -1):
            high = equal & self._planes[n]
            size = high.bit_count()
            if size > count:
                equal = high
                continue
            chosen |= high
            equal ^= high
            count -= size
            if not count:
                return chosen
        while count and equal:
            rest = equal & equal - 1
            chosen |= equal ^ rest
            equal = rest
            count -= 1
        return chosen
