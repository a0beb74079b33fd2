"""concordance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

import click

from index.search_reports import ConcordanceSort
from reader.commands.context import Context, with_context
from reader.commands.output import echo_json, flat, screen_width
from reader.commands.query_words import query_of
from reader.terminal import explicit_mode

if TYPE_CHECKING:
    from index.search_reports import ConcordanceLine
    from reader.text.options import Direction, LayoutOptions

CONTEXT = 40
"""Code points on each side of a keyword, for programs."""

BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
"""How the keyword stands out on a terminal; click leaves it away anywhere else."""

KEYWORD = 20
"""Cells that a keyword may take where the context is said to be so wide."""


@click.command(help="cli.help_concordance", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True, metavar="QUERY", type=click.UNPROCESSED)
@click.option("--sort", type=click.Choice(get_args(ConcordanceSort)), default="date", help="cli.opt_concordance_sort")
@click.option("--width", metavar="N", type=click.IntRange(1, 1000), help="cli.opt_context")
@click.option("--limit", metavar="N", type=click.IntRange(0), default=1000, help="cli.opt_lines")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@click.option("--jsonl", is_flag=True, help="cli.opt_jsonl")
@with_context
def concordance(
    context: Context, words: tuple[str, ...], sort: Any, width: int | None, limit: int, as_json: bool, jsonl: bool
) -> None:
    """Print every place where a query meets an article, keyword under keyword."""
    query = query_of(words)
    # One more than is shown tells whether there are more.
    articles, found = context.library.concordance(query, sort=sort, limit=limit + 1 if limit else None)
    shown = islice(found, limit or None)
    if as_json:
        lines = [_record(line, width or CONTEXT) for line in shown]
        is_complete = next(found, None) is None
        echo_json({"query": query, "sort": sort, "articles": articles, "is_complete": is_complete, "lines": lines})
    elif jsonl:
        for line in shown:
            echo_json(_record(line, width or CONTEXT))
    else:
        count = _echo_lines(context, shown, width)
        told = "cli.lines" if next(found, None) is None else "cli.first_lines"
        context.tell(context.say(told, count=count, articles=articles))


def _record(line: ConcordanceLine, width: int) -> dict[str, Any]:
    return {
        "id": line.row.id,
        "title": line.row.title,
        "source": line.row.source,
        "date": line.row.date,
        "start": line.span.start,
        "end": line.span.end,
        "before": line.before(width),
        "keyword": line.text,
        "after": line.after(width),
    }


def _echo_lines(context: Context, lines: Iterable[ConcordanceLine], width: int | None) -> int:
    """Keyword under keyword on a terminal; id, context, keyword and context parted by tabs anywhere else."""
    count = 0
    is_drawn = context.plan.form != "logical"
    printed = _drawn(context, lines, width) if is_drawn else _plain(lines, width or CONTEXT)
    with explicit_mode(context.plan) if is_drawn else nullcontext():
        for text in printed:
            click.echo(text)
            count += 1
    return count


def _plain(lines: Iterable[ConcordanceLine], width: int) -> Iterator[str]:
    for line in lines:
        yield "\t".join((line.row.id, *map(flat, (line.before(width), line.text, line.after(width)))))


def _drawn(context: Context, lines: Iterable[ConcordanceLine], width: int | None) -> Iterator[str]:
    cells, options = min(screen_width(), 2 * width + KEYWORD if width else 1000), context.options()
    for line in lines:
        yield _row(line, cells, options)


def _row(line: ConcordanceLine, width: int, options: LayoutOptions) -> str:
    """One line of a screen of so many cells, cut at its edges."""
    from reader.text.keyword_line import keyword_line
    from reader.text.lines import drawn

    base: Direction = "R" if line.is_right_to_left else "L"
    start, end = line.keyword
    placed = keyword_line(line.paragraph, start, end, width=width, base=base, options=options)
    cell, text, is_lit = placed.left, [], False
    for place, glyph in drawn(placed.line, options):
        if cell >= 0 and cell + placed.line.widths[place] <= width:
            if is_lit != (start <= placed.line.starts[place] < end):
                is_lit = not is_lit
                text.append(BOLD if is_lit else PLAIN)
            text.append(glyph)
        cell += placed.line.widths[place]
    return " " * max(0, placed.left) + "".join(text) + PLAIN * is_lit
