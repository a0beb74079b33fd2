"""The columns of a whole segment, made from its documents when it is written.

Documents are put in the order of their lengths, which is what the lists stand on (postings.py). A document is the
string of its stems' codes, so counting the stems of one is a loop in C.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat
from operator import or_

from index.search.codes import GAP
from index.search.columns import PostingWriter
from index.search.flatfile import Column
from index.search.levels import Groups, LevelWriter, grouped, is_dense
from index.search.pairs import is_frequent, pair_columns
from index.search.postings import MAX_FREQUENCY
from index.search.schema import TITLE_WEIGHT
from index.search.turns import give_way

_CODE_POINTS = f"utf-32-{sys.byteorder[0]}e"

_exhaust = deque[object](maxlen=0).extend
"""Run an iterator to its end."""


class Documents:
    """The documents of a segment: added in the order of their lengths, as `order` says."""

    def __init__(self, length_bytes: Sequence[int], total_length: int) -> None:
        """`length_bytes`: of each document, in the order in which they came, the byte for its length."""
        self.order = sorted(range(len(length_bytes)), key=length_bytes.__getitem__)
        """The old number of each document, shortest document first."""
        self._length_bytes = bytes(length_bytes[old] for old in self.order)
        self._total_length = total_length
        self._keys: array[int] = array("Q")
        self._days: array[int] = array("I")
        self._title_lengths: array[int] = array("H")
        self._text = bytearray()
        self._text_offsets: array[int] = array("I", [0])

    def __len__(self) -> int:
        return len(self.order)

    def add(self, key: int, day: int, title_length: int, text: bytes) -> None:
        """The next document; `text`: its codes as UTF-8."""
        self._keys.append(key)
        self._days.append(day)
        self._title_lengths.append(title_length)
        self._text += text
        self._text_offsets.append(len(self._text))

    def new_numbers(self) -> list[int]:
        """Old number -> new number."""
        numbers = [0] * len(self)
        for new, old in enumerate(self.order):
            numbers[old] = new
        return numbers

    def texts(self) -> Iterator[str]:
        """The codes of each document."""
        text = self._text
        for first, last in pairwise(self._text_offsets):
            give_way()
            yield text[first:last].decode()

    def postings(self, root_of_code: Sequence[int]) -> tuple[list[array[int]], list[array[int]]]:
        """The postings of the stem of each code and those of each root, as `PostingWriter` wants them.

        `root_of_code`: the number of the root of each code's stem; codes that stand for no stem have the highest.
        """
        stems: list[array[int]] = [array("I") for _ in root_of_code]
        roots: list[array[int]] = [array("I") for _ in range(max(root_of_code) + 1)]
        to_stem, to_root, root_of = stems.__getitem__, roots.__getitem__, root_of_code.__getitem__
        upper, lower = _Shifted(24).__getitem__, _Shifted(16).__getitem__
        # Millions of postings: nothing here is done one by one outside the loops of C.
        for document, (text, title_length) in enumerate(zip(self.texts(), self._title_lengths, strict=True)):
            codes = array("I", text.encode(_CODE_POINTS)).tolist()
            codes += codes[:title_length] * (TITLE_WEIGHT - 1)
            counts = Counter(map(root_of, codes))
            worth = dict(zip(counts, map(or_, map(lower, counts.values()), repeat(document)), strict=True))
            _exhaust(map(array.append, map(to_root, worth), worth.values()))
            counts = Counter(codes)
            of_roots = map(worth.__getitem__, map(root_of, counts))
            _exhaust(map(array.append, map(to_stem, counts), map(or_, map(upper, counts.values()), of_roots)))
        return stems, roots

    def level_writer(self) -> LevelWriter:
        """Where the levels of a field over these documents are made."""
        return LevelWriter(self._length_bytes, self._total_length / len(self) if len(self) else 1.0)

    def sections(self) -> dict[str, Column]:
        by_key = sorted(range(len(self)), key=self._keys.__getitem__)
        return {
            "meta": json.dumps({"documents": len(self), "length": self._total_length}).encode(),
            "doc.key": self._keys,
            "doc.bykey": array("H", by_key),
            "doc.day": self._days,
            "doc.length": self._length_bytes,
            "doc.title": self._title_lengths,
            "doc.text": self._text,
            "doc.toff": self._text_offsets,
        }


class _Shifted(dict[int, int]):
    """Frequencies as they stand in a posting, filled as they turn up."""

    def __init__(self, bits: int) -> None:
        self._bits = bits

    def __missing__(self, frequency: int) -> int:
        shifted = self[frequency] = min(frequency, MAX_FREQUENCY) << self._bits
        return shifted


class WordLevels:
    """The levels of all stems and roots that many documents hold."""

    def __init__(self, documents: Documents, roots: Mapping[int, array[int]]) -> None:
        """`roots`: the postings of the roots by their numbers, rising; those that few documents hold may be missing."""
        self._count = len(documents)
        self._roots, self._stems = documents.level_writer(), documents.level_writer()
        self._groups: dict[int, Groups] = {}
        for number, postings in roots.items():
            if is_dense(len(postings), self._count):
                give_way()
                groups = self._groups[number] = grouped(postings)
                self._roots.add_root(number, groups)

    def add_stem(self, number: int, postings: array[int], root: int) -> None:
        """The next stem, with the number of its root."""
        if is_dense(len(postings), self._count):
            give_way()
            self._stems.add_stem(number, grouped(postings), self._groups[root])

    def sections(self) -> dict[str, Column]:
        return self._roots.sections("root") | self._stems.sections("text")


def word_sections(documents: Documents, codes: Mapping[str, str], root_of: Callable[[str], str]) -> dict[str, Column]:
    """The lists of stems, roots and pairs. `codes`: stem -> its code."""
    stems, places = list(codes), list(map(ord, codes.values()))
    # Roots are numbered as they turn up, so that the lists of frequent ones lie close together in memory.
    number_of: dict[str, int] = {}
    numbers = [number_of.setdefault(root, len(number_of)) for root in map(root_of, stems)]
    root_of_code = [len(number_of)] * (max(places, default=ord(GAP)) + 1)
    for place, number in zip(places, numbers, strict=True):
        root_of_code[place] = number
    stem_lists, root_lists = documents.postings(root_of_code)
    if not all(map(stem_lists.__getitem__, places)):
        # An article that could not be taken in left its stems behind.
        return word_sections(documents, {stem: code for stem, code in codes.items() if stem_lists[ord(code)]}, root_of)
    stem_lists = list(map(stem_lists.__getitem__, places))
    frequent = [
        code for code, held in zip(codes.values(), stem_lists, strict=True) if is_frequent(len(held), len(documents))
    ]
    order, root_order = _order(stems), _order(list(number_of))
    rank_of_root = {number: rank for rank, number in enumerate(root_order)}
    columns: dict[str, Column] = {
        "text.root": array("I", (rank_of_root[numbers[number]] for number in order)),
        "text.code": array("I", map(places.__getitem__, order)),
    }
    stems, stem_lists = list(map(stems.__getitem__, order)), list(map(stem_lists.__getitem__, order))
    roots, root_lists = sorted(number_of), list(map(root_lists.__getitem__, root_order))
    root_of_stem = columns["text.root"]
    levels = WordLevels(documents, dict(enumerate(root_lists)))
    for number, postings in enumerate(stem_lists):
        levels.add_stem(number, postings, root_of_stem[number])
    columns |= levels.sections()
    del levels
    for name, terms, lists in (("root", roots, root_lists), ("text", stems, stem_lists)):
        writer = PostingWriter()
        writer.write([term.encode() for term in terms], lists)
        columns |= writer.sections(name)
        lists.clear()
    return columns | pair_columns(documents.texts(), frequent, len(root_of_code) - 1)


def _order(terms: Sequence[str]) -> list[int]:
    """The places of some terms in their order."""
    return sorted(range(len(terms)), key=terms.__getitem__)
