"""What the library tells of itself: its extent, a check, what its tables of entities hold."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import EntityType


@dataclass(frozen=True, slots=True)
class Extent:
    """What tells whether a list is still whole."""

    articles: int
    last_key: int
    """The highest row number."""
    pending: int
    """Articles that the full-text index does not hold yet."""
    told: int
    """Articles that belong to a story which others tell too."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of the library found."""

    name: str
    is_ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """How far the table of the library's entities has come."""

    listed: int
    """Articles whose names are in it."""
    articles: int
    outdated: int = 0
    """Those among the listed ones that another recogniser read than the one that reads now."""

    @property
    def is_whole(self) -> bool:
        return self.listed >= self.articles

    @property
    def is_fresh(self) -> bool:
        """Whether nothing is left to be read."""
        return self.is_whole and not self.outdated

    @property
    def is_telling(self) -> bool:
        """Whether what it answers is as good as whole: at most one article in fifty is missing."""
        return self.articles - self.listed <= self.articles * 0.02


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that shares articles with another."""

    name: str
    type: EntityType
    articles: int
    """How many of them."""


@dataclass(frozen=True, slots=True)
class Company:
    """Where an entity appears, and with whom."""

    articles: int = 0
    companions: tuple[Companion, ...] = ()
    """The most frequent first."""
    months: tuple[tuple[str, int], ...] = ()
    """ISO months and how many of the articles are of each, in order; without the months that have none."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of an entity that the recogniser names otherwise."""

    type: EntityType
    name: str
    new_type: EntityType | None = None
    """None: it is hidden."""
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that the user gave a name."""

    name: str
    query: str
