"""One word of a query in one segment: what it gives to which documents, and what it can give at most."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from index.search.bm25 import WorthTable
from index.search.docsets import DocSet, as_bits, tester
from index.search.postings import Frequencies, Run, SegmentLists, in_run

Stripe = tuple[int, int]
"""Documents of neighbouring lengths as bits, and the byte for the shortest length of them."""

Scores = dict[int, float]
"""Document number -> score."""


class Term(NamedTuple):
    """A term whose postings add to the score."""

    field: str
    text: bytes
    weight: float
    is_in_all: bool = False
    """Whether all hits are known to hold it."""


class RankedWord(NamedTuple):
    """A word of a query with what it weighs."""

    root: Term
    stem: Term


class Stretch:
    """Documents to which a word gives the same but for their lengths: the further behind, the less."""

    __slots__ = ("_root_weight", "_root_worth", "_stem_weight", "_stem_worth", "documents", "is_root", "top")

    def __init__(self, part: Part, run: Run) -> None:
        self.documents = run.documents
        self.is_root = run.frequency == 0
        """Whether the documents may hold the stem as well, and get more than this says."""
        self._stem_worth = part.worth[run.frequency]
        self._root_worth = part.worth[run.root_frequency]
        self._stem_weight, self._root_weight = part.stem_weight, part.root_weight
        self.top = self.value(part.lengths[run.documents[0]])
        """What it gives to the first document."""

    def value(self, length: int) -> float:
        """What a document gets; `length`: the byte for it."""
        return self._stem_weight * self._stem_worth[length] + self._root_weight * self._root_worth[length]

    def values(self, lengths: bytes) -> list[float]:
        """What each of the documents gets."""
        stem, root = self._stem_weight, self._root_weight
        if len(self.documents) < 512:
            a, b = self._stem_worth, self._root_worth
            return [stem * a[n] + root * b[n] for n in [lengths[document] for document in self.documents]]
        row = [stem * a + root * b for a, b in zip(self._stem_worth, self._root_worth, strict=True)]
        return [row[lengths[document]] for document in self.documents]


class Part:
    """The documents of a segment that hold one word by its very stem, and those that hold only its root.

    Everything is worked out when it is first asked for: most questions are answered by what a word can give at most.
    """

    def __init__(self, lists: SegmentLists, worth: WorthTable, word: RankedWord) -> None:
        self._text, self._root = lists.text, lists.root
        self.lengths = lists.lengths
        self.worth = worth
        self.stem = lists.text.find(word.stem.text)
        """Number of the stem, -1 where the segment lacks it; `root` likewise."""
        self.root = lists.text.root_of(self.stem) if self.stem >= 0 else lists.root.find(word.root.text)
        self.stem_weight = word.stem.weight
        self.root_weight = word.root.weight
        self._rests: dict[int, float] = {}

    # Who holds it

    @cached_property
    def stem_documents(self) -> DocSet:
        return self._text.documents_of(self.stem) if self.stem >= 0 else ()

    @cached_property
    def root_documents(self) -> DocSet:
        """The documents that hold the word in any form."""
        return self._root.documents_of(self.root) if self.root >= 0 else ()

    @cached_property
    def root_frequency(self) -> int:
        return self._root.frequency(self.root) if self.root >= 0 else 0

    # The lists

    @cached_property
    def _stem_lists(self) -> tuple[Frequencies, list[Run]]:
        return self._text.head_and_runs(self.stem) if self.stem >= 0 else ({}, [])

    @cached_property
    def _root_lists(self) -> tuple[Frequencies, list[Run]]:
        return self._root.head_and_runs(self.root) if self.root >= 0 else ({}, [])

    @property
    def head(self) -> Frequencies:
        """The documents that are in no long run of the stem: few, and among them the best."""
        return self._stem_lists[0]

    @property
    def root_head(self) -> Frequencies:
        """The same of the root."""
        return self._root_lists[0]

    @cached_property
    def runs(self) -> list[Stretch]:
        """The long runs of the stem, the longest first."""
        return [Stretch(self, run) for run in self._stem_lists[1]]

    @cached_property
    def root_runs(self) -> list[Stretch]:
        """The long runs of the root, the longest first."""
        return [Stretch(self, run) for run in self._root_lists[1]]

    @cached_property
    def root_stretches(self) -> list[Stretch]:
        """All of the root; none gives more than it says, to documents without the stem."""
        if not self.root_head:
            return self.root_runs
        together = Run(0, max(self.root_head.values()), sorted(self.root_head))
        return [*self.root_runs, Stretch(self, together)]

    # What it can give at most

    def worth_of(self, frequencies: int, length: int) -> float:
        """What a document gets; `frequencies`: of the stem << 8 | of the root."""
        worth = self.worth
        return self.stem_weight * worth[frequencies >> 8][length] + self.root_weight * worth[frequencies & 0xFF][length]

    @cached_property
    def root_most(self) -> float:
        """No document gets more from the root alone."""
        # The documents rise with their lengths.
        first = [min(self.root_head)] if self.root_head else []
        first += [run.documents[0] for run in self._root_lists[1]]
        return self.worth_of(self._most_root, self.lengths[min(first)]) if first else 0.0

    @cached_property
    def _most_root(self) -> int:
        head, runs = self._root_lists
        return max([*head.values(), *(run.root_frequency for run in runs)], default=0)

    @cached_property
    def head_most(self) -> float:
        """No document of the head gets more."""
        most, known = 0.0, -1
        for document, frequencies in self.head.items():
            if frequencies != known:
                # Of the same frequencies, the first document gets most.
                known = frequencies
                most = max(most, self.worth_of(frequencies, self.lengths[document]))
        return most

    @cached_property
    def most(self) -> float:
        """No document gets more."""
        return max([self.head_most, self.root_most, *(run.top for run in self.runs)])

    @cached_property
    def _leading(self) -> list[int]:
        """The frequencies outside the head that no others surpass."""
        leading = [self._most_root]
        best = self._most_root
        for run in sorted(self._stem_lists[1], reverse=True):
            if run.root_frequency > best or run.frequency > leading[-1] >> 8:
                leading.append(run.frequency << 8 | run.root_frequency)
                best = max(best, run.root_frequency)
        return leading

    def rest(self, length: int) -> float:
        """No document outside the head that is as long or longer gets more."""
        # Four lengths share one bound: it is asked for at most of them.
        length &= ~3
        rest = self._rests.get(length)
        if rest is None:
            rest = self._rests[length] = max([self.worth_of(frequencies, length) for frequencies in self._leading])
        return rest

    def levels(self, stripes: Sequence[Stripe]) -> Iterator[tuple[int, float]]:
        """Documents as bits, and what none of them gets more of; together all that hold the word, each once."""
        head = as_bits(self.head.keys())
        if head:
            yield head, self.head_most
        stem = as_bits(self.stem_documents)
        lower = stem ^ stem & head
        root = as_bits(self.root_documents)
        others = root ^ root & stem
        for documents, length in stripes:
            if lower_here := lower & documents:
                yield lower_here, self.rest(length)
            if others_here := others & documents:
                yield others_here, self.root_rest(length)

    def root_rest(self, length: int) -> float:
        """No document that is as long or longer gets more from the root alone."""
        return self.worth_of(self._most_root, length)

    # What it gives

    @cached_property
    def scores(self) -> Scores:
        """What every document of the word gets."""
        scores: Scores = {}
        for head, runs in ((self.root_head, self.root_runs), (self.head, self.runs)):
            scores.update(zip(head, self.values(head), strict=True))
            for run in runs:
                scores.update(zip(run.documents, run.values(self.lengths), strict=True))
        return scores

    def values(self, head: Mapping[int, int]) -> list[float]:
        """What each document of a head gets."""
        worth_of, lengths = self.worth_of, self.lengths
        return [worth_of(frequencies, lengths[document]) for document, frequencies in head.items()]

    def of(self, documents: Iterable[int], *, all_hold: bool = False) -> Scores:
        """What those of the documents get that hold the word; `all_hold`: every one of them does, by root at least."""
        left = set(documents)
        scores = self._taken(left, *self._stem_lists, is_sure=False)
        return scores | self._taken(left, *self._root_lists, is_sure=all_hold) if left else scores

    def _taken(self, left: set[int], head: Frequencies, runs: Sequence[Run], *, is_sure: bool) -> Scores:
        """What those get that are in a list; they leave `left`. `is_sure`: all of them are."""
        scores: Scores = {}
        worth, lengths, stem_weight, root_weight = self.worth, self.lengths, self.stem_weight, self.root_weight
        for document in head.keys() & left:
            frequencies, length = head[document], lengths[document]
            scores[document] = (
                stem_weight * worth[frequencies >> 8][length] + root_weight * worth[frequencies & 0xFF][length]
            )
        left.difference_update(scores)
        # Where all are in the list, those of its longest run are what the others leave: it is not read.
        for run in reversed(runs) if is_sure else runs:
            if not left:
                break
            common = left.copy() if is_sure and run is runs[0] else in_run(left, run.documents)
            stem_worth, root_worth = worth[run.frequency], worth[run.root_frequency]
            for document in common:
                length = lengths[document]
                scores[document] = stem_weight * stem_worth[length] + root_weight * root_worth[length]
            left.difference_update(common)
        return scores

    @cached_property
    def value(self) -> Callable[[int], float]:
        """What one document gets; 0 where the word is not in it."""
        # A closure: this is asked for thousands of times, and attributes cost as much as the search.
        lengths, worth, stem_weight, root_weight = self.lengths, self.worth, self.stem_weight, self.root_weight
        in_stem, in_root = _finder(*self._stem_lists, self.stem_documents), None

        def value(document: int) -> float:
            nonlocal in_root
            frequencies = in_stem(document)
            if not frequencies:
                if in_root is None:
                    in_root = _finder(*self._root_lists, self.root_documents)
                frequencies = in_root(document)
            length = lengths[document]
            return stem_weight * worth[frequencies >> 8][length] + root_weight * worth[frequencies & 0xFF][length]

        return value


def _finder(head: Frequencies, runs: Sequence[Run], documents: DocSet) -> Callable[[int], int]:
    """A function that gives the frequencies of a document in a list, 0 where it is in none; `documents`: all of it."""
    is_in = tester(documents)
    places = [(run.documents, len(run.documents), run.frequency << 8 | run.root_frequency) for run in runs]
    in_head = head.get

    def find(document: int) -> int:
        frequencies = in_head(document)
        if frequencies is not None:
            return frequencies
        if is_in(document):
            for documents, count, frequencies in places:
                at = bisect_left(documents, document)
                if at < count and documents[at] == document:
                    return frequencies
        return 0

    return find
