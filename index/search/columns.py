"""The columns of a field while a segment is written: terms in order, their postings glued."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from index.search.docsets import pack
from index.search.flatfile import Column
from index.search.heads import FRONT_MINIMUM, HeadColumns
from index.search.postings import DENSE_SHARE

DOCUMENT_LIMIT = 0x10000
"""Documents of one segment, so that a document number takes two bytes."""

MAX_FREQUENCY = 255
"""A term that occurs more often in one article is counted so often; the score has long stopped growing."""


class ListWriter:
    """Columns of one field, terms coming in order."""

    def __init__(self, *, scored: bool = False) -> None:
        self._keys = bytearray()
        self._key_offsets: array[int] = array("I", [0])
        self.offsets: array[int] = array("I", [0])
        self.documents: array[int] = array("H")
        self.classes: array[int] | None = array("H") if scored else None

    def add(self, term: bytes, documents: Iterable[int], classes: Iterable[int] = ()) -> None:
        self._keys += term
        self._key_offsets.append(len(self._keys))
        self.documents.extend(documents)
        self.offsets.append(len(self.documents))
        if self.classes is not None:
            self.classes.extend(classes)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def postings(self, number: int) -> tuple[array[int], array[int]]:
        part = slice(self.offsets[number], self.offsets[number + 1])
        return self.documents[part], self.classes[part] if self.classes is not None else array("H")

    def sections(self, name: str) -> dict[str, Column]:
        columns: dict[str, Column] = {
            f"{name}.keys": bytes(self._keys),
            f"{name}.koff": self._key_offsets,
            f"{name}.dfo": self.offsets,
            f"{name}.ids": self.documents,
        }
        if self.classes is not None:
            columns[f"{name}.cls"] = self.classes
        return columns


class WordColumns:
    """Stems and roots of a segment together: each stem knows its root, each of its postings the root's class."""

    def __init__(self, text: ListWriter, groups: Iterable[tuple[bytes, Sequence[int]]]) -> None:
        """`groups`: each root in order, with the numbers of its stems."""
        self._text = text
        self._root = ListWriter(scored=True)
        self._root_numbers: array[int] = array("I", bytes(4 * len(text)))
        self._root_classes: array[int] = array("H", bytes(2 * len(text.documents)))
        for name, stems in groups:
            self._add_root(name, stems)

    def _add_root(self, name: bytes, stems: Sequence[int]) -> None:
        """The list of a root from those of its stems, frequencies added."""
        lists = [self._text.postings(stem) for stem in stems]
        if len(stems) == 1:
            documents, classes = lists[0]
        else:
            joined = _joined(lists)
            documents = array("H", sorted(joined))
            classes = array("H", map(joined.__getitem__, documents))
        for stem, (own_documents, _) in zip(stems, lists, strict=True):
            self._root_numbers[stem] = len(self._root)
            part = slice(self._text.offsets[stem], self._text.offsets[stem + 1])
            is_alone = len(stems) == 1
            self._root_classes[part] = classes if is_alone else array("H", map(joined.__getitem__, own_documents))
        self._root.add(name, documents, classes)

    def sections(self, document_count: int, total_length: int, codes: Iterable[str]) -> dict[str, Column]:
        """`codes`: the character of each stem, in the order of the stems."""
        columns = {**self._text.sections("text"), **self._root.sections("root")}
        columns["text.rcls"] = self._root_classes
        columns["text.root"] = self._root_numbers
        columns["text.code"] = array("I", map(ord, codes))
        for name, lists in (("text", self._text), ("root", self._root)):
            dense = [n for n in range(len(lists)) if _frequency(lists, n) * DENSE_SHARE >= document_count]
            columns[f"{name}.dense"] = array("I", dense)
            columns[f"{name}.bits"] = b"".join(pack(lists.postings(n)[0], document_count) for n in dense)
            columns |= self._heads(lists, document_count, total_length).sections(name)
        return columns

    def _heads(self, lists: ListWriter, document_count: int, total_length: int) -> HeadColumns:
        heads = HeadColumns(document_count, total_length)
        for number in range(len(lists)):
            if _frequency(lists, number) >= FRONT_MINIMUM:
                _, classes = lists.postings(number)
                if lists is self._text:
                    part = slice(lists.offsets[number], lists.offsets[number + 1])
                    root = self._root_numbers[number]
                    heads.add_stem(number, classes, self._root_classes[part], _frequency(self._root, root))
                else:
                    heads.add_root(number, classes)
        return heads


def _frequency(lists: ListWriter, number: int) -> int:
    return lists.offsets[number + 1] - lists.offsets[number]


def _joined(lists: Sequence[tuple[array[int], array[int]]]) -> dict[int, int]:
    """Documents of all the lists with their classes added."""
    joined: dict[int, int] = {}
    for documents, classes in sorted(lists, key=lambda part: -len(part[0])):
        more = dict(zip(documents, classes, strict=True))
        for document in joined.keys() & more.keys():
            more[document] = _add_classes(joined[document], more[document])
        joined |= more
    return joined


def _add_classes(a: int, b: int) -> int:
    frequency = min((a >> 8) + (b >> 8), MAX_FREQUENCY)
    return frequency << 8 | a & 0xFF
