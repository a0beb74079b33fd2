"""export."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.commands.context import Context, with_context

if TYPE_CHECKING:
    from index.library import Library

FORMATS = ("jsonl", "md", "html", "csv", "bibtex", "epub")


@click.command(help="cli.help_export")
@click.argument("query", metavar="[QUERY]", required=False)
@click.option("--bookmarked", is_flag=True, help="cli.opt_bookmarked")
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", help="cli.opt_export_format")
@click.option("--everything", is_flag=True, help="cli.opt_everything")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="cli.opt_output")
@with_context
def export(
    context: Context, query: str | None, bookmarked: bool, form: str, everything: bool, output: Path | None
) -> None:
    """Write articles out: all, those a query finds, or those with a bookmark; or the library with all that is in it."""
    if everything and (query is not None or bookmarked or form != "jsonl"):
        raise click.UsageError(context.say("cli.everything_is_all"))
    if form == "epub" and output is None and sys.stdout.isatty():
        raise click.UsageError(context.say("cli.epub_needs_file"))
    library = context.library
    pieces = library.export_all() if everything else library.export(_keys(library, query, bookmarked, form), form)
    if output is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    else:
        _write(pieces, output)


def _keys(library: Library, query: str | None, bookmarked: bool, form: str) -> Sequence[int]:
    """What is wanted: hits the best first, lists the newest first; JSON Lines as the articles came in."""
    from index.library import Criteria

    listed = library.keys(Criteria(is_bookmarked=True if bookmarked else None))
    if query is not None:
        marked = set(listed) if bookmarked else None
        return array("q", [key for key in library.search_keys(query) if marked is None or key in marked])
    return array("q", sorted(listed)) if form == "jsonl" else listed


def _write(pieces: Iterator[bytes], output: Path) -> None:
    """Into a file that is there when it is whole, and not before."""
    unfinished = output.with_name(f"{output.name}.part")
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(output)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
