"""Which documents hold two stems side by side.

Of frequent stems most documents hold both and hardly any holds them together: what a phrase of two costs is reading
all those documents. So every pair of neighbours that are both frequent has a list of its documents. The lists lie in
the order of the left stem, and in that of the right one beside each document: a pair is found by bisection.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from index.search.flatfile import Column, FlatFile, little_endian, numbers

RARE = 64
"""Stems in so few documents are in no pair: reading those documents is quick."""

RARE_SHARE = 128
"""The same of stems in one document of so many."""

_MOST = 0x10000
"""Stems that can be in pairs, so that each is two bytes; the frequent ones of a segment are far fewer."""

_PART = 16
"""Left stems whose pairs are sorted together."""


def is_frequent(frequency: int, document_count: int) -> bool:
    """Whether a stem is one whose neighbours are written down: its list is too long to be read for a phrase."""
    return frequency > max(RARE, document_count // RARE_SHARE)


def pair_columns(texts: Iterable[str], frequent: Iterable[str]) -> dict[str, Column]:
    """The pairs in some texts, each given as the codes of its stems; `frequent`: the codes of frequent stems."""
    codes = sorted(frequent)[:_MOST]
    neighbours = _Neighbours(codes)
    # Appending to few lists and sorting them is quicker than appending to very many, which lie all over the memory.
    parts: list[array[int]] = [array("Q") for _ in range(0, len(codes), _PART)]
    part_of = {ord(code): parts[rank // _PART] for rank, code in enumerate(codes)}
    for document, text in enumerate(texts):
        lefts, pairs = neighbours.of(text, document)
        deque(map(array.append, map(part_of.__getitem__, lefts), pairs), maxlen=0)
    offsets, others, documents = array("I", [0]), array("H"), array("H")
    for first, part in zip(range(0, len(codes), _PART), parts, strict=True):
        ordered = sorted(set(part))
        ends = range(first + 1, min(first + _PART, len(codes)) + 1)
        offsets.extend([len(documents) + bisect_left(ordered, end << 32) for end in ends])
        quarters = numbers("H", little_endian(array("Q", ordered)))
        documents.extend(quarters[::4])
        others.extend(quarters[1::4])
    return {"pair.code": array("I", map(ord, codes)), "pair.off": offsets, "pair.other": others, "pair.ids": documents}


class _Neighbours:
    """Finds the pairs of a text: rank of the left stem << 32 | that of the right one << 16 | document."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._runs = re.compile(f"[{re.escape(''.join(codes))}]{{2,}}" if codes else "(?!)")
        self._rank_of = {ord(code): rank for rank, code in enumerate(codes)}
        self._ones, self._count = 0, 0
        self._inside = _Inside()

    def of(self, text: str, document: int) -> tuple[Iterator[int], Iterator[int]]:
        """The code of the left stem of each pair, and the pair."""
        found = self._runs.findall(text)
        codes = numbers("I", "".join(found).encode("utf-32-le"))
        count = len(codes)
        if count > self._count:
            self._count = count
            self._ones = int.from_bytes((1).to_bytes(8, "little") * count, "little")
        # All ranks in one large number, 64 bits each: shifted by one of them, each meets the next one.
        ranks = int.from_bytes(little_endian(array("Q", map(self._rank_of.__getitem__, codes))), "little")
        pairs = ranks << 32 | ranks >> 48 | (self._ones >> 64 * (self._count - count)) * document
        # The last of each run and the first of the next are no neighbours.
        inside = b"".join(map(self._inside.__getitem__, map(len, found)))
        all_pairs = numbers("Q", pairs.to_bytes(8 * count, "little"))
        return compress(codes, inside), compress(all_pairs, inside)


class _Inside(dict[int, bytes]):
    """Length of a run -> for each place in it whether a neighbour follows."""

    def __missing__(self, length: int) -> bytes:
        inside = self[length] = b"\1" * (length - 1) + b"\0"
        return inside


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
