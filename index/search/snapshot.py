"""The index as it stood at one commit: every search runs on one of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.search.bm25 import ROOT_WEIGHT, WorthTable, inverse_document_frequency
from index.search.docsets import members, size
from index.search.matching import Resolver
from index.search.part import RankedWord
from index.search.postings import SegmentLists
from index.search.query import (
    All,
    Node,
    Phrase,
    Word,
    is_prose,
    parse,
    positive_leaves,
    relaxed,
    without_quotes,
)
from index.search.scoring import NO_FLOOR, Hit, SegmentSearch, best_hits, first_hits

ENOUGH_HITS = 10
"""With fewer articles that hold all words, those that hold some of them follow."""

KEYWORD_LIMIT = 3
"""Up to so many words are keywords: if any article holds them all, no other is a hit."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first, and how many there are."""

    total: int
    hits: list[Hit]


class Snapshot:
    """Immutable; any number of threads may search it at once."""

    def __init__(self, segments: Sequence[tuple[SegmentLists, frozenset[int]]], resolve: Resolver) -> None:
        self.document_count_all = sum(lists.document_count for lists, _ in segments)
        self.document_count = self.document_count_all - sum(len(deleted) for _, deleted in segments)
        length = sum(lists.total_length for lists, _ in segments)
        worth = WorthTable(length / self.document_count_all if segments else 1.0)
        self._lists = [lists for lists, _ in segments]
        self._segments = [SegmentSearch(lists, deleted, worth, resolve) for lists, deleted in segments]

    @cached_property
    def _bases(self) -> list[int]:
        bases, base = [], 0
        for segment in self._segments:
            bases.append(base)
            base += segment.lists.document_count
        return bases

    def is_whole(self) -> bool:
        return all(segment.lists.file.is_whole() for segment in self._segments)

    def search(self, query: str, count: int | None = None) -> Found:
        """The best `count` (all without it): articles with all the words first, then those with some."""
        tree = parse(query)
        looser = relaxed(tree)
        if looser is not None and is_prose(query):
            return self.run(looser, count)
        found = self.run(tree, count)
        if len(tree.children) < 2 or (found.total and len(tree.children) <= KEYWORD_LIMIT):
            return found
        if found.total >= ENOUGH_HITS or relaxed(without_quotes(tree, keeps_phrases=True)) is None:
            return found
        return self._followed(found, relaxed(without_quotes(tree)) or tree, count)

    def _followed(self, found: Found, looser: All, count: int | None) -> Found:
        """The hits found, and behind them what the looser tree finds besides."""
        others = self.run(looser, None if count is None else count + found.total)
        known = {key for _, key, _ in found.hits}
        rest = [hit for hit in others.hits if hit[1] not in known]
        return Found(others.total, (found.hits + rest)[:count])

    def newest(self, query: str, count: int | None = None) -> Found:
        """The same articles as `search`, newest first."""
        found = self.search(query)
        days: list[int] = []
        for segment in self._segments:
            days += segment.lists.days
        hits = sorted(found.hits, key=lambda hit: (days[hit[2]], hit[1]), reverse=True)
        return Found(found.total, [(0.0, key, number) for _, key, number in hits[:count]])

    def run(self, tree: All, count: int | None) -> Found:
        """One tree over all segments."""
        if not tree.children:
            return Found(0, [])
        if count == 0:
            return Found(self.run(tree, 1).total, [])
        plan = _Plan(self, tree)
        total, best = 0, list[Hit]()
        for base, segment in zip(self._bases, self._segments, strict=True):
            is_full = count is not None and 0 < count <= len(best)
            found, hits = plan.run(segment, base, count, -best[-1][0] if is_full else NO_FLOOR)
            total += found
            best += hits
            if count is not None:
                best = sorted(best)[:count]
        return Found(total, best if count is not None else sorted(best))

    def ranked(self, stem: str, root: str, count: int = 1) -> RankedWord:
        """A word and what it weighs over all segments; `count`: how often it stands in the query. "" weighs nothing."""
        text, base = stem.encode(), root.encode()
        stem_frequency = root_frequency = 0
        for lists in self._lists:
            if text and (number := lists.text.find(text)) >= 0:
                stem_frequency += lists.text.frequency(number)
            if base and (number := lists.root_number(text, base)) >= 0:
                root_frequency += lists.root.frequency(number)
        total = self.document_count_all
        return RankedWord(
            text,
            base,
            count * inverse_document_frequency(total, stem_frequency) if text else 0.0,
            count * ROOT_WEIGHT * inverse_document_frequency(total, root_frequency) if base else 0.0,
        )

    @property
    def segments(self) -> Sequence[SegmentSearch]:
        """The segments, for those who look into the lists without a search: suggestions, quotations, explanations."""
        return self._segments


class _Plan:
    """How one tree is run, and what its words weigh.

    What they weigh is worked out when the first document is found: a phrase beside a word often finds none.
    """

    def __init__(self, snapshot: Snapshot, tree: All) -> None:
        self._snapshot = snapshot
        self._tree = tree
        self._leaves = Counter(positive_leaves(tree))
        self._is_one_word = len(tree.children) == 1 and _is_plain(tree.children[0])

    @cached_property
    def words(self) -> list[RankedWord]:
        """What adds to a score: words by stem and root, phrases by the stems of their words."""
        return list(self._ranked())

    def _ranked(self) -> Iterator[RankedWord]:
        ranked = self._snapshot.ranked
        for leaf, count in self._leaves.items():
            match leaf:
                case Word(stem, root, name):
                    yield ranked(stem if name != "root" else "", root if name != "title" else "", count)
                case Phrase(stems):
                    yield from (ranked(stem, "") for _, stem in stems)

    def run(self, segment: SegmentSearch, base: int, count: int | None, floor: float) -> tuple[int, list[Hit]]:
        """How many documents of a segment are hits, and the best of them."""
        keys = segment.lists.keys
        if self._is_one_word:
            total, scores = segment.one_word(self.words[0], count, floor)
            return total, best_hits(scores, count, keys, base)
        found = segment.living(segment.documents(self._tree))
        total = size(found)
        if not total:
            return 0, []
        if self.words:
            return total, best_hits(segment.best(self.words, found, count, floor), count, keys, base)
        return total, first_hits(members(found), count, segment.lists, base)


def _is_plain(leaf: Node) -> bool:
    return isinstance(leaf, Word) and not leaf.field
