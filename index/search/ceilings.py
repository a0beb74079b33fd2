"""Which documents may reach a score, found without looking at any of them.

Each list of postings says what it can give a document at most. Those numbers are added for all documents at once, in
the manner of a hardware adder: bit n of the sum of every document lies in one big integer, so adding a list is a
handful of operations of C over all documents (bit-sliced arithmetic: O'Neil and Quass 1997).
"""

from __future__ import annotations

from math import ceil

PLANES = 7
"""Bits of a sum; what does not fit is over the floor anyway."""

FLOOR = 1 << (PLANES - 1)
"""The floor in units of the sums, so that one bit tells whether a document reaches it."""


class Ceilings:
    """What each document of a segment can reach at most, as far as it bears on one floor."""

    def __init__(self, floor: float) -> None:
        self._unit = floor / FLOOR
        self._planes = [0] * PLANES
        self._over = 0

    def add(self, documents: int, most: float) -> None:
        """Raise the ceiling of these documents, given as bits."""
        # Rounded up, so that no document is thought worse than it is.
        units = ceil(most / self._unit)
        if units >= FLOOR:
            self._over |= documents
            return
        planes, carry = self._planes, 0
        for n in range(PLANES):
            before = planes[n]
            if units >> n & 1:
                half = before ^ documents
                planes[n] = half ^ carry
                carry = before & documents | carry & half
            elif carry:
                planes[n] = before ^ carry
                carry = before & carry
            elif not units >> n:
                return
        self._over |= carry

    def reaching(self) -> int:
        """The documents whose ceiling is not below the floor, as bits."""
        return self._over | self._planes[-1]
