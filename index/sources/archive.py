"""Zip and tar: the files in them, one after the other, never written to the disk under names that others chose."""

from __future__ import annotations

import io
import re
import stat
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from index.errors import SourceError
from index.sources.item import Failed
from index.sources.names import without_controls
from index.sources.streams import LARGEST, read_whole
from index.sources.unfolding import DAMAGE, Budget, unfolded

MOST_MEMBERS = 100_000
_IN_MEMORY = 16 << 20
_DIRECTORY_END = b"PK\x05\x06"
_LARGEST_DIRECTORY = 64 << 20
"""Bytes of a zip's list of members: what 100,000 long names come to."""

_ROOTED = re.compile(r"/|[A-Za-z]:")
_GET_AGAIN = "get it again and import it again"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, to be read before the next is asked for."""

    name: str
    stream: io.BufferedReader


@dataclass(slots=True)
class _LeftOut:
    """Members that are not read, for each reason the first of them and their number."""

    archive: str
    _found: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def add(self, name: str, problem: str, remedy: str) -> None:
        first, count = self._found.get((problem, remedy), (name, 0))
        self._found[problem, remedy] = (first, count + 1)

    def told(self) -> Iterator[Failed]:
        """One line for each reason."""
        for (problem, remedy), (first, count) in self._found.items():
            more = f" and {count - 1} more" if count > 1 else ""
            source = f"{self.archive}/{first}"
            yield Failed(source, str(SourceError(f"{source}{more}", problem, remedy)))


@contextmanager
def open_zip(stream: BinaryIO, source: str, budget: Budget) -> Iterator[ZipFile]:
    """A zip archive, at hand for reading here and there; SourceError where it is none or too much of one."""
    with _seekable(stream, source, budget) as seekable:
        try:
            _measure_directory(seekable, source)
            archive = ZipFile(seekable)
        except (*DAMAGE, LookupError) as error:
            raise SourceError(source, f"damaged or no zip archive ({error})", _GET_AGAIN) from error
        with archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise _too_many(source)
            yield archive


def zip_members(archive: ZipFile, source: str, budget: Budget) -> Iterator[Member | Failed]:
    """The plain files of a zip archive."""
    left_out = _LeftOut(source)
    for info in archive.infolist():
        name = without_controls(member_name(info))
        kind = stat.S_IFMT(info.external_attr >> 16)
        if not name or info.is_dir() or kind not in (0, stat.S_IFREG) or not _is_wanted(name, left_out):
            continue
        if info.flag_bits & _ENCRYPTED:
            left_out.add(name, "encrypted", "unpack it with its password and import the files")
            continue
        try:
            inner = archive.open(info)
        except (*DAMAGE, LookupError) as error:
            yield Failed(f"{source}/{name}", str(_damaged(f"{source}/{name}", error)))
            continue
        with inner:
            yield Member(name, unfolded(cast(BinaryIO, inner), f"{source}/{name}", budget, partial(_packed_size, info)))
    yield from left_out.told()


def tar_members(stream: BinaryIO, source: str, budget: Budget) -> Iterator[Member | Failed]:
    """The plain files of a tar archive, as they come by; what stands before damage is given."""
    left_out = _LeftOut(source)
    try:
        # Read as a stream: nothing is sought in it, nothing unpacked twice.
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for number, info in enumerate(archive, 1):
                if number > MOST_MEMBERS:
                    raise _too_many(source)
                # Without this the archive keeps every member it met.
                archive.members = []  # type: ignore[attr-defined]
                name = without_controls(info.name)
                if info.isfile() and _is_wanted(name, left_out) and (inner := archive.extractfile(info)):
                    yield Member(name, unfolded(cast(BinaryIO, inner), f"{source}/{name}", budget))
    except SourceError:
        raise
    except (tarfile.TarError, RecursionError, *DAMAGE) as error:
        raise _damaged(source, error) from error
    yield from left_out.told()


def member_name(info: ZipInfo) -> str:
    """The name of a zip's member as it was meant.

    Without the mark of UTF-8 the bytes are in whatever the packer's system used: UTF-8 all the same, DOS's Arabic or
    Windows'. The zip module reads them as cp437.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        data = info.filename.encode("cp437")
        return data.decode("utf-8")
    except UnicodeEncodeError:
        return info.filename
    except UnicodeDecodeError:
        readings = [data.decode(encoding, errors="replace") for encoding in ("cp720", "cp1256")]
        return max(readings, key=_arabic_letters)


def _packed_size(info: ZipInfo) -> int:
    return info.compress_size


def _arabic_letters(name: str) -> int:
    return sum("ء" <= letter <= "ي" for letter in name) - sum(not letter.isprintable() for letter in name)


def _is_wanted(name: str, left_out: _LeftOut) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    if ".." in path.parts or _ROOTED.match(name):
        left_out.add(name, "a path that leads out of the archive", "pack it again with plain names, if you trust it")
        return False
    return not any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


@contextmanager
def _seekable(stream: BinaryIO, source: str, budget: Budget) -> Iterator[BinaryIO]:
    """The stream, or a copy of one that can only be read once; it has no name on the disk and goes with its use."""
    if stream.seekable():
        yield stream
        return
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        reader = unfolded(stream, source, budget)
        while piece := reader.read(1 << 20):
            copy.write(piece)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _measure_directory(stream: BinaryIO, source: str) -> None:
    """Refuse a list of members too long to be held, before the zip module holds it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - (1 << 16) - 22))
    tail = stream.read()
    place = tail.rfind(_DIRECTORY_END)
    if place >= 0 and _LARGEST_DIRECTORY < int.from_bytes(tail[place + 12 : place + 16], "little") < 0xFFFFFFFF:
        raise _too_many(source)
    stream.seek(0)


def _too_many(source: str) -> SourceError:
    return SourceError(source, f"more than {MOST_MEMBERS:,} files in one archive", "unpack it and import the folder")


def _damaged(source: str, error: BaseException) -> SourceError:
    return SourceError(source, f"damaged or cut off ({error})", _GET_AGAIN)


def archive_data(archive: ZipFile) -> bytes:
    """The bytes of an archive itself, for a document that is one; empty where they are too many for one article."""
    if archive.fp is None:
        return b""
    archive.fp.seek(0)
    data = archive.fp.read(LARGEST + 1)
    return data if len(data) <= LARGEST else b""


def member_data(archive: ZipFile, name: str, source: str, budget: Budget) -> bytes:
    """The bytes of one member of a document that is a zip archive; SourceError where it is not there or damaged."""
    try:
        with archive.open(name) as inner:
            return read_whole(unfolded(cast(BinaryIO, inner), f"{source}/{name}", budget), f"{source}/{name}")
    except SourceError:
        raise
    except (*DAMAGE, LookupError) as error:
        raise _damaged(source, error) from error
