"""The index as it stood at one commit: every search runs on one of these."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import islice

from index.search.matching import Resolver
from index.search.postings import SegmentLists
from index.search.query import (
    All,
    Either,
    Node,
    Phrase,
    Word,
    is_prose,
    parse,
    positive_leaves,
    relaxed,
    without_phrases,
)
from index.search.scoring import (
    ROOT_WEIGHT,
    Hit,
    Leaf,
    ScoreTable,
    SegmentSearch,
    best_hits,
    inverse_document_frequency,
    without,
)

ENOUGH_HITS = 10
"""With fewer articles that hold all words, those that hold some of them follow."""

KEYWORD_LIMIT = 3
"""Up to so many words are keywords: if any article holds them all, no other is a hit."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first, as score and document number over all segments, and how many there are."""

    total: int
    hits: list[Hit]


class Snapshot:
    """Immutable; any number of threads may search it at once."""

    def __init__(self, segments: Sequence[tuple[SegmentLists, frozenset[int]]], resolve: Resolver) -> None:
        self.document_count_all = sum(lists.document_count for lists, _ in segments)
        self.document_count = self.document_count_all - sum(len(deleted) for _, deleted in segments)
        length = sum(lists.total_length for lists, _ in segments)
        table = ScoreTable(length / self.document_count_all if segments else 1.0)
        self._segments = [SegmentSearch(lists, deleted, table, resolve) for lists, deleted in segments]

    @cached_property
    def _bases(self) -> list[int]:
        bases, base = [], 0
        for segment in self._segments:
            bases.append(base)
            base += segment.lists.document_count
        return bases

    def keys(self, hits: Sequence[Hit]) -> array[int]:
        """The article keys of hits."""
        if len(self._segments) == 1:
            keys = self._segments[0].lists.keys
            return array("q", [keys[number] for _, number in hits])
        columns: list[int] = []
        for segment in self._segments:
            columns += segment.lists.keys
        return array("q", [columns[number] for _, number in hits])

    def is_whole(self) -> bool:
        return all(segment.lists.file.is_whole() for segment in self._segments)

    def search(self, query: str, count: int | None = None) -> Found:
        """The best `count` (all without it): articles with all the words first, then those with some."""
        tree = parse(query)
        looser = relaxed(tree)
        if looser is not None and is_prose(query):
            return self.run(looser, count)
        found = self.run(tree, count)
        if looser is None or (found.total and len(tree.children) <= KEYWORD_LIMIT):
            return found
        for fallback in (looser, relaxed(without_phrases(tree)) or looser):
            if found.total >= ENOUGH_HITS:
                break
            found = self._followed(found, fallback, count)
        return found

    def _followed(self, found: Found, looser: All, count: int | None) -> Found:
        """The hits found, and behind them what the looser tree finds besides."""
        others = self.run(looser, None if count is None else count + found.total)
        known = {number for _, number in found.hits}
        rest = [hit for hit in others.hits if hit[1] not in known]
        return Found(others.total, (found.hits + rest)[:count])

    def newest(self, query: str, count: int | None = None) -> Found:
        """The same articles as `search`, newest first."""
        found = self.search(query)
        days: list[int] = []
        for segment in self._segments:
            days += segment.lists.days
        numbers = sorted((number for _, number in found.hits), key=lambda n: (days[n], n), reverse=True)
        return Found(found.total, [(0.0, number) for number in numbers[:count]])

    def run(self, tree: All, count: int | None) -> Found:
        """One tree over all segments."""
        if not tree.children:
            return Found(0, [])
        plan = _Plan(self, tree)
        totals, lists = [], []
        for base, segment in zip(self._bases, self._segments, strict=True):
            total, hits = plan.run(segment, count)
            totals.append(total)
            lists.append([(score, base + number) for score, number in hits])
        hits = lists[0] if len(lists) == 1 else list(islice(merge(*lists, key=_order), count))
        return Found(sum(totals), hits)

    def idf(self, field: str, term: bytes) -> float:
        """How much a term says, over all segments."""
        frequency = 0
        for segment in self._segments:
            lists = segment.field(field)
            if (number := lists.find(term)) >= 0:
                frequency += lists.frequency(number)
        return inverse_document_frequency(self.document_count_all, frequency)


