"""What a source yields: an article on its way in, the reason why there is none, and where the next ones come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.incoming import Incoming

__all__ = ["Belongings", "Failed", "Feed", "Incoming", "Item", "Place"]


@dataclass(frozen=True, slots=True)
class Feed:
    """One reading of a feed: RSS, Atom, RDF or JSON Feed."""

    title: str
    site: str
    """Address of the pages it is of; empty where it does not say."""
    language: str
    items: tuple[Incoming | Failed, ...]
    """In the feed's order, each article once."""
    warning: str = ""
    """What was put right or lost, such as a feed cut off in the middle."""


@dataclass(frozen=True, slots=True)
class Failed:
    """One thing that could not be taken in."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """What an export of a whole library keeps beside its articles."""

    source: str
    said: Mapping[str, Any]
    """As its line has it; nobody has looked at it yet."""


Item = Incoming | Failed | Belongings
"""What is in a file."""


@dataclass(frozen=True, slots=True)
class Place:
    """The file that the items after it come from, until the next place."""

    source: str
    """Path in full, address, or `-`."""
    state: str
    """Size and time of change: while it stays the same, so do the items and their order. Empty where nobody can tell (a
    pipe, an address, a folder), so that reading can't go on in the middle."""
    skipped: int = 0
    """Items passed over because they were done; -1 where all of them were."""
