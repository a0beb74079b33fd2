"""A query on the command line: whatever people type, a leading minus included; only a misspelt option is none."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_LONG_OPTION = re.compile(r"--[a-z][a-z-]*(=.*)?", re.ASCII)


def query_of(words: Iterable[str]) -> str:
    """The words as one query; raises for what looks like an option."""
    words = tuple(words)
    if misspelt := next((word for word in words if _LONG_OPTION.fullmatch(word)), None):
        raise click.NoSuchOption(misspelt)
    return " ".join(words)
