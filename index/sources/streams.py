"""Bytes that come piece by piece: a whole article of bounded size, lines of bounded length, text in any encoding."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import SourceError
from index.sources.encodings import bare_utf16, decode
from index.sources.originals import Decoded, as_written, without_mark

LARGEST = 32 * 1024 * 1024
"""Bytes of one article, line or message: more than any, and little enough to be held several times over."""

_PIECE = 256 * 1024
_SAMPLE = 1024 * 1024
"""Bytes by which the encoding of a stream is judged."""

_WIDE_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_ONE_BYTE = ("cp1256", "iso8859_6", "cp720", "mac_arabic", "cp1252")


class Skip:
    """How many items at the beginning of a file are done and passed over."""

    def __init__(self, count: int = 0) -> None:
        self.left = count

    def passes(self) -> bool:
        """Whether the next item is one of them; then it is counted."""
        if self.left <= 0:
            return False
        self.left -= 1
        return True


def read_whole(stream: BinaryIO, source: str) -> bytes:
    """All bytes of one article; SourceError where they are too many."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SourceError(
            source, f"one article of more than {LARGEST >> 20} MB", "split it into files of an article each"
        )
    return data


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a stream with their ends; None for one that is too long to be held."""
    while line := stream.readline(LARGEST + 1):
        if len(line) > LARGEST:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_SAMPLE)
            yield None
        else:
            yield line


class Counted:
    """A stream that tells how much of it was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes."""
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def seekable(self) -> bool:
        """Never: what was counted once would be counted again."""
        return False


class Rewound(io.RawIOBase):
    """A stream whose beginning was read and is put before it again."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


class Text:
    """The text of a stream, decoded piece by piece."""

    def __init__(self, stream: BinaryIO, source: str, *, keeps_originals: bool = False) -> None:
        self._stream = stream
        self._source = source
        self._lost = 0
        self._notes: list[str] = []
        self.keeps_originals = keeps_originals
        """Whether `original` is going to be asked for."""
        self._encoding = "utf-8"
        self._decoded: Decoded | None = None
        """The whole text, where it was decoded at once."""
        self._newline = "\n"

    def warning(self) -> str:
        """What could not be read since this was asked last; empty where all could."""
        if self._lost:
            said = f"{self._lost} unreadable character(s) stand as U+FFFD; save the file as UTF-8 to mend them"
            self._notes.append(f"{self._source}: {said}")
            self._lost = 0
        said = "; ".join(self._notes)
        self._notes.clear()
        return said

    def original(self, part: str) -> bytes:
        """The bytes of a part of what `pieces` or `lines` gave; needs `keeps_originals`."""
        part = part if self._newline == "\n" else part.replace("\n", self._newline)
        return as_written(part, self._encoding) if self._decoded is None else self._decoded.original(part)

    def pieces(self) -> Iterator[str]:
        """The text in order, without a byte order mark."""
        head = self._stream.read(_SAMPLE)
        encoding = stream_encoding(head)
        if not encoding:
            rest = self._stream.read(LARGEST - len(head) + 1)
            if len(head) + len(rest) <= LARGEST:
                text, warning = decode(head + rest, self._source)
                if warning:
                    self._notes.append(warning)
                if self.keeps_originals:
                    self._decoded = Decoded(head + rest, text)
                yield text
                return
            encoding = _one_byte_encoding(head, self._source)
            head += rest
        yield from self._decode(head, encoding)

    def _decode(self, piece: bytes, encoding: str) -> Iterator[str]:
        self._encoding = without_mark(encoding, piece)
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        while piece:
            text = decoder.decode(piece)
            self._lost += max(0, text.count("\ufffd") - piece.count(b"\xef\xbf\xbd"))
            yield text
            piece = self._stream.read(_PIECE)
        yield decoder.decode(b"", final=True)

    def lines(self) -> Iterator[str | None]:
        """The lines, each with a newline at its end; None for one that is too long to be held."""
        begun: list[str] = []
        size = 0
        newline = ""
        for piece in self.pieces():
            newline = newline or ("\n" if "\n" in piece or "\r" not in piece else "\r")
            self._newline = newline
            first, *others = piece.split(newline)
            size += len(first)
            # Of a line that is too long no more than its length is kept.
            begun = [*begun, first] if size <= LARGEST else []
            if others:
                yield "".join(begun) + "\n" if size <= LARGEST else None
                yield from (line + "\n" for line in others[:-1])
                begun, size = [others[-1]], len(others[-1])
        if size:
            yield "".join(begun) if size <= LARGEST else None


def stream_encoding(head: bytes) -> str:
    """The Unicode encoding that a beginning of text is in; empty where it is in none."""
    for mark, encoding in _WIDE_MARKS.items():
        if head.startswith(mark):
            return encoding
    if encoding := bare_utf16(head) or "":
        return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _one_byte_encoding(head: bytes, source: str) -> str:
    """Which encoding `decode` found the beginning of a long text to be in."""
    sample = head[: head.rfind(b"\n") + 1] or head
    text, _ = decode(sample, source)
    return next((name for name in _ONE_BYTE if sample.decode(name, errors="replace") == text), "utf-8")
