"""The inverted lists of one segment, read from its flat file.

Documents are numbered by length, the shortest first. Postings of all terms of a field lie glued in byte order of the
terms, those in runs apart from the others, so a prefix is two slices. Those of one term lie in runs of equal
frequencies, and of equal frequencies the shorter document is worth more: so every run lies best first, and what it can
give from any place on is known by its first document alone. Postings whose frequencies are rare in a list are mixed.
(Frequency-sorted lists: Persin, Zobel, Sacks-Davis 1996; documents numbered by a static score: Long and Suel 2003.)

Terms that many documents hold have their documents as a bit set besides. Where words stand is not in the lists: each
document is there as the string of its stems, one code a token, in which a phrase is a substring.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from index.search.docsets import DocSet
from index.search.flatfile import FlatFile
from index.search.pairs import PairLists

MAX_FREQUENCY = 255
"""A term that occurs more often in one article is counted so often; the score has long stopped growing."""

DENSE_SHARE = 24
"""A term that one document in so many holds has a bit set."""

READ_RATHER = 16
"""A list so many times longer than the documents asked for is searched for each of them instead of being cut."""

FEW = 12
"""So few documents are looked for one by one."""

RUN_MINIMUM = 48
"""So many postings with the same frequencies make a run; fewer stay among the mixed ones, which are read at once."""

STRIDE = 64
"""Terms between two that are kept in plain memory."""

CACHE_LIMIT = 4_096
"""Terms whose place is remembered."""

BITS_LIMIT = 512
"""Bit sets remembered, 7 kB each at 55,000 documents."""

FILTER_FIELDS = ("source", "category")


Frequencies = dict[int, int]
"""Document -> frequency of the stem << 8 | frequency of the root; the former is 0 in the list of a root."""


class Run(NamedTuple):
    """Postings of one term with the same frequencies, best first."""

    frequency: int
    """Of the stem; 0 in the list of a root."""
    root_frequency: int
    documents: Sequence[int]


class FieldLists:
    """The lists of one field of a segment."""

    def __init__(self, file: FlatFile, name: str) -> None:
        self._keys = file.column(f"{name}.keys")
        self._key_offsets = file.column(f"{name}.koff")
        self._offsets = file.column(f"{name}.dfo")
        self._documents = file.column(f"{name}.ids")
        self._mixed = file.column(f"{name}.mixed")
        self._run_terms = file.column(f"{name}.run.terms")
        self._run_offsets = file.column(f"{name}.run.off")
        self._in_runs = file.column(f"{name}.run.sum")
        self._run_documents = file.column(f"{name}.run.ids")
        self._runs = file.column(f"{name}.runs")
        self._roots = file.column(f"{name}.root")
        self._codes = file.column(f"{name}.code")
        self._dense = file.column(f"{name}.dense")
        self._bits = file.column(f"{name}.bits")
        self.is_ranked = len(self._mixed) + len(self._runs) > 0
        self._found: dict[bytes, int] = {}
        self._known_bits: dict[int, int] = {}

    def __len__(self) -> int:
        return max(0, len(self._key_offsets) - 1)

    def key(self, number: int) -> bytes:
        return bytes(self._keys[self._key_offsets[number] : self._key_offsets[number + 1]])

    @cached_property
    def _milestones(self) -> list[bytes]:
        """Every `STRIDE`th term: the upper steps of the bisection, in plain memory."""
        return [self.key(number) for number in range(0, len(self), STRIDE)]

    def lower_bound(self, term: bytes) -> int:
        """Number of the first term that is not below `term`."""
        last = bisect_left(self._milestones, term) * STRIDE
        return bisect_left(range(min(last, len(self))), term, lo=max(0, last - STRIDE), key=self.key)

    def find(self, term: bytes) -> int:
        """Number of the term, -1 where the segment has none."""
        found = self._found.get(term)
        if found is None:
            number = self.lower_bound(term)
            found = number if number < len(self) and self.key(number) == term else -1
            if len(self._found) >= CACHE_LIMIT:
                self._found.clear()
            self._found[term] = found
        return found

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Numbers of the terms that begin so, half open; 0xFF occurs in no UTF-8 text."""
        return self.lower_bound(prefix), self.lower_bound(prefix + b"\xff")

    def frequency(self, number: int) -> int:
        """In how many documents the term occurs, deleted ones included."""
        return int(self._offsets[number + 1] - self._offsets[number])

    def ids(self, first: int, last: int | None = None) -> list[int]:
        """Documents of one term, or of the terms [first, last) one after the other, in no order."""
        last = first + 1 if last is None else last
        begin, end = self._offsets[first], self._offsets[last]
        if not self._run_terms:
            return self._documents[begin:end].tolist()
        before = self._in_runs[bisect_left(self._run_terms, first)]
        behind = self._in_runs[bisect_left(self._run_terms, last)]
        mixed: list[int] = self._documents[begin - before : end - behind].tolist()
        return mixed + self._run_documents[before:behind].tolist() if before < behind else mixed

    def mixed(self, number: int) -> tuple[list[int], list[int]]:
        """Documents and frequencies of the postings in no run; the frequencies fall, and in each the documents rise."""
        documents, frequencies = self._mixed_of(number)
        if self.frequency(number) >= RUN_MINIMUM or min(frequencies) == max(frequencies):
            return documents, frequencies
        # Few postings lie as they came: most are never asked for.
        order = sorted(range(len(documents)), key=frequencies.__getitem__, reverse=True)
        return [documents[place] for place in order], [frequencies[place] for place in order]

    def _mixed_of(self, number: int) -> tuple[list[int], list[int]]:
        """The same in any order."""
        first, last = self._offsets[number], self._offsets[number + 1]
        place = bisect_left(self._run_terms, number)
        before = self._in_runs[place]
        if place < len(self._run_terms) and self._run_terms[place] == number:
            last -= self._in_runs[place + 1] - before
        first, last = first - before, last - before
        return self._documents[first:last].tolist(), self._mixed[first:last].tolist()

    def runs(self, number: int) -> list[Run]:
        """The runs of a term, the longest first."""
        place = bisect_left(self._run_terms, number)
        if place == len(self._run_terms) or self._run_terms[place] != number:
            return []
        at = self._in_runs[place]
        pairs = self._runs[self._run_offsets[place] : self._run_offsets[place + 1]].tolist()
        runs = []
        for frequencies, count in zip(pairs[::2], pairs[1::2], strict=True):
            runs.append(Run(frequencies >> 8, frequencies & 0xFF, self._run_documents[at : at + count + 1]))
            at += count + 1
        return runs

    def head_and_runs(self, number: int) -> tuple[Frequencies, list[Run]]:
        """The postings in no run, and the runs, the longest first."""
        return dict(zip(*self.mixed(number), strict=True)), self.runs(number)

    def groups(self, number: int) -> dict[int, list[int]]:
        """The postings of a term by their frequencies (as in `mixed`), in each the documents rising."""
        groups = {run.frequency << 8 | run.root_frequency: list(run.documents) for run in self.runs(number)}
        for document, frequencies in zip(*self.mixed(number), strict=True):
            groups.setdefault(frequencies, []).append(document)
        return groups

    def postings(self, number: int) -> tuple[list[int], list[int]]:
        """Documents of a term, rising, and for each the frequencies as in `mixed`."""
        both, runs = self.head_and_runs(number)
        for run in runs:
            both |= dict.fromkeys(run.documents, run.frequency << 8 | run.root_frequency)
        documents = sorted(both)
        return documents, [both[document] for document in documents]

    def frequencies(self, number: int, documents: set[int], *, all_hold: bool) -> tuple[Frequencies, int]:
        """How often documents hold a term (as in `mixed`): some of them, and what is true of all others.

        `all_hold`: every one of them does. Then the longest run, half of a list, is not read: its documents are those
        in no other place. Otherwise the others hold it 0 times.
        """
        mixed, values = self._mixed_of(number)
        if len(documents) < FEW:
            found = {document: values[mixed.index(document)] for document in documents.intersection(mixed)}
        else:
            found = dict(compress(zip(mixed, values, strict=True), map(documents.__contains__, mixed)))
        left = documents.difference(found)
        runs = self.runs(number)
        for place in range(len(runs) - 1, -1, -1):
            run = runs[place]
            frequencies = run.frequency << 8 | run.root_frequency
            if all_hold and place == 0:
                return found, frequencies
            if not left:
                break
            common = in_run(left, run.documents)
            found.update(dict.fromkeys(common, frequencies))
            left.difference_update(common)
        return found, 0

    def root_of(self, number: int) -> int:
        """Number of the root of a stem."""
        return int(self._roots[number])

    def code(self, number: int) -> str:
        """The character of a stem in the documents' strings."""
        return chr(self._codes[number])

    def codes(self) -> memoryview:
        """The code points of all stems."""
        return self._codes

    def bits(self, number: int) -> int | None:
        """The documents of a frequent term as a bit set; None for others."""
        bits = self._known_bits.get(number)
        if bits is None:
            at = bisect_left(self._dense, number)
            if at == len(self._dense) or self._dense[at] != number:
                return None
            width = len(self._bits) // len(self._dense)
            bits = int.from_bytes(self._bits[at * width : (at + 1) * width], "little")
            if len(self._known_bits) >= BITS_LIMIT:
                self._known_bits.clear()
            self._known_bits[number] = bits
        return bits

    def documents_of(self, number: int) -> DocSet:
        """The documents of one term in the form that is quickest to work with."""
        bits = self.bits(number)
        return self.ids(number) if bits is None else bits


