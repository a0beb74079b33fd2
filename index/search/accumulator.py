"""Builds the inverted lists of a segment from documents.

Tokens go straight to the array of their stem, in one loop in C for each text; roots are worked out once for each
stem when the segment is written, so they cost nothing for each token.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from itertools import chain
from operator import call

from index.arabic import TOKEN, tokens
from index.search.analysis import root_of, stem_of
from index.search.door import length_to_byte
from index.search.flatfile import Column
from index.search.postings import BLOCK, FILTER_FIELDS
from index.search.schema import TITLE_GAP, TITLE_WEIGHT, IndexedDocument

MAX_FREQUENCY = 255
"""A term that occurs more often in one article is counted so often; the score has long stopped growing."""

CHUNK_LIMIT = 200_000
"""Different chunks between blanks remembered while indexing, about 50 MB."""

_PHRASES = frozenset("\ufdfa\ufdfb")
_PUNCTUATION = ".,:;!?()[]\"'«»“”‘’،؛؟…-"
"""Signs that often stand beside a word; only a short cut around the token pattern."""


def day_number(date: str | None) -> int:
    """The day of an ISO date as yyyymmdd, 0 for none; a missing month or day counts as 00."""
    digits = "".join(letter for letter in (date or "")[:10] if letter.isascii() and letter.isdigit())
    return int(digits.ljust(8, "0")[:8]) if len(digits) >= 4 else 0


class _Chunks(dict[str, tuple[Callable[[int], None], ...]]):
    """What stands between two blanks -> where the positions of its tokens are appended."""

    def __init__(self, positions: defaultdict[str, array[int]], stops: array[int]) -> None:
        self._positions = positions
        self._stops = stops

    def __missing__(self, chunk: str) -> tuple[Callable[[int], None], ...]:
        core = chunk.strip(_PUNCTUATION)
        if core.isalpha() and not _PHRASES.intersection(core):
            appends: tuple[Callable[[int], None], ...] = (self._append(core),)
        else:
            appends = tuple(map(self._append, TOKEN.findall(chunk)))
        self[chunk] = appends
        return appends

    def _append(self, surface: str) -> Callable[[int], None]:
        stem = stem_of(surface)
        return self._positions[stem].append if stem else self._stops.append


class Accumulator:
    """Documents of one segment while it is written: for each stem the positions it stands at, in order."""

    def __init__(self) -> None:
        self._positions: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._stops: array[int] = array("I")
        self._chunks = _Chunks(self._positions, self._stops)
        self._title_documents: defaultdict[str, list[int]] = defaultdict(list)
        self._filters = {name: defaultdict[str, list[int]](list) for name in FILTER_FIELDS}
        self._keys: array[int] = array("Q")
        self._days: array[int] = array("I")
        self._starts: array[int] = array("I")
        self._blocks: array[int] = array("I")
        self._lengths = bytearray()
        self._title_lengths: array[int] = array("H")
        self.total_length = 0
        self.next_position = 0

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> array[int]:
        return self._keys

    def add(self, document: IndexedDocument) -> None:
        number = len(self._keys)
        title = self._spread(document.title, self.next_position)
        shift = title + TITLE_GAP if document.title else 0
        body = self._spread(document.body, self.next_position + shift)
        length = title + body - len(self._stops)
        del self._stops[:]
        if title:
            self._count_title(document.title, number)
        self._add_filters(document, number)
        self._keys.append(document.key)
        self._days.append(day_number(document.date))
        self._starts.append(self.next_position)
        self._title_lengths.append(min(title, 0xFFFF))
        self._lengths.append(length_to_byte(length))
        self.total_length += length
        blocks = (shift + body) // BLOCK + 1
        self._blocks.extend([number] * blocks)
        self.next_position += blocks * BLOCK

    def _spread(self, text: str, start: int) -> int:
        """Append the position of each token to the array of its stem; one loop in C. Returns the number of tokens."""
        appends = list(chain.from_iterable(map(self._chunks.__getitem__, text.split())))
        deque(map(call, appends, range(start, start + len(appends))), maxlen=0)
        return len(appends)

    def _count_title(self, title: str, number: int) -> None:
        for match in TOKEN.finditer(title):
            if stem := stem_of(match[0]):
                self._title_documents[stem].append(number)

    def _add_filters(self, document: IndexedDocument, number: int) -> None:
        for name, text in (("source", document.source), ("category", document.category)):
            for term in {term for _, _, term in tokens(text)}:
                self._filters[name][term].append(number)
        if len(self._chunks) > CHUNK_LIMIT:
            self._chunks.clear()

    def sections(self) -> dict[str, Column]:
        """All columns of the flat file. The positions are given up on the way, to keep the memory flat."""
        text, root = ListWriter(len(self), scored=True, placed=True), ListWriter(len(self), scored=True)
        by_root: defaultdict[str, list[int]] = defaultdict(list)
        for number, stem in enumerate(sorted(self._positions)):
            positions = self._positions.pop(stem)
            text.add(stem.encode(), *self._postings(stem, positions), positions)
            by_root[root_of(stem)].append(number)
        for name in sorted(by_root):
            _add_root(root, name.encode(), text, by_root[name])
        columns = {**self._document_sections(), **text.sections("text"), **root.sections("root")}
        for name, terms in self._filters.items():
            lists = ListWriter(len(self))
            for term in sorted(terms):
                lists.add(term.encode(), terms[term])
            columns |= lists.sections(name)
        return columns

    def _document_sections(self) -> dict[str, Column]:
        return {
            "meta": json.dumps({"documents": len(self), "length": self.total_length}).encode(),
            "doc.key": self._keys,
            "doc.day": self._days,
            "doc.start": self._starts,
            "doc.block": self._blocks,
            "doc.length": bytes(self._lengths),
            "doc.title": self._title_lengths,
        }

    def _postings(self, stem: str, positions: array[int]) -> tuple[list[int], list[int]]:
        """Documents and classes of one stem."""
        blocks, lengths = self._blocks, self._lengths
        in_title = self._title_documents.get(stem)
        if len(positions) == 1 and in_title is None:
            document = blocks[positions[0] // BLOCK]
            return [document], [1 << 8 | lengths[document]]
        counts = Counter([blocks[position // BLOCK] for position in positions])
        for document in in_title or ():
            counts[document] += TITLE_WEIGHT - 1
        if max(counts.values()) > MAX_FREQUENCY:
            counts = Counter({document: min(count, MAX_FREQUENCY) for document, count in counts.items()})
        return list(counts), [count << 8 | lengths[document] for document, count in counts.items()]


def _add_root(root: ListWriter, name: bytes, text: ListWriter, stems: list[int]) -> None:
    """The list of a root from those of its stems, frequencies added; each posting of a stem learns its root's class."""
    if len(stems) == 1:
        documents, classes = text.postings(stems[0])
        root.add(name, documents, classes)
        text.set_root_classes(stems[0], classes)
        return
    joined: dict[int, int] = {}
    lists = [text.postings(stem) for stem in stems]
    for documents, classes in lists:
        for document, posting in zip(documents, classes, strict=True):
            before = joined.get(document)
            joined[document] = posting if before is None else _add_classes(before, posting)
    in_order = sorted(joined)
    root.add(name, in_order, map(joined.__getitem__, in_order))
    for stem, (documents, _) in zip(stems, lists, strict=True):
        text.set_root_classes(stem, array("H", map(joined.__getitem__, documents)))


