"""Which documents may hold two stems side by side.

Of frequent stems most documents hold both and hardly any holds them together: what a phrase of two costs is reading
all those documents. So the neighbours in each document are hashed into buckets, and a bucket is all that is read.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import xor
from zlib import crc32

from index.search.codes import STOP
from index.search.docsets import DocSet
from index.search.flatfile import Column, FlatFile

RARE = 64
"""Stems in so few documents are in no pair: reading those documents is quick."""

RARE_SHARE = 128
"""The same of stems in one document of so many."""

_LOAD = 128
"""Bytes of text for each bucket."""

_PART_BITS = 8
_PART_MASK = (1 << _PART_BITS) - 1
"""Buckets that are sorted together."""


def is_frequent(frequency: int, document_count: int) -> bool:
    """Whether a stem is one whose neighbours are written down: its list is too long to be read for a phrase."""
    return frequency > max(RARE, document_count // RARE_SHARE)


def _left(stem: bytes) -> int:
    return crc32(stem)


def _right(stem: bytes) -> int:
    return crc32(stem, 0x9E3779B9)


def pair_columns(texts: Iterable[str], frequent: Mapping[str, bytes], size: int) -> dict[str, Column]:
    """The buckets of some texts, each given as the codes of its stems.

    `frequent`: code -> stem; `size`: bytes of all texts.
    """
    size = 1 << max(_PART_BITS, (size // _LOAD).bit_length())
    # What makes no pair has a bit above all buckets, left and right another one, so that xor leaves it.
    lefts, rights = defaultdict(lambda: size), defaultdict(lambda: size << 1)
    for code, stem in frequent.items():
        lefts[code], rights[code] = _left(stem) & size - 1, _right(stem) & size - 1
    left, right, is_pair = lefts.__getitem__, rights.__getitem__, size.__gt__
    runs = re.compile(f"[{re.escape(''.join(frequent))}]{{2,}}" if frequent else "(?!)")
    # Appending to few lists and sorting them is quicker than appending to very many, which lie all over the memory.
    parts: list[array[int]] = [array("I") for _ in range(size >> _PART_BITS)]
    for document, codes in enumerate(texts):
        together = STOP.join(runs.findall(codes))
        for bucket in filter(is_pair, map(xor, map(left, together), map(right, together[1:]))):
            parts[bucket >> _PART_BITS].append((bucket & _PART_MASK) << 16 | document)
    offsets: array[int] = array("I", [0])
    documents: array[int] = array("H")
    for part in parts:
        values = sorted(part)
        first = len(documents)
        offsets.extend(first + bisect_left(values, bucket << 16) for bucket in range(1, _PART_MASK + 2))
        documents.extend(value & 0xFFFF for value in values)
    return {"pair.off": offsets, "pair.ids": documents}


class PairLists:
    """The buckets of one segment."""

    def __init__(self, file: FlatFile) -> None:
        self._offsets = file.column("pair.off")
        self._documents = file.column("pair.ids")

    def may_hold(self, left: bytes, right: bytes) -> DocSet:
        """All documents in which these stems, both frequent, are neighbours, and a few others."""
        bucket = (_left(left) ^ _right(right)) & len(self._offsets) - 2
        return set(self._documents[self._offsets[bucket] : self._offsets[bucket + 1]])
