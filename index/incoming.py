"""An article on its way from a source into the record."""

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
    """The bytes that are its own, where they are to be kept: its file, its row, its element of a feed."""
    added: str = ""
    """When another library took it in, ISO 8601: an export keeps it. Empty: now."""
    feeds: tuple[str, ...] = ()
    """Addresses of the feeds that brought it; those that are subscribed to are noted."""
