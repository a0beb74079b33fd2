"""Joins segments: their documents, written down as strings of stems, are put together; nothing is analysed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from index.search.codes import code_of
from index.search.columns import ListWriter
from index.search.door import byte_to_length
from index.search.flatfile import Column
from index.search.postings import FILTER_FIELDS, SegmentLists
from index.search.segment import Documents, word_sections
from index.search.turns import give_way

Part = tuple[SegmentLists, frozenset[int]]
"""A segment and its deleted documents."""


class _Dictionary:
    """The stems of all parts, with their roots and the codes they get."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.roots: dict[str, str] = {}

    def learn(self, lists: SegmentLists) -> dict[int, str]:
        """Take in the stems of a part; returns what becomes of its codes."""
        text, root = lists.text, lists.root
        translation: dict[int, str] = {}
        # In the order of the old codes, so that frequent stems keep short ones.
        for number in sorted(range(len(text)), key=text.codes().__getitem__):
            stem = text.key(number).decode()
            if stem not in self.codes:
                self.codes[stem] = code_of(len(self.codes))
                self.roots[stem] = root.key(text.root_of(number)).decode()
            translation[ord(text.code(number))] = self.codes[stem]
        return translation


def merged_sections(parts: Sequence[Part]) -> dict[str, Column]:
    dictionary = _Dictionary()
    translations = [dictionary.learn(lists) for lists, _ in parts]
    kept = [
        (place, number)
        for place, (lists, deleted) in enumerate(parts)
        for number in range(lists.document_count)
        if number not in deleted
    ]
    lengths = bytes(parts[place][0].lengths[number] for place, number in kept)
    documents = Documents(lengths, sum(_length(part) for part in parts))
    for old in documents.order:
        give_way()
        place, number = kept[old]
        lists = parts[place][0]
        text = lists.codes(number).translate(translations[place]).encode()
        documents.add(lists.keys[number], lists.days[number], lists.title_lengths[number], text)
    columns = documents.sections() | word_sections(documents, dictionary.codes, dictionary.roots.__getitem__)
    places = {kept[old]: new for new, old in enumerate(documents.order)}
    for name in FILTER_FIELDS:
        columns |= _labels(parts, name, places).sections(name)
    return columns


def _length(part: Part) -> int:
    lists, deleted = part
    return lists.total_length - sum(int(byte_to_length(lists.lengths[n])) for n in deleted)


def _labels(parts: Sequence[Part], name: str, places: dict[tuple[int, int], int]) -> ListWriter:
    """The lists of a field that is not ranked."""
    terms: defaultdict[bytes, list[int]] = defaultdict(list)
    for place, (lists, _) in enumerate(parts):
        field = lists.filters[name]
        for term in range(len(field)):
            numbers = (places.get((place, old)) for old in field.ids(term))
            terms[field.key(term)] += [number for number in numbers if number is not None]
    writer = ListWriter()
    for key in sorted(terms):
        if terms[key]:
            writer.add(key, sorted(terms[key]))
    return writer
