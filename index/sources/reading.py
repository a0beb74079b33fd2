"""From the bytes of one file to its articles, whatever form they are in and whatever they are packed in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from index.errors import SourceError
from index.sources.formats import HEAD, format_of, packing_of, refuse
from index.sources.item import Failed, Incoming, Item
from index.sources.names import is_known
from index.sources.streams import LARGEST, Rewound, Skip, read_whole
from index.sources.unfolding import BombError, Budget, decompressed

if TYPE_CHECKING:
    from zipfile import ZipFile

    from index.sources.archive import Member

_DEEPEST = 2
"""Archives in one another that are opened: a zip of zips is common, more is a trap."""

_OFFICE = {
    "xl": ("an Excel sheet", "save it as CSV and import that"),
    "ppt": ("a PowerPoint file", "save its text and import that"),
}
_IN_ZIP = ("epub", "docx")
_LEAVE_OUT = "leave --format out to read it as what it is"


class _Opened(NamedTuple):
    """A file that is about to be read."""

    stream: BinaryIO
    source: str
    head: bytes
    """Its beginning, which the stream gives again."""
    content_type: str
    """What a server said it is; empty for files."""
    keeps_originals: bool

    @property
    def address(self) -> str:
        """Where it came from on the web; empty for files."""
        return self.source if self.source.startswith(("http://", "https://")) else ""


class Reading:
    """One reading of one file."""

    def __init__(
        self, format: str, skip: Skip, budget: Budget, content_type: str = "", *, keeps_originals: bool = False
    ) -> None:
        self._format = format
        self._skip = skip
        self._budget = budget
        self._content_type = content_type
        self._keeps_originals = keeps_originals
        """Whether each article brings the bytes that are its own."""

    def articles(self, stream: BinaryIO, source: str, depth: int = 0) -> Iterator[Item]:
        """The articles of a stream; SourceError where they end in damage, or where there are none."""
        stream, head = _with_head(stream)
        packing = packing_of(head)
        if packing and depth > _DEEPEST:
            raise SourceError(source, "archives packed into one another too deep", "unpack it and import the folder")
        if packing == "zip":
            yield from self._zip(stream, source, depth)
        elif packing == "tar":
            yield from self._tar(stream, source, depth)
        elif packing:
            yield from self.articles(decompressed(stream, packing, source, self._budget), source, depth + 1)
        elif self._format == "archive":
            raise SourceError(source, "no archive", "zip, tar, gz, bz2 and xz can be unpacked; leave --format out")
        else:
            yield from self._plain(stream, source, head)

    def _plain(self, stream: BinaryIO, source: str, head: bytes) -> Iterator[Item]:
        refuse(head, source)
        format = self._format
        if format in ("auto", "archive"):
            format = format_of(head, source, self._content_type)
        if format in _IN_ZIP:
            raise SourceError(source, f"no {format} file", _LEAVE_OUT)
        opened = _Opened(stream, source, head, self._content_type, self._keeps_originals)
        yield from _READERS[format](opened, self._skip)

    def _zip(self, stream: BinaryIO, source: str, depth: int) -> Iterator[Item]:
        from index.sources.archive import open_zip, zip_members

        with open_zip(stream, source, self._budget) as archive:
            names = set(archive.namelist())
            if "META-INF/container.xml" in names and self._format != "archive":
                from index.sources.epub import read_epub

                keeps = self._keeps_originals
                yield from read_epub(archive, source, self._skip, self._budget, keeps_originals=keeps)
            elif "word/document.xml" in names and self._format != "archive":
                if not self._skip.passes():
                    yield self._word(archive, source)
            elif self._format in _IN_ZIP:
                raise SourceError(source, f"no {self._format} file", _LEAVE_OUT)
            else:
                _refuse_office(names, source)
                yield from self._members(zip_members(archive, source, self._budget), source, depth)

    def _word(self, archive: ZipFile, source: str) -> Incoming:
        from index.sources.archive import archive_data
        from index.sources.word import read_word

        incoming = read_word(archive, source, self._budget)
        if not self._keeps_originals:
            return incoming
        if data := archive_data(archive):
            return replace(incoming, original=data)
        return replace(incoming, warning=f"{source}: more than {LARGEST >> 20} MB; the document itself is not kept")

    def _tar(self, stream: BinaryIO, source: str, depth: int) -> Iterator[Item]:
        from index.sources.archive import tar_members

        yield from self._members(tar_members(stream, source, self._budget), source, depth)

    def _members(self, members: Iterator[Member | Failed], source: str, depth: int) -> Iterator[Item]:
        """The articles of an archive's files, of those kinds that are looked for in folders."""
        is_empty = True
        for member in members:
            if isinstance(member, Failed):
                is_empty = False
                if not self._skip.passes():
                    yield member
            elif is_known(member.name):
                is_empty = False
                yield from self._guarded(member, f"{source}/{member.name}", depth)
        if is_empty:
            raise SourceError(source, "no articles in this archive", "it holds no files of a kind that can be read")

    def _guarded(self, member: Member, source: str, depth: int) -> Iterator[Item]:
        try:
            yield from self.articles(member.stream, source, depth + 1)
        except BombError:
            raise
        except SourceError as error:
            if not self._skip.passes():
                yield Failed(source, str(error))


