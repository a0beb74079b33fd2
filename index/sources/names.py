"""What the names of files tell: their format, and what an article in them may be called."""

from __future__ import annotations

import os
from pathlib import Path, PurePath

FORMATS = (
    "auto",
    "text",
    "jsonl",
    "json",
    "csv",
    "tsv",
    "feed",
    "page",
    "mail",
    "mbox",
    "epub",
    "docx",
    "trec",
    "telegram",
    "archive",
)
"""What `--format` takes. `auto` asks the file; an archive's members are each what they are."""

_SUFFIXES = {
    "text": ".txt .text .md .markdown",
    "jsonl": ".jsonl .ndjson .jl",
    "json": ".json",
    "csv": ".csv",
    "tsv": ".tsv .tab",
    "feed": ".xml .rss .atom .rdf",
    "page": ".html .htm .xhtml",
    "mail": ".eml",
    "mbox": ".mbox .mbx",
    "epub": ".epub",
    "docx": ".docx",
    "trec": ".sgml .sgm .trec",
    "archive": ".zip .tar .tgz .tbz2 .txz .gz .bz2 .xz",
}
_BY_SUFFIX = {suffix: format for format, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_PACKED = frozenset({".gz", ".bz2", ".xz"})

KINDS = " ".join(suffixes.split()[0] for suffixes in _SUFFIXES.values())
"""One suffix for each format, for messages."""


def format_by_name(name: str) -> str:
    """The format that a file's name promises, packed or not; empty where it promises none."""
    return _BY_SUFFIX.get(PurePath(_unpacked(name)).suffix.lower(), "")


def is_known(name: str) -> bool:
    """Whether files of this name are looked for in folders and archives."""
    path = PurePath(name)
    # Of packed files only those with a known kind inside, or none told: logs and fonts are packed, too.
    return path.suffix.lower() in _BY_SUFFIX and (not PurePath(_unpacked(name)).suffix or format_by_name(name) != "")


def stem_of(source: str) -> str:
    """The name of a file without its endings, as a proposal for the id of the one article in it."""
    return PurePath(_unpacked(source)).stem if source != "-" and "://" not in source else ""


def printable(path: str | Path) -> str:
    """A path as text: bytes of a file name that are no UTF-8 can be neither stored nor printed."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _unpacked(name: str) -> str:
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in _PACKED else name
