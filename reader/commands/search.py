"""search."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import SourceError
from reader.commands.context import Context, with_context
from reader.commands.explanation import echo_explanation, explanation_record
from reader.commands.output import Row, echo_json, echo_rows
from reader.commands.query_words import query_of

if TYPE_CHECKING:
    from index.search_reports import Hit, SearchResult


@click.command(help="cli.help_search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="QUERY", type=click.UNPROCESSED)
@click.option("--limit", metavar="N", type=click.IntRange(0), default=20, help="cli.opt_limit")
@click.option("--offset", metavar="N", type=click.IntRange(0), default=0, help="cli.opt_offset")
@click.option("--sort", type=click.Choice(("relevance", "date")), default="relevance", help="cli.opt_sort")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@click.option("--jsonl", is_flag=True, help="cli.opt_jsonl")
@click.option("--explain", is_flag=True, help="cli.opt_explain")
@click.option("--queries", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True), help="cli.opt_queries")
@with_context
def search(
    context: Context,
    words: tuple[str, ...],
    limit: int,
    offset: int,
    sort: Any,
    as_json: bool,
    jsonl: bool,
    explain: bool,
    queries: Path | None,
) -> int:
    """Find articles."""
    typed = query_of(words)
    if queries is None and not words:
        raise click.UsageError(context.say("cli.needs_query"))

    library = context.library

    def ask(query: str) -> SearchResult:
        return library.search(query, limit=limit, offset=offset, sort=sort)

    def record(result: SearchResult) -> dict[str, Any]:
        hits = [hit_record(hit, result.query) for hit in result.hits]
        return {"query": result.query, "total": result.total, "hits": hits}

    def hit_record(hit: Hit, query: str) -> dict[str, Any]:
        if not explain:
            return _hit_record(hit)
        return {**_hit_record(hit), "explanation": explanation_record(library.explain(hit.id, query))}

    if queries is not None:
        for name, query in _read_queries(queries):
            echo_json({**({"id": name} if name is not None else {}), **record(ask(query))})
        return 0
    result = ask(typed)
    suggestions = library.suggestions(result.query)
    if as_json:
        offered = [{"query": one.query, "total": one.total} for one in suggestions]
        echo_json({**record(result), **({"suggestions": offered} if offered else {})})
    elif jsonl:
        for hit in result.hits:
            echo_json(hit_record(hit, result.query))
    else:
        _echo_hits(context, result, explain=explain)
    if common := library.common_words(result.query):
        context.tell(context.say("cli.too_common", words=" ".join(common)))
    for one in suggestions:
        context.tell(context.say("cli.did_you_mean", query=one.query, total=one.total))
    return 0


def _read_queries(path: Path) -> Iterator[tuple[str | None, str]]:
    """Queries in order, with their ids where a tab parts them."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        problem = (error.strerror or str(error)).lower()
        raise SourceError(path, problem, "check the path and its permissions") from error
    for line in text.split("\n"):
        name, tab, query = line.rstrip("\r").partition("\t")
        if tab:
            yield name, query
        elif name:
            yield None, name


def _echo_hits(context: Context, result: SearchResult, *, explain: bool) -> None:
    """The hits for people, each with its reasons where they are asked for."""
    rows = [Row(hit.id, hit.title, hit.source, hit.date) for hit in result.hits]
    if explain:
        for row in rows:
            echo_rows(context, (row,))
            echo_explanation(context, context.library.explain(row.id, result.query))
    else:
        echo_rows(context, rows)
    context.tell(context.say("cli.found", total=result.total))


def _hit_record(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "title": hit.title,
        "source": hit.source,
        "date": hit.date,
        "score": hit.score,
        "snippet": hit.snippet,
        "snippet_spans": [list(span) for span in hit.snippet_spans],
        "title_spans": [list(span) for span in hit.title_spans],
    }