def _with_head(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """A stream and its first bytes, which are read again with the rest."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        return stream, head
    head = stream.read(HEAD)
    return io.BufferedReader(Rewound(head, stream), HEAD), head


def _refuse_office(names: set[str], source: str) -> None:
    for folder, (problem, remedy) in _OFFICE.items():
        if "[Content_Types].xml" in names and any(name.startswith(f"{folder}/") for name in names):
            raise SourceError(source, problem, remedy)
    if "mimetype" in names and "content.xml" in names:
        raise SourceError(source, "an OpenDocument file", "save it as .docx or as plain text and import that")


# Each format's reader; loaded where it is used, for most imports use one.


def _whole(opened: _Opened, read: Callable[[bytes], Incoming]) -> Incoming:
    """The article of a file that holds no other."""
    data = read_whole(opened.stream, opened.source)
    incoming = read(data)
    return replace(incoming, original=data) if opened.keeps_originals else incoming


def _text(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.text import read_text

    if not skip.passes():
        yield _whole(opened, partial(read_text, source=opened.source))


def _jsonl(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.jsonl import read_jsonl

    yield from read_jsonl(opened.stream, opened.source, skip, opened.head, keeps_originals=opened.keeps_originals)


def _json(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.json_list import read_json

    yield from read_json(opened.stream, opened.source, skip, keeps_originals=opened.keeps_originals)


def _csv(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.table import read_table

    yield from read_table(opened.stream, opened.source, skip, keeps_originals=opened.keeps_originals)


def _tsv(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.table import read_table

    keeps = opened.keeps_originals
    yield from read_table(opened.stream, opened.source, skip, is_tsv=True, keeps_originals=keeps)


def _feed(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.feed import read_feed

    data = read_whole(opened.stream, opened.source)
    feed = read_feed(data, opened.source, content_type=opened.content_type, keeps_originals=opened.keeps_originals)
    if not feed.items:
        raise SourceError(opened.source, "a feed without articles", "try again later")
    warning = feed.warning
    for item in feed.items:
        if not skip.passes():
            yield replace(item, warning=item.warning or warning) if isinstance(item, Incoming) else item
        # What is said of the whole is said once.
        warning = ""


def _page(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.page import read_page

    if not skip.passes():
        read = partial(read_page, content_type=opened.content_type, address=opened.address)
        yield _whole(opened, lambda data: read(data, opened.source))


def _mail(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.mail import read_mail

    if not skip.passes():
        yield _whole(opened, partial(read_mail, source=opened.source))


def _mbox(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.mail import read_mbox

    yield from read_mbox(opened.stream, opened.source, skip, keeps_originals=opened.keeps_originals)


def _trec(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.trec import read_trec

    yield from read_trec(opened.stream, opened.source, skip, keeps_originals=opened.keeps_originals)


def _telegram(opened: _Opened, skip: Skip) -> Iterator[Item]:
    from index.sources.telegram import read_telegram

    yield from read_telegram(opened.stream, opened.source, skip, keeps_originals=opened.keeps_originals)


_READERS: dict[str, Callable[[_Opened, Skip], Iterator[Item]]] = {
    "text": _text,
    "jsonl": _jsonl,
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "feed": _feed,
    "page": _page,
    "mail": _mail,
    "mbox": _mbox,
    "trec": _trec,
    "telegram": _telegram,
}