def _order(hit: Hit) -> tuple[float, int]:
    return -hit[0], hit[1]


class _Plan:
    """How one tree is run: which of the quick ways fits it, and what its words weigh."""

    def __init__(self, snapshot: Snapshot, tree: All) -> None:
        self._snapshot = snapshot
        self._tree = tree
        counts: Counter[Node] = Counter(tree.children)
        plain = [word for word in counts if isinstance(word, Word) and not word.field]
        self._is_plain = len(plain) == len(counts)
        self._is_any = _has_only_alternatives(tree)
        leaves = Counter(positive_leaves(tree))
        self._words: list[list[Leaf]] = []
        for leaf, count in leaves.items():
            match leaf:
                case Word():
                    self._words.append(list(self._word_leaves(leaf, count)))
                case Phrase(stems):
                    self._words.append([self._leaf("text", stem, 1.0) for _, stem in stems])
        self._words.sort(key=lambda word: -max(leaf.weight for leaf in word))

    def _word_leaves(self, word: Word, count: int) -> Iterator[Leaf]:
        if word.field != "title":
            yield self._leaf("root", word.root, ROOT_WEIGHT * count)
        if word.field != "root":
            yield self._leaf("text", word.stem, float(count))

    def _leaf(self, field: str, term: str, weight: float) -> Leaf:
        encoded = term.encode()
        return Leaf(field, encoded, weight * self._snapshot.idf(field, encoded))

    def run(self, segment: SegmentSearch, count: int | None) -> tuple[int, list[Hit]]:
        if self._is_plain and len(self._words) == 1:
            return self._run_word(segment, count)
        if self._is_any:
            return self._run_any(segment, count)
        return self._run_tree(segment, count)

    def _run_word(self, segment: SegmentSearch, count: int | None) -> tuple[int, list[Hit]]:
        leaves = self._words[0]
        ids = segment.ids("root", leaves[0].term)
        deleted = segment.deleted.intersection(ids) if segment.deleted else frozenset()
        total = len(ids) - len(deleted)
        scores = segment.one_word(leaves, count + len(deleted)) if count is not None else None
        if scores is None:
            scores = segment.word_scores(leaves)
        return total, best_hits(_alive(scores, deleted), count)

    def _run_any(self, segment: SegmentSearch, count: int | None) -> tuple[int, list[Hit]]:
        spare = len(segment.deleted)
        scores, documents = segment.any_word(self._words, None if count is None else count + spare)
        deleted = segment.deleted.intersection(documents) if spare else frozenset[int]()
        return len(documents) - len(deleted), best_hits(_alive(scores, deleted), count)

    def _run_tree(self, segment: SegmentSearch, count: int | None) -> tuple[int, list[Hit]]:
        documents = segment.documents(self._tree)
        if segment.deleted:
            documents -= segment.deleted
        if self._is_plain and count is not None and len(documents) > 4 * count:
            scores = segment.all_words(self._words, documents, count + len(segment.deleted))
            if scores is not None:
                for document in segment.deleted:
                    scores.pop(document, None)
                return len(documents), best_hits(scores, count)
        leaves = [leaf for word in self._words for leaf in word]
        if not leaves:
            return without(documents, segment.deleted), [(1.0, number) for number in sorted(documents)[:count]]
        return len(documents), best_hits(segment.scored(documents, leaves), count)


def _has_only_alternatives(tree: All) -> bool:
    """One OR of plain words and nothing else."""
    if len(tree.children) != 1 or not isinstance(tree.children[0], Either):
        return False
    return all(isinstance(child, Word) and not child.field for child in tree.children[0].children)


def _alive(scores: dict[int, float], deleted: frozenset[int]) -> dict[int, float]:
    for document in deleted:
        scores.pop(document, None)
    return scores
