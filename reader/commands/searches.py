"""searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reader.commands.context import Context, with_context
from reader.commands.output import echo_json, flat
from reader.commands.query_words import query_of

if TYPE_CHECKING:
    from index.reports import SavedSearch


@click.command(help="cli.help_searches", context_settings={"ignore_unknown_options": True})
@click.argument("action", required=False, default="list", type=click.Choice(("list", "save", "remove")))
@click.argument("words", nargs=-1, metavar="[NAME [QUERY]]", type=click.UNPROCESSED)
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def searches(context: Context, action: str, words: tuple[str, ...], as_json: bool) -> None:
    """List the saved searches with their counts, save one or remove one."""
    match action, words:
        case "list", ():
            _list(context, context.library.searches.saved(), as_json)
        case "save", (name, *rest) if query_of(rest).strip():
            saved = context.library.searches.save(name, query_of(rest))
            context.tell(context.say("cli.saved", name=saved.name, query=saved.query))
        case "remove", (name,):
            context.library.searches.remove(name)
            context.tell(context.say("cli.removed", name=name))
        case _:
            raise click.UsageError(context.say("cli.searches_form"))


def _list(context: Context, saved: tuple[SavedSearch, ...], as_json: bool) -> None:
    counted = [(one, context.library.count(one.query)) for one in saved]
    if as_json:
        records = [{"name": one.name, "query": one.query, "total": total} for one, total in counted]
        echo_json({"searches": records})
    elif context.plan.form == "logical":
        for one, total in counted:
            click.echo("\t".join((flat(one.name), flat(one.query), str(total))))
    else:
        for one, total in counted:
            shown = one.name if one.name == one.query else f"{one.name}: {one.query}"
            context.echo(f"{shown} ({total})")
