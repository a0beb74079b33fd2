"""Which documents hold two stems side by side.

Of frequent stems most documents hold both and hardly any holds them together: what a phrase of two costs is reading
all those documents. So every pair of neighbours that are both frequent has a list of its documents. The lists lie in
the order of the left stem, and in that of the right one beside each document: a pair is found by bisection.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import compress

from index.search.flatfile import Column, FlatFile, halves, numbers

RARE = 64
"""Stems in so few documents are in no pair: reading those documents is quick."""

RARE_SHARE = 128
"""The same of stems in one document of so many."""

_MOST = 0x10000
"""Stems that can be in pairs, so that each is two bytes; the frequent ones of a segment are far fewer."""


def is_frequent(frequency: int, document_count: int) -> bool:
    """Whether a stem is one whose neighbours are written down: its list is too long to be read for a phrase."""
    return frequency > max(RARE, document_count // RARE_SHARE)


def pair_columns(texts: Iterable[str], frequent: Iterable[str], highest: int) -> dict[str, Column]:
    """The pairs in some texts, each given as the codes of its stems.

    `frequent`: the codes of frequent stems; `highest`: no code of a stem is above it.
    """
    codes = array("I", map(ord, sorted(frequent)[:_MOST]))
    neighbours = _Neighbours(codes, highest)
    lists: list[array[int]] = [array("I") for _ in codes]
    list_of = [array("I")] * (max(codes, default=0) + 1)
    for code, pairs in zip(codes, lists, strict=True):
        list_of[code] = pairs
    for document, text in enumerate(texts):
        lefts, found = neighbours.of(text, document)
        deque(map(array.append, map(list_of.__getitem__, lefts), found), maxlen=0)
    offsets, together = array("I", [0]), array("I")
    for pairs in lists:
        together.extend(array("I", sorted(set(pairs))))
        offsets.append(len(together))
    documents, others = halves(together)
    return {"pair.code": codes, "pair.off": offsets, "pair.other": others, "pair.ids": documents}


class _Neighbours:
    """Finds the pairs of a text.

    All its codes are in one large number, 32 bits each: shifted by one of them, each comes to the place of the one
    before it, and what is done to the number is done to all of them.
    """

    def __init__(self, codes: array[int], highest: int) -> None:
        self._marked = [bytes(4)] * (highest + 1)
        """Of each code 1 << 31 | rank, of those in no pair 0."""
        for rank, code in enumerate(codes):
            self._marked[code] = (1 << 31 | rank).to_bytes(4, "little")
        self._ones, self._count = 0, 0

    def of(self, text: str, document: int) -> tuple[Iterator[int], Iterator[int]]:
        """Of each pair the code of the left stem, and rank of the right one << 16 | document."""
        codes = numbers("I", text.encode("utf-32-le")).tolist()
        count = len(codes)
        if count > self._count:
            self._count = count
            self._ones = int.from_bytes((1).to_bytes(4, "little") * count, "little")
        ones = self._ones >> 32 * (self._count - count)
        marked = int.from_bytes(b"".join(map(self._marked.__getitem__, codes)), "little")
        pairs = (marked & ones * 0xFFFF) >> 16 | ones * document
        is_pair = (marked & marked >> 32).to_bytes(4 * count, "little")[3::4]
        return compress(codes, is_pair), compress(numbers("I", pairs.to_bytes(4 * count, "little")), is_pair)


class PairLists:
    """The pairs of one segment."""

    def __init__(self, file: FlatFile) -> None:
        self._codes = file.column("pair.code")
        self._offsets = file.column("pair.off")
        self._others = file.column("pair.other")
        self._documents = file.column("pair.ids")

    def _rank(self, code: str) -> int:
        """-1 for a stem that is in no pair."""
        rank = bisect_left(self._codes, ord(code))
        return rank if rank < len(self._codes) and self._codes[rank] == ord(code) else -1

    def holding(self, left: str, right: str) -> list[int] | None:
        """The documents in which the stems with these codes are neighbours; None where only their texts tell."""
        first, second = self._rank(left), self._rank(right)
        if first < 0 or second < 0:
            return None
        begin, end = self._offsets[first], self._offsets[first + 1]
        begin = bisect_left(self._others, second, begin, end)
        found: list[int] = self._documents[begin : bisect_right(self._others, second, begin, end)].tolist()
        return found
