"""What a source yields: an article on its way in, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article as a source tells it."""

    article: Article
    """Its id is empty where the source gave none."""
    origin: str
    """File path or address it came from: what makes a second import of the same file an update."""
    proposed_id: str = ""
    """An id the source suggests, such as a file's name; taken unless another origin has it."""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """One thing that could not be taken in."""

    source: str
    error: str
