"""What a command writes: results on stdout, as people or as programs read them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from reader.terminal import explicit_mode

if TYPE_CHECKING:
    from reader.commands.context import Context
    from reader.text.lines import VisualLine
    from reader.text.options import LayoutOptions

LRM, RLM = "\u200e", "\u200f"


class Row(NamedTuple):
    """One article on one line."""

    id: str
    title: str
    source: str
    date: str | None
    sign: str = ""
    """★ bookmarked, ● unread: for people only."""


def echo_json(value: Any) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def echo_records(records: Iterable[dict[str, Any]], *, jsonl: bool) -> None:
    """Many articles: one object a line, or all in one object."""
    if jsonl:
        for record in records:
            echo_json(record)
    else:
        articles = list(records)
        echo_json({"total": len(articles), "articles": articles})


def echo_rows(context: Context, rows: Iterable[Row]) -> None:
    """One article a line: laid out on a terminal, tab-separated and logical anywhere else."""
    if context.plan.form == "logical":
        for row in rows:
            click.echo("\t".join((row.id, flat(row.title), flat(row.source), row.date or "")))
        return
    options, width = context.options(), screen_width()
    with explicit_mode(context.plan):
        for row in rows:
            click.echo(_drawn_row(row, width, options))


def _drawn_row(row: Row, width: int, options: LayoutOptions) -> str:
    """The id, which the next command takes, at the left; what is read, at the edge where its text begins."""
    from reader.text.lines import layout_label

    # The mark beside the dot keeps a date from joining the name before it (UAX #9, W2 and W7).
    about = f" ·{RLM} ".join(part for part in (flat(row.title), flat(row.source), (row.date or "")[:10]) if part)
    room = max(10, width - len(row.id) - 2)
    line = layout_label(f"{row.sign} {about}".strip(), width=room, options=options)
    return f"{row.id}  {placed(line, room, options)}"


def placed(line: VisualLine, width: int, options: LayoutOptions) -> str:
    """A line as it is written: right-to-left ones end at the right edge, plain text is not moved."""
    from reader.text.lines import drawn

    text = "".join(glyph for _, glyph in drawn(line, options))
    is_moved = line.base == "R" and text and options.form != "logical"
    return " " * (width - line.width) + text if is_moved else text


def screen_width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def flat(text: str) -> str:
    """A field of a tab-separated line."""
    return " ".join(text.split())


def drop_output() -> None:
    """Send what is still buffered nowhere, so that the flush at exit does not fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def use_utf8() -> None:
    """Results are UTF-8 whatever the locale; half of a surrogate pair must not end a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
