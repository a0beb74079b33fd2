"""Articles on their way out: one module a format, each a stream of bytes.

Text is logical text, as it is stored: never presentation forms, never a reordered line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from index.exported import Exported

FORMATS = ("jsonl", "md", "html", "csv", "bibtex", "epub")

_MODULES = {
    "jsonl": "jsonl",
    "md": "markdown",
    "html": "page",
    "csv": "table",
    "bibtex": "bibtex",
    "epub": "book",
}


def rendered(items: Iterable[Exported], format: str) -> Iterator[bytes]:
    """A document of some articles, piece by piece as they are read."""
    render: Callable[[Iterable[Exported]], Iterator[bytes]] = import_module(f"index.exports.{_MODULES[format]}").render
    return render(items)
