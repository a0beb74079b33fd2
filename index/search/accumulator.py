"""Builds the inverted lists of a segment from documents.

A stem is one character: its code, given in the order in which stems turn up. So a document is a string, counting its
stems and writing them down are loops in C, and a phrase is a substring. Roots are worked out once for each stem when
the segment is written, so they cost nothing for each token.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter, defaultdict, deque
from itertools import repeat
from operator import add, call

from index.arabic import TOKEN, tokens
from index.search.analysis import root_of, stem_of
from index.search.columns import MAX_FREQUENCY, ListWriter, WordColumns
from index.search.door import length_to_byte
from index.search.flatfile import Column
from index.search.postings import FILTER_FIELDS, GAP, STOP, code_of
from index.search.schema import TITLE_GAP, TITLE_WEIGHT, IndexedDocument

CHUNK_LIMIT = 200_000
"""Different chunks between blanks remembered while indexing, about 50 MB."""

_PHRASES = frozenset("\ufdfa\ufdfb")
_PUNCTUATION = ".,:;!?()[]\"'«»“”‘’،؛؟…-"
"""Signs that often stand beside a word; only a short cut around the token pattern."""

_FREQUENCY = [frequency << 8 for frequency in range(MAX_FREQUENCY + 1)]


def day_number(date: str | None) -> int:
    """The day of an ISO date as yyyymmdd, 0 for none; a missing month or day counts as 00."""
    digits = "".join(letter for letter in (date or "")[:10] if letter.isascii() and letter.isdigit())
    return int(digits.ljust(8, "0")[:8]) if len(digits) >= 4 else 0


class _Chunks(dict[str, str]):
    """What stands between two blanks -> the codes of its tokens."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {"": STOP}
        self.postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        """Code -> document << 16 | class, documents in order."""
        self.appends: dict[str, object] = {}

    def __missing__(self, chunk: str) -> str:
        core = chunk.strip(_PUNCTUATION)
        if core.isalpha() and not _PHRASES.intersection(core):
            codes = self._code(stem_of(core))
        else:
            codes = "".join([self._code(stem_of(surface)) for surface in TOKEN.findall(chunk)])
        self[chunk] = codes
        return codes

    def _code(self, stem: str) -> str:
        code = self.codes.get(stem)
        if code is None:
            code = self.codes[stem] = code_of(len(self.codes) - 1)
            self.appends[code] = self.postings[code].append
        return code


class Accumulator:
    """Documents of one segment while it is written: for each stem its postings, for each document its stems."""

    def __init__(self) -> None:
        self._chunks = _Chunks()
        self._filters = {name: defaultdict[str, list[int]](list) for name in FILTER_FIELDS}
        self._keys: array[int] = array("Q")
        self._days: array[int] = array("I")
        self._lengths = bytearray()
        self._title_lengths: array[int] = array("H")
        self._text = bytearray()
        self._text_offsets: array[int] = array("I", [0])
        self.total_length = 0
        self.posting_count = 0

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, document: IndexedDocument) -> None:
        number = len(self._keys)
        title = self._codes(document.title)
        body = self._codes(document.body)
        length = self._add_postings(number, title, body)
        self._add_filters(document, number)
        self._keys.append(document.key)
        self._days.append(day_number(document.date))
        self._title_lengths.append(min(len(title), 0xFFFF))
        self._lengths.append(length_to_byte(length))
        self.total_length += length
        self._text += (f"{title}{GAP * TITLE_GAP}{body}" if title else body).encode()
        self._text_offsets.append(len(self._text))

    def _codes(self, text: str) -> str:
        return "".join(map(self._chunks.__getitem__, text.split()))

    def _add_postings(self, number: int, title: str, body: str) -> int:
        """Append to the list of every stem; returns the length of the document."""
        counts = Counter(title * TITLE_WEIGHT + body)
        stops = counts.pop(STOP, 0)
        length = len(title) + len(body) - stops + title.count(STOP) * (TITLE_WEIGHT - 1)
        frequencies = counts.values()
        if length > MAX_FREQUENCY and max(frequencies, default=0) > MAX_FREQUENCY:
            frequencies = [min(count, MAX_FREQUENCY) for count in frequencies]  # type: ignore[assignment]
        base = number << 16 | length_to_byte(length)
        values = map(add, map(_FREQUENCY.__getitem__, frequencies), repeat(base))
        deque(map(call, map(self._chunks.appends.__getitem__, counts), values), maxlen=0)  # type: ignore[arg-type]
        self.posting_count += len(counts)
        return length

    def _add_filters(self, document: IndexedDocument, number: int) -> None:
        for name, text in (("source", document.source), ("category", document.category)):
            for term in {term for _, _, term in tokens(text)}:
                self._filters[name][term].append(number)
        if len(self._chunks) > CHUNK_LIMIT:
            self._chunks.clear()

    def sections(self) -> dict[str, Column]:
        """All columns of the flat file. The postings are given up on the way, to keep the memory flat."""
        chunks = self._chunks
        chunks.clear()
        chunks.appends.clear()
        codes = chunks.codes
        del codes[""]
        text = ListWriter(scored=True)
        by_root: defaultdict[str, list[int]] = defaultdict(list)
        for number, stem in enumerate(sorted(codes)):
            values = chunks.postings.pop(codes[stem])
            text.add(stem.encode(), *_columns(values))
            by_root[root_of(stem)].append(number)
        words = WordColumns(text, ((name.encode(), by_root[name]) for name in sorted(by_root)))
        columns = self._document_sections()
        columns |= words.sections(len(self), self.total_length, map(codes.__getitem__, sorted(codes)))
        for name, terms in self._filters.items():
            lists = ListWriter()
            for term in sorted(terms):
                lists.add(term.encode(), terms[term])
            columns |= lists.sections(name)
        return columns

    def _document_sections(self) -> dict[str, Column]:
        return {
            "meta": json.dumps({"documents": len(self), "length": self.total_length}).encode(),
            "doc.key": self._keys,
            "doc.day": self._days,
            "doc.length": bytes(self._lengths),
            "doc.title": self._title_lengths,
            "doc.text": bytes(self._text),
            "doc.toff": self._text_offsets,
        }


def _columns(values: array[int]) -> tuple[array[int], array[int]]:
    """Documents and classes of a list whose values hold both."""
    halves = array("H", values.tobytes())
    return (halves[1::2], halves[::2]) if sys.byteorder == "little" else (halves[::2], halves[1::2])
