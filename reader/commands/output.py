"""What a command writes: results on stdout, as people or as programs read them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

import click


def echo_json(value: Any) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def echo_records(records: Iterable[dict[str, Any]], *, jsonl: bool) -> None:
    """Many records: one object a line, or one array."""
    if jsonl:
        for record in records:
            echo_json(record)
    else:
        echo_json(list(records))


def message(text: str) -> None:
    """A word to the user, which no program reads."""
    click.echo(text, err=True)


def flat(text: str) -> str:
    """A field of a tab-separated line."""
    return " ".join(text.split())


def use_utf8() -> None:
    """Results are UTF-8 whatever the locale; half of a surrogate pair must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
