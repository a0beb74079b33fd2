"""What `warraq entities` does for the whole library: fill its table of names, list the corrections, take them back."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, get_args

import click

from index.article import EntityType
from reader.commands.context import Context
from reader.commands.output import echo_json, flat

if TYPE_CHECKING:
    from index.library import Gathered


def gather(context: Context, as_json: bool) -> None:
    """Fill the table of the library's entities."""
    table, is_told = context.library.entity_index, sys.stderr.isatty()
    table.gather(_show_progress if is_told else lambda _: None)
    if is_told:
        click.echo("\r\x1b[K", nl=False, err=True)
    counts = asdict(table.gathered())
    if as_json:
        echo_json(counts)
    else:
        context.echo(context.say("cli.gathered", **counts))


def _show_progress(state: Gathered) -> None:
    click.echo(f"\r{state.listed:,}/{state.articles:,}", nl=False, err=True)


def list_corrections(context: Context, as_json: bool) -> None:
    """One correction a line: the type and name that were recognised, the type and name that are right."""
    known = context.library.corrections.all()
    if as_json:
        echo_json({"corrections": [asdict(one) for one in known]})
        return
    for one in known:
        right = (one.new_type, flat(one.new_name)) if one.new_type else (context.say("cli.hidden"),)
        click.echo("\t".join((one.type, flat(one.name), *right)))


def undo_corrections(context: Context, name: str) -> None:
    """Take back what was said of a name, whatever its type."""
    count = sum(context.library.corrections.undo(kind, name) for kind in get_args(EntityType))
    context.echo(context.say("cli.undone", count=count))
