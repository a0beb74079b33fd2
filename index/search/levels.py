"""What a frequent term gives to its documents, in a few steps from the best of them to the rest.

Of a stem with its root, or of a root alone, the documents are cut into levels: the best hundredth, the next fiftieth
and so on, each with what none of its documents gets more of. Levels are bit sets over all documents, so that what
several words give together is found with a few operations on large integers, and only the documents that may be among
the best are looked at. (Impact-ordered lists: Anh and Moffat 2006; bit-sliced arithmetic: O'Neil and Quass 1997.)
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import ceil
from operator import neg, or_
from typing import TypeVar

from index.search.bm25 import ROOT_WEIGHT, WorthTable, inverse_document_frequency
from index.search.flatfile import Column, FlatFile, halves

DENSE_SHARE = 20
"""A term that one document in so many holds has levels,"""

FEWEST = 600
"""and so many at least: fewer are cut into levels as quickly when they are asked for."""

SHARES = (0.01, 0.03, 0.07, 0.15, 0.3, 0.6, 1.0)
"""Of the documents of a term, the share that is in a level or a better one; seven fit three bits."""

FIRST_LEVEL = 12
"""So many documents at least are in the best level, or it would hold too few for a page of hits."""

PLANES = 3
"""Bits of a level's number."""

_IN_STEM = 1 << PLANES

SCALE = 1 << 14
"""What a level gives at most is kept as a number of two bytes: no word gives more than 1.9 * 1.75."""

SAMPLES = 8
"""So many documents of those with the same frequencies tell where levels end."""

REMEMBERED = 256
"""Terms whose levels stay in memory, 50 kB each at 55,000 documents."""

Step = tuple[int, float]
"""Documents as bits, and what none of them gets more of."""

T = TypeVar("T")

Groups = Mapping[int, Sequence[int]]
"""Frequency of a stem << 8 | that of its root -> the documents, rising."""

_Group = tuple[int, int, Sequence[int], float]
"""`_IN_STEM` or 0, frequencies as in `Groups`, the documents, and how far they count."""


def is_dense(frequency: int, document_count: int) -> bool:
    """Whether a term that so many documents hold has levels."""
    return frequency >= FEWEST and frequency * DENSE_SHARE >= document_count


def share_of_root(stem_frequency: int, root_frequency: int, document_count: int) -> float:
    """What an occurrence of the root weighs where one of the stem weighs 1."""
    root = inverse_document_frequency(document_count, root_frequency)
    return ROOT_WEIGHT * root / inverse_document_frequency(document_count, stem_frequency)


def grouped(postings: array[int]) -> Groups:
    """Postings (frequencies << 16 | document, documents rising) by their frequencies."""
    documents, frequencies = halves(postings)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    deque(map(list.append, map(groups.__getitem__, frequencies), documents), maxlen=0)
    # Arrays: those of all dense roots are kept at once.
    return {pair: array("H", some) for pair, some in groups.items()}


class LevelWriter:
    """The levels of one field while a segment is written."""

    def __init__(self, lengths: bytes, average_length: float) -> None:
        """`lengths`: of each document the byte for its length, never falling."""
        self._lengths = lengths
        self._worth = WorthTable(average_length)
        self._ends = [bisect_right(lengths, length) for length in range(256)]
        """By length, the number of the first document that is longer."""
        self._terms: array[int] = array("I")
        self._planes = bytearray()
        self._tops: array[int] = array("H")
        self._documents = bytearray()

    def add_root(self, number: int, root: Groups) -> None:
        """The levels of a root; the numbers rise from call to call."""
        digits = self._digits([(0, pair, documents, 1.0) for pair, documents in root.items()], 1.0)
        self._add(number, digits)

    def add_stem(self, number: int, stem: Groups, root: Groups) -> None:
        """Those of a stem: of all documents that hold its root, in the measure of the stem's weight."""
        held, all_held = sum(map(len, stem.values())), sum(map(len, root.values()))
        groups = [(_IN_STEM, pair, documents, 1.0) for pair, documents in stem.items()]
        if held < all_held:
            # A document that holds the stem as well is taken for one of the root alone first, and put right then.
            alone = (all_held - held) / all_held
            groups = [*((0, pair, documents, alone) for pair, documents in root.items()), *groups]
        digits = self._digits(groups, share_of_root(held, all_held, len(self._lengths)))
        self._add(number, digits)
        self._documents += _plane(digits, PLANES)

    def _add(self, number: int, digits: bytearray) -> None:
        self._terms.append(number)
        for bit in range(PLANES):
            self._planes += _plane(digits, bit)

    def _digits(self, groups: Sequence[_Group], share: float) -> bytearray:
        """Of each document its level, the highest for the best, and `_IN_STEM` besides where it holds the stem.

        `share`: what a root weighs. What each level gives at most is kept.
        """
        lengths, worth = self._lengths, self._worth
        samples: list[tuple[float, float]] = []
        some: list[tuple[int, int, float]] = []
        stretches: list[tuple[int, Sequence[int], list[float]]] = []
        for mark, pair, documents, weight in groups:
            stem, root = worth[pair >> 8], worth[pair & 0xFF]
            if len(documents) <= SAMPLES:
                for document in documents:
                    value = stem[lengths[document]] + share * root[lengths[document]]
                    some.append((mark, document, value))
                    samples.append((value, weight))
                continue
            shortest, longest = lengths[documents[0]], lengths[documents[-1]] + 1
            values = [a + share * b for a, b in zip(stem[shortest:longest], root[shortest:longest], strict=True)]
            stretches.append((mark, documents, values))
            step = len(documents) / SAMPLES
            places = [documents[int((n + 0.5) * step)] for n in range(SAMPLES)]
            samples += [(values[lengths[place] - shortest], weight * step) for place in places]
        limits = _limits(samples)
        digits, tops = bytearray(len(lengths)), [0.0] * (len(SHARES) + 1)
        for mark, documents, values in stretches:
            self._lay(digits, tops, mark, documents, values, limits)
        rising = limits[::-1]
        # Behind the others: where a document is in two groups, it gets more in the one whose mark is set.
        for mark, document, value in some:
            level = 1 + bisect_right(rising, value)
            if mark >= digits[document] & _IN_STEM:
                digits[document] = mark | level
            if value > tops[level]:
                tops[level] = value
        # Rounded up, so that no document is thought worse than it is.
        self._tops.extend(min(ceil(top * SCALE), 0xFFFF) for top in tops[:0:-1])
        return digits

    def _lay(
        self,
        digits: bytearray,
        tops: list[float],
        mark: int,
        documents: Sequence[int],
        values: list[float],
        limits: Sequence[float],
    ) -> None:
        """Set the levels of documents with the same frequencies; `values`: what they get, from the shortest on."""
        first, shortest = 0, self._lengths[documents[0]]
        for level, limit in zip(range(len(SHARES), 0, -1), [*limits, 0.0], strict=True):
            if values[0] < limit:
                continue
            last = len(documents)
            if values[-1] < limit:
                fitting = bisect_right(values, -limit, key=neg)
                last = bisect_left(documents, self._ends[shortest + fitting - 1], first)
            if first < last:
                tops[level] = max(tops[level], values[self._lengths[documents[first]] - shortest])
                digit = mark | level
                for document in documents[first:last]:
                    digits[document] = digit
                if last == len(documents):
                    return
                first = last

    def sections(self, name: str) -> dict[str, Column]:
        return {
            f"{name}.level.terms": self._terms,
            f"{name}.level.planes": self._planes,
            f"{name}.level.tops": self._tops,
            f"{name}.level.ids": self._documents,
        }


