"""Joins segments term by term: lists are shifted and glued, nothing is analysed again."""

from __future__ import annotations

import heapq
import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from index.search.accumulator import ListWriter
from index.search.flatfile import Column
from index.search.postings import FILTER_FIELDS, FieldLists, SegmentLists

Part = tuple[SegmentLists, frozenset[int]]
"""A segment and its deleted documents."""


class _Moved:
    """Where the documents and positions of one part go."""

    def __init__(self, part: Part, first: int, position: int) -> None:
        self.lists, self.deleted = part
        self.kept = [n for n in range(self.lists.document_count) if n not in self.deleted]
        self.count = len(self.kept)
        self._first = first
        self._shift = position
        self._number = {old: first + new for new, old in enumerate(self.kept)} if self.deleted else {}

    def postings(self, field: FieldLists, number: int) -> tuple[list[int], list[int], list[int]]:
        """Documents, classes and root classes of one term, those that the field has."""
        ids, classes, roots = field.ids(number), list(field.classes_of(number)), list(field.root_classes_of(number))
        if not self.deleted:
            return [document + self._first for document in ids], classes, roots
        kept = [n for n, document in enumerate(ids) if document in self._number]
        documents = [self._number[ids[n]] for n in kept]
        return documents, [classes[n] for n in kept if classes], [roots[n] for n in kept if roots]

    def positions(self, number: int) -> list[int]:
        shift, positions = self._shift, self.lists.text.positions(number)
        if not self.deleted:
            return [position + shift for position in positions]
        blocks = self.lists.blocks
        return [position + shift for position in positions if blocks[position >> 6] in self._number]


def merged_sections(parts: Sequence[Part]) -> dict[str, Column]:
    moved: list[_Moved] = []
    documents = position = 0
    for part in parts:
        moved.append(_Moved(part, documents, position))
        documents += moved[-1].count
        # Positions of deleted documents stay as gaps: nothing points there.
        position += len(part[0].blocks) << 6
    sections = _document_sections(moved)
    sections |= _merge_field(moved, "text", lambda lists: lists.text, documents)
    sections |= _merge_field(moved, "root", lambda lists: lists.root, documents)
    for name in FILTER_FIELDS:
        sections |= _merge_field(moved, name, lambda lists, name=name: lists.filters[name], documents)  # type: ignore[misc]
    return sections


def _document_sections(moved: Sequence[_Moved]) -> dict[str, Column]:
    keys, days, starts, blocks, titles = array("Q"), array("I"), array("I"), array("I"), array("H")
    lengths = bytearray()
    total = first = 0
    for part in moved:
        lists, shift = part.lists, len(blocks) << 6
        keys.extend(lists.keys[n] for n in part.kept)
        days.extend(lists.days[n] for n in part.kept)
        starts.extend(lists.starts[n] + shift for n in part.kept)
        titles.extend(lists.title_lengths[n] for n in part.kept)
        lengths.extend(lists.lengths[n] for n in part.kept)
        number = {old: first + new for new, old in enumerate(part.kept)}
        blocks.extend(number.get(old, first) for old in lists.blocks)
        total += lists.total_length - sum(byte_length(lists.lengths[n]) for n in part.deleted)
        first += part.count
    meta = json.dumps({"documents": first, "length": total}).encode()
    return {
        "meta": meta,
        "doc.key": keys,
        "doc.day": days,
        "doc.start": starts,
        "doc.block": blocks,
        "doc.length": bytes(lengths),
        "doc.title": titles,
    }


def byte_length(value: int) -> int:
    """The length a length byte stands for."""
    from index.search.door import byte_to_length

    return int(byte_to_length(value))


def _keys(field: FieldLists, part: int) -> Iterator[tuple[bytes, int, int]]:
    return ((field.key(number), part, number) for number in range(len(field)))


def _merge_field(
    moved: Sequence[_Moved], name: str, choose: Callable[[SegmentLists], FieldLists], documents: int
) -> dict[str, Column]:
    fields = [choose(part.lists) for part in moved]
    is_placed = name == "text"
    writer = ListWriter(documents, scored=name in ("text", "root"), placed=is_placed)
    streams = [_keys(field, part) for part, field in enumerate(fields)]
    for key, group in groupby(heapq.merge(*streams), key=itemgetter(0)):
        ids: list[int] = []
        classes: list[int] = []
        roots: list[int] = []
        positions: array[int] = array("I")
        for _, part, number in group:
            more_ids, more_classes, more_roots = moved[part].postings(fields[part], number)
            ids += more_ids
            classes += more_classes
            roots += more_roots
            if is_placed:
                positions.extend(moved[part].positions(number))
        if ids:
            writer.add(key, ids, classes, positions)
            if is_placed:
                writer.set_root_classes(len(writer) - 1, roots)
    return writer.sections(name)
