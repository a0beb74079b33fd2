"""The columns of a field while a segment is written: terms in order, their postings glued."""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

from index.search.docsets import pack
from index.search.flatfile import Column
from index.search.postings import DENSE_SHARE, MAX_FREQUENCY
from index.search.turns import give_way

DOCUMENT_LIMIT = 0x10000
"""Documents of one segment, so that a document number takes two bytes."""

RUN_MINIMUM = 48
"""So many postings with the same frequencies make a run; fewer stay among the mixed ones, which are read at once."""


class ListWriter:
    """Columns of a field that is not ranked."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._key_offsets: array[int] = array("I", [0])
        self.offsets: array[int] = array("I", [0])
        self.documents: array[int] = array("H")

    def add(self, term: bytes, documents: Iterable[int]) -> None:
        self._keys += term
        self._key_offsets.append(len(self._keys))
        self.documents.extend(documents)
        self.offsets.append(len(self.documents))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def sections(self, name: str) -> dict[str, Column]:
        return {
            f"{name}.keys": bytes(self._keys),
            f"{name}.koff": self._key_offsets,
            f"{name}.dfo": self.offsets,
            f"{name}.ids": self.documents,
        }


class RunWriter(ListWriter):
    """Columns of a ranked field: of each term first the mixed postings, then the runs, the longest first."""

    def __init__(self) -> None:
        super().__init__()
        self._mixed: array[int] = array("H")
        self._run_terms: array[int] = array("I")
        self._run_offsets: array[int] = array("I", [0])
        self._in_runs: array[int] = array("I", [0])
        self._runs: array[int] = array("H")
        self._dense: array[int] = array("I")
        self._bits: list[bytes] = []

    def add_ranked(self, term: bytes, documents: Sequence[int], frequencies: Sequence[int], count: int) -> None:
        """`frequencies`: of the stem << 8 | of the root, for each document; `count`: documents of the segment."""
        if len(documents) == 1:
            self.add_groups(term, {frequencies[0]: documents}, count)
            return
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for document, frequency in zip(documents, frequencies, strict=True):
            groups[frequency].append(document)
        self.add_groups(term, groups, count)

    def add_groups(self, term: bytes, groups: Mapping[int, Sequence[int]], count: int) -> None:
        """The same where the documents, rising, are sorted by their frequencies."""
        number = len(self)
        total = sum(map(len, groups.values()))
        if total * DENSE_SHARE >= count:
            self._dense.append(number)
            self._bits.append(pack(chain.from_iterable(groups.values()), count))
        runs = sorted((frequency for frequency in groups if len(groups[frequency]) >= RUN_MINIMUM), reverse=True)
        runs.sort(key=lambda frequency: -len(groups[frequency]))
        for frequency in sorted(groups.keys() - set(runs), reverse=True):
            self.documents.extend(groups[frequency])
            self._mixed.extend(repeat(frequency, len(groups[frequency])))
        for frequency in runs:
            self.documents.extend(groups[frequency])
            self._runs.extend((frequency, len(groups[frequency]) - 1))
        if runs:
            self._run_terms.append(number)
            self._run_offsets.append(len(self._runs))
            self._in_runs.append(self._in_runs[-1] + sum(len(groups[frequency]) for frequency in runs))
        self.add(term, ())

    def sections(self, name: str) -> dict[str, Column]:
        return {
            **super().sections(name),
            f"{name}.mixed": self._mixed,
            f"{name}.run.terms": self._run_terms,
            f"{name}.run.off": self._run_offsets,
            f"{name}.run.sum": self._in_runs,
            f"{name}.runs": self._runs,
            f"{name}.dense": self._dense,
            f"{name}.bits": b"".join(self._bits),
        }


class WordColumns:
    """Stems and roots of a segment together: each stem knows its root, each of its postings the root's frequency."""

    def __init__(self, document_count: int) -> None:
        self._count = document_count
        self._text = RunWriter()
        self._root = RunWriter()
        self._root_numbers: array[int] = array("I")

    def write(
        self, stems: Sequence[bytes], postings: list[array[int]], groups: Iterable[tuple[bytes, Sequence[int]]]
    ) -> None:
        """Take in all stems in order, each with its postings: document << 16 | frequency, documents rising.

        `groups`: each root in order, with the numbers of its stems. The postings are given up on the way.
        """
        self._root_numbers = array("I", bytes(4 * len(stems)))
        frequencies: list[Sequence[int]] = [()] * len(stems)
        documents: list[Sequence[int]] = [()] * len(stems)
        gone: array[int] = array("I")
        for root, numbers in groups:
            give_way()
            for number in numbers:
                documents[number], frequencies[number] = _halves(postings[number])
                postings[number] = gone
                self._root_numbers[number] = len(self._root)
            if len(numbers) == 1:
                own = frequencies[numbers[0]]
                self._root.add_ranked(root, documents[numbers[0]], own, self._count)
                frequencies[numbers[0]] = _same(own)
            else:
                joined = _joined([(documents[number], frequencies[number]) for number in numbers])
                together = sorted(joined)
                self._root.add_ranked(root, together, [joined[document] for document in together], self._count)
                for number in numbers:
                    frequencies[number] = _with_root(documents[number], frequencies[number], joined)
        for number, stem in enumerate(stems):
            give_way()
            self._text.add_ranked(stem, documents[number], frequencies[number], self._count)

    def sections(self, codes: Iterable[str]) -> dict[str, Column]:
        """`codes`: the character of each stem, in the order of the stems."""
        columns = {**self._text.sections("text"), **self._root.sections("root")}
        columns["text.root"] = self._root_numbers
        columns["text.code"] = array("I", map(ord, codes))
        return columns


_SHORT = 16
"""Postings that are quicker taken apart one by one."""

_TWICE = [frequency << 8 | frequency for frequency in range(MAX_FREQUENCY + 1)]


def _halves(values: array[int]) -> tuple[Sequence[int], Sequence[int]]:
    """Documents and frequencies of a list whose values hold both."""
    if len(values) < _SHORT:
        return [value >> 16 for value in values], [value & 0xFF for value in values]
    halves = array("H", values.tobytes())
    return (halves[1::2], halves[::2]) if sys.byteorder == "little" else (halves[::2], halves[1::2])


def _same(frequencies: Sequence[int]) -> Sequence[int]:
    """Frequencies of a stem that is the only one of its root, with those of the root."""
    twice = map(_TWICE.__getitem__, frequencies)
    return list(twice) if len(frequencies) < _SHORT else array("H", twice)


def _joined(lists: Sequence[tuple[Sequence[int], Sequence[int]]]) -> dict[int, int]:
    """Documents of all the lists with their frequencies added."""
    joined: dict[int, int] = {}
    for documents, frequencies in sorted(lists, key=lambda part: -len(part[0])):
        if len(documents) < _SHORT:
            for document, frequency in zip(documents, frequencies, strict=True):
                joined[document] = min(joined.get(document, 0) + frequency, MAX_FREQUENCY)
            continue
        more = dict(zip(documents, frequencies, strict=True))
        for document in joined.keys() & more.keys():
            more[document] = min(joined[document] + more[document], MAX_FREQUENCY)
        joined |= more
    return joined


def _with_root(documents: Sequence[int], frequencies: Sequence[int], roots: Mapping[int, int]) -> Sequence[int]:
    joined = [f << 8 | r for f, r in zip(frequencies, map(roots.__getitem__, documents), strict=True)]
    return joined if len(joined) < _SHORT else array("H", joined)
