"""One word of a query in one segment: what it gives to which documents, and what it can give at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple

from index.search.bm25 import WorthTable
from index.search.docsets import DocSet, as_bits, members, size
from index.search.levels import share_of_root
from index.search.postings import FieldLists, SegmentLists

LEAST = 12
"""So many documents make the best level of such a term."""

FEWER = 4
"""Documents so many times fewer than a list is long are looked for one by one."""


class Level:
    """Documents that get no more than so much of a word."""

    __slots__ = ("_documents", "most")

    def __init__(self, documents: DocSet, most: float) -> None:
        self._documents = documents
        self.most = most

    @property
    def documents(self) -> int:
        """As bits, made when they are first asked for: the lower levels seldom are."""
        if not isinstance(self._documents, int):
            self._documents = as_bits(self._documents)
        return self._documents


class RankedWord(NamedTuple):
    """A word of a query with what its stem and its root weigh; what weighs nothing does not count."""

    stem: bytes
    root: bytes
    stem_weight: float
    root_weight: float


class Part:
    """What a word gives to the documents of a segment; worked out when it is first asked for."""

    def __init__(self, lists: SegmentLists, worth: WorthTable, word: RankedWord) -> None:
        self._lists = lists
        self._text, self._root = lists.text, lists.root
        self._worth = worth
        self._stem_weight, self._root_weight = word.stem_weight, word.root_weight
        self.stem = lists.text.find(word.stem) if word.stem_weight else -1
        """Number of the stem, -1 where the segment lacks it; `root` likewise."""
        self.root = -1
        if word.root_weight:
            self.root = lists.root_number(word.stem, word.root)

    def __bool__(self) -> bool:
        """Whether any document holds it."""
        return self.stem >= 0 or self.root >= 0

    @cached_property
    def documents(self) -> DocSet:
        """All that get something of it."""
        if self.root >= 0:
            return self._root.documents_of(self.root)
        return self._text.documents_of(self.stem) if self.stem >= 0 else ()

    # What it can give at most

    @property
    def has_levels(self) -> bool:
        """Whether the levels of the word lie in the index; else they have to be made for each search."""
        return self.stem >= 0 and self._text.levels.has(self.stem)

    def levels(self, found: DocSet | None) -> list[Level]:
        """Those of some documents (all where None) that hold the word, the best level first.

        Others may be among them, and one document in several levels: what it gets is bounded by the first.
        """
        if self.stem >= 0 and (steps := self._text.levels.of(self.stem)) is not None:
            scale = self._stem_scale
            return [Level(documents, most * scale) for documents, most in steps]
        levels = self._cut(self._text, self.stem, found) if self.stem >= 0 else []
        if self.root < 0 or (levels and self._root.frequency(self.root) == self._text.frequency(self.stem)):
            return levels
        if (steps := self._root.levels.of(self.root)) is None:
            levels += self._cut(self._root, self.root, found)
        else:
            scale = self._root_weight * self._drift
            levels += [Level(documents, most * scale) for documents, most in steps]
        levels.sort(key=attrgetter("most"), reverse=True)
        return levels

    @property
    def _drift(self) -> float:
        """What a frequency may be worth more over all segments than it was where the levels were made."""
        return max(1.0, self._worth.average_length / self._lists.average_length)

    @property
    def _stem_scale(self) -> float:
        """What turns the ceilings of the levels into those of this query.

        They bound s + r * share, where s and r, what stem and root are worth in a document, keep 0 <= s <= r: here is
        asked for the most that weight * (s + r * other share) can be then.
        """
        root = self._text.root_of(self.stem)
        share = share_of_root(self._text.frequency(self.stem), self._root.frequency(root), self._lists.document_count)
        other = self._root_weight / self._stem_weight
        return self._stem_weight * self._drift * (other / share if other > share else (1 + other) / (1 + share))

    def _cut(self, field: FieldLists, number: int, found: DocSet | None) -> list[Level]:
        """Levels of a term that has none, each twice as large as the one before."""
        if found is not None and size(found) * FEWER < field.frequency(number):
            groups = field.groups(number, sorted(members(found)))
        else:
            groups = field.groups(number)
        levels, wanted = [], LEAST
        some: list[int] = []
        for most, documents in sorted(self._stretches(groups), key=itemgetter(0), reverse=True):
            if not some:
                top = most
            some += documents
            if len(some) >= wanted:
                levels.append(Level(some, top))
                some, wanted = [], 2 * wanted
        return [*levels, Level(some, top)] if some else levels

    def _stretches(self, groups: Mapping[int, list[int]]) -> Iterator[tuple[float, list[int]]]:
        """Documents with the same frequencies, cut by their lengths, and what they get at most."""
        lengths = self._lists.lengths
        for pair, documents in groups.items():
            first, step = 0, LEAST
            while first < len(documents):
                yield self._worth_of(pair, lengths[documents[first]]), documents[first : first + step]
                first, step = first + step, 2 * step

    # What it gives

    def _worth_of(self, frequencies: int, length: int) -> float:
        """What a document gets; `frequencies`: of the stem << 8 | of the root, `length`: the byte for it."""
        worth = self._worth
        return (
            self._stem_weight * worth[frequencies >> 8][length] + self._root_weight * worth[frequencies & 0xFF][length]
        )

    def values(self, documents: Sequence[int]) -> list[float]:
        """What each of some documents, rising, gets; 0 where the word is not in it."""
        pairs = self._frequencies(documents)
        worth, stem_weight, root_weight = self._worth, self._stem_weight, self._root_weight
        lengths = map(self._lists.lengths.__getitem__, documents)
        if not root_weight:
            return [stem_weight * worth[pair >> 8][length] for pair, length in zip(pairs, lengths, strict=True)]
        return [
            stem_weight * worth[pair >> 8][length] + root_weight * worth[pair & 0xFF][length]
            for pair, length in zip(pairs, lengths, strict=True)
        ]

    def _frequencies(self, documents: Sequence[int]) -> list[int]:
        if self.stem < 0:
            return self._root.frequencies(self.root, documents) if self.root >= 0 else [0] * len(documents)
        frequencies = self._text.frequencies(self.stem, documents)
        if self.root < 0 or 0 not in frequencies:
            return frequencies
        # The list of the stem holds the frequencies of its root as well.
        others = [document for document, pair in zip(documents, frequencies, strict=True) if not pair]
        of_roots = iter(self._root.frequencies(self.root, others))
        return [pair or next(of_roots) for pair in frequencies]
