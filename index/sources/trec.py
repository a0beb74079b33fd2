"""Tagged text as corpora of news have it (TREC, LDC, ANT, Abu El-Khair): looks like XML and is none.

Addresses hold a bare &, tags are misspelt or never closed, one file holds a hundred thousand articles under no root. So
it is read by its tags, line by line, without a parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from index.errors import SourceError, SourceFormatError
from index.sources.fields import Place, article_of, field_of
from index.sources.item import Failed, Incoming
from index.sources.streams import LARGEST, Skip, Text

_TAG = re.compile(r"<(/?)([^\W\d_][\w.-]{0,40})((?:\s[^<>]*)?)(/?)>")
_ID = re.compile(r"\bid\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_DAY = re.compile(r"(?:^|[._-])((?:19|20)\d\d)(\d\d)(\d\d)(?:[._-]|$)")
_INNER = frozenset({"p", "s", "br", "seg", "b", "i", "div", "span"})
"""Tags inside of text."""

_NAMES = {
    **{"txt": "body", "para": "body", "healine": "title", "hedline": "title", "docid": "id", "ti": "title"},
    **dict.fromkeys(("article", "story", "news", "post", "item", "label"), ""),
}
"""Names that are only met in tags, and some that as tags hold all of an article."""


@dataclass(slots=True)
class _Record:
    """One article on its way."""

    tag: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    size: int = 0
    written: list[str] = field(default_factory=list)
    """All of it as it is written, tags and all, where that is to be kept."""
    written_size: int = 0

    def keep(self, text: str) -> None:
        """Note what is written of it; of what is too long for an article nothing is kept."""
        self.written_size += len(text)
        if self.written_size <= LARGEST:
            self.written.append(text)
        else:
            self.written.clear()

    def begin(self, name: str) -> str:
        """The field that a tag's text belongs to: a title further down is the heading of a part."""
        name = "body" if name == "title" and self.fields.get("title", "").strip() else name
        if name == "body" and name in self.fields:
            self.add(name, "\n")
        return name

    def add(self, name: str, text: str) -> None:
        self.size += len(text)
        if self.size <= LARGEST:
            self.fields[name] = self.fields.get(name, "") + text


def looks_tagged(head: str) -> bool:
    """Whether a text begins as tagged articles do: an outer tag, with tags for a title and a text in it."""
    tags = [found[2] for found in _TAG.finditer(head[:8192]) if not found[1]]
    known = {_field(tag) for tag in tags[1:]}
    return bool(tags) and not _field(tags[0]) and "body" in known and bool(known & {"id", "title", "url", "date"})


def read_trec(
    stream: BinaryIO, source: str, skip: Skip, *, keeps_originals: bool = False
) -> Iterator[Incoming | Failed]:
    """The articles of a file; one without text is told and passed over."""
    text = Text(stream, source, keeps_originals=keeps_originals)
    number = 0
    for number, record in enumerate(_records(text.lines(), keeps_written=keeps_originals), 1):
        if skip.passes():
            continue
        try:
            if record.size > LARGEST:
                raise SourceFormatError(source, line=record.line, expected=f"an article of at most {LARGEST >> 20} MB")
            incoming = article_of(_named(record), Place(source, record.line), number=number, warning=text.warning())
            yield replace(incoming, original=text.original("".join(record.written))) if record.written else incoming
        except SourceError as error:
            yield Failed(f"{source}:{record.line}", str(error))
    if not number:
        raise SourceError(source, "no tagged articles in this file", "each takes a tag of its own with a <TEXT> in it")


def _named(record: _Record) -> dict[str, object]:
    named: dict[str, object] = {name: _plain(text) for name, text in record.fields.items()}
    # The wire services' ids end in the day: AFP_ARB_20040101.0001.
    if "date" not in map(field_of, named) and (day := _DAY.search(str(named.get("id", "")))):
        named["date"] = "-".join(day.groups())
    return named


def _plain(text: str) -> str:
    return html.unescape(text.replace("<![CDATA[", "").replace("]]>", "")).strip()


def _records(lines: Iterable[str | None], *, keeps_written: bool = False) -> Iterator[_Record]:
    """The articles in order; one whose end is missing ends where the next begins."""
    record: _Record | None = None
    inside = ""
    for number, line in enumerate(lines, 1):
        if line is None:
            if record is not None:
                record.size = LARGEST + 1
            continue
        place = kept = 0
        for tag in _TAG.finditer(line):
            name, is_end = tag[2].lower(), bool(tag[1])
            if record is not None and inside:
                record.add(inside, line[place : tag.start()])
            place = tag.end()
            if record is not None and _base(name) == record.tag:
                if keeps_written:
                    record.keep(line[kept : tag.end() if is_end else tag.start()])
                yield record
                record, inside = None, ""
            known = _field(name)
            if known and record is not None:
                inside = "" if is_end else record.begin(known)
            elif not known and name not in _INNER and not is_end and not tag[4]:
                begun = _outer(record, _base(name), number, tag[3])
                if begun is not record:
                    record, kept = begun, tag.start()
            elif name in _INNER and record is not None and inside:
                record.add(inside, "\n")
        if record is not None and inside:
            record.add(inside, line[place:])
        if record is not None and keeps_written:
            record.keep(line[kept:])
    if record is not None and record.fields:
        yield record


def _outer(record: _Record | None, name: str, line: int, attributes: str) -> _Record:
    """What an outer tag begins: an article, unless one with fields is under way, of which it is a part."""
    if record is not None and record.fields.keys() - {"id"}:
        return record
    begun = _Record(name, line)
    if named := _ID.search(attributes):
        begun.fields["id"] = named[1]
    return begun


def _base(name: str) -> str:
    """A tag without the number that some corpora give it: Youm7_12 is one of many Youm7."""
    return re.sub(r"_\d+$", "", name.lower())


def _field(name: str) -> str:
    name = name.lower()
    return _NAMES[name] if name in _NAMES else field_of(name)
