"""An article as it leaves the library."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article, Marks


@dataclass(frozen=True, slots=True)
class Exported:
    """An article with all that the record knows of it."""

    article: Article
    marks: Marks
    added: str
    """When it came in, ISO 8601 in UTC."""
    origin: str
    is_summary: bool
    identities: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    """Addresses of the feeds that brought it."""
