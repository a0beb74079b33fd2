"""import, list, show."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.commands.context import Context, with_context
from reader.commands.output import echo_json, echo_records, flat, message

if TYPE_CHECKING:
    from index.article import Article, ArticleRow, Marks

_BATCH = 500


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="PATH|DIR|- ...")
@click.option("--format", "source_format", type=click.Choice(("auto", "text", "jsonl")), default="auto")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@with_context
def import_(context: Context, sources: tuple[str, ...], source_format: str, as_json: bool) -> int:
    """Take articles in from files, folders and standard input (-)."""
    progress = _show_progress if sys.stderr.isatty() else None
    report = context.library.import_paths(
        sources, format=source_format, stdin=sys.stdin.buffer if "-" in sources else None, progress=progress
    )
    if progress is not None:
        click.echo("\r\x1b[K", nl=False, err=True)
    for warning in report.warnings:
        message(f"warraq: {warning}")
    for failure in report.failed:
        message(f"warraq: {failure.error}")
    if as_json:
        failed = [{"source": failure.source, "error": failure.error} for failure in report.failed]
        counts = {"added": report.added, "updated": report.updated, "duplicates": report.duplicates}
        echo_json({**counts, "failed": failed})
    else:
        counts = {"added": report.added, "updated": report.updated, "duplicates": report.duplicates}
        click.echo(context.say("cli.imported", **counts, failed=len(report.failed)))
    return 1 if report.failed else 0


def _show_progress(done: int) -> None:
    click.echo(f"\r{done:,}", nl=False, err=True)


@click.command("list")
@click.option("--bookmarked", is_flag=True, help="Only bookmarked articles.")
@click.option("--unread", is_flag=True, help="Only unread articles.")
@click.option("--tag", metavar="T", help="Only articles with this tag.")
@click.option("--source", metavar="S", help="Only articles of this source.")
@click.option("--sort", type=click.Choice(("date", "title", "source")), default="date")
@click.option("--json", "as_json", is_flag=True)
@click.option("--jsonl", is_flag=True)
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
    for row in rows:
        echo_row(context, row.id, row.title, row.source, row.date)


def _row_record(row: ArticleRow) -> dict[str, Any]:
    names = ("id", "title", "source", "date", "is_read", "is_bookmarked")
    record = {name: getattr(row, name) for name in names}
    return {name.removeprefix("is_"): value for name, value in record.items()}


def echo_row(context: Context, article_id: str, title: str, source: str, date: str | None) -> None:
    """One article a line: laid out on a terminal, tab-separated and logical anywhere else."""
    if context.plan.form == "logical":
        click.echo("\t".join((article_id, flat(title), flat(source), date or "")))
        return
    from reader.terminal import explicit_mode
    from reader.text.lines import visual

    with explicit_mode(context.plan):
        options = context.options()
        click.echo("  ".join((article_id, visual(flat(title), options=options), visual(flat(source), options=options))))


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--width", type=click.IntRange(1, 1000), default=80, help="Cells a line of the visual form may take.")
@click.option("--form", type=click.Choice(("logical", "visual", "kitty")), help="Stored text, or lines as drawn.")
@click.option("--json", "as_json", is_flag=True)
@with_context
def show(context: Context, article_id: str, width: int, form: str | None, as_json: bool) -> None:
    """Print an article."""
    article = context.library.article(article_id)
    if as_json:
        echo_json(_article_record(article, context.library.marks(article_id)))
        return
    form = form or context.plan.form
    if form == "logical":
        click.echo(article.text)
        return
    from reader.terminal import explicit_mode

    if sys.stdout.isatty():
        with explicit_mode(context.plan):
            _echo_lines(context, article, width, form)
    else:
        _echo_lines(context, article, width, form)


def _echo_lines(context: Context, article: Article, width: int, form: str) -> None:
    from reader.text.document import plain_lines
    from reader.text.lines import drawn

    options = context.options(form)
    for line in plain_lines(article.text, width, options):
        text = "".join(glyph for _, glyph in drawn(line, options))
        click.echo(" " * (width - line.width if line.base == "R" and text else 0) + text)


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