def _add_classes(a: int, b: int) -> int:
    frequency = min((a >> 8) + (b >> 8), MAX_FREQUENCY)
    return frequency << 8 | a & 0xFF


class ListWriter:
    """Columns of one field, terms coming in order."""

    def __init__(self, document_count: int, *, scored: bool = False, placed: bool = False) -> None:
        self._keys = bytearray()
        self._key_offsets: array[int] = array("I", [0])
        self._offsets: array[int] = array("I", [0])
        self._documents: array[int] = array("H" if document_count <= 0x10000 else "I")
        self._classes: array[int] | None = array("H") if scored else None
        self._position_offsets: array[int] | None = array("I", [0]) if placed else None
        self._positions: array[int] = array("I")
        self._root_classes: array[int] = array("H")

    def add(
        self, term: bytes, documents: Iterable[int], classes: Iterable[int] = (), positions: Iterable[int] = ()
    ) -> None:
        self._keys += term
        self._key_offsets.append(len(self._keys))
        self._documents.extend(documents)
        self._offsets.append(len(self._documents))
        if self._classes is not None:
            self._classes.extend(classes)
        if self._position_offsets is not None:
            self._positions.extend(positions)
            self._position_offsets.append(len(self._positions))

    def set_root_classes(self, number: int, classes: Iterable[int]) -> None:
        """The class each document has in the list of the term's root; to be set for every term, in any order."""
        missing = len(self._documents) - len(self._root_classes)
        if missing:
            self._root_classes.frombytes(bytes(2 * missing))
        self._root_classes[self._offsets[number] : self._offsets[number + 1]] = array("H", classes)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def postings(self, number: int) -> tuple[array[int], array[int]]:
        part = slice(self._offsets[number], self._offsets[number + 1])
        return self._documents[part], self._classes[part] if self._classes is not None else array("H")

    def sections(self, name: str) -> dict[str, Column]:
        columns: dict[str, Column] = {
            f"{name}.keys": bytes(self._keys),
            f"{name}.koff": self._key_offsets,
            f"{name}.dfo": self._offsets,
            f"{name}.ids": self._documents,
        }
        if self._classes is not None:
            columns[f"{name}.cls"] = self._classes
        if self._position_offsets is not None:
            columns |= {f"{name}.tfo": self._position_offsets, f"{name}.pos": self._positions}
            columns[f"{name}.rcls"] = self._root_classes
        return columns
