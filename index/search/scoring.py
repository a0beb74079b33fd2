"""The best articles of a query in one segment, without looking at all of them.

Each word is worth its stem and, weighing less, its root. A root's list holds every article of its stems, so whether
an article matches a word is one list, and only the ranking asks two. The heads of long lists give ten good articles
at once; what they score is a floor, and a list whose rest can't lift an article over it is not read (MaxScore: Turtle
and Flood 1995). Whatever is left out is proven to be worse: the best hits are those of scoring everything.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence
from itertools import compress

from index.search.bm25 import ScoreTable
from index.search.ceilings import Ceilings
from index.search.docsets import DocSet, both, members, minus, size
from index.search.matching import SPARSE, Resolver, SegmentMatcher
from index.search.part import Part, RankedWord, Scores, Term, place_of
from index.search.postings import FieldLists, SegmentLists

Hit = tuple[float, int]
"""Score and document number."""

FIRST_LOOK = 12
"""Documents of a word that are scored to find a floor for words of which one is enough."""

LEADERS = 4
"""So many words, those that may give most, are asked for such documents."""

SMALL = 48
"""So many documents are scored at once, without a floor."""

NO_FLOOR = -1.0

SLACK = 1e-9
"""What sums of the same numbers in another order may differ by."""


class SegmentSearch(SegmentMatcher):
    """Matches and scores over one segment.

    Where the best `count` are asked for, `floor` is what the last of so many reaches in other segments: documents
    below it may be missing from the scores, and so may those that others of this segment keep from the best.
    """

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], table: ScoreTable, resolve: Resolver) -> None:
        super().__init__(lists, deleted, resolve)
        self._table = table

    def part(self, word: RankedWord) -> Part:
        return Part(self.lists, self._table, word)

    def scored(self, candidates: Collection[int], terms: Iterable[Term]) -> Scores:
        """The score of each candidate."""
        scores = dict.fromkeys(candidates, 0.0)
        for term in terms:
            field = self.lists.root if term.field == "root" else self.lists.text
            if (number := field.find(term.text)) >= 0:
                self._add(scores, field, number, term.weight)
        return scores

    def _add(self, scores: Scores, field: FieldLists, number: int, weight: float) -> None:
        """Add one list to the scores of documents that are candidates already."""
        table = self._table
        if field.frequency(number) > SPARSE * len(scores):
            for document in scores:
                if (at := place_of(field, number, document)) >= 0:
                    scores[document] += weight * table[field.classes[at]]
        else:
            ids, classes = field.ids(number), field.classes_of(number)
            for document, posting in compress(zip(ids, classes, strict=True), map(scores.__contains__, ids)):
                scores[document] += weight * table[posting]

    def living(self, documents: DocSet) -> DocSet:
        return minus(documents, self.deleted) if self.deleted else documents

    def one_word(self, word: RankedWord, count: int | None, floor: float) -> tuple[int, Scores]:
        """How many documents hold a word, and the scores of those that may be among the best."""
        part = self.part(word)
        if part.root < 0:
            return 0, {}
        if self.deleted:
            found = self.living(self.lists.root.documents_of(part.root))
            return size(found), self.best_of_word(part, found, count, floor)
        return part.root_frequency, self.best_of_word(part, None, count, floor)

    def best_of_word(self, part: Part, found: DocSet | None, count: int | None, floor: float) -> Scores:
        """Scores of the documents of a word, only those found where that is given."""
        if count is None:
            return _only(part.scores(), found)
        scores = _only(part.best, found)
        floor = max(floor, floor_of(scores.values(), count))
        if part.rest >= floor:
            scores = _only(part.stem_scores(), found)
            floor = max(floor, floor_of(scores.values(), count))
        if part.root_rest >= floor:
            return _only(part.scores(), found)
        others = {d: score for d, score in part.root_best.items() if score >= floor and d not in scores}
        others = _only(others, found)
        scores.update(zip(others, part.of(others.keys()), strict=True))
        return scores

    def all_words(self, words: Sequence[RankedWord], found: DocSet, count: int, floor: float) -> Scores:
        """Scores of those found that may be among the best; all of them hold every word, by stem or root."""
        parts = [self.part(word) for word in words]
        if len(parts) == 1:
            return self.best_of_word(parts[0], found, count, floor)
        return self._best(parts, found, count, floor)

    def any_word(self, words: Sequence[RankedWord], count: int | None, floor: float) -> tuple[int, Scores]:
        """How many documents hold any of the words, and the scores of those that may be among the best."""
        parts = [part for word in words if (part := self.part(word)).root >= 0]
        if count is None:
            scores = self._alive_scores(_added(part.scores() for part in parts))
            return len(scores), scores
        found = 0
        for part in parts:
            found |= part.root_bits
        found &= self.alive
        return found.bit_count(), self._best(parts, found, count, floor)

    def _best(self, parts: Sequence[Part], found: DocSet, count: int, floor: float) -> Scores:
        """Scores of those found that may be among the best.

        What a few likely documents reach is a floor; of the others only those are scored whose ceiling is not below.
        """
        if size(found) <= SMALL:
            return self._scores_of(parts, members(found))
        scores = self._scores_of(parts, self._likely(parts, found))
        floor = max(floor, floor_of(scores.values(), count))
        if floor > 0:
            ceilings = Ceilings(floor - SLACK)
            for part in parts:
                for documents, most in part.levels():
                    ceilings.add(documents, most)
            found = both(found, ceilings.reaching())
        scores.update(self._scores_of(parts, members(minus(found, scores.keys()))))
        return scores

    def _likely(self, parts: Sequence[Part], found: DocSet) -> Collection[int]:
        """A few documents that promise much."""
        likely: set[int] = set()
        for part in sorted(parts, key=lambda part: -part.most)[:LEADERS]:
            best = part.best
            chosen = heapq.nlargest(FIRST_LOOK, best, key=best.__getitem__)
            likely.update(chosen)
        return members(both(likely, found))

    def _scores_of(self, parts: Sequence[Part], documents: Collection[int]) -> Scores:
        scores = dict.fromkeys(documents, 0.0)
        for part in parts:
            part.add_to(scores)
        return scores

    def _alive_scores(self, scores: Scores) -> Scores:
        for document in self.deleted:
            scores.pop(document, None)
        return scores


def _only(scores: Scores, found: DocSet | None) -> Scores:
    """The scores of those found."""
    if found is None or not scores:
        return dict(scores)
    return {document: scores[document] for document in members(both(scores.keys(), found))}


def _added(lists: Iterable[Scores]) -> Scores:
    added: Scores = {}
    for scores in sorted(lists, key=len, reverse=True):
        if not added:
            added = dict(scores)
            continue
        get = added.get
        for document, value in scores.items():
            added[document] = get(document, 0.0) + value
    return added


def floor_of(scores: Collection[float], count: int) -> float:
    """What the last of the best `count` reaches; below all where there are fewer."""
    return heapq.nlargest(count, scores)[-1] if len(scores) >= count else NO_FLOOR


def best_hits(scores: Scores, count: int | None) -> list[Hit]:
    """The best so many, lower document numbers first among equals."""
    if count is not None and len(scores) > 2 * count:
        floor = heapq.nlargest(count, scores.values())[-1]
        scores = {document: score for document, score in scores.items() if score >= floor}
    return sorted(((score, document) for document, score in scores.items()), key=lambda hit: (-hit[0], hit[1]))[:count]
