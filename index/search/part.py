"""One word of a query in one segment: what it gives to which documents, and what it can give at most."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from index.search.bm25 import ScoreTable
from index.search.docsets import as_bits, both, members
from index.search.heads import Head
from index.search.postings import FieldLists, SegmentLists

READ_WHOLE = 3_000
"""Up to so many documents a list is copied before it is bisected; longer ones are bisected where they lie."""

READ_RATHER = 8
"""A list so many times longer than the documents asked for is bisected for each instead of being read."""

UPPER_SHARE = 6
"""The best sixth of a short list is told from the others when ceilings are added."""

Scores = dict[int, float]
"""Document number -> score."""


class Term(NamedTuple):
    """A term whose postings add to the score."""

    field: str
    text: bytes
    weight: float


class RankedWord(NamedTuple):
    """A word of a query with what it weighs."""

    root: Term
    stem: Term


class Part:
    """The documents of a segment that hold one word by its very stem, and those that hold only its root.

    Everything is worked out when it is first asked for: most questions are answered by what a word can give at most.
    """

    def __init__(self, lists: SegmentLists, table: ScoreTable, word: RankedWord) -> None:
        self._text, self._root = lists.text, lists.root
        self.stem = lists.text.find(word.stem.text)
        """Number of the stem, -1 where the segment lacks it; `root` likewise."""
        self.root = lists.text.root_of(self.stem) if self.stem >= 0 else lists.root.find(word.root.text)
        self.stem_frequency = self._text.frequency(self.stem) if self.stem >= 0 else 0
        self.root_frequency = self._root.frequency(self.root) if self.root >= 0 else 0
        self._worth = table.__getitem__
        self._stem_weight = word.stem.weight
        self._root_weight = word.root.weight

    # What it can give at most

    @cached_property
    def stem_most(self) -> float:
        """No document with the stem gets more."""
        if self.stem < 0:
            return 0.0
        front = self._text.heads.front(self.stem)
        return self._most(front) if front else max(self._stem_scores.values())

    @cached_property
    def root_most(self) -> float:
        """No document gets more from the root alone."""
        if self.root < 0:
            return 0.0
        front = self._root.heads.front(self.root)
        return self._most(front) if front else max(self._root_scores.values())

    @cached_property
    def most(self) -> float:
        return max(self.stem_most, self.root_most)

    @cached_property
    def rest(self) -> float:
        """No document of the stem that is not among the best gets more; below 0 where there is no other."""
        return self._most(self._head.rest) if self._head is not None and self._head.rest else -1.0

    @cached_property
    def root_rest(self) -> float:
        """The same of the root alone."""
        return self._most(self._root_head.rest) if self._root_head is not None and self._root_head.rest else -1.0

    def _most(self, pairs: Iterable[tuple[int, int]]) -> float:
        stem, root, worth = self._stem_weight, self._root_weight, self._worth
        return max([stem * worth(a) + root * worth(b) for a, b in pairs])

    # Who holds it

    @cached_property
    def stem_bits(self) -> int:
        """The documents that hold the stem."""
        return as_bits(self._text.documents_of(self.stem)) if self.stem >= 0 else 0

    @cached_property
    def root_bits(self) -> int:
        """The documents that hold the word in any form."""
        return as_bits(self._root.documents_of(self.root)) if self.root >= 0 else 0

    def levels(self) -> Iterator[tuple[int, float]]:
        """Documents as bits, and what none of them gets more of; together all that hold the word, each once."""
        if self._head is None:
            scores = self.best
            cut = heapq.nlargest(len(scores) // UPPER_SHARE + 1, scores.values())[-1] if scores else 0.0
            upper = as_bits([document for document, score in scores.items() if score >= cut])
            rest = max((score for score in scores.values() if score < cut), default=0.0)
        else:
            upper, rest = as_bits(self.best.keys()), self.rest
        if upper:
            yield upper, self.stem_most
        if lower := self.stem_bits & ~upper:
            yield lower, rest
        if others := self.root_bits & ~self.stem_bits:
            yield others, self.root_most

    # What it gives

    @cached_property
    def _head(self) -> Head | None:
        return self._text.heads.of(self.stem) if self.stem >= 0 else None

    @cached_property
    def _root_head(self) -> Head | None:
        return self._root.heads.of(self.root) if self.root >= 0 else None

    @cached_property
    def best(self) -> Scores:
        """The documents that the stem gives most."""
        if self._head is None:
            return self._stem_scores
        ids, classes, roots = self._text.postings_at(self.stem, self._head.ranks)
        return dict(zip(ids, self._together(classes, roots), strict=True))

    @cached_property
    def root_best(self) -> Scores:
        """The documents that the root alone would give most; some of them hold the stem too."""
        if self._root_head is None:
            return self._root_scores
        ids, classes, _ = self._root.postings_at(self.root, self._root_head.ranks)
        return dict(zip(ids, self._alone(classes), strict=True))

    def _together(self, classes: Iterable[int], roots: Iterable[int]) -> list[float]:
        stem, root, worth = self._stem_weight, self._root_weight, self._worth
        return [stem * a + root * b for a, b in zip(map(worth, classes), map(worth, roots), strict=True)]

    def _alone(self, roots: Iterable[int]) -> list[float]:
        root = self._root_weight
        return [root * worth for worth in map(self._worth, roots)]

    @cached_property
    def _stem_scores(self) -> Scores:
        if self.stem < 0:
            return {}
        text, number = self._text, self.stem
        scores = self._together(text.classes_of(number).tolist(), text.root_classes_of(number).tolist())
        return dict(zip(text.ids(number).tolist(), scores, strict=True))

    @cached_property
    def _root_scores(self) -> Scores:
        if self.root < 0:
            return {}
        root, number = self._root, self.root
        return dict(zip(root.ids(number).tolist(), self._alone(root.classes_of(number).tolist()), strict=True))

    def stem_scores(self) -> Scores:
        """What every document of the stem gets."""
        return self._stem_scores

    def scores(self) -> Scores:
        """What every document of the word gets."""
        return self._root_scores | self._stem_scores

    def of_holders(self, documents: Collection[int]) -> list[float]:
        """What each of these gets; all of them hold the stem."""
        text, number = self._text, self.stem
        if self.stem_frequency <= 2 * len(documents):
            return list(map(self._stem_scores.__getitem__, documents))
        ids: Sequence[int] = text.ids(number)
        if len(ids) <= READ_WHOLE:
            ids = text.ids(number).tolist()
        classes, roots = text.classes_of(number), text.root_classes_of(number)
        places = [bisect_left(ids, document) for document in documents]
        return self._together([classes[at] for at in places], [roots[at] for at in places])

    def of(self, documents: Collection[int]) -> list[float]:
        """What each of these gets; 0 where the word is not in it."""
        if self.root < 0:
            return [0.0] * len(documents)
        if self.root_frequency <= READ_RATHER * len(documents):
            get = self.scores().get
            return [get(document, 0.0) for document in documents]
        return [self._one(document) for document in documents]

    def add_to(self, scores: Scores) -> None:
        """Add what the word gives to the scores of these documents."""
        holders = members(both(scores.keys(), self.stem_bits))
        for document, value in zip(holders, self.of_holders(holders), strict=True):
            scores[document] += value
        others = members(both(scores.keys(), self.root_bits & ~self.stem_bits))
        for document, value in zip(others, self._of_others(others), strict=True):
            scores[document] += value

    def _of_others(self, documents: Collection[int]) -> list[float]:
        """What the root alone gives each of these, all of which hold it."""
        root, number = self._root, self.root
        if self.root_frequency <= 2 * len(documents):
            return list(map(self._root_scores.__getitem__, documents))
        ids: Sequence[int] = root.ids(number)
        if len(ids) <= READ_WHOLE:
            ids = root.ids(number).tolist()
        classes = root.classes_of(number)
        return self._alone([classes[bisect_left(ids, document)] for document in documents])

    def _one(self, document: int) -> float:
        if self.stem >= 0:
            at = place_of(self._text, self.stem, document)
            if at >= 0:
                text, worth = self._text, self._worth
                return self._stem_weight * worth(text.classes[at]) + self._root_weight * worth(text.root_classes[at])
        return self._root_one(document)

    def _root_one(self, document: int) -> float:
        at = place_of(self._root, self.root, document)
        return self._root_weight * self._worth(self._root.classes[at]) if at >= 0 else 0.0


def place_of(field: FieldLists, number: int, document: int) -> int:
    """The place of a document among all postings of the field; -1 where the term's list lacks it."""
    end = field.offsets[number + 1]
    at = bisect_left(field.documents, document, field.offsets[number], end)
    return at if at < end and field.documents[at] == document else -1
