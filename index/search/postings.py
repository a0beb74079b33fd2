"""The inverted lists of one segment, read from its flat file.

Documents are numbered by length, the shortest first. Postings of all terms of a field lie glued in byte order of the
terms, so a prefix is one slice; those of one term rise with their documents, each with one byte for its frequencies.
What a term that many documents hold gives to which of them lies besides, in a few steps (levels.py). Where words stand
is not in the lists: each document is there as the string of its stems, one code a token, in which a phrase is a
substring.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from index.search.docsets import DocSet
from index.search.flatfile import FlatFile
from index.search.levels import LevelLists
from index.search.pairs import PairLists

MAX_FREQUENCY = 255
"""A term that occurs more often in one article is counted so often; the score has long stopped growing."""

HASH_RATHER = 3
"""A list at most so many times longer than the documents asked for is made a dictionary."""

READ_RATHER = 24
"""One at most so many times longer is read whole before it is searched."""

STRIDE = 64
"""Terms between two that are kept in plain memory."""

CACHE_LIMIT = 4_096
"""Terms whose place is remembered."""

FILTER_FIELDS = ("source", "category")

ODD = 255
"""The byte of frequencies that no byte is enough for: they lie in columns of their own."""

_HIGHEST = 22
"""Frequency of a root up to which a byte is enough for it and any of its stem."""

PAIRS = (0, *(stem << 8 | root for root in range(1, _HIGHEST + 1) for stem in range(1, root + 1)))
"""Byte in the list of a stem -> frequency of the stem << 8 | that of its root, which is never less. 0: not in it."""


_PAIR_OF = (*PAIRS, *(0 for _ in range(ODD + 1 - len(PAIRS))))
"""The same for any byte."""


class PairCodes(dict[int, int]):
    """Frequencies of a stem << 8 | of its root -> the byte for them."""

    def __init__(self) -> None:
        super().__init__((pair, code) for code, pair in enumerate(PAIRS))

    def __missing__(self, pair: int) -> int:
        return ODD


class FieldLists:
    """The lists of one field of a segment."""

    def __init__(self, file: FlatFile, name: str) -> None:
        self._keys = file.column(f"{name}.keys")
        self._key_offsets = file.column(f"{name}.koff")
        self._offsets = file.column(f"{name}.dfo")
        self._documents = file.column(f"{name}.ids")
        self._frequencies = file.column(f"{name}.freq")
        self._odd = file.column(f"{name}.odd")
        self._odd_pairs = file.column(f"{name}.odd.pair")
        self._roots = file.column(f"{name}.root")
        self._codes = file.column(f"{name}.code")
        self.is_ranked = len(self._frequencies) > 0
        self.levels = LevelLists(file, name)
        self._found: dict[bytes, int] = {}

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
        """Documents of one term, rising, or of the terms [first, last) one after the other."""
        found: list[int] = self._documents[
            self._offsets[first] : self._offsets[first + 1 if last is None else last]
        ].tolist()
        return found

    def documents_of(self, number: int) -> DocSet:
        """The documents of one term in the form that is quickest to work with."""
        bits = self.levels.documents(number)
        return self.ids(number) if bits is None else bits

    def postings(self, number: int) -> tuple[list[int], list[int]]:
        """Documents of a term, rising, and for each the frequency of the stem << 8 | that of its root.

        In the list of a root the former is 0.
        """
        first, last = self._offsets[number], self._offsets[number + 1]
        documents: list[int] = self._documents[first:last].tolist()
        frequencies: list[int] = self._frequencies[first:last].tolist()
        if not self._roots:
            return documents, frequencies
        return documents, [
            PAIRS[code] if code != ODD else self._odd_pair(first + place) for place, code in enumerate(frequencies)
        ]

    def _odd_pair(self, posting: int) -> int:
        """Frequencies that one byte is too little for."""
        return int(self._odd_pairs[bisect_left(self._odd, posting)])

    def frequencies(self, number: int, documents: Sequence[int]) -> list[int]:
        """How often each of some documents, rising, holds a term (as in `postings`); 0 for those that don't."""
        codes = self._codes_of(number, documents)
        if not self._roots:
            return codes
        pairs = [_PAIR_OF[code] for code in codes]
        if ODD in codes:
            first, last = self._offsets[number], self._offsets[number + 1]
            for place, code in enumerate(codes):
                if code == ODD:
                    pairs[place] = self._odd_pair(bisect_left(self._documents, documents[place], first, last))
        return pairs

    def groups(self, number: int, documents: Sequence[int] | None = None) -> dict[int, list[int]]:
        """The documents of a term (only some, rising, where given) by the frequencies they hold it with."""
        if documents is None:
            first, last = self._offsets[number], self._offsets[number + 1]
            documents = self._documents[first:last].tolist()
            codes: Iterable[int] = self._frequencies[first:last]
        else:
            codes = self._codes_of(number, documents)
        groups: defaultdict[int, list[int]] = defaultdict(list)
        deque(map(list.append, map(groups.__getitem__, codes), documents), maxlen=0)
        groups.pop(0, None)
        if not self._roots:
            return groups
        odd = groups.pop(ODD, [])
        by_pair = {PAIRS[code]: some for code, some in groups.items()}
        for document, pair in zip(odd, self.frequencies(number, odd), strict=True):
            by_pair.setdefault(pair, []).append(document)
        return by_pair

    def _codes_of(self, number: int, documents: Sequence[int]) -> list[int]:
        """The bytes for the frequencies of a term in some documents."""
        first, last = self._offsets[number], self._offsets[number + 1]
        ids: Sequence[int] = self._documents
        codes, size = self._frequencies, last - first
        if size <= HASH_RATHER * len(documents):
            get = dict(zip(self._documents[first:last].tolist(), codes[first:last], strict=True)).get
            return [get(document, 0) for document in documents]
        if size <= READ_RATHER * len(documents):
            # Searching a list is three times as quick as searching what lies on the disk.
            ids, codes, first, last = self._documents[first:last].tolist(), codes[first:last], 0, size
        found: list[int] = []
        add = found.append
        for document in documents:
            first = bisect_left(ids, document, first, last)
            add(codes[first] if first < last and ids[first] == document else 0)
        return found

    def root_of(self, number: int) -> int:
        """Number of the root of a stem."""
        return int(self._roots[number])

    def code(self, number: int) -> str:
        """The character of a stem in the documents' strings."""
        return chr(self._codes[number])

    def codes(self) -> memoryview:
        """The code points of all stems."""
        return self._codes


class SegmentLists:
    """One segment as its flat file holds it; immutable, so any number of threads may read it."""

    def __init__(self, file: FlatFile) -> None:
        self.file = file
        meta = json.loads(bytes(file.column("meta")))
        self.document_count = int(meta["documents"])
        self.total_length = int(meta["length"])
        self.average_length = self.total_length / self.document_count if self.document_count else 1.0
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
        find = data.find
        return [d for d in documents if find(wanted, base + offsets[d], base + offsets[d + 1]) >= 0]

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
