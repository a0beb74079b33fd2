"""Compressed bytes as streams, unpacked piece by piece, and an end to whoever packs a house into a thimble."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast
from zipfile import BadZipFile

from index.errors import SourceError
from index.sources.streams import Counted

LARGEST_TOTAL = 8 << 30
"""Bytes that one file may come to with all that is in it: twenty years of a newspaper are two."""

LARGEST_MEMBER = 2 << 30
MOST_RATIO = 200
"""Times its size that a file may come to; text of news comes to 10, of many likenesses to 50."""

UNSUSPECTED = 100 << 20
"""Bytes below which the ratio does not matter."""

_XZ_MEMORY = 256 << 20
"""Bytes that unpacking may need: what the strongest usual setting needs is 65 MB."""

DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, BadZipFile, NotImplementedError, RuntimeError, ValueError)
"""What the unpackers of the standard library raise on damaged, cut or encrypted bytes."""


class BombError(SourceError):
    """A file that unfolds to far more than it is: nothing more of it is read."""


class Budget:
    """How much more one file may unfold to, with all archives in it."""

    def __init__(self, source: str, packed: Callable[[], int]) -> None:
        """`packed`: how many bytes of the file itself have been read or are there."""
        self._source = source
        self._packed = packed
        self._spent = 0

    def spend(self, count: int) -> None:
        """Note that so many bytes were unpacked; BombError where they are too many."""
        self._spent += count
        if self._spent > min(LARGEST_TOTAL, max(UNSUSPECTED, MOST_RATIO * self._packed())):
            raise too_much(self._source, self._spent)


def too_much(source: str, count: int) -> BombError:
    """What is said of a file that was found to unfold to so many bytes."""
    problem = f"it unfolds to more than {count >> 20} MB, more than is safe to unpack"
    return BombError(source, problem, "unpack it yourself and import the files, if you trust it")


class Unfolded(io.RawIOBase):
    """A stream of unpacked bytes that pays for them; damage is told as a SourceError."""

    def __init__(self, stream: BinaryIO, source: str, budget: Budget, packed: Callable[[], int] | None) -> None:
        self._stream = stream
        self._source = source
        self._budget = budget
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except SourceError:
            raise
        except DAMAGE as error:
            said = str(error).lower() or "it ends too early"
            raise SourceError(
                self._source, f"damaged or cut off ({said})", "get it again and import it again"
            ) from error
        self._count += len(data)
        self._budget.spend(len(data))
        if self._packed is not None and self._count > max(UNSUSPECTED, MOST_RATIO * self._packed()):
            raise too_much(self._source, self._count)
        if self._count > LARGEST_MEMBER:
            raise SourceError(self._source, f"more than {LARGEST_MEMBER >> 30} GB in one file", "split it")
        buffer[: len(data)] = data
        return len(data)


def unfolded(
    stream: BinaryIO, source: str, budget: Budget, packed: Callable[[], int] | None = None
) -> io.BufferedReader:
    """Bytes out of an archive, guarded and buffered; `packed`: what this stream itself was unpacked from so far."""
    return io.BufferedReader(Unfolded(stream, source, budget, packed), 1 << 16)


def decompressed(stream: BinaryIO, packing: str, source: str, budget: Budget) -> io.BufferedReader:
    """The bytes in a file of gzip, bzip2 or xz, guarded and buffered."""
    counted = Counted(stream)
    if packing == "gz":
        inner = gzip.GzipFile(fileobj=cast(BinaryIO, counted), mode="rb")
    else:
        inner = cast(gzip.GzipFile, _Decompressed(counted, bz2.BZ2Decompressor if packing == "bz2" else _xz))
    return unfolded(cast(BinaryIO, inner), source, budget, lambda: counted.count)


def _xz() -> lzma.LZMADecompressor:
    # The limit is the reason not to use LZMAFile, which has none.
    return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)


class _Decompressed:
    """The contents of one or more compressed streams in a row."""

    def __init__(self, stream: Counted, make: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]) -> None:
        self._stream = stream
        self._make = make
        self._inner = make()
        self._packed = b""

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        while True:
            if self._inner.eof:
                # Files may be put together, and zeros fill up blocks of tapes.
                self._packed = (self._inner.unused_data + self._packed).lstrip(b"\x00") or self._stream.read(1 << 16)
                if not self._packed.strip(b"\x00"):
                    return b""
                self._inner = self._make()
            if self._inner.needs_input and not self._packed:
                self._packed = self._stream.read(1 << 16)
                if not self._packed:
                    raise EOFError("it ends too early")
            data = self._inner.decompress(self._packed, size)
            self._packed = b""
            if data:
                return data
