"""From what the user names (files, folders, standard input) to what the format modules read."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.encodings import bare_utf16, decode
from index.sources.item import Failed, Incoming, Place
from index.sources.jsonl import read_jsonl
from index.sources.text import read_text

FORMATS = ("auto", "text", "jsonl")
_SUFFIXES = {".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_ADDRESS = re.compile(r"[a-z][a-z+.-]+://", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype|\?xml|html|rss|feed|rdf)", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

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
) -> Iterator[Incoming | Failed | Place]:
    """Everything the named sources hold, in an order that stays; what can't be read is told and passed over.

    With `done` reading goes on where it stopped: before the items of each file comes its `Place`, and so many of them
    are passed over. `progress` is told how many bytes of the files have been read; `weigh` knows of how many.
    """
    if format not in FORMATS:
        raise SourceError(format, "unknown format", f"use one of {', '.join(FORMATS)}")
    return _Walk(format, stdin, done, fetch, progress).read(sources)


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
        yield from (file for file in _files_below(path))
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
    ) -> None:
        self._format = format
        self._stdin = stdin
        self._done = done
        self._fetch = fetch
        self._progress = progress
        self._bytes_behind = 0
        """Bytes of the files before the one that is being read."""

    def read(self, sources: Iterable[str | Path]) -> Iterator[Incoming | Failed | Place]:
        for item in (item for source in sources for item in self._read_guarded(str(source))):
            # Who does not ask where reading can go on has no use for places.
            if self._done is not None or not isinstance(item, Place):
                yield item

    def _read_guarded(self, source: str) -> Iterator[Incoming | Failed | Place]:
        shown = _printable(source)
        try:
            yield from self._read_named(source, shown)
        except SourceError as error:
            yield Failed(shown, str(error))
        except (OSError, ValueError) as error:
            # ValueError: a path with a NUL in it.
            yield Failed(shown, str(SourceError(shown, _reason(error), "check the path and its permissions")))

    def _read_named(self, source: str, shown: str) -> Iterator[Incoming | Failed | Place]:
        path = Path(source)
        is_other = not source or source == "-" or _ADDRESS.match(source)
        if not is_other and path.is_file():
            yield from self._read_file(path)
            return
        yield Place(shown, "")
        if not source:
            raise SourceError("''", "an empty path", "name a file, a folder, or - for standard input")
        if _ADDRESS.match(source):
            raise SourceError(shown, "addresses can't be imported", "save the article as a .txt or .jsonl file first")
        if source == "-":
            if self._stdin is None:
                raise SourceError(source, "no standard input here", "name a file or a folder")
            yield from _read_stream(self._stdin, source, self._format, 0)
        elif path.is_dir():
            yield from self._read_folder(path)
        else:
            yield from self._read_file(path)

    def _read_folder(self, folder: Path) -> Iterator[Incoming | Failed | Place]:
        """The files of a folder and those below, by name; hidden ones, links and other kinds of file are left out."""
        found = False
        for path in _files_below(folder):
            found = True
            yield from self._read_guarded(str(path))
        if not found:
            raise SourceError(_printable(folder), "no articles in this folder", "put .txt or .jsonl files into it")

    def _read_file(self, path: Path) -> Iterator[Incoming | Failed | Place]:
        format = self._format
        if format == "auto":
            format = _SUFFIXES.get(path.suffix.lower(), "auto")
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            # Resolved, so that one file has one origin however it is named.
            place = Place(_printable(path.resolve()), f"{status.st_size}:{status.st_mtime_ns}")
            skip = self._done(place.source, place.state) if self._done is not None else 0
            yield Place(place.source, place.state, skip)
            if skip >= 0:
                for item in _read_stream(stream, place.source, format, skip):
                    yield item
                    self._tell(stream.tell())
        self._bytes_behind += status.st_size
        self._tell(0)

    def _tell(self, position: int) -> None:
        if self._progress is not None:
            self._progress(self._bytes_behind + position)


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _printable(path: str | Path) -> str:
    """A path as text: bytes of a file name that are no UTF-8 can be neither stored nor printed."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below, by name; hidden ones, links and other kinds of file are left out."""
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not is_hidden and not path.is_symlink() and path.suffix.lower() in _SUFFIXES and path.is_file():
            yield path


def _read_stream(stream: BinaryIO, source: str, format: str, skip: int) -> Iterator[Incoming | Failed]:
    # A pipe can't be rewound, so that its beginning is looked at, not read.
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = buffered.peek(512)[:512]
    if format == "auto":
        format = _sniff(head, source)
    if format == "text":
        if not skip:
            yield read_text(buffered.read(), source)
    elif head.startswith(_UTF16_MARKS) or bare_utf16(head):
        # Its line ends are two bytes, and half of one occurs inside other characters.
        text, _ = decode(buffered.read(), source)
        yield from read_jsonl(io.BytesIO(text.encode("utf-8", "surrogatepass")), source, skip)
    else:
        yield from read_jsonl(buffered, source, skip)


def _sniff(head: bytes, source: str) -> str:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _MARKUP.match(start):
        raise SourceError(source, "a web page or a feed", "save its article as plain text; formats: text, jsonl")
    return "jsonl" if start.startswith(b"{") else "text"
