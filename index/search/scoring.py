"""BM25 over the flat lists, many postings at a time.

Each word is worth its stem and, weighing less, its root (facts: light10 + 0.75 root ranks best on three sets). A root's
list holds every article of its stems, so whether an article matches a word is one list, and only the ranking asks two.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import compress
from math import log
from operator import add
from typing import NamedTuple

from index.search.dates import day_range
from index.search.door import byte_to_length
from index.search.fuzzy import neighbours
from index.search.postings import BLOCK, FieldLists, SegmentLists
from index.search.query import All, Either, Filter, Fuzzy, Node, Not, Phrase, Prefix, Word

K1 = 0.9
B = 0.75
"""Tuned on every second query of three sets (tests/bench/search_quality.py), reported on the others."""

ROOT_WEIGHT = 0.75

BEST_TERM = K1 + 1
"""No frequency and no length make a term worth more than so many times its weight."""

SPARSE = 12
"""A list so many times longer than the candidates is searched by bisection instead of being read."""

Resolver = Callable[[str, str], Iterable[int]]
"""Field and value of a filter that only the record can answer (tag, entity, is) -> keys of the articles."""

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


class SegmentSearch:
    """Runs query trees over one segment."""

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], table: ScoreTable, resolve: Resolver) -> None:
        self.lists = lists
        self.deleted = deleted
        self._table = table
        self._resolve = resolve

    # Which documents

    def documents(self, node: Node) -> set[int]:
        """The documents a tree matches, deleted ones among them."""
        match node:
            case Word() | Phrase() | Prefix() | Fuzzy():
                return set(self._leaf_documents(node))
            case Filter(name, value):
                return self._filtered(name, value)
            case Either(children):
                return set[int]().union(*map(self.documents, children))
            case Not():
                return self._everything() - self.documents(node.child)
            case All(children):
                return self._intersection(children)

    def _everything(self) -> set[int]:
        return set(range(self.lists.document_count))

    def _intersection(self, children: Sequence[Node]) -> set[int]:
        """Phrases first and then the shortest list: what they leave bounds all the work that follows."""
        words = sorted((self.word_ids(child) for child in children if isinstance(child, Word)), key=len)
        others = [child for child in children if not isinstance(child, Word | Not)]
        others.sort(key=lambda child: not isinstance(child, Phrase))
        found: set[int] | None = None
        for other in others:
            found = self.documents(other) if found is None else found & self.documents(other)
        for ids in words:
            found = set(ids) if found is None else _kept(found, ids)
        found = self._everything() if found is None else found
        for child in children:
            if isinstance(child, Not) and found:
                found -= self.documents(child.child)
        return found

    def _leaf_documents(self, leaf: Word | Phrase | Prefix | Fuzzy) -> Iterable[int]:
        match leaf:
            case Word():
                return self.word_ids(leaf)
            case Phrase():
                return self._phrase(leaf)
            case Prefix(starts, stem):
                return self._begun(starts, stem)
            case Fuzzy(stem):
                text = self.lists.text
                numbers = (text.find(other.encode()) for other in neighbours(stem))
                return set[int]().union(*(text.ids(number) for number in numbers if number >= 0))

    def word_ids(self, word: Word) -> Sequence[int]:
        """The documents of a word in any form, in order."""
        if word.field == "title":
            return self._in_title(word.stem)
        return self.ids("root", word.root.encode())

    def field(self, name: str) -> FieldLists:
        return self.lists.root if name == "root" else self.lists.text

    def ids(self, name: str, term: bytes) -> memoryview | tuple[()]:
        field = self.field(name)
        number = field.find(term)
        return field.ids(number) if number >= 0 else ()

    def _begun(self, starts: Sequence[str], stem: str) -> set[int]:
        text = self.lists.text
        found: set[int] = set(self.ids("text", stem.encode()))
        for start in starts:
            first, last = text.prefix_range(start.encode())
            found.update(text.ids(first, last))
        return found

    def _in_title(self, stem: str) -> list[int]:
        number = self.lists.text.find(stem.encode())
        return sorted({document for document, _ in self._title_places(number)}) if number >= 0 else []

    def _title_places(self, number: int) -> list[tuple[int, int]]:
        lists = self.lists
        places = ((lists.blocks[position // BLOCK], position) for position in lists.text.positions(number))
        return [(d, position) for d, position in places if position - lists.starts[d] < lists.title_lengths[d]]

    def _phrase(self, phrase: Phrase) -> set[int]:
        """Documents where the stems stand at their distances: an intersection of shifted positions."""
        text, blocks = self.lists.text, self.lists.blocks
        numbers = [(distance, text.find(stem.encode())) for distance, stem in phrase.stems]
        if any(number < 0 for _, number in numbers):
            return set()
        lists = sorted(
            ((text.positions(number), distance) for distance, number in numbers), key=lambda item: len(item[0])
        )
        shortest, shift = lists[0]
        starts = [position - shift for position in shortest]
        for positions, distance in lists[1:]:
            starts = _shifted_hits(starts, positions, distance)
        if phrase.field == "title":
            starts = [start for start in starts if self._is_title(start)]
        return {blocks[start // BLOCK] for start in starts}

    def _is_title(self, position: int) -> bool:
        document = self.lists.blocks[position // BLOCK]
        return bool(position - self.lists.starts[document] < self.lists.title_lengths[document])

    def _filtered(self, name: str, value: str) -> set[int]:
        if name == "date":
            first, last = day_range(value)
            return {number for number, day in enumerate(self.lists.days) if first <= day <= last}
        if name in self.lists.filters:
            return self._labelled(name, value)
        numbers = (self.lists.number_of(key) for key in self._resolve(name, value))
        return {number for number in numbers if number is not None}

    def _labelled(self, name: str, value: str) -> set[int]:
        from index.arabic import tokens

        field = self.lists.filters[name]
        found = self._everything()
        for _, _, term in tokens(value):
            number = field.find(term.encode())
            found &= set(field.ids(number)) if number >= 0 else set()
        return found

    # How good they are

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


def _kept(found: set[int], ids: Sequence[int]) -> set[int]:
    if len(ids) > SPARSE * len(found):
        last = len(ids)
        return {d for d in found if (at := bisect_left(ids, d)) < last and ids[at] == d}
    return found.intersection(ids)


def _shifted_hits(starts: list[int], positions: memoryview, distance: int) -> list[int]:
    if len(positions) > SPARSE * len(starts):
        last = len(positions)
        return [
            start
            for start in starts
            if (at := bisect_left(positions, start + distance)) < last and positions[at] == start + distance
        ]
    places = set(positions)
    return [start for start in starts if start + distance in places]


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
