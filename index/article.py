"""The values that travel between the wings of the house, and the offset law they share.

Every offset is a code point position in `Article.text`, and every range is half open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

EntityType = Literal["PER", "LOC", "ORG", "DATE", "NUM"]
ValueKind = Literal["date", "number", "percent", "money", "measure", "score", "range"]

TITLE_GAP = "\n\n"
"""What stands between the title and the first paragraph in the stored text."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


def join_text(title: str, body: str) -> str:
    """The stored logical text: title, blank line, paragraphs; only the paragraphs where there is no title."""
    return f"{title}{TITLE_GAP}{body}" if title else body


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is stored: cleaned logical text and what its source said about it."""

    id: str
    title: str
    body: str
    """Paragraphs joined by single newlines; no empty ones."""
    source: str = ""
    date: str | None = None
    """ISO 8601, a day or a moment; None where the source gave none or one nobody can read."""
    category: str = ""
    url: str = ""
    author: str = ""
    language: str = ""
    """BCP 47; empty where the source did not say."""

    @property
    def text(self) -> str:
        """What every offset counts in."""
        return join_text(self.title, self.body)

    @property
    def body_start(self) -> int:
        """Offset of the first paragraph in `text`."""
        return len(self.title) + len(TITLE_GAP) if self.title else 0

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.body.split("\n")) if self.body else ()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list shows of an article."""

    key: int
    """The record's row number: small, sortable, never shown."""
    id: str
    title: str
    source: str
    date: str | None
    is_read: bool
    is_bookmarked: bool
    others: int = 0
    """Other articles that tell its story, where somebody looked."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user did to an article; survives re-import, rebuild and upgrade."""

    is_read: bool = False
    is_bookmarked: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    position: int = 0
    """Offset of the first character that stood on the screen when the article was left."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a date or a quantity comes to, whatever words say it: equal values are the same thing."""

    kind: ValueKind
    text: str
    """Of a date ISO 8601: `2021-06-27`, `2021-06`, `2021`, an interval `2021-06-01/2021-06-30`, a moment
    `2021-06-27T14:30`, `T14:30` where the day is not said. Of a quantity its plain decimal digits; of a score `3-1`; of
    a range its ends with a stroke between them."""
    unit: str = ""
    """`%`, or the name of the currency or measure in the singular."""
    currency: str | None = None
    """ISO 4217, where the name, an adjective or the article tells whose currency it is."""

    @property
    def number(self) -> int | float | None:
        """The quantity as a number; None of dates, scores and ranges."""
        if self.kind in ("date", "score", "range"):
            return None
        return float(self.text) if "." in self.text else int(self.text)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that names an entity; proclitics stay outside, the article ال inside."""

    start: int
    end: int
    type: EntityType
    text: str
    canonical: str
    value: Value | None = None
    """Of dates and quantities, where the text and the article's day tell it."""
    score: float = 1.0
    """How sure the finder is, 0 to 1."""
    rule: str = ""
    """The rule or model that found it."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing named in an article, with all places that name it."""

    canonical: str
    type: EntityType
    mentions: tuple[int, ...]
    """Positions in `Entities.mentions`, in text order."""
    value: Value | None = None
    """What all its mentions come to."""

    @property
    def count(self) -> int:
        return len(self.mentions)


@dataclass(frozen=True, slots=True)
class Entities:
    """Mentions in text order without overlap, and the entities they belong to."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
