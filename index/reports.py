"""What the library answers with: what an import did, what a search found, what a check found."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.article import Span


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """One thing that could not be taken in, and why."""

    source: str
    error: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: tuple[ImportFailure, ...] = ()
    warnings: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    """Of the articles added or updated."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found."""

    key: int
    id: str
    title: str
    source: str
    date: str | None
    score: float
    snippet: str
    snippet_spans: tuple[Span, ...]
    title_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, and how many there are in all."""

    query: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of the library found."""

    name: str
    is_ok: bool
    detail: str


@dataclass(slots=True)
class Tally:
    """The counts of an import while it runs."""

    added: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: list[ImportFailure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Articles dealt with, good or known."""
        return self.added + self.updated + self.duplicates

    def report(self) -> ImportReport:
        return ImportReport(
            self.added, self.updated, self.duplicates, tuple(self.failed), tuple(self.warnings), tuple(self.ids)
        )
