"""The best postings of long lists, chosen when a segment is written.

The ten best articles of a word that thirty thousand hold are found without reading its list: the list's head names
its best postings, and its rest says how good any other can be. Which postings are best hangs on the lengths of all
articles and on how rare a term is, and both change while articles come in: so a head is only a good guess, and the
rest (the classes that no other one left out surpasses) is what makes the answer exact.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from index.search.bm25 import ROOT_WEIGHT, ScoreTable, inverse_document_frequency
from index.search.flatfile import Column, FlatFile

FRONT_MINIMUM = 24
"""Shorter lists are read to learn what they can give at most."""

HEAD_MINIMUM = 256
"""Shorter lists are read whole."""

HEAD_SIZE = 48
"""Postings of a head, at least; ten are asked for, and some may be deleted or stand on the wrong side of a NOT."""

HEAD_LIMIT = 4 * HEAD_SIZE
"""Postings of one class are all in the head or none, but so many are too many."""

Pair = tuple[int, int]
"""Class and root class of a posting; where roots alone count, the first is 0."""


class Head(NamedTuple):
    """What a long list has to show at once."""

    ranks: Sequence[int]
    """Places in the list of its best postings."""
    rest: Sequence[Pair]
    """Pairs that no posting outside the head surpasses."""


class HeadColumns:
    """Heads while a segment is written."""

    def __init__(self, document_count: int, total_length: int) -> None:
        self._document_count = document_count
        self._table = ScoreTable(total_length / document_count if document_count else 1.0)
        self._fronts = _PairColumns()
        self._rests = _PairColumns()
        self._ranks: array[int] = array("I")
        self._offsets: array[int] = array("I", [0])

    def add_stem(self, number: int, classes: array[int], root_classes: array[int], root_frequency: int) -> None:
        weight = inverse_document_frequency(self._document_count, len(classes))
        root_weight = ROOT_WEIGHT * inverse_document_frequency(self._document_count, root_frequency)
        table = self._table
        counts = Counter(zip(classes, root_classes, strict=True))
        scores = {pair: weight * table[pair[0]] + root_weight * table[pair[1]] for pair in counts}
        self._add(number, list(zip(classes, root_classes, strict=True)), counts, scores)

    def add_root(self, number: int, classes: array[int]) -> None:
        table = self._table
        pairs = [(0, posting) for posting in classes]
        counts = Counter(pairs)
        self._add(number, pairs, counts, {pair: table[pair[1]] for pair in counts})

    def _add(
        self, number: int, pairs: Sequence[Pair], counts: Mapping[Pair, int], scores: Mapping[Pair, float]
    ) -> None:
        self._fronts.add(number, _unsurpassed(counts))
        if len(pairs) < HEAD_MINIMUM:
            return
        chosen: set[Pair] = set()
        taken = 0
        for pair in sorted(scores, key=scores.__getitem__, reverse=True):
            taken += counts[pair]
            if taken > HEAD_LIMIT:
                break
            chosen.add(pair)
            if taken >= HEAD_SIZE:
                break
        self._ranks.extend(compress(range(len(pairs)), map(chosen.__contains__, pairs)))
        self._offsets.append(len(self._ranks))
        self._rests.add(number, _unsurpassed(scores.keys() - chosen))

    def sections(self, name: str) -> dict[str, Column]:
        return {
            **self._fronts.sections(f"{name}.front"),
            **self._rests.sections(f"{name}.rest"),
            f"{name}.headoff": self._offsets,
            f"{name}.heads": self._ranks,
        }


class _PairColumns:
    """Some pairs for some terms, the terms in order."""

    def __init__(self) -> None:
        self._numbers: array[int] = array("I")
        self._offsets: array[int] = array("I", [0])
        self._pairs: array[int] = array("I")

    def add(self, number: int, pairs: Iterable[Pair]) -> None:
        self._numbers.append(number)
        self._pairs.extend(posting << 16 | root_posting for posting, root_posting in pairs)
        self._offsets.append(len(self._pairs))

    def sections(self, name: str) -> dict[str, Column]:
        return {f"{name}.terms": self._numbers, f"{name}.off": self._offsets, f"{name}.pairs": self._pairs}


def _unsurpassed(pairs: Iterable[Pair]) -> list[Pair]:
    """Those that no other equals or beats in both frequencies with a length as short."""
    shortest: dict[Pair, int] = {}
    for posting, root_posting in pairs:
        frequencies, length = (posting >> 8, root_posting >> 8), root_posting & 0xFF
        known = shortest.get(frequencies)
        if known is None or length < known:
            shortest[frequencies] = length
    front: list[tuple[int, int, int]] = []
    for (frequency, root_frequency), length in sorted(shortest.items(), reverse=True):
        if not any(other >= root_frequency and short <= length for _, other, short in front):
            front.append((frequency, root_frequency, length))
    return [(f << 8 | length if f else 0, r << 8 | length) for f, r, length in front]


class _Pairs:
    def __init__(self, file: FlatFile, name: str) -> None:
        self._numbers = file.column(f"{name}.terms")
        self._offsets = file.column(f"{name}.off")
        self._pairs = file.column(f"{name}.pairs")

    def place(self, number: int) -> int:
        """Where a term stands among those that have pairs, -1 for others."""
        at = bisect_left(self._numbers, number)
        return at if at < len(self._numbers) and self._numbers[at] == number else -1

    def at(self, place: int) -> list[Pair]:
        pairs = self._pairs[self._offsets[place] : self._offsets[place + 1]].tolist()
        return [(pair >> 16, pair & 0xFFFF) for pair in pairs]


class Heads:
    """The heads of one field of a segment."""

    def __init__(self, file: FlatFile, name: str) -> None:
        self._fronts = _Pairs(file, f"{name}.front")
        self._rests = _Pairs(file, f"{name}.rest")
        self._offsets = file.column(f"{name}.headoff")
        self._ranks = file.column(f"{name}.heads")

    def of(self, number: int) -> Head | None:
        """The head of a term's list; None where the list is short enough to be read."""
        at = self._rests.place(number)
        if at < 0:
            return None
        return Head(self._ranks[self._offsets[at] : self._offsets[at + 1]].tolist(), self._rests.at(at))

    def front(self, number: int) -> list[Pair] | None:
        """Pairs that no posting of a term surpasses; None where the list is short enough to be read."""
        at = self._fronts.place(number)
        return None if at < 0 else self._fronts.at(at)
