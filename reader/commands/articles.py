"""import, list, show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.sources.names import FORMATS
from reader.commands.context import Context, with_context
from reader.commands.output import Row, echo_json, echo_records, echo_rows, placed, screen_width
from reader.terminal import explicit_mode

if TYPE_CHECKING:
    from index.article import Article, ArticleRow, Marks
    from index.news_reports import ImportProgress, ImportReport

_BATCH = 500
_BAR = 30
"""Characters of a progress bar."""

_MOST_TOLD = 100
"""Failures and warnings that are told one by one."""


@click.command("import", help="cli.help_import")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|DIR|- ...")
@click.option("--format", "source_format", type=click.Choice(FORMATS), default="auto", help="cli.opt_format")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def import_(context: Context, sources: tuple[str, ...], source_format: str, as_json: bool) -> int:
    """Take articles in; one that fails is told and does not stop the rest."""
    watch = _show_progress if sys.stderr.isatty() else None
    report = context.library.import_paths(
        sources, format=source_format, stdin=sys.stdin.buffer if "-" in sources else None, watch=watch
    )
    if watch is not None:
        click.echo("\r\x1b[K", nl=False, err=True)
    _tell_report(context, report)
    counts = {"added": report.added, "updated": report.updated, "duplicates": report.duplicates}
    if as_json:
        failures = context.library.imports.log(report.number, warnings=False)
        echo_json({**counts, "failed": [{"source": one.source, "error": one.error} for one in failures]})
    else:
        context.echo(context.say("cli.imported", **counts, failed=report.failed_count))
    return 1 if report.failed_count else 0


def _tell_report(context: Context, report: ImportReport) -> None:
    """What went wrong, the first of it; the rest is in the log."""
    if report.resumed:
        context.tell(f"warraq: {context.say('cli.resumed', count=report.resumed)}")
    for text in (*report.warnings[:_MOST_TOLD], *(failure.error for failure in report.failed[:_MOST_TOLD])):
        context.tell(f"warraq: {context.said(text)}")
    if max(len(report.warnings), report.warned_count, report.failed_count) > _MOST_TOLD:
        context.tell(f"warraq: {context.say('cli.more_in_log', number=report.number)}")


def _show_progress(state: ImportProgress) -> None:
    """A bar where the size is known, how many articles, and how fast."""
    parts = [f"{state.done + state.failed:,}", f"{state.rate:,.0f}/s"]
    if state.bytes_total:
        share = min(1.0, state.bytes_done / state.bytes_total)
        full = round(share * _BAR)
        parts.insert(0, f"[{'#' * full}{'.' * (_BAR - full)}] {share:4.0%}")
    click.echo(f"\r{'  '.join(parts)}\x1b[K", nl=False, err=True)


@click.command("list", help="cli.help_list")
@click.option("--bookmarked", is_flag=True, help="cli.opt_bookmarked")
@click.option("--unread", is_flag=True, help="cli.opt_unread")
@click.option("--tag", metavar="T", help="cli.opt_tag")
@click.option("--source", metavar="S", help="cli.opt_source")
@click.option("--sort", type=click.Choice(("date", "title", "source")), default="date", help="cli.opt_sort")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@click.option("--jsonl", is_flag=True, help="cli.opt_jsonl")
@with_context
def list_(
    context: Context,
    bookmarked: bool,
    unread: bool,
    tag: str | None,
    source: str | None,
    sort: Any,
    as_json: bool,
    jsonl: bool,
) -> None:
    """List the articles, newest first."""
    from index.library import Criteria

    criteria = Criteria(
        is_bookmarked=True if bookmarked else None,
        is_unread=True if unread else None,
        tag=tag,
        source=source,
        sort=sort,
    )
    library = context.library
    keys = library.keys(criteria)
    rows = (row for first in range(0, len(keys), _BATCH) for row in library.rows(keys[first : first + _BATCH]))
    if as_json or jsonl:
        echo_records((_row_record(row) for row in rows), jsonl=jsonl)
        return
    echo_rows(context, map(_printed_row, rows))


def _row_record(row: ArticleRow) -> dict[str, Any]:
    names = ("id", "title", "source", "date", "is_read", "is_bookmarked")
    record = {name: getattr(row, name) for name in names}
    return {name.removeprefix("is_"): value for name, value in record.items()}


def _printed_row(row: ArticleRow) -> Row:
    sign = "★" if row.is_bookmarked else "" if row.is_read else "●"
    return Row(row.id, row.title, row.source, row.date, sign)


@click.command(help="cli.help_show")
@click.argument("article_id", metavar="ID")
@click.option("--width", metavar="N", type=click.IntRange(1, 1000), help="cli.opt_width")
@click.option("--form", type=click.Choice(("logical", "visual", "kitty")), help="cli.opt_form")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@click.option("--original", is_flag=True, help="cli.opt_original")
@with_context
def show(
    context: Context, article_id: str, width: int | None, form: str | None, as_json: bool, original: bool
) -> int | None:
    """Print an article."""
    if original:
        return _write_original(context, article_id)
    article = context.library.article(article_id)
    if as_json:
        echo_json(_article_record(article, context.library.marks(article_id)))
        return None
    form = form or context.plan.form
    if form == "logical" and width is None:
        click.echo(article.text)
        return None
    lines = _lines(context, article, width or min(screen_width(), context.settings.reading_width), form)
    with explicit_mode(context.plan) if form != "logical" else nullcontext():
        for line in lines:
            click.echo(line)
    return None


def _write_original(context: Context, article_id: str) -> int:
    """The bytes an article was read from, as they were."""
    original = context.library.original(article_id)
    if original is None:
        context.tell(f"warraq: {context.say('cli.no_original')}")
        return 1
    sys.stdout.buffer.write(original)
    sys.stdout.buffer.flush()
    return 0


def _lines(context: Context, article: Article, width: int, form: str) -> Iterator[str]:
    """The rows of an article as the reader draws them."""
    from reader.text.document import plain_lines

    options = context.options(form)
    return (placed(line, width, options) for line in plain_lines(article.text, width, options))


def _article_record(article: Article, marks: Marks) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "paragraphs": list(article.paragraphs),
        "source": article.source,
        "date": article.date,
        "url": article.url,
        "bookmarked": marks.is_bookmarked,
        "tags": list(marks.tags),
        "note": marks.note,
    }


def article_file(name: str) -> Path | None:
    """The file that an argument names, where it names one."""
    path = Path(name)
    try:
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None
