"""Takes in the documents of a segment until it is written.

A stem is one character: its code, given in the order in which stems turn up. So a document is a string, and a phrase
a substring of it. Nothing else is made of it before the segment is written, when the documents are put in order.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import lru_cache
from itertools import islice

from index.arabic import TOKEN, tokens
from index.search.analysis import root_of, stem_afresh
from index.search.codes import GAP, STOP, code_of
from index.search.columns import ListWriter
from index.search.door import length_to_byte
from index.search.flatfile import Column
from index.search.postings import FILTER_FIELDS
from index.search.schema import TITLE_GAP, IndexedDocument
from index.search.segment import Documents, word_sections

CHUNK_LIMIT = 300_000
"""Different chunks between blanks remembered while indexing, about 60 MB; 10,000 articles hold so many."""

FREQUENT_CHUNKS = 100_000
"""Those of them that are not forgotten when there are too many: what turned up first turns up again."""

_PHRASES = "\ufdfa\ufdfb"
_PUNCTUATION = ".,:;!?()[]\"'«»“”‘’،؛؟…-"
"""Signs that often stand beside a word; only a short cut around the token pattern."""

_APART = '،:"()«»؛؟'
"""Signs that stand in no token: as blanks they leave fewer chunks to know."""


def day_number(date: str | None) -> int:
    """The day of an ISO date as yyyymmdd, 0 for none; a missing month or day counts as 00."""
    digits = "".join(letter for letter in (date or "")[:10] if letter.isascii() and letter.isdigit())
    return int(digits.ljust(8, "0")[:8]) if len(digits) >= 4 else 0


@lru_cache(maxsize=256)
def _label_terms(text: str) -> frozenset[str]:
    """The terms of a source or a category."""
    return frozenset(term for _, _, term in tokens(text))


class _Codes(dict[str, str]):
    """Stem -> its code, given when it turns up."""

    def __missing__(self, stem: str) -> str:
        code = self[stem] = code_of(len(self) - 1)
        return code


class _Chunks(dict[str, str]):
    """What stands between two blanks -> the codes of its tokens."""

    def __init__(self) -> None:
        self.codes = _Codes({"": STOP})

    def __missing__(self, chunk: str) -> str:
        core = chunk.strip(_PUNCTUATION)
        if core.isalpha() and _PHRASES[0] not in core and _PHRASES[1] not in core:
            codes = self.get(core)
            if codes is None:
                codes = self[core] = self.codes[stem_afresh(core)]
        else:
            codes = "".join([self.codes[stem_afresh(surface)] for surface in TOKEN.findall(chunk)])
        self[chunk] = codes
        return codes

    def forget_rare(self) -> None:
        for chunk in list(islice(self, FREQUENT_CHUNKS, None)):
            del self[chunk]


class Accumulator:
    """Documents of one segment while it is written: for each its stems, and what is known besides."""

    def __init__(self) -> None:
        self._chunks = _Chunks()
        self._filters = {name: defaultdict[str, list[int]](list) for name in FILTER_FIELDS}
        self._texts: list[bytes] = []
        """Of each document the codes of title, gap and body; UTF-8 is half as large as a string."""
        self._title_lengths: array[int] = array("H")
        self._keys: array[int] = array("Q")
        self._days: array[int] = array("I")
        self._lengths: array[int] = array("I")
        self.token_count = 0

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, document: IndexedDocument) -> None:
        title, body = self._codes(document.title), self._codes(document.body)
        if len(self._chunks) > CHUNK_LIMIT:
            self._chunks.forget_rare()
        self._add_filters(document, len(self._keys))
        self._keys.append(document.key)
        self._days.append(day_number(document.date))
        self._title_lengths.append(min(len(title), 0xFFFF))
        self._lengths.append(len(title) + len(body) - title.count(STOP) - body.count(STOP))
        self._texts.append((f"{title}{GAP * TITLE_GAP}{body}" if title else body).encode())
        self.token_count += len(title) + len(body)

    def _codes(self, text: str) -> str:
        for sign in _APART:
            text = text.replace(sign, " ")
        return "".join(map(self._chunks.__getitem__, text.split()))

    def _add_filters(self, document: IndexedDocument, number: int) -> None:
        for name, text in (("source", document.source), ("category", document.category)):
            for term in _label_terms(text):
                self._filters[name][term].append(number)

    def sections(self) -> dict[str, Column]:
        """All columns of the flat file."""
        codes = {stem: code for stem, code in self._chunks.codes.items() if stem}
        self._chunks.clear()
        documents = Documents(bytes(map(length_to_byte, self._lengths)), sum(self._lengths))
        for old in documents.order:
            documents.add(self._keys[old], self._days[old], self._title_lengths[old], self._texts[old])
            self._texts[old] = b""
        columns = documents.sections() | word_sections(documents, codes, root_of)
        numbers = documents.new_numbers()
        for name, terms in self._filters.items():
            lists = ListWriter()
            for term in sorted(terms):
                lists.add(term.encode(), sorted(numbers[old] for old in terms[term]))
            columns |= lists.sections(name)
        return columns
