"""Which documents may hold two stems side by side.

Of frequent stems most documents hold both and hardly any holds them together: what a phrase of two costs is reading
all those documents. So the neighbours in each document are hashed into buckets, and a bucket is all that is read.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterable, Mapping
from itertools import repeat
from operator import call, xor
from zlib import crc32

from index.search.docsets import DocSet
from index.search.flatfile import Column, FlatFile

RARE = 64
"""Stems that so few documents hold are in no pair: reading those documents is quick."""

_LOAD = 64
"""Bytes of text for each bucket."""

_NO_PAIR = 1 << 40
"""In the hash of what makes no pair; xor leaves at least one such bit, since left and right have different ones."""


def _left(stem: bytes) -> int:
    return crc32(stem)


def _right(stem: bytes) -> int:
    return crc32(stem, 0x9E3779B9)


def pair_columns(texts: Iterable[str], frequent: Mapping[str, bytes], size: int) -> dict[str, Column]:
    """The buckets of some texts, each given as its codes.

    `frequent`: code -> stem of those that are not rare; `size`: bytes of all texts.
    """
    size = 1 << max(4, (size // _LOAD).bit_length())
    lefts = _Hashes({code: _left(stem) & size - 1 for code, stem in frequent.items()}, _NO_PAIR)
    rights = _Hashes({code: _right(stem) & size - 1 for code, stem in frequent.items()}, _NO_PAIR << 1)
    buckets: list[array[int]] = [array("H") for _ in range(size)]
    appends = [bucket.append for bucket in buckets]
    for document, codes in enumerate(texts):
        pairs = set(map(xor, map(lefts.__getitem__, codes), map(rights.__getitem__, codes[1:])))
        kept = [appends[pair] for pair in pairs if pair < size]
        deque(map(call, kept, repeat(document)), maxlen=0)
    offsets: array[int] = array("I", [0])
    documents: array[int] = array("H")
    for bucket in buckets:
        documents.extend(bucket)
        offsets.append(len(documents))
    return {"pair.off": offsets, "pair.ids": documents}


class _Hashes(dict[str, int]):
    def __init__(self, known: Mapping[str, int], other: int) -> None:
        super().__init__(known)
        self._other = other

    def __missing__(self, code: str) -> int:
        self[code] = self._other
        return self._other


class PairLists:
    """The buckets of one segment."""

    def __init__(self, file: FlatFile) -> None:
        self._offsets = file.column("pair.off")
        self._documents = file.column("pair.ids")

    def may_hold(self, left: bytes, right: bytes) -> DocSet:
        """All documents in which these stems, both frequent, are neighbours, and a few others."""
        bucket = (_left(left) ^ _right(right)) & len(self._offsets) - 2
        return self._documents[self._offsets[bucket] : self._offsets[bucket + 1]].tolist()
