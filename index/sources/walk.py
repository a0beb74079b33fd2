"""From what the user names (files, folders, addresses, standard input) to the files, one after the other."""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.folder import files_below, is_maildir_message
from index.sources.item import Failed, Item, Place
from index.sources.names import FORMATS, KINDS, printable
from index.sources.reading import Reading
from index.sources.streams import Counted, Skip
from index.sources.unfolding import Budget

__all__ = ["FORMATS", "Done", "Fetch", "read_sources", "weigh"]

_ADDRESS = re.compile(r"([a-z][a-z+.-]+)://", re.IGNORECASE)
_BUFFER = 1 << 16

Done = Callable[[str, str], int]
"""How many items of a place, by its source and state, are in already; -1 for all of them."""

Fetch = Callable[[str], tuple[bytes, str, str]]
"""An address to its bytes, their content type and the address they came from in the end; raises `SourceError`."""


def read_sources(
    sources: Iterable[str | Path],
    *,
    format: str,
    stdin: BinaryIO | None,
    done: Done | None = None,
    fetch: Fetch | None = None,
    progress: Callable[[int], None] | None = None,
    keeps_originals: bool = False,
) -> Iterator[Item | Place]:
    """Everything the named sources hold, in an order that stays; what can't be read is told and passed over.

    With `done` reading goes on where it stopped: before the items of each file comes its `Place`, and so many of them
    are passed over. `progress` is told how many bytes of the files have been read; `weigh` knows of how many. With
    `keeps_originals` each article brings the bytes that are its own.
    """
    if format not in FORMATS:
        raise SourceError(format, "unknown format", f"use one of {', '.join(FORMATS)}")
    return _Walk(format, stdin, done, fetch, progress, keeps_originals).read(sources)


def weigh(sources: Iterable[str | Path]) -> int:
    """Bytes of the files that `read_sources` would read."""
    return sum(_size(path) for source in sources for path in _files_of(Path(source)))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _files_of(path: Path) -> Iterator[Path]:
    try:
        is_folder = path.is_dir()
    except ValueError:
        return
    if is_folder:
        yield from (found for found in files_below(path) if isinstance(found, Path))
    else:
        yield path


class _Walk:
    """One reading of some sources."""

    def __init__(
        self,
        format: str,
        stdin: BinaryIO | None,
        done: Done | None,
        fetch: Fetch | None,
        progress: Callable[[int], None] | None,
        keeps_originals: bool,
    ) -> None:
        self._format = format
        self._stdin = stdin
        self._done = done
        self._fetch = fetch
        self._progress = progress
        self._keeps_originals = keeps_originals
        self._bytes_behind = 0
        """Bytes of the files before the one that is being read."""
        self._bytes_told = 0

    def read(self, sources: Iterable[str | Path]) -> Iterator[Item | Place]:
        for item in (item for source in sources for item in self._guarded(str(source))):
            # Who does not ask where reading can go on has no use for places.
            if self._done is not None or not isinstance(item, Place):
                yield item

    def _guarded(self, source: str) -> Iterator[Item | Place]:
        shown = printable(source)
        try:
            yield from self._named(source, shown)
        except SourceError as error:
            yield Failed(shown, str(error))
        except (OSError, ValueError) as error:
            # ValueError: a path with a NUL in it.
            yield Failed(shown, str(SourceError(shown, _reason(error), "check the path and its permissions")))

    def _named(self, source: str, shown: str) -> Iterator[Item | Place]:
        address = _ADDRESS.match(source)
        path = Path(source)
        if source and source != "-" and not address and path.is_file():
            yield from self._file(path)
            return
        yield Place(shown, "")
        if not source:
            raise SourceError("''", "an empty path", "name a file, a folder, or - for standard input")
        if address:
            yield from self._address(source, shown, address[1].lower())
        elif source == "-":
            if self._stdin is None:
                raise SourceError(source, "no standard input here", "name a file or a folder")
            yield from self._stream(self._stdin, source)
        elif path.is_dir():
            yield from self._folder(path, shown)
        else:
            yield from self._file(path)

    def _folder(self, folder: Path, shown: str) -> Iterator[Item | Place]:
        found = False
        for path in files_below(folder):
            if isinstance(path, Path):
                found = True
                yield from self._guarded(str(path))
            else:
                yield Place(path.source, "")
                yield path
        if not found:
            yield Place(shown, "")
            raise SourceError(shown, "no articles in this folder", f"put files of a known kind into it: {KINDS}")

    def _file(self, path: Path) -> Iterator[Item | Place]:
        with path.open("rb", buffering=_BUFFER) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                yield from self._stream(stream, printable(path))
                return
            # Resolved, so that one file has one origin however it is named.
            place = Place(printable(path.resolve()), f"{status.st_size}:{status.st_mtime_ns}")
            skip = self._done(place.source, place.state) if self._done is not None else 0
            yield Place(place.source, place.state, skip)
            if skip >= 0:
                format = "mail" if self._format == "auto" and is_maildir_message(path) else self._format
                budget = Budget(place.source, lambda: status.st_size)
                for item in self._reading(format, Skip(skip), budget).articles(stream, place.source):
                    yield item
                    self._tell(stream.tell())
        self._bytes_behind += status.st_size
        self._tell(0)

    def _stream(self, stream: BinaryIO, source: str) -> Iterator[Item]:
        counted = Counted(stream)
        budget = Budget(source, lambda: counted.count)
        yield from self._reading(self._format, Skip(), budget).articles(cast(BinaryIO, counted), source)

    def _address(self, source: str, shown: str, scheme: str) -> Iterator[Item]:
        if scheme not in ("http", "https"):
            raise SourceError(
                shown, f"{scheme} addresses can't be imported", "name the path of the file, or a web page"
            )
        if self._fetch is None:
            raise SourceError(shown, "addresses can't be imported", "save the article as a .txt or .jsonl file first")
        data, content_type, address = self._fetch(source)
        budget = Budget(shown, lambda: len(data))
        reading = self._reading(self._format, Skip(), budget, content_type)
        yield from reading.articles(io.BytesIO(data), address or shown)

    def _reading(self, format: str, skip: Skip, budget: Budget, content_type: str = "") -> Reading:
        return Reading(format, skip, budget, content_type, keeps_originals=self._keeps_originals)

    def _tell(self, position: int) -> None:
        # Archives are also read backwards, what is told goes on.
        self._bytes_told = max(self._bytes_told, self._bytes_behind + position)
        if self._progress is not None:
            self._progress(self._bytes_told)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
