"""What a source yields: an article on its way in, the reason why there is none, and where the next ones come from."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article, Marks


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article as a source tells it."""

    article: Article
    """Its id is empty where the source gave none."""
    origin: str
    """Address or file path it came from, `path#ID` or `path#N` (row, line, message) of a file that holds many: what
    makes a second import of the same file an update."""
    proposed_id: str = ""
    """An id the source suggests, such as a file's name; taken unless another origin has it."""
    warning: str = ""
    identities: tuple[str, ...] = ()
    """What else tells that two of them are one article: its address in normal form (`normal_address`), a feed's guid as
    `guid:FEED GUID`. An article known by any of these is updated, whatever its text."""
    is_summary: bool = False
    """Whether the source holds the beginning only and the page behind the address the rest."""
    marks: Marks | None = None
    """What an export kept of the user's marks; None where the source knows of none."""
    original: bytes = b""
    """The bytes it was read from, where the reading module has them apart from other articles."""


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
class Place:
    """The file that the items after it come from, until the next place."""

    source: str
    """Path in full, address, or `-`."""
    state: str
    """Size and time of change: while it stays the same, so do the items and their order. Empty where nobody can tell (a
    pipe, an address, a folder), so that reading can't go on in the middle."""
    skipped: int = 0
    """Items passed over because they were done; -1 where all of them were."""
