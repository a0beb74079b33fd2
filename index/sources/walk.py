"""From what the user names (files, folders, standard input) to what the format modules read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.item import Failed, Incoming
from index.sources.jsonl import read_jsonl
from index.sources.text import read_text

FORMATS = ("auto", "text", "jsonl")
_SUFFIXES = {".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def read_sources(sources: Iterable[str | Path], *, format: str, stdin: BinaryIO | None) -> Iterator[Incoming | Failed]:
    """Everything the named sources hold, in order; what can't be read is told and passed over."""
    if format not in FORMATS:
        raise SourceError(format, "unknown format", f"use one of {', '.join(FORMATS)}")
    return chain.from_iterable(_read_guarded(str(source), format, stdin) for source in sources)


def _read_guarded(source: str, format: str, stdin: BinaryIO | None) -> Iterator[Incoming | Failed]:
    try:
        if source == "-":
            if stdin is None:
                raise SourceError(source, "no standard input here", "name a file or a folder")
            yield from _read_stream(stdin, source, format)
        elif (path := Path(source)).is_dir():
            yield from _read_folder(path, format)
        else:
            yield from _read_file(path, format)
    except SourceError as error:
        yield Failed(source, str(error))
    except OSError as error:
        yield Failed(source, str(SourceError(source, _reason(error), "check the path and its permissions")))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _read_folder(folder: Path, format: str) -> Iterator[Incoming | Failed]:
    """The files of a folder and those below, by name; hidden ones, links and other kinds of file are left out."""
    found = False
    for path in sorted(folder.rglob("*")):
        is_hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if is_hidden or path.is_symlink() or path.suffix.lower() not in _SUFFIXES or not path.is_file():
            continue
        found = True
        yield from _read_guarded(str(path), format, None)
    if not found:
        raise SourceError(folder, "no articles in this folder", "put .txt or .jsonl files into it")


def _read_file(path: Path, format: str) -> Iterator[Incoming | Failed]:
    if format == "auto":
        format = _SUFFIXES.get(path.suffix.lower(), "auto")
    with path.open("rb") as stream:
        yield from _read_stream(stream, str(path.absolute()), format)


def _read_stream(stream: BinaryIO, source: str, format: str) -> Iterator[Incoming | Failed]:
    if format == "auto":
        # A pipe can't be rewound, so that its beginning is looked at, not read.
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
        stream = buffered
        head = buffered.peek(512).lstrip(b"\xef\xbb\xbf \t\r\n")
        format = "jsonl" if head.startswith(b"{") else "text"
    if format == "jsonl":
        yield from read_jsonl(stream, source)
    else:
        yield read_text(stream.read(), source)
