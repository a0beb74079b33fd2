"""One Whoosh index in a directory of its own: opened, written to, and its segments handed out."""

from __future__ import annotations

import json
import os
import pickle
import struct
import time
from collections.abc import Sequence
from pathlib import Path

from index.errors import LibraryBusyError, LibraryError
from index.search.codec import FlatSegment
from index.search.door import TOC, FileIndex, FileStorage, LockError
from index.search.merging import Part
from index.search.postings import SegmentLists
from index.search.schema import SCHEMA_VERSION, new_schema
from index.search.writer import FlatWriter

LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that writes."""

DAMAGE = (OSError, EOFError, ValueError, LookupError, AttributeError, ImportError, struct.error, pickle.PickleError)
"""What reading raises over a file that is cut short, gone, or written by another program."""

FRESH_NANOSECONDS = 100_000_000
"""A folder's time stamp this young may hide a second change: the clock of a file system ticks in milliseconds."""


class IndexDamagedError(LibraryError):
    """The full-text index can't be read; the record can rebuild it."""

    def __init__(self, path: str | Path, problem: str) -> None:
        super().__init__(path, f"the full-text index can't be read ({problem})", "run `warraq rebuild`")


class Generation:
    """One directory that holds one Whoosh index."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self.opened: dict[str, SegmentLists] = {}
        self._changed = 0, -1
        try:
            self.whoosh = FileIndex(FileStorage(str(path)))
        except Exception as error:
            # A pickle cut short raises whatever its bytes happen to mean.
            raise IndexDamagedError(path, f"{type(error).__name__}: {error}") from error

    @classmethod
    def create(cls, path: Path) -> Generation:
        path.mkdir(parents=True)
        FileIndex.create(FileStorage(str(path)), new_schema(), "MAIN")
        (path / "about.json").write_text(json.dumps({"schema": SCHEMA_VERSION}), encoding="utf-8")
        return cls(path)

    @property
    def schema_version(self) -> str:
        try:
            return str(json.loads((self.path / "about.json").read_text(encoding="utf-8"))["schema"])
        except (OSError, ValueError, KeyError):
            return ""

    def commit_number(self) -> int:
        """Number of the last commit; the folder is listed only when its time stamp moved or is too new to trust."""
        changed = os.stat(self._name).st_mtime_ns  # noqa: PTH116
        if changed != self._changed[0] or time.time_ns() - changed < FRESH_NANOSECONDS:
            self._changed = changed, int(TOC._latest_generation(self.whoosh.storage, "MAIN"))
        return self._changed[1]

    def writer(self, timeout: float = LOCK_TIMEOUT) -> FlatWriter:
        try:
            return FlatWriter(self.whoosh, self.opened, timeout=timeout)
        except LockError as error:
            problem = "another process is writing to the full-text index"
            raise LibraryBusyError(self.path, problem, "try again when it has finished") from error

    def listed(self) -> list[FlatSegment]:
        """The segments of the last commit as the table of contents has them."""
        return list(self.whoosh._read_toc().segments)

    def segments(self, listed: Sequence[FlatSegment]) -> list[Part]:
        """The segments of a commit; those that were open stay open."""
        found = [self.part(segment) for segment in listed]
        for name in self.opened.keys() - {segment.segment_id() for segment in listed}:
            self.opened.pop(name, None)
        return found

    def part(self, segment: FlatSegment) -> Part:
        """A segment's lists and its deleted documents."""
        return self._lists(segment), frozenset(segment.deleted_docs())

    def _lists(self, segment: FlatSegment) -> SegmentLists:
        name = segment.segment_id()
        lists = self.opened.get(name)
        if lists is None:
            lists = self.opened[name] = segment.lists(self.whoosh.storage)
        return lists
