"""The columns of a whole segment, made from its documents when it is written.

Documents are put in the order of their lengths, which is what the lists stand on (postings.py). A document is the
string of its stems' codes, so counting the stems of one is a loop in C.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, repeat
from operator import call, or_

from index.search.columns import MAX_FREQUENCY, WordColumns
from index.search.flatfile import Column
from index.search.pairs import RARE, pair_columns
from index.search.postings import GAP, STOP
from index.search.schema import TITLE_WEIGHT


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
        text, offsets = self._text, self._text_offsets
        for first, last in pairwise(offsets):
            yield text[first:last].decode()

    def postings(self) -> dict[str, array[int]]:
        """Code -> document << 16 | frequency, documents rising."""
        lists: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        appends = _Appends(lists)
        titles = self._title_lengths
        for number, text in enumerate(self.texts()):
            counts = Counter(text[: titles[number]] * (TITLE_WEIGHT - 1) + text)
            del counts[STOP], counts[GAP]
            base = number << 16
            frequencies = counts.values()
            if len(text) > MAX_FREQUENCY and max(frequencies, default=0) > MAX_FREQUENCY:
                frequencies = [min(count, MAX_FREQUENCY) for count in frequencies]  # type: ignore[assignment]
            deque(map(call, map(appends.__getitem__, counts), map(or_, frequencies, repeat(base))), maxlen=0)
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
            "doc.text": bytes(self._text),
            "doc.toff": self._text_offsets,
        }


class _Appends(dict[str, Callable[[int], None]]):
    """Code -> the `append` of its list."""

    def __init__(self, lists: defaultdict[str, array[int]]) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, code: str) -> Callable[[int], None]:
        append = self[code] = self._lists[code].append
        return append


def word_sections(documents: Documents, codes: Mapping[str, str], root_of: Callable[[str], str]) -> dict[str, Column]:
    """The lists of stems, roots and pairs. `codes`: stem -> its code; stems that no document holds are left out."""
    lists = documents.postings()
    stems = [stem for stem in sorted(codes) if codes[stem] in lists]
    by_root: defaultdict[str, list[int]] = defaultdict(list)
    for number, stem in enumerate(stems):
        by_root[root_of(stem)].append(number)
    frequent = {codes[stem]: stem.encode() for stem in stems if len(lists[codes[stem]]) > RARE}
    words = WordColumns(len(documents))
    groups = ((root.encode(), by_root[root]) for root in sorted(by_root))
    words.write([stem.encode() for stem in stems], [lists.pop(codes[stem]) for stem in stems], groups)
    return words.sections(map(codes.__getitem__, stems)) | pair_columns(
        documents.texts(), frequent, documents.text_size
    )
