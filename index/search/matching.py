"""Which documents of a segment a query tree matches: sets and substrings, no scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from index.arabic import tokens
from index.search.dates import day_range
from index.search.docsets import DocSet, both, either, members, minus
from index.search.fuzzy import neighbours
from index.search.postings import FieldLists, SegmentLists
from index.search.query import All, Either, Filter, Fuzzy, Node, Not, Phrase, Prefix, Word

Resolver = Callable[[str, str], Iterable[int]]
"""Field and value of a filter that only the record can answer (tag, entity, is) -> keys of the articles."""


class SegmentMatcher:
    """Which documents of one segment a query tree matches."""

    def __init__(self, lists: SegmentLists, deleted: frozenset[int], resolve: Resolver) -> None:
        self.lists = lists
        self.deleted = deleted
        self._resolve = resolve

    @cached_property
    def alive(self) -> int:
        """The documents that are not deleted."""
        gone: DocSet = self.deleted
        return int(minus(self._everything(), gone))  # type: ignore[arg-type]

    def documents(self, node: Node) -> DocSet:
        """The documents a tree matches, deleted ones among them."""
        match node:
            case Word() | Phrase() | Prefix() | Fuzzy():
                return self._leaf_documents(node)
            case Filter(name, value):
                return self._filtered(name, value)
            case Either(children):
                return either(map(self.documents, children))
            case Not():
                return minus(self._everything(), self.documents(node.child))
            case All(children):
                return self._intersection(children)

    def _everything(self) -> int:
        return (1 << self.lists.document_count) - 1

    def _intersection(self, children: Sequence[Node]) -> DocSet:
        """The shortest lists first: what they leave bounds all the work that follows, above all reading for phrases."""
        phrases = [child for child in children if isinstance(child, Phrase) and child.field != "title"]
        words = [child for child in children if isinstance(child, Word) and not child.field]
        others = [child for child in children if not isinstance(child, Not) and child not in words + phrases]
        found: DocSet | None = None
        for phrase in phrases:
            near = self._near(phrase)
            found = near if found is None else both(found, near)
        for number in sorted(map(self.root_number, words), key=self._root_frequency):
            found = self._cut(found, self.lists.root, number)
        for other in others:
            found = self.documents(other) if found is None else both(found, self.documents(other))
        found = self._everything() if found is None else found
        for phrase in phrases:
            found = self._holding(phrase, found)
        for child in children:
            if isinstance(child, Not) and found:
                found = minus(found, self.documents(child.child))
        return found

    def _root_frequency(self, number: int) -> int:
        return self.lists.root.frequency(number) if number >= 0 else 0

    def _cut(self, found: DocSet | None, field: FieldLists, number: int) -> DocSet:
        """What of the documents found is in a list as well; the whole list where nothing has been looked for yet."""
        if number < 0:
            return ()
        if found is None:
            return field.documents_of(number)
        return both(found, field.documents_of(number))

    def _leaf_documents(self, leaf: Word | Phrase | Prefix | Fuzzy) -> DocSet:
        match leaf:
            case Word():
                return self._word_documents(leaf)
            case Phrase():
                return self._phrase(leaf)
            case Prefix(starts, stem):
                return self._begun(starts, stem)
            case Fuzzy(stem):
                text = self.lists.text
                numbers = (text.find(other.encode()) for other in neighbours(stem))
                return either(text.documents_of(number) for number in numbers if number >= 0)

    def _word_documents(self, word: Word) -> DocSet:
        """The documents of a word in any form."""
        if word.field == "title":
            return self._in_title([(0, word.stem)])
        number = self.root_number(word)
        return self.lists.root.documents_of(number) if number >= 0 else ()

    def root_number(self, word: Word) -> int:
        """The number of a word's root, -1 where no document has it."""
        return self.lists.root_number(word.stem.encode(), word.root.encode())

    def ids(self, name: str, term: bytes) -> Sequence[int]:
        """The documents of a term of the field `text` or `root`, deleted ones among them."""
        field = self.lists.root if name == "root" else self.lists.text
        number = field.find(term)
        return field.ids(number) if number >= 0 else ()

    def _begun(self, starts: Sequence[str], stem: str) -> DocSet:
        text = self.lists.text
        found: set[int] = set(self.ids("text", stem.encode()))
        for start in starts:
            first, last = text.prefix_range(start.encode())
            found.update(text.ids(first, last))
        return found

    def _phrase(self, phrase: Phrase) -> DocSet:
        """Documents where the stems stand at their distances."""
        if phrase.field == "title":
            return self._in_title(phrase.stems)
        return self._holding(phrase, self._near(phrase))

    def _near(self, phrase: Phrase) -> DocSet:
        """Documents that hold all the stems of a phrase, frequent neighbours among them side by side."""
        text, stems = self.lists.text, phrase.stems
        numbers = [text.find(stem.encode()) for _, stem in stems]
        if min(numbers) < 0:
            return ()
        found: DocSet | None = None
        apart = set(numbers)
        for ((left, _), (right, _)), pair in zip(pairwise(stems), pairwise(numbers), strict=True):
            together = self.lists.pairs.holding(*map(text.code, pair)) if right - left == 1 else None
            if together is not None:
                found = together if found is None else both(found, together)
                apart.difference_update(pair)
        for number in sorted(apart, key=text.frequency):
            found = self._cut(found, text, number)
        return found or ()

    def _holding(self, phrase: Phrase, found: DocSet) -> DocSet:
        """Those of the documents, which are near, where the stems stand at their distances."""
        text, stems = self.lists.text, phrase.stems
        if not found:
            return ()
        codes = "".join([text.code(text.find(stem.encode())) for _, stem in stems])
        if stems[-1][0] == len(codes) - 1:
            is_known = len(codes) == 2 and self.lists.pairs.holding(*codes) is not None
            return found if is_known else self.lists.holding(members(found), codes)
        placed = list(zip((distance for distance, _ in stems), codes, strict=True))
        return [document for document in members(found) if _stands(self.lists.codes(document), placed)]

    def _in_title(self, stems: Sequence[tuple[int, str]]) -> DocSet:
        text = self.lists.text
        numbers = [text.find(stem.encode()) for _, stem in stems]
        if min(numbers) < 0:
            return ()
        placed = [(distance, text.code(number)) for (distance, _), number in zip(stems, numbers, strict=True)]
        rarest = text.ids(min(numbers, key=text.frequency))
        lists = self.lists
        return [d for d in rarest if _stands(lists.codes(d)[: lists.title_lengths[d]], placed)]

    def _filtered(self, name: str, value: str) -> DocSet:
        if name == "date":
            first, last = day_range(value)
            return {number for number, day in enumerate(self.lists.days) if first <= day <= last}
        if name in self.lists.filters:
            return self._labelled(name, value)
        numbers = (self.lists.number_of(key) for key in self._resolve(name, value))
        return {number for number in numbers if number is not None}

    def _labelled(self, name: str, value: str) -> DocSet:
        field = self.lists.filters[name]
        found: DocSet = self._everything()
        for _, _, term in tokens(value):
            number = field.find(term.encode())
            found = both(found, field.ids(number)) if number >= 0 else ()
        return found


def _stands(codes: str, placed: Sequence[tuple[int, str]]) -> bool:
    """Whether the codes stand at these distances from one another anywhere in a text."""
    first = placed[0][1]
    at = codes.find(first)
    while at >= 0:
        if all(codes[at + distance : at + distance + 1] == code for distance, code in placed):
            return True
        at = codes.find(first, at + 1)
    return False
