"""The inverted lists of one segment, read from its flat file.

Postings of all terms of a field lie glued in byte order of the terms, so a prefix is one slice. A posting is a
document number and a class: frequency << 8 | length byte, all that BM25 needs to know. Terms that many documents hold
have their documents as a bit set besides. Where words stand is not in the lists: each document is there as the string
of its stems, one code a token, in which a phrase is a substring.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import lt

from index.search.docsets import DocSet
from index.search.flatfile import FlatFile
from index.search.heads import Heads

STOP = "\0"
"""Stands for every stop word."""

GAP = "\1"
"""Stands between title and body."""

_FIRST_CODE = 2
_SURROGATES = range(0xD800, 0xE000)

DENSE_SHARE = 24
"""A term that one document in so many holds has a bit set."""

STRIDE = 64
"""Terms between two that are kept in plain memory."""

CACHE_LIMIT = 4_096
"""Terms whose place is remembered."""

BITS_LIMIT = 512
"""Bit sets remembered, 7 kB each at 55,000 documents."""

FILTER_FIELDS = ("source", "category")


def code_of(number: int) -> str:
    """The character of the stem that turned up as the nth; frequent stems turn up early, and UTF-8 makes them short."""
    code = number + _FIRST_CODE
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


def number_of_code(code: int) -> int:
    """The number that `code_of` made a code point of."""
    return code - _FIRST_CODE if code < _SURROGATES.start else code - _FIRST_CODE - len(_SURROGATES)


class FieldLists:
    """The lists of one field of a segment."""

    def __init__(self, file: FlatFile, name: str) -> None:
        self._keys = file.column(f"{name}.keys")
        self._key_offsets = file.column(f"{name}.koff")
        self.offsets = file.column(f"{name}.dfo")
        self.documents = file.column(f"{name}.ids")
        self.classes = file.column(f"{name}.cls")
        self.root_classes = file.column(f"{name}.rcls")
        self._roots = file.column(f"{name}.root")
        self._codes = file.column(f"{name}.code")
        self._dense = file.column(f"{name}.dense")
        self._bits = file.column(f"{name}.bits")
        self.heads = Heads(file, name)
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
        return int(self.offsets[number + 1] - self.offsets[number])

    def ids(self, first: int, last: int | None = None) -> memoryview:
        """Documents of one term, or of the terms [first, last) one after the other."""
        return self.documents[self.offsets[first] : self.offsets[first + 1 if last is None else last]]

    def classes_of(self, number: int) -> memoryview:
        return self.classes[self.offsets[number] : self.offsets[number + 1]]

    def root_classes_of(self, number: int) -> memoryview:
        """The classes of the same documents in the list of the term's root."""
        return self.root_classes[self.offsets[number] : self.offsets[number + 1]]

    def postings_at(self, number: int, ranks: Iterable[int]) -> tuple[list[int], list[int], list[int]]:
        """Documents, classes and root classes of a term at these places of its list."""
        first = self.offsets[number]
        documents, classes, roots = self.documents, self.classes, self.root_classes
        places = [first + rank for rank in ranks]
        has_roots = len(roots) > 0
        return (
            [documents[at] for at in places],
            [classes[at] for at in places],
            [roots[at] for at in places] if has_roots else [],
        )

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
        return self.ids(number).tolist() if bits is None else bits


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
        self.lengths = file.column("doc.length")
        self.title_lengths = file.column("doc.title")

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
        if self._has_keys_in_order:
            number = bisect_left(self.keys, key)
            return number if number < self.document_count and self.keys[number] == key else None
        return self._numbers.get(key)

    @cached_property
    def _has_keys_in_order(self) -> bool:
        keys = self.keys.tolist()
        return all(map(lt, keys, keys[1:]))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def filters(self) -> dict[str, FieldLists]:
        return {name: FieldLists(self.file, name) for name in FILTER_FIELDS}

    def fields(self) -> Iterator[tuple[str, FieldLists]]:
        yield "category", self.filters["category"]
        yield "root", self.root
        yield "source", self.filters["source"]
        yield "text", self.text
