"""The fields of the full-text index.

`text` holds title and body by stem with positions, a title word weighing more; `root` the same words by root, without
positions, since no phrase runs over it. The other fields answer filters and sorting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.search.analysis import ANALYSIS_VERSION
from index.search.door import STORED, FieldType, Frequency, Positions, Schema

SCHEMA_VERSION = f"8.{ANALYSIS_VERSION}"
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


class TermField(FieldType):
    """A field whose terms come ready from the analysis, as UTF-8."""

    def __init__(self, format: Any, *, scorable: bool = False) -> None:
        super().__init__(format, None, scorable=scorable)

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, value: bytes) -> str:
        return value.decode()


def new_schema() -> Schema:
    return Schema(
        key=STORED(),
        text=TermField(Positions(), scorable=True),
        root=TermField(Frequency(), scorable=True),
        source=TermField(Frequency()),
        category=TermField(Frequency()),
    )
