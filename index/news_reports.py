"""What an import or a refresh tells of the articles it took in or left out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """One thing that could not be taken in, and why."""

    source: str
    error: str
    is_warning: bool = False
    """Whether it is in all the same, and something was put right."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: tuple[ImportFailure, ...] = ()
    """The first of them; the log of the import has more."""
    warnings: tuple[str, ...] = ()
    """The first of them, too."""
    ids: tuple[str, ...] = ()
    """Of the articles added or updated, the first thousand."""
    number: int = 0
    """By which `imports` knows its log."""
    failed_count: int = 0
    warned_count: int = 0
    resumed: int = 0
    """Items that an interrupted import of the same sources had taken in already; counted nowhere else."""
    is_broken_off: bool = False
    """Whether the library was closed before all was in."""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import has come."""

    done: int
    """Articles dealt with, good or known."""
    failed: int
    bytes_done: int
    """Of the files, those passed over included."""
    bytes_total: int
    """0 where nobody knows, as of a pipe."""
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import in the log."""

    number: int
    started: str
    """ISO 8601 in UTC."""
    finished: str | None
    """None while it runs, and where it was interrupted: the same import goes on where it stopped."""
    sources: tuple[str, ...]
    added: int
    updated: int
    duplicates: int
    failed: int
    warned: int


@dataclass(frozen=True, slots=True)
class RefreshProgress:
    """How far a refresh has come."""

    done: int
    """Feeds dealt with, good or bad."""
    feeds: int
    added: int
    updated: int
    failed: int


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did."""

    feeds: int = 0
    """Asked."""
    unchanged: int = 0
    """Those whose server said that nothing is new."""
    added: int = 0
    """Articles."""
    updated: int = 0
    failed: tuple[ImportFailure, ...] = ()
    """Feeds that brought nothing, by address, and why."""
    waiting: int = 0
    """Feeds left alone for now, because they failed before or asked for it."""
    warnings: tuple[str, ...] = ()
    is_cancelled: bool = False
