"""Writes flat segments into a Whoosh index, and joins segments into one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.search.accumulator import Accumulator
from index.search.codec import FlatCodec, FlatSegment
from index.search.collector import put_off
from index.search.columns import DOCUMENT_LIMIT
from index.search.door import TOC, FileIndex, SegmentWriter, clean_files
from index.search.flatfile import Column, write_flat_file
from index.search.postings import SegmentLists
from index.search.schema import IndexedDocument
from index.search.turns import give_way

SEGMENT_TOKENS = 11_000_000
"""Tokens after which a segment is written: keeps the memory of an import under about 250 MB."""


class FlatWriter(SegmentWriter):
    """Whoosh's writer without its sorting pool: documents go into an accumulator, and from there into a flat file."""

    def __init__(self, ix: FileIndex, opened: dict[str, SegmentLists] | None = None, timeout: float = 0.0) -> None:
        super().__init__(ix, timeout=timeout, codec=FlatCodec(), compound=False)
        self._documents = Accumulator()
        self._pending: set[int] = set()
        self._opened = {} if opened is None else opened

    def add(self, document: IndexedDocument) -> None:
        """Index a document in place of the one with the same key."""
        give_way()
        if document.key in self._pending:
            self.flush()
        self.delete((document.key,))
        self._documents.add(document)
        self._pending.add(document.key)
        if self._documents.token_count > SEGMENT_TOKENS or len(self._documents) == DOCUMENT_LIMIT:
            self.flush()

    def delete(self, keys: Iterable[int]) -> None:
        for key in keys:
            if key in self._pending:
                self.flush()
            for segment in self.segments:
                number = self._lists(segment).number_of(key)
                if number is not None and not segment.is_deleted(number):
                    segment.delete_document(number)

    def _lists(self, segment: FlatSegment) -> SegmentLists:
        name = segment.segment_id()
        if name not in self._opened:
            self._opened[name] = segment.lists(self.storage)
        return self._opened[name]

    def flush(self) -> None:
        """Write what was added so far as a segment of its own; it counts from `commit` on."""
        if len(self._documents):
            segment = self.codec.new_segment(self.storage, self.indexname)
            segment.set_doc_count(len(self._documents))
            with put_off():
                sections = self._documents.sections()
            write_flat_file(segment.path(self.storage), sections)
            self.segments.append(segment)
            self._documents = Accumulator()
            self._pending.clear()

    def replace(self, chosen: list[FlatSegment], sections: Mapping[str, Column]) -> bool:
        """Put one segment in the place of neighbours it was made of; False where they are not as they were."""
        names = [segment.segment_id() for segment in chosen]
        place = next((n for n, segment in enumerate(self.segments) if segment.segment_id() == names[0]), 0)
        present = self.segments[place : place + len(chosen)]
        if [segment.segment_id() for segment in present] != names:
            return False
        if any(set(old.deleted_docs()) != set(new.deleted_docs()) for old, new in zip(chosen, present, strict=True)):
            return False
        joined = self.codec.new_segment(self.storage, self.indexname)
        joined.set_doc_count(sum(segment.doc_count() for segment in present))
        write_flat_file(joined.path(self.storage), sections)
        self.segments[place : place + len(chosen)] = [joined]
        return True

    def commit(self, mergetype: Any = None, optimize: Any = None, merge: Any = None) -> None:
        """Make the new table of contents known. Never merges."""
        self.flush()
        segments = [segment for segment in self.segments if segment.doc_count()]
        self._close_segment()
        self._commit_toc(segments)
        self._finish()

    def _commit_toc(self, segments: list[FlatSegment]) -> None:
        # Segments are on disk already; the table must be too before the old one goes.
        toc = TOC(self.schema, segments, self.generation)
        toc.write(self.storage, self.indexname)
        folder = Path(self.storage.folder)
        sync(folder / TOC._filename(self.indexname, self.generation))
        sync(folder)
        clean_files(self.storage, self.indexname, self.generation, segments)
        for leftover in folder.glob("_*.toc.*"):
            # Half-written tables of writers that were killed; this one holds the lock.
            leftover.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Flush a file or folder to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
