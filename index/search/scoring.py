"""BM25 over the flat lists, many postings at a time.

Each word is worth its stem and, weighing less, its root (facts: light10 + 0.75 root ranks best on three sets). A root's
list holds every article of its stems, so whether an article matches a word is one list, and only the ranking asks two.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import compress
from math import log
from operator import add
from typing import NamedTuple

from index.search.door import byte_to_length
from index.search.matching import SPARSE, Resolver, SegmentMatcher
from index.search.postings import SegmentLists

K1 = 0.9
B = 0.75
"""Tuned on every second query of three sets (tests/bench/search_quality.py), reported on the others."""

ROOT_WEIGHT = 0.75

BEST_TERM = K1 + 1
"""No frequency and no length make a term worth more than so many times its weight."""

Hit = tuple[float, int]
"""Score and document number."""


class Leaf(NamedTuple):
    """A term whose postings add to the score."""

    field: str
    term: bytes
    weight: float


class ScoreTable(dict[int, float]):
    """Class of a posting -> what BM25 makes of its frequency and length, filled as classes turn up."""

    def __init__(self, average_length: float) -> None:
        self._average = average_length or 1.0

    def __missing__(self, posting: int) -> float:
        frequency, length = posting >> 8, byte_to_length(posting & 0xFF)
        norm = K1 * (1 - B + B * length / self._average)
        value = self[posting] = frequency * (K1 + 1) / (frequency + norm)
        return value


class SegmentSearch(SegmentMatcher):
    """Matches and scores over one segment."""

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], table: ScoreTable, resolve: Resolver) -> None:
        super().__init__(lists, deleted, resolve)
        self._table = table

    def _postings(self, leaf: Leaf) -> tuple[memoryview, memoryview] | None:
        field = self.field(leaf.field)
        number = field.find(leaf.term)
        return (field.ids(number), field.classes_of(number)) if number >= 0 else None

    def scored(self, candidates: Iterable[int], leaves: Iterable[Leaf]) -> dict[int, float]:
        """The score of each candidate."""
        scores = dict.fromkeys(candidates, 0.0)
        for leaf in leaves:
            if (postings := self._postings(leaf)) is not None:
                self._add(scores, *postings, leaf.weight)
        return scores

    def _add(self, scores: dict[int, float], ids: memoryview, classes: memoryview, weight: float) -> None:
        """Add one list to the scores of documents that are candidates already."""
        table = self._table
        if len(ids) > SPARSE * len(scores):
            last = len(ids)
            for document in scores:
                at = bisect_left(ids, document)
                if at < last and ids[at] == document:
                    scores[document] += weight * table[classes[at]]
        else:
            for document, posting in compress(zip(ids, classes, strict=True), map(scores.__contains__, ids)):
                scores[document] += weight * table[posting]

    def one_word(self, leaves: Sequence[Leaf], count: int) -> dict[int, float] | None:
        """Scores of the documents that hold a word's very stem; None where others may be among the best `count`.

        A document found by the root alone scores at most `BEST_TERM` times the root's weight, which hardly ever
        reaches documents that hold stem and root.
        """
        number = self.lists.text.find(leaves[1].term)
        if number < 0 or self.lists.text.frequency(number) < count:
            return None
        values = self._stem_scores(leaves, number)
        floor = heapq.nlargest(count, values)[-1]
        if floor <= BEST_TERM * leaves[0].weight:
            return None
        ids = self.lists.text.ids(number)
        return {document: value for document, value in zip(ids, values, strict=True) if value >= floor}

    def all_words(self, words: Sequence[Sequence[Leaf]], found: set[int], count: int) -> dict[int, float] | None:
        """Scores of those documents, of all that hold every word, that may be among the best `count`.

        First those that hold every word's very stem. One that lacks a stem gets for that word at most what its root
        can be worth, so few of the others have to be looked at. None where too few hold all stems to tell.
        """
        text = self.lists.text
        numbers = [text.find(leaves[1].term) for leaves in words]
        if sum(text.frequency(number) for number in numbers if number >= 0) > 2 * len(found):
            return None
        parts = [self._stem_part(leaves) for leaves in words]
        whole = set(parts[0]).intersection(*parts[1:])
        if len(whole) < count:
            return None
        scores = {document: sum(part[document] for part in parts) for document in whole}
        floor = heapq.nlargest(count, scores.values())[-1]
        ceilings = [BEST_TERM * leaves[0].weight for leaves in words]
        if sum(ceilings) >= floor:
            return None
        mosts = [max(ceiling, *part.values()) for ceiling, part in zip(ceilings, parts, strict=True)]
        hopeful: set[int] = set()
        for place, part in enumerate(parts):
            rest = sum(mosts) - mosts[place] if len(words) > 2 else ceilings[1 - place]
            hopeful.update(document for document, value in part.items() if value + rest >= floor)
        hopeful = hopeful & found - whole
        scores.update(self.scored(hopeful, (leaf for leaves in words for leaf in leaves)))
        return scores

    def _stem_part(self, leaves: Sequence[Leaf]) -> dict[int, float]:
        text = self.lists.text
        number = text.find(leaves[1].term)
        return dict(zip(text.ids(number), self._stem_scores(leaves, number), strict=True)) if number >= 0 else {}

    def _stem_scores(self, leaves: Sequence[Leaf], number: int) -> list[float]:
        """What stem and root together give each document of the stem's list."""
        text, table = self.lists.text, self._table
        classes, root_classes = text.classes_of(number), text.root_classes_of(number)
        by_stem = {posting: leaves[1].weight * table[posting] for posting in set(classes)}
        by_root = {posting: leaves[0].weight * table[posting] for posting in set(root_classes)}
        return list(map(add, map(by_stem.__getitem__, classes), map(by_root.__getitem__, root_classes)))

    def word_scores(self, leaves: Sequence[Leaf]) -> dict[int, float]:
        """What one word gives every document it is found in."""
        root = self._postings(leaves[0])
        if root is None:
            return {}
        weight, table = leaves[0].weight, self._table
        by_root = {posting: weight * table[posting] for posting in set(root[1])}
        scores = dict(zip(root[0], map(by_root.__getitem__, root[1]), strict=True))
        number = self.lists.text.find(leaves[1].term)
        if number >= 0:
            scores.update(zip(self.lists.text.ids(number), self._stem_scores(leaves, number), strict=True))
        return scores

    def any_word(self, words: Sequence[Sequence[Leaf]], count: int | None) -> tuple[dict[int, float], Collection[int]]:
        """Scores of documents that hold any of the words, heaviest first, and all documents that do.

        With `count`, documents that can't get among the best so many any more are not scored (MaxScore: Turtle and
        Flood 1995).
        """
        scores: dict[int, float] = {}
        for place, leaves in enumerate(words):
            if count is not None and len(scores) >= count:
                rest = BEST_TERM * sum(leaf.weight for others in words[place:] for leaf in others)
                floor = heapq.nlargest(count, scores.values())[-1]
                if rest < floor:
                    return self._finished(scores, words[place:], floor - rest)
            found = self.word_scores(leaves)
            if scores:
                get = scores.get
                for document, value in found.items():
                    scores[document] = get(document, 0.0) + value
            else:
                scores = found
        return scores, scores.keys()

    def _finished(
        self, scores: dict[int, float], words: Sequence[Sequence[Leaf]], floor: float
    ) -> tuple[dict[int, float], Collection[int]]:
        """Score the remaining words only for documents above the floor."""
        documents = set(scores).union(*(self.ids("root", leaves[0].term) for leaves in words))
        best = {document: score for document, score in scores.items() if score >= floor}
        for leaf in (leaf for leaves in words for leaf in leaves):
            if (postings := self._postings(leaf)) is not None:
                self._add(best, *postings, leaf.weight)
        return best, documents


def best_hits(scores: dict[int, float], count: int | None) -> list[Hit]:
    """The best so many, lower document numbers first among equals."""
    if count is not None and len(scores) > 2 * count:
        floor = heapq.nlargest(count, scores.values())[-1]
        scores = {document: score for document, score in scores.items() if score >= floor}
    return sorted(((score, document) for document, score in scores.items()), key=lambda hit: (-hit[0], hit[1]))[:count]


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """Lucene's form, never negative."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def without(documents: Collection[int], deleted: frozenset[int]) -> int:
    """How many of these, in order or a set, are not deleted."""
    if not deleted:
        return len(documents)
    if isinstance(documents, set):
        return len(documents) - len(documents & deleted)
    return len(documents) - len(deleted.intersection(documents))
