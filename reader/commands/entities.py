"""entities."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from reader.commands.articles import article_file
from reader.commands.context import Context, with_context
from reader.commands.output import echo_json, flat

if TYPE_CHECKING:
    from index.article import Entities


@click.command(help="cli.help_entities")
@click.argument("subject", metavar="ID|FILE|-")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def entities(context: Context, subject: str, as_json: bool) -> None:
    """Name the people, places, organisations, dates and quantities of an article."""
    text, found = _recognised(context, subject)
    if as_json:
        echo_json(_record(text, found))
        return
    for entity in found.entities:
        click.echo(f"{entity.type}\t{entity.count}\t{flat(entity.canonical)}")


def _recognised(context: Context, subject: str) -> tuple[str, Entities]:
    """The text of a file, of standard input or of an article of the library, and what it names."""
    path = article_file(subject)
    if path is None and subject != "-":
        return context.library.article(subject).text, context.library.entities(subject)
    from index.entities import recognise
    from index.sources.cleaning import clean
    from index.sources.encodings import decode

    data = sys.stdin.buffer.read() if path is None else path.read_bytes()
    text = clean(decode(data, subject)[0])
    return text, recognise(text)


def _record(text: str, found: Entities) -> dict[str, Any]:
    names = ("start", "end", "type", "text", "canonical")
    return {
        "text": text,
        "mentions": [{name: getattr(mention, name) for name in names} for mention in found.mentions],
        "entities": [
            {"canonical": e.canonical, "type": e.type, "count": e.count, "mentions": list(e.mentions)}
            for e in found.entities
        ],
    }
