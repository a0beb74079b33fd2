"""Which documents of a segment a query tree matches: sets and shifted positions, no scores."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence

from index.arabic import tokens
from index.search.dates import day_range
from index.search.fuzzy import neighbours
from index.search.postings import BLOCK, FieldLists, SegmentLists
from index.search.query import All, Either, Filter, Fuzzy, Node, Not, Phrase, Prefix, Word

SPARSE = 12
"""A list so many times longer than the candidates is searched by bisection instead of being read."""

Resolver = Callable[[str, str], Iterable[int]]
"""Field and value of a filter that only the record can answer (tag, entity, is) -> keys of the articles."""


class SegmentMatcher:
    """Which documents of one segment a query tree matches."""

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], resolve: Resolver) -> None:
        self.lists = lists
        self.deleted = deleted
        self._resolve = resolve

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
        placed = [(text.positions(number), distance) for distance, number in numbers]
        placed.sort(key=lambda item: len(item[0]))
        anchors: Collection[int] = placed[0][0]
        anchor = placed[0][1]
        for positions, distance in placed[1:]:
            anchors = _moved_hits(anchors, positions, distance - anchor)
            anchor = distance
        starts = [position - anchor for position in anchors if position >= anchor]
        if phrase.field == "title":
            starts = [start for start in starts if self._is_title(start)]
        length = phrase.stems[-1][0]
        # No phrase runs from one document into the next.
        return {d for start in starts if (d := blocks[start // BLOCK]) == blocks[(start + length) // BLOCK]}

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
        field = self.lists.filters[name]
        found = self._everything()
        for _, _, term in tokens(value):
            number = field.find(term.encode())
            found &= set(field.ids(number)) if number >= 0 else set()
        return found


def _kept(found: set[int], ids: Sequence[int]) -> set[int]:
    if len(ids) > SPARSE * len(found):
        last = len(ids)
        return {d for d in found if (at := bisect_left(ids, d)) < last and ids[at] == d}
    return found.intersection(ids)


def _moved_hits(anchors: Collection[int], positions: memoryview, step: int) -> Collection[int]:
    """Those of `positions` that stand `step` behind an anchor."""
    moved = map(step.__add__, anchors)
    if len(positions) > SPARSE // 2 * len(anchors):
        last = len(positions)
        return [place for place in moved if (at := bisect_left(positions, place)) < last and positions[at] == place]
    return set(positions).intersection(moved)
