"""Joins segments: their lists are laid into one another, and nothing is analysed or counted again.

In each segment the documents are in the order of their lengths, so what becomes of their numbers rises too, and sorting
only merges them. Terms are taken one by one: no more than one is in memory besides what is
written.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import count, groupby
from operator import itemgetter

from index.search.codes import GAP, STOP, code_of
from index.search.columns import ListWriter, PostingWriter
from index.search.door import byte_to_length
from index.search.flatfile import Column
from index.search.levels import is_dense
from index.search.pairs import is_frequent, pair_columns
from index.search.postings import FILTER_FIELDS, FieldLists, SegmentLists
from index.search.segment import Documents, WordLevels
from index.search.turns import give_way

Part = tuple[SegmentLists, frozenset[int]]
"""A segment and its deleted documents."""

Numbers = list[int]
"""New number of each document of a part; -1 for a deleted one."""

Sources = list[tuple[int, int]]
"""Where a term is found: places of parts, and its number in each."""


class _Codes:
    """The codes that the stems of all parts get."""

    def __init__(self) -> None:
        self.of_stem: dict[bytes, str] = {}

    def learn(self, text: FieldLists) -> dict[str, str]:
        """Take in the stems of a part; returns what becomes of its codes."""
        translation = {STOP: STOP, GAP: GAP}
        # In the order of the old codes, so that frequent stems keep short ones.
        for number in sorted(range(len(text)), key=text.codes().__getitem__):
            stem = text.key(number)
            if stem not in self.of_stem:
                self.of_stem[stem] = code_of(len(self.of_stem))
            translation[text.code(number)] = self.of_stem[stem]
        return translation


def merged_sections(parts: Sequence[Part]) -> dict[str, Column]:
    codes = _Codes()
    documents, numbers = _documents(parts, [codes.learn(lists.text) for lists, _ in parts])
    columns = documents.sections() | _words(parts, numbers, documents, codes.of_stem)
    for name in FILTER_FIELDS:
        columns |= _labels(parts, name, numbers).sections(name)
    return columns


def _documents(parts: Sequence[Part], translations: Sequence[Mapping[str, str]]) -> tuple[Documents, list[Numbers]]:
    """The documents of all parts in their new order, and for each part their new numbers."""
    kept = [
        (place, number)
        for place, (lists, deleted) in enumerate(parts)
        for number in range(lists.document_count)
        if number not in deleted
    ]
    lengths = bytes(parts[place][0].lengths[number] for place, number in kept)
    documents = Documents(lengths, sum(_length(part) for part in parts))
    numbers = [[-1] * lists.document_count for lists, _ in parts]
    for new, old in enumerate(documents.order):
        give_way()
        place, number = kept[old]
        lists = parts[place][0]
        text = "".join(map(translations[place].__getitem__, lists.codes(number))).encode()
        documents.add(lists.keys[number], lists.days[number], lists.title_lengths[number], text)
        numbers[place][number] = new
    return documents, numbers


def _length(part: Part) -> int:
    lists, deleted = part
    return lists.total_length - sum(int(byte_to_length(lists.lengths[n])) for n in deleted)


def _words(
    parts: Sequence[Part], numbers: Sequence[Numbers], documents: Documents, codes: Mapping[bytes, str]
) -> dict[str, Column]:
    """The lists of roots, stems and pairs."""
    roots, stems = PostingWriter(), PostingWriter()
    root_fields, stem_fields = [lists.root for lists, _ in parts], [lists.text for lists, _ in parts]
    new_roots = [array("I", bytes(4 * len(field))) for field in root_fields]
    dense: dict[int, array[int]] = {}
    for root, sources in _terms(root_fields):
        if postings := _postings(root_fields, sources, numbers):
            for place, old in sources:
                new_roots[place][old] = len(roots)
            if is_dense(len(postings), len(documents)):
                dense[len(roots)] = postings
            roots.add_postings(root, postings)
    root_of_stem, code_of_stem = array("I"), array("I")
    frequent: list[str] = []
    levels = WordLevels(documents, dense)
    for stem, sources in _terms(stem_fields):
        if postings := _postings(stem_fields, sources, numbers):
            place, old = sources[0]
            root_of_stem.append(new_roots[place][stem_fields[place].root_of(old)])
            code_of_stem.append(ord(codes[stem]))
            if is_frequent(len(postings), len(documents)):
                frequent.append(codes[stem])
            levels.add_stem(len(stems), postings, root_of_stem[-1])
            stems.add_postings(stem, postings)
    columns = {**stems.sections("text"), **roots.sections("root"), **levels.sections()}
    columns |= {"text.root": root_of_stem, "text.code": code_of_stem}
    return columns | pair_columns(documents.texts(), frequent, ord(max(codes.values(), default=GAP)))


def _terms(fields: Sequence[FieldLists]) -> Iterator[tuple[bytes, Sources]]:
    """The terms of a field in all parts, in order, and where each is found."""
    for term, found in groupby(merge(*map(_keys, count(), fields)), key=itemgetter(0)):
        give_way()
        yield term, [(place, old) for _, place, old in found]


def _keys(place: int, field: FieldLists) -> Iterator[tuple[bytes, int, int]]:
    return ((field.key(old), place, old) for old in range(len(field)))


def _postings(fields: Sequence[FieldLists], sources: Sources, numbers: Sequence[Numbers]) -> array[int]:
    """The postings of a term in all parts as `PostingWriter` wants them, without deleted documents."""
    found: dict[int, int] = {}
    for place, old in sources:
        documents, frequencies = fields[place].postings(old)
        found.update(zip(map(numbers[place].__getitem__, documents), frequencies, strict=True))
    # Deleted ones have all become one.
    found.pop(-1, None)
    return array("I", [found[document] << 16 | document for document in sorted(found)])


def _labels(parts: Sequence[Part], name: str, numbers: Sequence[Numbers]) -> ListWriter:
    """The lists of a field that is not ranked."""
    terms: defaultdict[bytes, list[int]] = defaultdict(list)
    for (lists, _), new in zip(parts, numbers, strict=True):
        field = lists.filters[name]
        for term in range(len(field)):
            terms[field.key(term)] += [new[old] for old in field.ids(term) if new[old] >= 0]
    writer = ListWriter()
    for key in sorted(terms):
        if terms[key]:
            writer.add(key, sorted(terms[key]))
    return writer
