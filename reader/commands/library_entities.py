"""What `warraq entities` does for the whole library: its table of names, the corrections, who appears with whom."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, cast, get_args

import click

from index.article import EntityType
from index.entity_index import type_of_word
from index.errors import EntityNameError
from reader.commands.context import Context
from reader.commands.output import echo_json, flat

if TYPE_CHECKING:
    from index.reports import Gathered


def gather(context: Context, as_json: bool) -> None:
    """Fill the table of the library's entities."""
    table, is_told = context.library.entity_index, sys.stderr.isatty()
    table.gather(_show_progress if is_told else lambda _: None)
    if is_told:
        click.echo("\r\x1b[K", nl=False, err=True)
    state = table.gathered()
    counts = {"listed": state.listed, "articles": state.articles}
    if as_json:
        echo_json(counts)
    else:
        context.echo(context.say("cli.gathered", **counts))


def _show_progress(state: Gathered) -> None:
    click.echo(f"\r{state.listed - state.outdated:,}/{state.articles:,}", nl=False, err=True)


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
    """Take back what was said of a name, whatever its type, or of the type before its colon."""
    typed, bare = _typed(name)
    kinds = (typed,) if typed else get_args(EntityType)
    count = sum(context.library.corrections.undo(kind, bare) for kind in kinds)
    context.echo(context.say("cli.undone", count=count))


def hide_name(context: Context, name: str) -> None:
    """Show a name nowhere: of the type before its colon, or of the one type that the library knows it by."""
    kind, bare = _known(context, name)
    context.library.corrections.hide(kind, bare)
    context.echo(context.say("cli.hidden_name", type=kind, name=flat(bare)))


def correct_name(context: Context, name: str, right: str) -> None:
    """Take a name for another type or, behind a colon, for another name."""
    kind, bare = _known(context, name)
    type_word, _, new_name = right.partition(":")
    new_type = type_of_word(type_word)
    if new_type is None:
        raise click.UsageError(context.say("cli.correct_as_form", types="PER, LOC, ORG"))
    new_name = new_name.strip() or bare
    context.library.corrections.correct(kind, bare, new_type, new_name)
    context.echo(
        context.say("cli.corrected_name", type=kind, name=flat(bare), new_type=new_type, new_name=flat(new_name))
    )


def show_company(context: Context, name: str, as_json: bool) -> None:
    """Who shares articles with a name, the most frequent first, and how many articles of each month hold it."""
    kind, bare = _known(context, name)
    company = context.library.entity_index.company(kind, bare)
    if as_json:
        companions = [asdict(one) for one in company.companions]
        months = [{"month": month, "articles": articles} for month, articles in company.months]
        found = {"name": bare, "type": kind, "articles": company.articles}
        echo_json({**found, "companions": companions, "months": months})
        return
    for one in company.companions:
        click.echo("\t".join((one.type, str(one.articles), flat(one.name))))


def _typed(name: str) -> tuple[EntityType | None, str]:
    """The type that a word before the colon gives, and the name behind it; the whole name where it gives none."""
    before, colon, rest = name.partition(":")
    kind = type_of_word(before) if colon else None
    return (kind, rest.strip()) if kind else (None, name.strip())


def _known(context: Context, name: str) -> tuple[EntityType, str]:
    """The type and the name that are meant; an error where the library knows the name by no type or by several."""
    kind, bare = _typed(name)
    if kind is not None:
        return kind, bare
    kinds = context.library.entity_index.types(bare)
    if len(kinds) != 1:
        raise EntityNameError(bare, kinds)
    return cast(EntityType, kinds[0]), bare
