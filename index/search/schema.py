"""The fields of the full-text index, and the one door to Whoosh's own names.

`text` holds title and body by stem with positions, a title word weighing more; `root` the same words by root, without
positions, since no phrase runs over it; `title` the title alone. The other fields answer filters and sorting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.search.analysis import ANALYSIS_VERSION, analyse, token_count
from index.search.door import ID, KEYWORD, NUMERIC, FieldType, Frequency, Positions, Schema

SCHEMA_VERSION = f"1.{ANALYSIS_VERSION}"
"""Stands beside every index; one written under another version has to be built again."""

TITLE_WEIGHT = 2
"""Occurrences in the body that one in the title is worth."""

TITLE_GAP = 16
"""Positions between title and body, so that no phrase runs from one into the other."""


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """What the index has to know of an article."""

    key: int
    id: str
    title: str
    body: str
    source: str = ""
    date: str | None = None
    category: str = ""


class _WordField(FieldType):
    """A scored field over (title, body) that asks the analysis directly instead of through Whoosh's token objects."""

    indexed = True
    scorable = True
    stored = False
    unique = False
    spelling = False
    vector = None
    analyzer = None
    multitoken_query = "default"

    def __init__(self) -> None:
        self.format: Any = self._new_format()

    def _new_format(self) -> Any:
        raise NotImplementedError

    def _term(self, stem: str, root: str) -> str:
        raise NotImplementedError

    def _encode(self, positions: list[int]) -> bytes:
        raise NotImplementedError

    def index(self, value: tuple[str, str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and the posting's value, for each term of a document."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        title, body = value
        for token in analyse(title):
            places[self._term(*token.forms)].append(token.position)
        shift = token_count(title) + TITLE_GAP if title else 0
        in_title = {term: len(positions) for term, positions in places.items()}
        for token in analyse(body):
            places[self._term(*token.forms)].append(token.position + shift)
        for term, positions in places.items():
            frequency = len(positions)
            weight = frequency + in_title.get(term, 0) * (TITLE_WEIGHT - 1)
            yield term.encode(), frequency, float(weight), self._encode(positions)

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, value: bytes) -> str:
        return value.decode()


class StemField(_WordField):
    """Words by stem, with their positions."""

    def _new_format(self) -> Any:
        return Positions()

    def _term(self, stem: str, root: str) -> str:
        return stem

    def _encode(self, positions: list[int]) -> bytes:
        return bytes(self.format.encode(positions))


class RootField(_WordField):
    """Words by root, counted only."""

    def _new_format(self) -> Any:
        return Frequency()

    def _term(self, stem: str, root: str) -> str:
        return root

    def _encode(self, positions: list[int]) -> bytes:
        return len(positions).to_bytes(4, "big")


def new_schema() -> Schema:
    return Schema(
        key=NUMERIC(int, bits=64, signed=False, unique=True, shift_step=0, sortable=True),
        text=StemField(),
        root=RootField(),
        title=StemField(),
        source=KEYWORD(),
        category=KEYWORD(),
        date=ID(sortable=True),
    )
