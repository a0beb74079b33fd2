"""The index as it stood at one commit: every search runs on one of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeGuard

from index.search.bm25 import ROOT_WEIGHT, WorthTable, inverse_document_frequency
from index.search.docsets import members, size
from index.search.matching import Resolver
from index.search.part import RankedWord, Term
from index.search.postings import SegmentLists
from index.search.query import (
    All,
    Either,
    Fuzzy,
    Phrase,
    Prefix,
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

    def idf(self, field: str, term: bytes) -> float:
        """How much a term says, over all segments."""
        frequency = 0
        for segment in self._segments:
            lists = segment.lists.root if field == "root" else segment.lists.text
            if (number := lists.find(term)) >= 0:
                frequency += lists.frequency(number)
        return inverse_document_frequency(self.document_count_all, frequency)

    def root_idf(self, stem: bytes, root: bytes) -> float:
        """How much a root says; `stem`: one of its stems."""
        frequency = 0
        for segment in self._segments:
            if (number := segment.lists.root_number(stem, root)) >= 0:
                frequency += segment.lists.root.frequency(number)
        return inverse_document_frequency(self.document_count_all, frequency)

    @property
    def segments(self) -> Sequence[SegmentSearch]:
        """The segments, for those who look into the lists without a search: suggestions, quotations, explanations."""
        return self._segments


class _Plan:
    """How one tree is run: which of the quick ways fits it, and what its words weigh.

    What they weigh is worked out when the first document is found: a phrase beside a word often finds none.
    """

    def __init__(self, snapshot: Snapshot, tree: All) -> None:
        self._snapshot = snapshot
        self._tree = tree
        self._leaves = Counter(positive_leaves(tree))
        self._has_words_only = bool(self._leaves) and all(map(_is_plain, self._leaves))
        self._is_any = _has_only_alternatives(tree)
        self._is_all = not self._is_any and not any(isinstance(child, Either | All) for child in tree.children)

    @cached_property
    def _words(self) -> list[RankedWord]:
        """The plain words, those that may give most first."""
        words = [self._word(leaf, count) for leaf, count in self._leaves.items() if _is_plain(leaf)]
        return sorted(words, key=lambda word: -word.stem.weight)

    @cached_property
    def _terms(self) -> list[Term]:
        """The terms of all leaves where some are no plain words."""
        return [] if self._has_words_only else list(self._leaf_terms(self._leaves))

    def _word(self, word: Word, count: int) -> RankedWord:
        root = self._root_term(word, ROOT_WEIGHT * count)
        return RankedWord(root, self._term("text", word.stem, float(count)))

    def _leaf_terms(self, leaves: Mapping[Word | Prefix | Fuzzy | Phrase, int]) -> Iterator[Term]:
        for leaf, count in leaves.items():
            is_in_all = leaf in self._tree.children
            match leaf:
                case Word():
                    if leaf.field != "title":
                        yield self._root_term(leaf, ROOT_WEIGHT * count, is_in_all=is_in_all)
                    if leaf.field != "root":
                        yield self._term("text", leaf.stem, float(count))
                case Phrase(stems):
                    for _, stem in stems:
                        yield self._term("text", stem, 1.0, is_in_all=is_in_all)

    def _root_term(self, word: Word, weight: float, *, is_in_all: bool = False) -> Term:
        root = word.root.encode()
        return Term("root", root, weight * self._snapshot.root_idf(word.stem.encode(), root), is_in_all)

    def _term(self, field: str, term: str, weight: float, *, is_in_all: bool = False) -> Term:
        encoded = term.encode()
        return Term(field, encoded, weight * self._snapshot.idf(field, encoded), is_in_all)

    def run(self, segment: SegmentSearch, base: int, count: int | None, floor: float) -> tuple[int, list[Hit]]:
        """How many documents of a segment are hits, and the best of them."""
        if self._has_words_only and len(self._tree.children) == 1 and self._is_all:
            total, scores = segment.one_word(self._words[0], count, floor)
            return total, best_hits(scores, count, segment.lists.keys, base)
        if self._is_any:
            total, scores = segment.any_word(self._words, count, floor)
            return total, best_hits(scores, count, segment.lists.keys, base)
        return self._run_tree(segment, base, count, floor)

    def _run_tree(self, segment: SegmentSearch, base: int, count: int | None, floor: float) -> tuple[int, list[Hit]]:
        documents = segment.living(segment.documents(self._tree))
        total = size(documents)
        if not total:
            return 0, []
        keys = segment.lists.keys
        if self._has_words_only and self._is_all and count is not None:
            return total, best_hits(segment.all_words(self._words, documents, count, floor), count, keys, base)
        numbers = members(documents)
        if self._words or self._terms:
            terms = self._terms or [term for word in self._words for term in word]
            return total, best_hits(segment.scored(numbers, terms, count), count, keys, base)
        return total, first_hits(numbers, count, segment.lists, base)


def _is_plain(leaf: Word | Prefix | Fuzzy | Phrase) -> TypeGuard[Word]:
    return isinstance(leaf, Word) and not leaf.field


def _has_only_alternatives(tree: All) -> bool:
    """One OR of plain words and nothing else."""
    if len(tree.children) != 1 or not isinstance(tree.children[0], Either):
        return False
    return all(isinstance(child, Word) and not child.field for child in tree.children[0].children)
