"""import, list, show."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.commands.context import Context, with_context
from reader.commands.output import Row, echo_json, echo_records, echo_rows, placed, screen_width
from reader.terminal import explicit_mode

if TYPE_CHECKING:
    from index.article import Article, ArticleRow, Marks

_BATCH = 500


@click.command("import", help="cli.help_import")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|DIR|- ...")
@click.option(
    "--format", "source_format", type=click.Choice(("auto", "text", "jsonl")), default="auto", help="cli.opt_format"
)
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def import_(context: Context, sources: tuple[str, ...], source_format: str, as_json: bool) -> int:
    """Take articles in; one that fails is told and does not stop the rest."""
    progress = _show_progress if sys.stderr.isatty() else None
    report = context.library.import_paths(
        sources, format=source_format, stdin=sys.stdin.buffer if "-" in sources else None, progress=progress
    )
    if progress is not None:
        click.echo("\r\x1b[K", nl=False, err=True)
    for warning in report.warnings:
        context.tell(f"warraq: {context.said(warning)}")
    for failure in report.failed:
        context.tell(f"warraq: {context.said(failure.error)}")
    if as_json:
        failed = [{"source": failure.source, "error": failure.error} for failure in report.failed]
        counts = {"added": report.added, "updated": report.updated, "duplicates": report.duplicates}
        echo_json({**counts, "failed": failed})
    else:
        counts = {"added": report.added, "updated": report.updated, "duplicates": report.duplicates}
        context.echo(context.say("cli.imported", **counts, failed=len(report.failed)))
    return 1 if report.failed else 0


def _show_progress(done: int) -> None:
    click.echo(f"\r{done:,}", nl=False, err=True)


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
@with_context
def show(context: Context, article_id: str, width: int | None, form: str | None, as_json: bool) -> None:
    """Print an article."""
    article = context.library.article(article_id)
    if as_json:
        echo_json(_article_record(article, context.library.marks(article_id)))
        return
    form = form or context.plan.form
    if form == "logical" and width is None:
        click.echo(article.text)
        return
    lines = _lines(context, article, width or min(screen_width(), context.settings.reading_width), form)
    with explicit_mode(context.plan) if form != "logical" else nullcontext():
        for line in lines:
            click.echo(line)


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
