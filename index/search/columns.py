"""The columns of a field while a segment is written: terms in order, their postings glued."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, repeat
from operator import or_

from index.search.docsets import pack
from index.search.flatfile import Column, halves
from index.search.postings import DENSE_SHARE, RUN_MINIMUM
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


class RunWriter(ListWriter):
    """Columns of a ranked field: of each term the mixed postings, and apart from them the runs, the longest first.

    Most terms are in few documents. Their postings are glued as they come, and only those of the others are looked at.
    """

    def __init__(self, document_count: int) -> None:
        super().__init__()
        self._count = document_count
        self._mixed: array[int] = array("I")
        """Frequencies << 16 | document."""
        self._in_runs: array[int] = array("I", [0])
        self._run_terms: array[int] = array("I")
        self._run_offsets: array[int] = array("I", [0])
        self._run_documents: array[int] = array("H")
        self._runs: array[int] = array("H")
        self._dense: array[int] = array("I")
        self._bits: list[bytes] = []

    def write(self, terms: Sequence[bytes], lists: Sequence[array[int]]) -> None:
        """All terms in order, each with its postings: frequencies << 16 | document, documents rising.

        Frequencies: that of the stem << 8 | that of the root.
        """
        if not terms:
            return
        extend = self._mixed.extend
        first = len(self)
        for number, values in enumerate(lists, first):
            if not number % _TURN:
                give_way()
            if len(values) < RUN_MINIMUM:
                extend(values)
            else:
                give_way()
                self._add_long(number, values)
        self._name(terms)
        self._offsets.extend(accumulate(map(len, lists[1:]), initial=self._offsets[-1] + len(lists[0])))

    def add_groups(self, term: bytes, groups: Mapping[int, Sequence[int]]) -> None:
        """The next term; its documents, rising, are sorted by their frequencies."""
        total = sum(map(len, groups.values()))
        if total < RUN_MINIMUM:
            self._mix(groups, sorted(groups, reverse=True))
        else:
            self._add_groups(len(self), groups, total)
        self._name([term])
        self._offsets.append(self._offsets[-1] + total)

    def _add_long(self, number: int, values: array[int]) -> None:
        documents, frequencies = halves(values)
        groups: defaultdict[int, list[int]] = defaultdict(list)
        deque(map(list.append, map(groups.__getitem__, frequencies.tolist()), documents.tolist()), maxlen=0)
        self._add_groups(number, groups, len(values))

    def _add_groups(self, number: int, groups: Mapping[int, Sequence[int]], total: int) -> None:
        if total * DENSE_SHARE >= self._count:
            self._dense.append(number)
            self._bits.append(pack(chain.from_iterable(groups.values()), self._count))
        ranked = sorted(groups, reverse=True)
        runs = [frequency for frequency in ranked if len(groups[frequency]) >= RUN_MINIMUM]
        self._mix(groups, [frequency for frequency in ranked if len(groups[frequency]) < RUN_MINIMUM])
        if not runs:
            return
        for frequency in sorted(runs, key=lambda frequency: -len(groups[frequency])):
            self._run_documents.extend(groups[frequency])
            self._runs.extend((frequency, len(groups[frequency]) - 1))
        self._run_terms.append(number)
        self._run_offsets.append(len(self._runs))
        self._in_runs.append(len(self._run_documents))

    def _mix(self, groups: Mapping[int, Sequence[int]], frequencies: Iterable[int]) -> None:
        for frequency in frequencies:
            self._mixed.extend(map(or_, groups[frequency], repeat(frequency << 16)))

    def sections(self, name: str) -> dict[str, Column]:
        documents, frequencies = halves(self._mixed)
        return {
            **super().sections(name),
            f"{name}.ids": documents,
            f"{name}.mixed": frequencies,
            f"{name}.run.terms": self._run_terms,
            f"{name}.run.off": self._run_offsets,
            f"{name}.run.sum": self._in_runs,
            f"{name}.run.ids": self._run_documents,
            f"{name}.runs": self._runs,
            f"{name}.dense": self._dense,
            f"{name}.bits": b"".join(self._bits),
        }
