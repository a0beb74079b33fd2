"""Flat posting lists behind Whoosh's codec interface, so that the index stays one that Whoosh reads by itself.

Whoosh's own codec cuts lists into blocks, pickles and compresses each; that is where its time goes. Here a segment is
one flat file. Codec and segment are pickled into Whoosh's table of contents by module path: keep these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from index.search.door import (
    FieldCursor,
    ListMatcher,
    PerDocumentReader,
    TermInfo,
    TermNotFound,
    TermsReader,
    W3Codec,
    W3Segment,
    byte_to_length,
)
from index.search.flatfile import FlatFile
from index.search.postings import FieldLists, SegmentLists

FLAT_EXTENSION = ".flat"


class FlatSegment(W3Segment):
    """What the table of contents holds of a segment: its name, its size, its deleted documents."""

    def should_assemble(self) -> bool:
        """A compound file is copied into memory when it is opened; a flat one is mapped."""
        return False

    def path(self, storage: Any) -> Path:
        return Path(storage.folder, self.make_filename(FLAT_EXTENSION))

    def lists(self, storage: Any) -> SegmentLists:
        return SegmentLists(FlatFile(self.path(storage)))


class FlatCodec(W3Codec):
    """Reads flat segments; `FlatWriter` writes them whole, so the writers here have nothing to do."""

    length_stats = False

    def new_segment(self, storage: Any, indexname: str) -> FlatSegment:
        return FlatSegment(self, indexname)

    def per_document_writer(self, storage: Any, segment: FlatSegment) -> _IdleWriter:
        return _IdleWriter()

    def field_writer(self, storage: Any, segment: FlatSegment) -> _IdleWriter:
        return _IdleWriter()

    def per_document_reader(self, storage: Any, segment: FlatSegment) -> FlatPerDocumentReader:
        return FlatPerDocumentReader(segment, segment.lists(storage))

    def terms_reader(self, storage: Any, segment: FlatSegment) -> FlatTermsReader:
        return FlatTermsReader(segment.lists(storage))


class _IdleWriter:
    is_closed = False

    def close(self) -> None:
        self.is_closed = True


class FlatPerDocumentReader(PerDocumentReader):
    """Lengths, keys and deletions of a segment's documents."""

    def __init__(self, segment: FlatSegment, lists: SegmentLists) -> None:
        self._segment = segment
        self._lists = lists

    def doc_count(self) -> int:
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return self._lists.document_count

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return frozenset(self._segment.deleted_docs())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(byte_to_length(self._lists.lengths[docnum])) if fieldname in ("text", "root") else default

    def field_length(self, fieldname: str) -> int:
        return self._lists.total_length if fieldname in ("text", "root") else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(byte_to_length(min(self._lists.lengths, default=0)))

    def max_field_length(self, fieldname: str) -> int:
        return int(byte_to_length(max(self._lists.lengths, default=0)))

    def stored_fields(self, docnum: int) -> dict[str, int]:
        return {"key": self._lists.keys[docnum]}


class FlatTermsReader(TermsReader):
    """The dictionary of a segment and its posting lists as Whoosh's matchers want them."""

    def __init__(self, lists: SegmentLists) -> None:
        self._lists = lists
        self._fields = dict(lists.fields())

    def _find(self, fieldname: str, text: bytes) -> tuple[FieldLists, int]:
        field = self._fields.get(fieldname)
        number = field.find(text) if field is not None else -1
        if field is None or number < 0:
            raise TermNotFound(f"no term {fieldname}:{text!r}")
        return field, number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field = self._fields.get(term[0])
        return field is not None and field.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        return list(self._fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> FlatCursor:
        return FlatCursor(self._fields[fieldname], fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name, field in self._fields.items():
            yield from ((name, field.key(number)) for number in range(len(field)))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name, field in self._fields.items():
            if name >= fieldname:
                first = field.lower_bound(prefix) if name == fieldname else 0
                yield from ((name, field.key(number)) for number in range(first, len(field)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        field, number = self._find(fieldname, text)
        ids, weights = _postings(field, number)
        lengths = [byte_to_length(self._lists.lengths[document]) for document in ids]
        return TermInfo(sum(weights), len(ids), min(lengths), max(lengths), max(weights), ids[0], ids[-1])

    def frequency(self, fieldname: str, text: bytes) -> float:
        return sum(_postings(*self._find(fieldname, text))[1]) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        field = self._fields.get(fieldname)
        number = field.find(text) if field is not None else -1
        return field.frequency(number) if field is not None and number >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        field, number = self._find(fieldname, text)
        ids, weights = _postings(field, number)
        values = self._position_values(field, number, ids, format_) if fieldname == "text" else [b""] * len(ids)
        info = self.term_info(fieldname, text)
        return ListMatcher(ids, weights, values, format_, scorer=scorer, term=(fieldname, text), terminfo=info)

    def _position_values(self, field: FieldLists, number: int, ids: list[int], format_: Any) -> list[bytes]:
        code, codes = field.code(number), self._lists.codes
        return [format_.encode([at for at, other in enumerate(codes(document)) if other == code]) for document in ids]

    def close(self) -> None:
        """The map goes with its last view."""


def _postings(field: FieldLists, number: int) -> tuple[list[int], list[float]]:
    """Documents of a term, rising, and how often each holds it."""
    if not field.is_ranked:
        documents = field.ids(number)
        return documents, [1.0] * len(documents)
    documents, frequencies = field.postings(number)
    return documents, [float(value >> 8 or value) for value in frequencies]


class FlatCursor(FieldCursor):
    """Walks the terms of one field; Whoosh's automata (fuzzy search) jump with it."""

    def __init__(self, field: FieldLists, fieldobj: Any) -> None:
        self._field = field
        self._fieldobj = fieldobj
        self._number = 0

    def first(self) -> str | None:
        self._number = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        self._number = self._field.lower_bound(string.encode() if isinstance(string, str) else string)
        return self.text()

    def next(self) -> str | None:
        self._number += 1
        return self.text()

    def text(self) -> str | None:
        return self._field.key(self._number).decode() if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._number < len(self._field)
