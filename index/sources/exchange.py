"""One question to the web and its answer, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

FEED_BYTES = 20_000_000
PAGE_BYTES = 10_000_000
FILE_BYTES = 100_000_000
"""Largest feed, page, and file that is imported from its address; unpacked."""

LATER = "try again later"
"""The remedy where the other side is to blame."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long; seconds."""

    size: int = FEED_BYTES
    """Bytes of a body, as it comes and unpacked."""
    connect: float = 10.0
    read: float = 20.0
    """Between two pieces of an answer."""
    total: float = 60.0
    """From the first connection to the last byte, redirects included."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for."""

    address: str
    etag: str = ""
    modified: str = ""
    """What the last answer said of itself; the server says 304 where nothing changed since."""
    limits: Limits = field(default_factory=Limits)
    may_be_private: bool = True
    """Whether the address may lie in the user's own network, as one may that he typed. What a stranger's feed or page
    names may not."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer."""

    address: str
    """Where it came from in the end."""
    moved_to: str
    """Where the asked address moved for good; empty where it did not."""
    status: int
    data: bytes
    """Unpacked; empty where nothing changed."""
    content_type: str
    etag: str
    modified: str

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304
