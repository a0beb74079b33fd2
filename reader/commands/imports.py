"""imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from reader.commands.context import Context, with_context
from reader.commands.output import echo_json

if TYPE_CHECKING:
    from index.news_reports import ImportFailure, ImportRun


@click.command(help="cli.help_imports")
@click.argument("number", metavar="NUMBER", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def imports(context: Context, number: int | None, as_json: bool) -> None:
    """List the imports, or tell what one of them could not take in."""
    log = context.library.imports
    if number is None:
        _echo_runs(context, log.runs(), as_json)
        return
    run = log.run(number)
    if as_json:
        echo_json({**_record(run), "log": [_entry(entry) for entry in log.log(number)]})
        return
    _echo_runs(context, (run,), False)
    for entry in log.log(number):
        context.echo(f"{'?' if entry.is_warning else '!'} {context.said(entry.error)}")


def _echo_runs(context: Context, runs: Iterable[ImportRun], as_json: bool) -> None:
    if as_json:
        echo_json({"imports": [_record(run) for run in runs]})
        return
    for run in runs:
        counts = {"added": run.added, "updated": run.updated, "duplicates": run.duplicates, "failed": run.failed}
        state = "" if run.finished else f" ({context.say('cli.unfinished')})"
        context.echo(f"{run.number:>4}  {run.started[:16]}  {context.say('cli.imported', **counts)}{state}")
        click.echo(f"      {'  '.join(run.sources)}")


def _record(run: ImportRun) -> dict[str, Any]:
    return {**asdict(run), "sources": list(run.sources)}


def _entry(entry: ImportFailure) -> dict[str, str]:
    return {"kind": "warning" if entry.is_warning else "failure", "source": entry.source, "error": entry.error}
