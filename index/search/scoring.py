"""The best articles of a query in one segment, without looking at all of them.

Each word is worth its stem and, weighing less, its root. A root's list holds every article of its stems, so whether
an article matches a word is one list, and only the ranking asks two. In every run of a list the best come first: what
a few of them score is a floor, and where a run can't lift an article over it any more, its rest is not read (MaxScore:
Turtle and Flood 1995). Whatever is left out is proven to be worse: the best hits are those of scoring everything.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations, islice, pairwise, repeat, takewhile
from operator import neg, rshift

from index.search.bm25 import SLACK, WorthTable
from index.search.ceilings import Ceilings
from index.search.docsets import DocSet, as_bits, both, members, minus, size, tester
from index.search.matching import Resolver, SegmentMatcher
from index.search.part import Part, RankedWord, Scores, Stretch, Stripe, Term
from index.search.postings import FEW, MAX_FREQUENCY, FieldLists, Frequencies, SegmentLists
from index.search.race import Race
from index.search.schema import TITLE_WEIGHT

Hit = tuple[float, int, int]
"""Score, negative so that hits sort best first; article key; document number over all segments."""

FIRST_LOOK = 6
"""Documents of a word that are scored to find a floor for words of which one is enough."""

STRIPES = 5
"""Parts into which documents are cut by their lengths, since the longer ones get less."""

LEADERS = 4
"""So many words, those that may give most, are asked for such documents."""

SMALL = 200
"""So many documents are scored at once, without a floor."""

NO_FLOOR = -1.0


class SegmentSearch(SegmentMatcher):
    """Matches and scores over one segment.

    Where the best `count` are asked for, `floor` is what the last of so many reaches in other segments: documents
    below it may be missing from the scores, and so may those that others of this segment keep from the best.
    """

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], worth: WorthTable, resolve: Resolver) -> None:
        super().__init__(lists, deleted, resolve)
        self._worth = worth

    @cached_property
    def _stripes(self) -> list[Stripe]:
        """All documents, cut by their lengths into parts of like size."""
        lengths, count = self.lists.lengths, self.lists.document_count
        ends = [count * n // STRIPES for n in range(STRIPES + 1)]
        return [((1 << last) - (1 << first), lengths[first]) for first, last in pairwise(ends) if first < last]

    def part(self, word: RankedWord) -> Part:
        return Part(self.lists, self._worth, word)

    def scored(self, candidates: Collection[int], terms: Iterable[Term], count: int | None = None) -> Scores:
        """The score of each candidate that may be among the best."""
        if len(candidates) < FEW:
            return self._counted(candidates, terms)
        documents = sorted(candidates)
        weights, columns = [], []
        for term, held, others in self._frequencies(set(documents), terms):
            weights.append(term.weight)
            both = map(held.get, documents, repeat(others))
            columns.append(map(rshift, both, repeat(8)) if term.field == "text" else both)
        if not columns:
            return dict.fromkeys(documents, 0.0)
        alike: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        deque(map(list.append, map(alike.__getitem__, zip(*columns, strict=True)), documents), maxlen=0)
        worth, lengths = self._worth.__getitem__, self.lists.lengths
        groups = [
            (list(zip(weights, map(worth, frequencies), strict=True)), some) for frequencies, some in alike.items()
        ]
        tops = [_sum(worths, lengths[some[0]]) for worths, some in groups]
        floor = NO_FLOOR if count is None else floor_of(tops, count)
        scores: Scores = {}
        for top, (worths, some) in zip(tops, groups, strict=True):
            if top >= floor:
                scores.update(_best_alike(some, worths, lengths, count, floor))
        return scores

    def _frequencies(self, documents: set[int], terms: Iterable[Term]) -> Iterator[tuple[Term, Frequencies, int]]:
        """For each term how often some documents hold it, and how often all others do."""
        for term in terms:
            field = self._field(term)
            if (number := field.find(term.text)) >= 0:
                yield term, *field.frequencies(number, documents, all_hold=term.is_in_all)

    def _field(self, term: Term) -> FieldLists:
        return self.lists.root if term.field == "root" else self.lists.text

    def _counted(self, candidates: Collection[int], terms: Iterable[Term]) -> Scores:
        """The scores of a few documents whose texts are read: counting is quicker than looking a list through."""
        scores = dict.fromkeys(candidates, 0.0)
        texts = {document: self.lists.codes(document) for document in candidates}
        worth, lengths = self._worth, self.lists.lengths
        for term in terms:
            field = self._field(term)
            number = field.find(term.text)
            if number < 0:
                continue
            if term.field == "text":
                self._add_counted(scores, texts, field.code(number), term.weight)
                continue
            some, others = field.frequencies(number, set(candidates), all_hold=term.is_in_all)
            for document in scores:
                scores[document] += term.weight * worth[some.get(document, others)][lengths[document]]
        return scores

    def _add_counted(self, scores: Scores, texts: Mapping[int, str], code: str, weight: float) -> None:
        """Add one stem to the scores of documents whose texts are at hand."""
        worth, lengths, titles = self._worth, self.lists.lengths, self.lists.title_lengths
        for document, codes in texts.items():
            frequency = codes.count(code) + codes[: titles[document]].count(code) * (TITLE_WEIGHT - 1)
            if frequency:
                scores[document] += weight * worth[min(frequency, MAX_FREQUENCY)][lengths[document]]

    def living(self, documents: DocSet) -> DocSet:
        return minus(documents, self.deleted) if self.deleted else documents

    # One word

    def one_word(self, word: RankedWord, count: int | None, floor: float) -> tuple[int, Scores]:
        """How many documents hold a word, and the scores of those that may be among the best."""
        part = self.part(word)
        if part.root < 0:
            return 0, {}
        if self.deleted:
            found = self.living(part.root_documents)
            return size(found), self.best_of_word(part, found, count, floor)
        return part.root_frequency, self.best_of_word(part, None, count, floor)

    def best_of_word(self, part: Part, found: DocSet | None, count: int | None, floor: float) -> Scores:
        """Scores of the documents of a word, only those found where that is given."""
        if count is None:
            return _only(part.scores, found)
        if found is not None and size(found) <= SMALL:
            return part.of(members(found))
        is_found = None if found is None else tester(found)
        scores = dict(zip(part.head, part.values(part.head), strict=True))
        if is_found is not None:
            scores = {document: score for document, score in scores.items() if is_found(document)}
        for run in part.runs:
            scores.update(_first(run, self.lists.lengths, is_found, count))
        floor = max(floor, floor_of(scores.values(), count))
        if part.root_most >= floor:
            self._add_roots(part, scores, is_found, count, floor)
        return scores

    def _add_roots(
        self, part: Part, scores: Scores, is_found: Callable[[int], object] | None, count: int, floor: float
    ) -> None:
        """Add the best of those that hold only the root."""
        has_stem = tester(part.stem_documents)
        lengths = self.lists.lengths

        def is_wanted(document: int) -> bool:
            return not has_stem(document) and (is_found is None or bool(is_found(document)))

        for document, value in zip(part.root_head, part.values(part.root_head), strict=True):
            if value >= floor and is_wanted(document):
                scores[document] = value
        for run in part.root_runs:
            if run.top >= floor:
                best = takewhile(lambda pair: pair[1] >= floor, _first(run, lengths, is_wanted, count))
                scores.update(best)

    # Several words

    def all_words(self, words: Sequence[RankedWord], found: DocSet, count: int, floor: float) -> Scores:
        """Scores of those found that may be among the best; all of them hold every word, by stem or root."""
        parts = [self.part(word) for word in words]
        if len(parts) == 1:
            return self.best_of_word(parts[0], found, count, floor)
        if len(parts) == 2 and size(found) > SMALL:
            return Race(parts[0], parts[1], found, count, floor).run()
        if size(found) <= SMALL:
            return self._scores_of(parts, members(found), all_hold=True)
        return self._best(parts, found, count, floor)

    def any_word(self, words: Sequence[RankedWord], count: int | None, floor: float) -> tuple[int, Scores]:
        """How many documents hold any of the words, and the scores of those that may be among the best."""
        parts = [part for word in words if (part := self.part(word)).root >= 0]
        if count is None:
            scores = self._alive_scores(_added(part.scores for part in parts))
            return len(scores), scores
        found = 0
        for part in parts:
            found |= as_bits(part.root_documents)
        found &= self.alive
        return found.bit_count(), self._best(parts, found, count, floor)

    def _best(self, parts: Sequence[Part], found: DocSet, count: int, floor: float) -> Scores:
        """Scores of those found that may be among the best.

        What a few likely documents reach is a floor; of the others only those are scored whose ceiling is not below.
        """
        if size(found) <= SMALL:
            return self._scores_of(parts, members(found))
        parts = sorted(parts, key=lambda part: -part.most)
        scores = self._scores_of(parts, self._likely(parts, found))
        floor = max(floor, floor_of(scores.values(), count))
        if floor > 0:
            ceilings = Ceilings(floor - SLACK)
            for part in parts:
                for documents, most in part.levels(self._stripes):
                    ceilings.add(documents, most)
            found = both(found, ceilings.reaching())
        scores.update(self._reaching(parts, members(minus(found, scores.keys())), floor - SLACK))
        return scores

    def _likely(self, parts: Sequence[Part], found: DocSet) -> Collection[int]:
        """A few documents that promise much."""
        likely: set[int] = set()
        for part in parts[:LEADERS]:
            likely.update(islice(part.head, FIRST_LOOK))
            likely.update(run.documents[0] for run in part.runs[:FIRST_LOOK])
        for part, other in combinations(parts[:LEADERS], 2):
            likely.update(islice(part.head.keys() & other.head.keys(), FIRST_LOOK))
        return members(both(likely, found))

    def _reaching(self, parts: Sequence[Part], documents: Collection[int], floor: float) -> Scores:
        """The scores of those documents that reach the floor; the words that give most come first."""
        scores = dict.fromkeys(documents, 0.0)
        most = sum([part.most for part in parts])
        for part in parts:
            most -= part.most
            needed = floor - most
            for document, value in part.of(scores).items():
                scores[document] += value
            scores = {document: score for document, score in scores.items() if score >= needed}
        return scores

    def _scores_of(self, parts: Sequence[Part], documents: Collection[int], *, all_hold: bool = False) -> Scores:
        scores = dict.fromkeys(documents, 0.0)
        for part in parts:
            for document, value in part.of(documents, all_hold=all_hold).items():
                scores[document] += value
        return scores

    def _alive_scores(self, scores: Scores) -> Scores:
        for document in self.deleted:
            scores.pop(document, None)
        return scores


def _sum(worths: Sequence[tuple[float, list[float]]], length: int) -> float:
    """A score; `worths`: of each term its weight, and by the length of a document what its frequency is worth."""
    score = 0.0
    for weight, worth in worths:
        score += weight * worth[length]
    return score


def _best_alike(
    documents: Sequence[int],
    worths: Sequence[tuple[float, list[float]]],
    lengths: bytes,
    count: int | None,
    floor: float,
) -> Iterator[tuple[int, float]]:
    """Those of some documents, rising, that may be among the best, each with its score.

    They hold every term as often as one another, so the shorter is worth more: only the first so many may be, those
    as long as the last of them, and none below the floor.
    """
    left, last, score = len(documents) if count is None else count, -1, 0.0
    for document in documents:
        length = lengths[document]
        if length != last:
            score = _sum(worths, length)
            if left <= 0 or score < floor:
                return
        yield document, score
        left, last = left - 1, length


def _first(
    run: Stretch, lengths: bytes, is_found: Callable[[int], object] | None, count: int
) -> Iterator[tuple[int, float]]:
    """The first so many of a run that are found, each with its value, and those that get as much as the last."""
    last = -1
    for document in run.documents:
        if is_found is None or is_found(document):
            length = lengths[document]
            if count <= 0 and length != last:
                return
            yield document, run.value(length)
            count, last = count - 1, length


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


def first_hits(documents: Collection[int], count: int | None, lists: SegmentLists, base: int) -> list[Hit]:
    """Hits that nothing ranks, the lowest keys first."""
    keys = map(lists.keys.__getitem__, documents)
    chosen = sorted(keys) if count is None else heapq.nsmallest(count, keys)
    return [(-1.0, key, base + number) for key in chosen if (number := lists.number_of(key)) is not None]


def best_hits(scores: Scores, count: int | None, keys: Sequence[int], base: int) -> list[Hit]:
    """The best so many, the lower key first among equals.

    `keys`: of each document of the segment; `base`: documents in the segments before it.
    """
    if count is not None and len(scores) > 2 * count:
        floor = heapq.nlargest(count, scores.values())[-1]
        scores = {document: score for document, score in scores.items() if score >= floor}
    hits = zip(map(neg, scores.values()), map(keys.__getitem__, scores), map(base.__add__, scores), strict=True)
    return sorted(hits)[:count]
