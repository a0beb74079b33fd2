"""Joins segments term by term: lists are shifted and glued, nothing is analysed again."""

from __future__ import annotations

import heapq
import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from index.search.columns import ListWriter, WordColumns
from index.search.door import byte_to_length
from index.search.flatfile import Column
from index.search.postings import FILTER_FIELDS, FieldLists, SegmentLists, code_of, number_of_code

Part = tuple[SegmentLists, frozenset[int]]
"""A segment and its deleted documents."""


class _Moved:
    """Where the documents and codes of one part go."""

    def __init__(self, part: Part, first: int) -> None:
        self.lists, self.deleted = part
        self.kept = [n for n in range(self.lists.document_count) if n not in self.deleted]
        self._first = first
        self._number = {old: first + new for new, old in enumerate(self.kept)} if self.deleted else {}
        self.codes: dict[int, int] = {}
        """Code in the part -> code in the joined segment, where they differ."""

    def postings(self, field: FieldLists, number: int) -> tuple[list[int], list[int]]:
        """Documents and classes of one term, as far as the field has classes."""
        ids, classes = field.ids(number).tolist(), field.classes_of(number).tolist()
        if not self.deleted:
            return [document + self._first for document in ids], classes
        kept = [n for n, document in enumerate(ids) if document in self._number]
        return [self._number[ids[n]] for n in kept], [classes[n] for n in kept if classes]

    def texts(self) -> Iterator[bytes]:
        for document in self.kept:
            codes = self.lists.codes(document)
            yield (codes.translate(self.codes) if self.codes else codes).encode()


def merged_sections(parts: Sequence[Part]) -> dict[str, Column]:
    moved: list[_Moved] = []
    documents = 0
    for part in parts:
        moved.append(_Moved(part, documents))
        documents += len(moved[-1].kept)
    length = sum(_length(part) for part in moved)
    sections = _merge_words(moved, documents, length)
    for name in FILTER_FIELDS:
        writer = ListWriter()
        for key, ids, _ in _merged(moved, lambda lists, name=name: lists.filters[name]):  # type: ignore[misc]
            writer.add(key, ids)
        sections |= writer.sections(name)
    # After the words: only they know the codes.
    return sections | _document_sections(moved, documents, length)


def _length(part: _Moved) -> int:
    gone = sum(int(byte_to_length(part.lists.lengths[n])) for n in part.deleted)
    return part.lists.total_length - gone


def _document_sections(moved: Sequence[_Moved], documents: int, length: int) -> dict[str, Column]:
    keys, days, titles, offsets = array("Q"), array("I"), array("H"), array("I", [0])
    lengths, text = bytearray(), bytearray()
    for part in moved:
        lists = part.lists
        keys.extend(lists.keys[n] for n in part.kept)
        days.extend(lists.days[n] for n in part.kept)
        titles.extend(lists.title_lengths[n] for n in part.kept)
        lengths.extend(lists.lengths[n] for n in part.kept)
        for encoded in part.texts():
            text += encoded
            offsets.append(len(text))
    return {
        "meta": json.dumps({"documents": documents, "length": length}).encode(),
        "doc.key": keys,
        "doc.day": days,
        "doc.length": bytes(lengths),
        "doc.title": titles,
        "doc.text": bytes(text),
        "doc.toff": offsets,
    }


Source = tuple[_Moved, int]
"""A part and the number of a term in it."""


def _merged(
    moved: Sequence[_Moved],
    choose: Callable[[SegmentLists], FieldLists],
    learn: Callable[[bytes, list[Source]], None] | None = None,
) -> Iterator[tuple[bytes, list[int], list[int]]]:
    """Each term that any document still holds, with its documents and classes."""
    fields = [choose(part.lists) for part in moved]
    streams = [_keys(field, place) for place, field in enumerate(fields)]
    for key, group in groupby(heapq.merge(*streams), key=itemgetter(0)):
        places = [(place, number) for _, place, number in group]
        ids: list[int] = []
        classes: list[int] = []
        for place, number in places:
            more_ids, more_classes = moved[place].postings(fields[place], number)
            ids += more_ids
            classes += more_classes
        if ids:
            if learn is not None:
                learn(key, [(moved[place], number) for place, number in places])
            yield key, ids, classes


def _keys(field: FieldLists, place: int) -> Iterator[tuple[bytes, int, int]]:
    return ((field.key(number), place, number) for number in range(len(field)))


class _Dictionary:
    """Roots and codes of the stems of all parts. The first part, mostly the largest, keeps its codes."""

    def __init__(self, moved: Sequence[_Moved]) -> None:
        self._first = moved[0]
        used = moved[0].lists.text.codes()
        self._next = max(map(number_of_code, used), default=-1) + 1
        self.codes: list[str] = []
        self.by_root: defaultdict[bytes, list[int]] = defaultdict(list)

    def learn(self, key: bytes, sources: Iterable[Source]) -> None:
        part, number = next(iter(sources))
        lists = part.lists
        self.by_root[lists.root.key(lists.text.root_of(number))].append(len(self.codes))
        if part is self._first:
            code = lists.text.code(number)
        else:
            code, self._next = code_of(self._next), self._next + 1
        self.codes.append(code)
        for part, number in sources:
            if part is not self._first:
                part.codes[ord(part.lists.text.code(number))] = ord(code)


def _merge_words(moved: Sequence[_Moved], documents: int, length: int) -> dict[str, Column]:
    text, dictionary = ListWriter(scored=True), _Dictionary(moved)
    for term in _merged(moved, lambda lists: lists.text, dictionary.learn):
        text.add(*term)
    words = WordColumns(text, ((root, dictionary.by_root[root]) for root in sorted(dictionary.by_root)))
    return words.sections(documents, length, dictionary.codes)
