"""Which documents may hold two stems side by side.

Of frequent stems most documents hold both and hardly any holds them together: what a phrase of two costs is reading
all those documents. So the neighbours in each document are hashed into buckets, and a bucket is all that is read.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable
from itertools import compress

from index.search.docsets import DocSet
from index.search.flatfile import Column, FlatFile, halves

RARE = 64
"""Stems in so few documents are in no pair: reading those documents is quick."""

RARE_SHARE = 128
"""The same of stems in one document of so many."""

_LOAD = 128
"""Bytes of text for each bucket."""

_PART_BITS = 8
_PART_MASK = (1 << _PART_BITS) - 1
"""Buckets that are sorted together."""

_FACTOR = 2_039
"""A prime; times the highest code point it leaves room in 32 bits for another code point."""


def is_frequent(frequency: int, document_count: int) -> bool:
    """Whether a stem is one whose neighbours are written down: its list is too long to be read for a phrase."""
    return frequency > max(RARE, document_count // RARE_SHARE)


def pair_columns(texts: Iterable[str], frequent: Collection[str], size: int) -> dict[str, Column]:
    """The buckets of some texts, each given as the codes of its stems.

    `frequent`: codes; `size`: bytes of all texts.
    """
    size = 1 << max(_PART_BITS, (size // _LOAD).bit_length())
    runs = re.compile(f"[{re.escape(''.join(frequent))}]{{2,}}" if frequent else "(?!)")
    # Appending to few lists and sorting them is quicker than appending to very many, which lie all over the memory.
    parts: list[array[int]] = [array("I") for _ in range(size >> _PART_BITS)]
    hashes = _Hashes(size)
    for document, codes in enumerate(texts):
        found = runs.findall(codes)
        # The last of each run and the first of the next are no neighbours.
        inside = b"".join(map(_INSIDE.__getitem__, map(len, found)))
        places, values = hashes.of("".join(found), document)
        to_parts = map(parts.__getitem__, compress(places, inside))
        deque(map(array.append, to_parts, compress(values, inside)), maxlen=0)
    offsets: array[int] = array("I", [0])
    documents: array[int] = array("H")
    for part in parts:
        ordered = sorted(part)
        first = len(documents)
        offsets.extend([first + bisect_left(ordered, bucket << 16) for bucket in range(1, _PART_MASK + 2)])
        documents.extend(halves(array("I", ordered))[0])
    return {"pair.off": offsets, "pair.ids": documents}


class _Lengths(dict[int, bytes]):
    """Length of a run -> for each place in it whether a neighbour follows."""

    def __missing__(self, length: int) -> bytes:
        inside = self[length] = b"\1" * (length - 1) + b"\0"
        return inside


_INSIDE = _Lengths()


class _Hashes:
    """The bucket of each code of a text and the next one.

    All of a text are in one number of 32 bits a code: two multiplications and a sum.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._known = 0
        self._ones = self._places = self._parts = 0

    def of(self, codes: str, document: int) -> tuple[array[int], array[int]]:
        """For each code its part, and in it the value: the place of the bucket << 16 | document.

        What the last one gets is nonsense.
        """
        count = len(codes)
        if count > self._known:
            self._known = count
            self._ones = int.from_bytes(b"\1\0\0\0" * count, "little")
            self._places = self._ones * _PART_MASK
            self._parts = self._ones * ((self._size >> _PART_BITS) - 1)
        numbers = int.from_bytes(codes.encode("utf-32-le"), "little")
        sums = numbers * _FACTOR + (numbers >> 32)
        values = (sums & self._places) << 16 | self._ones * document
        return _lanes(sums >> _PART_BITS & self._parts, count), _lanes(values, count)


def _lanes(number: int, count: int) -> array[int]:
    """The first so many numbers of 32 bits."""
    lanes = array("I")
    lanes.frombytes((number & (1 << 32 * count) - 1).to_bytes(4 * count, "little"))
    if sys.byteorder == "big":
        lanes.byteswap()
    return lanes


class PairLists:
    """The buckets of one segment."""

    def __init__(self, file: FlatFile) -> None:
        self._offsets = file.column("pair.off")
        self._documents = file.column("pair.ids")

    def may_hold(self, left: str, right: str) -> DocSet:
        """All documents in which the stems with these codes, both frequent, are neighbours, and a few others."""
        bucket = ord(left) * _FACTOR + ord(right) & len(self._offsets) - 2
        return set(self._documents[self._offsets[bucket] : self._offsets[bucket + 1]])