def _limits(samples: list[tuple[float, float]]) -> list[float]:
    """What a document must get to be in each level but the last, falling; `samples`: values and how far they count."""
    samples.sort(reverse=True)
    total = sum([size for _, size in samples])
    wanted = [max(share * total, FIRST_LEVEL) for share in SHARES[:-1]]
    limits: list[float] = []
    reached = 0.0
    for value, size in samples:
        reached += size
        while reached >= wanted[len(limits)]:
            limits.append(value)
            if len(limits) == len(wanted):
                return limits
    return limits + [0.0] * (len(wanted) - len(limits))


_DIGITS = [bytes(ord("1" if value >> bit & 1 else "0") for value in range(256)) for bit in range(PLANES + 1)]


def _plane(digits: bytes | bytearray, bit: int) -> bytes:
    """One bit of each number as a bit set."""
    return int(digits.translate(_DIGITS[bit])[::-1] or b"0", 2).to_bytes((len(digits) + 7) // 8, "little")


class LevelLists:
    """The levels of one field of a segment."""

    def __init__(self, file: FlatFile, name: str) -> None:
        self._terms = file.column(f"{name}.level.terms")
        self._planes = file.column(f"{name}.level.planes")
        self._tops = file.column(f"{name}.level.tops")
        self._documents = file.column(f"{name}.level.ids")
        self._known: dict[int, list[Step]] = {}
        self._known_documents: dict[int, int] = {}

    def _place(self, number: int) -> int:
        """-1 for a term without levels."""
        at = bisect_left(self._terms, number)
        return at if at < len(self._terms) and self._terms[at] == number else -1

    def has(self, number: int) -> bool:
        return number in self._known or self._place(number) >= 0

    def of(self, number: int) -> list[Step] | None:
        """The levels of a term, the best first; None for a term without.

        Together they hold every document of the root, each once. In the measure of a weight of 1: of the stem, or of
        the root where it is the list of one.
        """
        levels = self._known.get(number)
        if levels is None:
            place = self._place(number)
            if place < 0:
                return None
            levels = _levels(self._rows(self._planes, PLANES, place), self._tops[len(SHARES) * place :][: len(SHARES)])
            _remember(self._known, number, levels)
        return levels

    def documents(self, number: int) -> int | None:
        """The documents that hold a term itself as a bit set; None for a term without levels."""
        documents = self._known_documents.get(number)
        if documents is None:
            place = self._place(number)
            if place < 0:
                return None
            if self._documents:
                documents = self._rows(self._documents, 1, place)[0]
            else:
                documents = reduce(or_, self._rows(self._planes, PLANES, place))
            _remember(self._known_documents, number, documents)
        return documents

    def _rows(self, data: memoryview, count: int, place: int) -> list[int]:
        width = len(self._planes) // (PLANES * len(self._terms))
        first = place * count * width
        return [int.from_bytes(data[at : at + width], "little") for at in range(first, first + count * width, width)]


def _levels(planes: Sequence[int], tops: Iterable[int]) -> list[Step]:
    """Cut the documents by the bits of their levels, the highest bit first."""
    cut = [reduce(or_, planes)]
    for plane in reversed(planes):
        cut = [half for some in cut for half in (some & plane, some ^ some & plane)]
    # Documents in no level are not among them, so the last is empty.
    return [(documents, top / SCALE) for documents, top in zip(cut[:-1], tops, strict=True) if documents]


def _remember(known: dict[int, T], number: int, value: T) -> None:
    if len(known) >= REMEMBERED:
        known.clear()
    known[number] = value
