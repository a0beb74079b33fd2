"""From what the user names (files, folders, standard input) to what the format modules read."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.encodings import bare_utf16, decode
from index.sources.item import Failed, Incoming
from index.sources.jsonl import read_jsonl
from index.sources.text import read_text

FORMATS = ("auto", "text", "jsonl")
_SUFFIXES = {".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}
_ADDRESS = re.compile(r"[a-z][a-z+.-]+://", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype|\?xml|html|rss|feed|rdf)", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_sources(sources: Iterable[str | Path], *, format: str, stdin: BinaryIO | None) -> Iterator[Incoming | Failed]:
    """Everything the named sources hold, in order; what can't be read is told and passed over."""
    if format not in FORMATS:
        raise SourceError(format, "unknown format", f"use one of {', '.join(FORMATS)}")
    return chain.from_iterable(_read_guarded(str(source), format, stdin) for source in sources)


def _read_guarded(source: str, format: str, stdin: BinaryIO | None) -> Iterator[Incoming | Failed]:
    shown = _printable(source)
    try:
        if not source:
            raise SourceError("''", "an empty path", "name a file, a folder, or - for standard input")
        if _ADDRESS.match(source):
            raise SourceError(shown, "addresses can't be imported", "save the article as a .txt or .jsonl file first")
        if source == "-":
            if stdin is None:
                raise SourceError(source, "no standard input here", "name a file or a folder")
            yield from _read_stream(stdin, source, format)
        elif (path := Path(source)).is_dir():
            yield from _read_folder(path, format)
        else:
            yield from _read_file(path, format)
    except SourceError as error:
        yield Failed(shown, str(error))
    except (OSError, ValueError) as error:
        # ValueError: a path with a NUL in it.
        yield Failed(shown, str(SourceError(shown, _reason(error), "check the path and its permissions")))


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _printable(path: str | Path) -> str:
    """A path as text: bytes of a file name that are no UTF-8 can be neither stored nor printed."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


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
        raise SourceError(_printable(folder), "no articles in this folder", "put .txt or .jsonl files into it")


def _read_file(path: Path, format: str) -> Iterator[Incoming | Failed]:
    if format == "auto":
        format = _SUFFIXES.get(path.suffix.lower(), "auto")
    with path.open("rb") as stream:
        # Resolved, so that one file has one origin however it is named.
        yield from _read_stream(stream, _printable(path.resolve()), format)


def _read_stream(stream: BinaryIO, source: str, format: str) -> Iterator[Incoming | Failed]:
    # A pipe can't be rewound, so that its beginning is looked at, not read.
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = buffered.peek(512)[:512]
    if format == "auto":
        format = _sniff(head, source)
    if format == "text":
        yield read_text(buffered.read(), source)
    elif head.startswith(_UTF16_MARKS) or bare_utf16(head):
        # Its line ends are two bytes, and half of one occurs inside other characters.
        text, _ = decode(buffered.read(), source)
        yield from read_jsonl(io.BytesIO(text.encode("utf-8", "surrogatepass")), source)
    else:
        yield from read_jsonl(buffered, source)


def _sniff(head: bytes, source: str) -> str:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _MARKUP.match(start):
        raise SourceError(source, "a web page or a feed", "save its article as plain text; formats: text, jsonl")
    return "jsonl" if start.startswith(b"{") else "text"
