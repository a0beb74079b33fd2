"""The inverted lists of one segment, read from its flat file.

Postings of all terms of a field lie glued in byte order of the terms, so a prefix is one slice. A posting is a
document number and a class: frequency << 8 | length byte, all that BM25 needs to know. Positions count through the
whole segment; a document starts at a multiple of `BLOCK`, so the document of a position is one look-up.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from operator import lt

from index.search.flatfile import FlatFile

BLOCK = 64
"""Positions a document's start is a multiple of."""

STRIDE = 64
"""Terms between two that are kept in plain memory."""

FOUND_LIMIT = 4_096
"""Terms whose place is remembered."""

FILTER_FIELDS = ("source", "category")


class FieldLists:
    """The lists of one field of a segment."""

    def __init__(self, file: FlatFile, name: str) -> None:
        self._keys = file.column(f"{name}.keys")
        self._key_offsets = file.column(f"{name}.koff")
        self.offsets = file.column(f"{name}.dfo")
        self.documents = file.column(f"{name}.ids")
        self.classes = file.column(f"{name}.cls")
        self._root_classes = file.column(f"{name}.rcls")
        self._position_offsets = file.column(f"{name}.tfo")
        self._positions = file.column(f"{name}.pos")
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
            if len(self._found) >= FOUND_LIMIT:
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
        return self._root_classes[self.offsets[number] : self.offsets[number + 1]]

    def positions(self, number: int) -> memoryview:
        return self._positions[self._position_offsets[number] : self._position_offsets[number + 1]]


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
        self.starts = file.column("doc.start")
        self.blocks = file.column("doc.block")
        self.lengths = file.column("doc.length")
        self.title_lengths = file.column("doc.title")

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
