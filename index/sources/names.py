"""What the names of files tell: their format, and what an article in them may be called."""

from __future__ import annotations

import os
import re
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
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
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
    """A path as text: bytes that are no UTF-8 can't be stored, and controls would change the terminal's state."""
    return without_controls(os.fsencode(path).decode("utf-8", errors="backslashreplace"))


def without_controls(name: str) -> str:
    """A name with controls and overrides of direction written out."""
    return _CONTROLS.sub(lambda found: ascii(found[0])[1:-1], name)


def _unpacked(name: str) -> str:
    path = PurePath(name)
    return str(path.with_suffix("")) if path.suffix.lower() in _PACKED else name
