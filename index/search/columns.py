"""The columns of a field while a segment is written: terms in order, their postings glued."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from index.search.flatfile import Column, halves, little_endian
from index.search.postings import MAX_FREQUENCY, ODD, PairCodes
from index.search.turns import give_way

DOCUMENT_LIMIT = 0x10000
"""Documents of one segment, so that a document number takes two bytes."""

_TURN = 256
"""Terms between two looks whether somebody searches."""


class ListWriter:
    """Columns of a field that is not ranked."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._key_offsets: array[int] = array("I", [0])
        self._offsets: array[int] = array("I", [0])
        self._documents: array[int] = array("H")

    def add(self, term: bytes, documents: Iterable[int]) -> None:
        self._documents.extend(documents)
        self._name([term])
        self._offsets.append(len(self._documents))

    def __len__(self) -> int:
        return len(self._key_offsets) - 1

    def _name(self, terms: Sequence[bytes]) -> None:
        """Take in the next terms."""
        self._key_offsets.extend(accumulate(map(len, terms[1:]), initial=len(self._keys) + len(terms[0])))
        self._keys += b"".join(terms)

    def sections(self, name: str) -> dict[str, Column]:
        return {
            f"{name}.keys": self._keys,
            f"{name}.koff": self._key_offsets,
            f"{name}.dfo": self._offsets,
            f"{name}.ids": self._documents,
        }


class PostingWriter(ListWriter):
    """Columns of a ranked field: of each term its documents, and beside each of them one byte for its frequencies."""

    def __init__(self) -> None:
        super().__init__()
        self._postings: array[int] = array("I")

    def write(self, terms: Sequence[bytes], lists: Sequence[array[int]]) -> None:
        """All terms in order, each with its postings: frequencies << 16 | document, documents rising.

        Frequencies: that of the stem << 8 | that of the root.
        """
        if not terms:
            return
        extend = self._postings.extend
        for number, values in enumerate(lists):
            if not number % _TURN:
                give_way()
            extend(values)
        self._name(terms)
        self._offsets.extend(accumulate(map(len, lists[1:]), initial=self._offsets[-1] + len(lists[0])))

    def add_postings(self, term: bytes, postings: array[int]) -> None:
        """The next term."""
        self._postings.extend(postings)
        self._name([term])
        self._offsets.append(len(self._postings))

    def sections(self, name: str) -> dict[str, Column]:
        documents, frequencies = halves(self._postings)
        columns = {**super().sections(name), f"{name}.ids": documents}
        if not frequencies or max(frequencies) <= MAX_FREQUENCY:
            # Roots: the upper byte is empty.
            return {**columns, f"{name}.freq": bytes(little_endian(frequencies)[::2])}
        codes = bytes(map(PairCodes().__getitem__, frequencies))
        odd = array("I", _places(codes, ODD))
        return {
            **columns,
            f"{name}.freq": codes,
            f"{name}.odd": odd,
            f"{name}.odd.pair": array("H", map(frequencies.__getitem__, odd)),
        }


def _places(codes: bytes, wanted: int) -> Iterator[int]:
    at = codes.find(wanted)
    while at >= 0:
        yield at
        at = codes.find(wanted, at + 1)
