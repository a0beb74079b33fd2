"""The columns of a whole segment, made from its documents when it is written.

Documents are put in the order of their lengths, which is what the lists stand on (postings.py). A document is the
string of its stems' codes, so counting the stems of one is a loop in C.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat
from operator import call, or_

from index.search.codes import GAP, STOP
from index.search.columns import WordColumns
from index.search.flatfile import Column
from index.search.pairs import is_frequent, pair_columns
from index.search.postings import MAX_FREQUENCY
from index.search.schema import TITLE_WEIGHT
from index.search.turns import give_way

_CODE_POINTS = f"utf-32-{sys.byteorder[0]}e"


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

    @property
    def text_size(self) -> int:
        """Bytes of all texts."""
        return len(self._text)

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

    def postings(self, code_count: int) -> list[array[int]]:
        """By code point, for all below `code_count`: document << 16 | frequency, documents rising."""
        lists: list[array[int]] = [array("I") for _ in range(code_count)]
        append = [postings.append for postings in lists].__getitem__
        stop, gap = ord(STOP), ord(GAP)
        for number, (text, title_length) in enumerate(zip(self.texts(), self._title_lengths, strict=True)):
            codes = memoryview(text.encode(_CODE_POINTS)).cast("I")
            counts = Counter(codes)
            for _ in range(TITLE_WEIGHT - 1):
                counts.update(codes[:title_length])
            del counts[stop], counts[gap]
            frequencies: Iterable[int] = counts.values()
            if len(codes) > MAX_FREQUENCY and max(frequencies, default=0) > MAX_FREQUENCY:
                frequencies = [min(count, MAX_FREQUENCY) for count in frequencies]
            deque(map(call, map(append, counts), map(or_, frequencies, repeat(number << 16))), maxlen=0)
        return lists

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


def word_sections(documents: Documents, codes: Mapping[str, str], root_of: Callable[[str], str]) -> dict[str, Column]:
    """The lists of stems, roots and pairs. `codes`: stem -> its code; stems that no document holds are left out."""
    code_count = max(map(ord, codes.values()), default=ord(GAP)) + 1
    lists = documents.postings(code_count)
    stems = [stem for stem in sorted(codes) if lists[ord(codes[stem])]]
    by_root: defaultdict[str, list[int]] = defaultdict(list)
    for number, stem in enumerate(stems):
        by_root[root_of(stem)].append(number)
    frequent = {
        codes[stem]: stem.encode() for stem in stems if is_frequent(len(lists[ord(codes[stem])]), len(documents))
    }
    words = WordColumns(len(documents))
    postings = [lists[ord(codes[stem])] for stem in stems]
    lists.clear()
    groups = ((root.encode(), by_root[root]) for root in sorted(by_root))
    words.write([stem.encode() for stem in stems], postings, groups)
    columns = words.sections(map(codes.__getitem__, stems))
    return columns | pair_columns(documents.texts(), frequent, documents.text_size)
