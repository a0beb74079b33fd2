"""One file of named arrays, mapped into memory: nothing is read before it is asked for.

Raw little-endian sections, each 8-aligned, then a directory (JSON), then a trailer that says where the directory is
and what its checksum must be. A file cut short has lost its trailer, so opening it fails at once.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

MAGIC = b"WARRAQ08"
_TRAILER = struct.Struct("<QQII8s")
"""Directory offset, directory length, checksum of the directory, checksum of the sections, magic."""

Column: TypeAlias = "array[int] | bytes | bytearray"


class FlatFileError(ValueError):
    """The file is not one of ours, or not all of it is there."""


def write_flat_file(path: Path, sections: Mapping[str, Column]) -> None:
    """Write and sync; the caller makes the name known only after that."""
    directory: dict[str, tuple[Any, int, int]] = {}
    checksum = offset = 0
    with path.open("wb") as file:
        for name, column in sections.items():
            data = little_endian(column)
            padding = bytes(-len(data) % 8)
            file.write(data)
            file.write(padding)
            checksum = zlib.crc32(padding, zlib.crc32(data, checksum))
            directory[name] = (column.typecode if isinstance(column, array) else "B", offset, len(data))
            offset += len(data) + len(padding)
        listing = json.dumps(directory).encode()
        file.write(listing)
        file.write(_TRAILER.pack(offset, len(listing), zlib.crc32(listing), checksum, MAGIC))
        file.flush()
        os.fsync(file.fileno())


def little_endian(column: Column) -> memoryview:
    """The bytes of a column in the order in which they stand in the file."""
    if not isinstance(column, array) or sys.byteorder == "little":
        return memoryview(column).cast("B")
    swapped = array(column.typecode, column)
    swapped.byteswap()
    return memoryview(swapped).cast("B")


class FlatFile:
    """The sections of one file, as views of the map; the map lives as long as any of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _TRAILER.size:
                raise FlatFileError(f"{path.name} is cut short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._view = memoryview(self._map)
        self._directory = self._read_directory(size - _TRAILER.size)

    def _read_directory(self, end: int) -> dict[str, tuple[Any, int, int]]:
        offset, length, listing_sum, self._checksum, magic = _TRAILER.unpack(self._view[end:])
        listing = bytes(self._view[offset : offset + length])
        if magic != MAGIC or offset + length != end or zlib.crc32(listing) != listing_sum:
            raise FlatFileError(f"{self._path.name} is cut short or damaged")
        self._sections_end = int(offset)
        directory: dict[str, tuple[Any, int, int]] = json.loads(listing)
        return directory

    def column(self, name: str) -> memoryview:
        """The numbers of a section; empty where the file has none of that name."""
        typecode, offset, length = self._directory.get(name, ("B", 0, 0))
        view = self._view[offset : offset + length].cast(typecode)
        return view if sys.byteorder == "little" else memoryview(_swapped(view))

    def place(self, name: str) -> tuple[mmap.mmap, int]:
        """The map and where in it a section begins: slices of a map are quicker than those of a view."""
        return self._map, self._directory[name][1]

    def names(self) -> Iterable[str]:
        return self._directory

    def is_whole(self) -> bool:
        """Read every byte and compare the checksum."""
        return bool(zlib.crc32(self._view[: self._sections_end]) == self._checksum)


def _swapped(view: memoryview) -> array[int]:
    swapped = array(view.format, view)
    swapped.byteswap()
    return swapped


def numbers(typecode: str, data: bytes | memoryview) -> array[int]:
    """Little-endian bytes as numbers."""
    found: array[int] = array(typecode)
    found.frombytes(data)
    if sys.byteorder != "little":
        found.byteswap()
    return found


def halves(values: array[int]) -> tuple[array[int], array[int]]:
    """The lower and the upper halves of some numbers of 32 bits."""
    both = numbers("H", little_endian(values))
    return both[::2], both[1::2]
