"""The errors a user may meet: each names the thing and the remedy. One base, so that a caller can catch them all."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


class WarraqError(Exception):
    """Base of every error that is told to the user instead of shown as a traceback."""


class SourceError(WarraqError):
    """A file, folder or stream that could not be read."""

    def __init__(self, source: str | Path, problem: str, remedy: str) -> None:
        super().__init__(f"{source}: {problem}; {remedy}")
        self.source = str(source)
        self.problem = problem
        self.remedy = remedy


class SourceFormatError(SourceError):
    """A file that was read but does not hold what its format asks for."""

    def __init__(self, source: str | Path, *, line: int, expected: str) -> None:
        super().__init__(source, f"line {line}: expected {expected}", "put it right and import the file again")
        self.line = line


FetchKind = Literal[
    "address", "offline", "timeout", "tls", "broken", "private", "redirect", "denied", "missing", "gone", "busy",
    "server", "too_large", "compression", "empty", "not_a_feed", "stopped",
]  # fmt: skip
"""Why nothing came from an address: `address` no web address; `offline` nobody could be reached; `broken` an answer
that is cut off or no HTTP; `private` a public site leads into a private network; `redirect` a loop or a bad target;
`denied` 401, 403; `missing` 404; `gone` 410, for ever; `busy` 429, 503; `server` 5xx; `stopped` the user broke off."""


class FetchError(SourceError):
    """An address that gave nothing usable."""

    def __init__(
        self, source: str, problem: str, remedy: str, *, kind: FetchKind, retry_after: float | None = None
    ) -> None:
        super().__init__(_without_password(source), problem, remedy)
        self.kind = kind
        self.retry_after = retry_after
        """Seconds that the server wants to be left alone for; None where it did not say."""


def _without_password(address: str) -> str:
    """An address as it may be shown: `https://user:secret@host/path` without user and secret."""
    scheme, mark, rest = address.partition("://")
    host, stroke, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{stroke}{path}" if mark else address


class SubscriptionError(WarraqError):
    """A feed that is subscribed already, or is not."""

    def __init__(self, url: str, problem: str, remedy: str) -> None:
        super().__init__(f"{url}: {problem}; {remedy}")
        self.url = url


class LibraryError(WarraqError):
    """The library itself can't be opened, read or written."""

    def __init__(self, path: str | Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path = str(path)


class LibraryBusyError(LibraryError):
    """Another process is writing to the library and did not finish in time."""


class LibraryVersionError(LibraryError):
    """The library was written by a newer Warraq."""


class SearchNotFoundError(WarraqError):
    """No saved search with this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no saved search with the name {name!r}; `warraq searches` shows the names")
        self.name = name


class ImportNotFoundError(WarraqError):
    """No import with this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no import with the number {number}; `warraq imports` shows the numbers")
        self.number = number


class EntityModelError(WarraqError):
    """The user's own model for names can't be used."""

    def __init__(self, path: str | Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path = str(path)


class EntityNameError(WarraqError):
    """A name that the library's entities do not hold, or hold by several types."""

    def __init__(self, name: str, types: tuple[str, ...]) -> None:
        if types:
            problem = (
                f"the name {name!r} is known as {', '.join(types)}; write the type before it, as in {types[0]}:{name}"
            )
        else:
            remedy = f"`warraq entities --all` gathers those of all articles, or give its type as in PER:{name}"
            problem = f"no entity with the name {name!r}; {remedy}"
        super().__init__(problem)
        self.name = name


class ArticleNotFoundError(WarraqError):
    """No article with this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article with the id {article_id!r}; `warraq list` shows the ids")
        self.article_id = article_id
