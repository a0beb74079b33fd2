"""The best documents that hold both of two words, without scoring those that can't be among them."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from index.search.bm25 import SLACK
from index.search.docsets import DocSet, bits_row, lowest
from index.search.part import Part, Scores, Stretch

SEEDS = 8
"""So many documents of the head of a word are tried before all others."""


class Race:
    """Joins the lists of the words, the most promising stretches first."""

    def __init__(self, first: Part, second: Part, found: DocSet, count: int, floor: float) -> None:
        self._first, self._second = first, second
        self._value, self._other_value = first.value, second.value
        self._row = bits_row(found)
        self._shortest = first.lengths[lowest(found)]
        self._count = count
        self._floor = floor
        self._lengths = first.lengths
        self._best: list[float] = []
        self.scores: Scores = {}

    def run(self) -> Scores:
        first, second = self._first, self._second
        self._enter_all(first.head.keys() & second.head.keys())
        # The head begins with the highest frequencies: what a few of these reach spares most of the others.
        self._enter_all(list(first.head)[:SEEDS])
        self._enter_all(list(second.head)[:SEEDS])
        bounds = [*self._bounds(first, second), *self._bounds(second, first)]
        heapq.heapify(bounds)
        while bounds and -bounds[0][0] >= self._floor - SLACK:
            _, document = heapq.heappop(bounds)
            self._enter(document, self._score(document))
        self._run_pairs()
        return self.scores

    def _enter_all(self, documents: Iterable[int]) -> None:
        row, scores = self._row, self.scores
        for document in documents:
            if row[document >> 3] >> (document & 7) & 1 and document not in scores:
                self._enter(document, self._score(document))

    def _enter(self, document: int, score: float) -> None:
        self.scores[document] = score
        if len(self._best) < self._count:
            heapq.heappush(self._best, score)
        elif score > self._best[0]:
            heapq.heapreplace(self._best, score)
        else:
            return
        if len(self._best) == self._count and self._best[0] > self._floor:
            self._floor = self._best[0]

    def _score(self, document: int) -> float:
        return self._value(document) + self._other_value(document)

    def _bounds(self, part: Part, other: Part) -> Iterator[tuple[float, int]]:
        """What those in the head of one word, not of the other, reach at most (negative) if it is enough."""
        lengths, row, rest = self._lengths, self._row, other.rest
        worth, stem_weight, root_weight = part.worth, part.stem_weight, part.root_weight
        floor = self._floor - SLACK
        known, is_over = -1, False
        stem_worth = root_worth = worth[0]
        for document, frequencies in part.head.items():
            if frequencies != known:
                known, is_over = frequencies, False
                stem_worth, root_worth = worth[frequencies >> 8], worth[frequencies & 0xFF]
            elif is_over:
                continue
            if row[document >> 3] >> (document & 7) & 1:
                length = lengths[document]
                bound = stem_weight * stem_worth[length] + root_weight * root_worth[length] + rest(length)
                if bound < floor:
                    # Of the same frequencies, those that follow are longer.
                    is_over = True
                elif document not in self.scores:
                    yield -bound, document

    def _run_pairs(self) -> None:
        """Those in no head: from each pair of runs what both hold, as far as their lengths let it reach the floor."""
        first, second, shortest = self._first, self._second, self._shortest
        rest, other_rest = first.rest(shortest), second.rest(shortest)
        if rest + other_rest < self._floor - SLACK:
            return
        self._join_all(first.runs, second.runs)
        if first.root_most + other_rest >= self._floor - SLACK:
            self._join_all(first.root_stretches, [*second.runs, *second.root_stretches])
        if second.root_most + rest >= self._floor - SLACK:
            self._join_all(first.runs, second.root_stretches)

    def _join_all(self, some: Sequence[Stretch], others: Sequence[Stretch]) -> None:
        others = sorted(others, key=lambda stretch: -stretch.top)
        for a in sorted(some, key=lambda stretch: -stretch.top):
            for b in others:
                if a.top + b.top < self._floor - SLACK:
                    break
                self._join(a, b)

    def _join(self, a: Stretch, b: Stretch) -> None:
        lengths, row = self._lengths, self._row

        def bound(length: int) -> float:
            return a.value(length) + b.value(length)

        shortest = max(lengths[a.documents[0]], lengths[b.documents[0]])
        if bound(shortest) < self._floor - SLACK:
            return
        longest = bisect_right(range(256), SLACK - self._floor, key=lambda length: -bound(length)) - 1
        last = bisect_right(lengths, longest)
        few, many = a.documents[: bisect_left(a.documents, last)], b.documents[: bisect_left(b.documents, last)]
        if len(few) > len(many):
            few, many = many, few
        is_exact = not (a.is_root or b.is_root)
        for document in sorted(set(few).intersection(many)):
            length = lengths[document]
            value = bound(length)
            if value < self._floor - SLACK:
                return
            if document not in self.scores and row[document >> 3] >> (document & 7) & 1:
                self._enter(document, value if is_exact else self._score(document))
