"""The best articles of a query in one segment, without looking at all of them.

Each word is worth its stem and, weighing less, its root. A root's list holds every article of its stems, so whether
an article matches a word is one list, and only the ranking asks two. What a word can give is known in levels
(levels.py): the articles that may get most are scored first, what the best of them reach is a floor, and no other is
looked at whose words can't lift it there (MaxScore: Turtle and Flood 1995). The best hits are those of scoring
everything.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from operator import itemgetter, neg

from index.search.bm25 import SLACK, WorthTable
from index.search.ceilings import Ceilings
from index.search.docsets import DocSet, as_bits, members, minus, size
from index.search.matching import Resolver, SegmentMatcher
from index.search.part import Level, Part, RankedWord
from index.search.postings import SegmentLists

Hit = tuple[float, int, int]
"""Score, negative so that hits sort best first; article key; document number over all segments."""

Scores = dict[int, float]
"""Document number -> score."""

SMALL = 40
"""So many documents are scored at once: finding the best among them would take as long."""

MEDIUM = 100
"""The same where words are too rare to have levels, which have to be made first."""

AT_ONCE = 8
"""So many of them are scored before the floor is looked at again."""

BEYOND = 6
"""So many documents more than are asked for are scored at a time."""

NO_FLOOR = -1.0


class SegmentSearch(SegmentMatcher):
    """Matches and scores over one segment."""

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], worth: WorthTable, resolve: Resolver) -> None:
        super().__init__(lists, deleted, resolve)
        self._worth = worth

    def part(self, word: RankedWord) -> Part:
        return Part(self.lists, self._worth, word)

    def living(self, documents: DocSet) -> DocSet:
        return minus(documents, self.deleted) if self.deleted else documents

    def scores(self, words: Sequence[RankedWord], documents: DocSet) -> Scores:
        """What some documents get of the words."""
        return _scored([self.part(word) for word in words], documents)

    def one_word(self, word: RankedWord, count: int | None, floor: float) -> tuple[int, Scores]:
        """How many documents hold a word, and the scores of those that may be among the best (as in `best`)."""
        part = self.part(word)
        found = self.living(part.documents)
        if self.deleted or count is None or size(found) <= SMALL:
            return size(found), self._best([part], found, count, floor)
        return size(found), _best_of_one(part, None, count, floor)

    def best(self, words: Sequence[RankedWord], found: DocSet, count: int | None, floor: float) -> Scores:
        """Scores of those found that may be among the best `count` (of all where None).

        `floor`: what the last of so many reaches in other segments. Documents below it may be missing, and so may
        those that others of this segment keep from the best.
        """
        return self._best([part for word in words if (part := self.part(word))], found, count, floor)

    def _best(self, parts: Sequence[Part], found: DocSet, count: int | None, floor: float) -> Scores:
        if count is None or not parts or size(found) <= (SMALL if all(part.has_levels for part in parts) else MEDIUM):
            return _scored(parts, found)
        if len(parts) == 1:
            return _best_of_one(parts[0], found, count, floor)
        if len(parts) == 2:
            return _best_of_two(parts[0], parts[1], found, count, floor)
        return _best_of_several(parts, found, count, floor)


def _scored(parts: Sequence[Part], found: DocSet) -> Scores:
    documents = sorted(members(found))
    if not parts:
        return dict.fromkeys(documents, 0.0)
    values = [part.values(documents) for part in parts]
    return dict(zip(documents, values[0] if len(values) == 1 else map(sum, zip(*values, strict=True)), strict=True))


def _best_of_one(part: Part, found: DocSet | None, count: int, floor: float) -> Scores:
    """The levels are read from the best on, until none below can reach the floor; `found`: all where None."""
    left = as_bits(part.documents if found is None else found)
    scores: Scores = {}
    for level in part.levels(found):
        if level.most < floor - SLACK:
            break
        if documents := level.documents & left:
            left ^= documents
            scores |= _scored([part], documents)
            floor = max(floor, floor_of(scores.values(), count))
    return scores


def _best_of_two(part: Part, other: Part, found: DocSet, count: int, floor: float) -> Scores:
    """The levels of both are laid over each other, those that give most together first."""
    left = as_bits(found)
    levels, others = _with_rest(part.levels(found), left), _with_rest(other.levels(found), left)
    over = [(level.most + another.most, level, another) for level in levels for another in others]
    over.sort(key=itemgetter(0), reverse=True)
    scores: Scores = {}
    some: list[int] = []
    for most, level, another in over:
        if most < floor - SLACK:
            break
        if documents := level.documents & another.documents & left:
            left ^= documents
            some += members(documents)
            if len(some) >= AT_ONCE:
                scores |= _scored((part, other), some)
                floor = max(floor, floor_of(scores.values(), count))
                some = []
    return scores | _scored((part, other), some)


def _with_rest(levels: list[Level], found: int) -> list[Level]:
    """Levels, and behind them those found that need not hold the word."""
    return [*levels, Level(found, 0.0)]


def _best_of_several(parts: Sequence[Part], found: DocSet, count: int, floor: float) -> Scores:
    """Those with the highest ceilings are scored until no ceiling left reaches the floor."""
    levels = [part.levels(found) for part in parts]
    ceilings = Ceilings(sum(some[0].most for some in levels if some), len(parts))
    for some in levels:
        ceilings.add(some)
    left = as_bits(found)
    scores: Scores = {}
    wanted = count + BEYOND
    while reaching := ceilings.reaching(left, floor - SLACK) if floor > 0 else left:
        if reaching.bit_count() > SMALL:
            reaching = ceilings.best(reaching, wanted)
            # Where hits get next to nothing there is no floor, and all of them have to be scored.
            wanted *= 2
        scores |= _scored(parts, reaching)
        left ^= reaching
        floor = max(floor, floor_of(scores.values(), count))
    return scores


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