def in_run(documents: set[int], run: Sequence[int]) -> Collection[int]:
    """Those of the documents that are in a run."""
    if len(run) <= READ_RATHER * len(documents):
        return documents.intersection(run.tolist() if isinstance(run, memoryview) else run)
    last = len(run)
    return [document for document in documents if (at := bisect_left(run, document)) < last and run[at] == document]


class SegmentLists:
    """One segment as its flat file holds it; immutable, so any number of threads may read it."""

    def __init__(self, file: FlatFile) -> None:
        self.file = file
        meta = json.loads(bytes(file.column("meta")))
        self.document_count = int(meta["documents"])
        self.total_length = int(meta["length"])
        self.text = FieldLists(file, "text")
        self.root = FieldLists(file, "root")
        self.keys = file.column("doc.key")
        self.days = file.column("doc.day")
        self._text_offsets = file.column("doc.toff")
        self._text_place = file.place("doc.text")
        self.lengths = bytes(file.column("doc.length"))
        """Of each document the byte for its length; it never falls."""
        self._by_key = file.column("doc.bykey")
        self.pairs = PairLists(file)
        self.title_lengths = file.column("doc.title")

    def root_number(self, stem: bytes, root: bytes) -> int:
        """The number of a root, -1 where no document has it; `stem`: one of its stems."""
        # The stem leads to it, and is looked for anyway.
        number = self.text.find(stem)
        return self.text.root_of(number) if number >= 0 else self.root.find(root)

    def codes(self, document: int) -> str:
        """The stems of a document, one code a token."""
        offsets, (data, base) = self._text_offsets, self._text_place
        return data[base + offsets[document] : base + offsets[document + 1]].decode()

    def holding(self, documents: Iterable[int], codes: str) -> list[int]:
        """Those of the documents in which these codes stand one behind the other."""
        # A UTF-8 sequence is found only where its characters begin, so the bytes are searched as they lie.
        wanted, offsets, (data, base) = codes.encode(), self._text_offsets, self._text_place
        return [d for d in documents if wanted in data[base + offsets[d] : base + offsets[d + 1]]]

    def number_of(self, key: int) -> int | None:
        """The document with this key."""
        at = bisect_left(self._by_key, key, key=self.keys.__getitem__)
        if at == self.document_count or self.keys[self._by_key[at]] != key:
            return None
        return int(self._by_key[at])

    @cached_property
    def filters(self) -> dict[str, FieldLists]:
        return {name: FieldLists(self.file, name) for name in FILTER_FIELDS}

    def fields(self) -> Iterator[tuple[str, FieldLists]]:
        yield "category", self.filters["category"]
        yield "root", self.root
        yield "source", self.filters["source"]
        yield "text", self.text
