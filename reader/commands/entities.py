"""entities."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.commands.articles import article_file
from reader.commands.context import Context, with_context
from reader.commands.library_entities import (
    correct_name,
    gather,
    hide_name,
    list_corrections,
    show_company,
    undo_corrections,
)
from reader.commands.output import echo_json, flat

if TYPE_CHECKING:
    from index.article import Article, Entities, Entity, Mention, Value


@click.command(help="cli.help_entities")
@click.argument("subject", metavar="ID|FILE|-", required=False)
@click.option("--all", "of_all", is_flag=True, help="cli.opt_all_entities")
@click.option("--corrections", is_flag=True, help="cli.opt_corrections")
@click.option("--undo", metavar="NAME", help="cli.opt_undo")
@click.option("--hide", metavar="NAME", help="cli.opt_hide")
@click.option("--correct", metavar="NAME", help="cli.opt_correct")
@click.option("--as", "right", metavar="TYPE[:NAME]", help="cli.opt_correct_as")
@click.option("--with", "company_of", metavar="NAME", help="cli.opt_with")
@click.option("--date", "day", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="cli.opt_article_day")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@click.option("--debug", is_flag=True, help="cli.opt_debug")
@with_context
def entities(
    context: Context,
    subject: str | None,
    of_all: bool,
    corrections: bool,
    undo: str | None,
    hide: str | None,
    correct: str | None,
    right: str | None,
    company_of: str | None,
    day: datetime | None,
    as_json: bool,
    debug: bool,
) -> None:
    """Name the people, places, organisations, dates and quantities of an article, or see to those of the library."""
    named = (subject, undo, hide, correct, company_of)
    if sum((of_all, corrections, *(name is not None for name in named))) != 1 or (correct is None) != (right is None):
        raise click.UsageError(context.say("cli.entities_form"))
    if of_all:
        gather(context, as_json)
    elif corrections:
        list_corrections(context, as_json)
    elif undo is not None:
        undo_corrections(context, undo)
    elif hide is not None:
        hide_name(context, hide)
    elif correct is not None and right is not None:
        correct_name(context, correct, right)
    elif company_of is not None:
        show_company(context, company_of, as_json)
    elif subject is not None:
        _name(context, subject, day, as_json, debug)


def _name(context: Context, subject: str, day: datetime | None, as_json: bool, debug: bool) -> None:
    """Print the entities of one text."""
    text, own_day, corrected = _text(context, subject)
    from index.entities import recognise

    model = context.settings.entities_model
    found = corrected(recognise(text, f"{day:%Y-%m-%d}" if day else own_day, model=model))
    if as_json:
        echo_json(_record(text, found))
        return
    for line in map(_mention_line, found.mentions) if debug else map(_entity_line, found.entities):
        click.echo(line)


def _text(context: Context, subject: str) -> tuple[str, str | None, Callable[[Entities], Entities]]:
    """The text of a file, of standard input or of an article, its day where known, and who corrects its entities.

    The user's list is the library's, and a file is none of its articles.
    """
    path = article_file(subject)
    if path is None and subject != "-":
        article = _article(context, subject)
        return article.text, article.date, context.library.corrections.applied
    from index.errors import SourceError
    from index.sources.cleaning import without_controls
    from index.sources.encodings import decode

    try:
        data = sys.stdin.buffer.read() if path is None else path.read_bytes()
    except OSError as error:
        raise SourceError(subject, str(error.strerror or error), "check the path and its permissions") from error
    text, warning = decode(data, subject)
    if warning:
        context.tell(f"warraq: {context.said(warning)}")
    return without_controls(text), None, lambda found: found


def _article(context: Context, subject: str) -> Article:
    """The article of that id; a name that looks like a file's is told to be a missing file."""
    from index.errors import ArticleNotFoundError, SourceError

    try:
        return context.library.article(subject)
    except ArticleNotFoundError as error:
        if not ("/" in subject or Path(subject).suffix in (".txt", ".jsonl", ".html")):
            raise
        is_folder = Path(subject).is_dir()
        problem = "a folder" if is_folder else "no such file, and no article with this id"
        raise SourceError(subject, problem, "name a file, an article's id, or - for standard input") from error


def _entity_line(entity: Entity) -> str:
    columns = [entity.type, str(entity.count), flat(entity.canonical)]
    return "\t".join([*columns, *([_shown(entity.value)] if entity.value else [])])


def _mention_line(mention: Mention) -> str:
    """What a rule is judged by: where, what, which rule, how sure, worth what."""
    columns = (mention.start, mention.end, mention.type, flat(mention.text), mention.rule, f"{mention.score:.2f}")
    return "\t".join([*map(str, columns), _shown(mention.value)])


def _shown(value: Value | None) -> str:
    """A value on one line: 30000000 USD, 15 %, 2021-06-27."""
    return f"{value.text} {value.currency or value.unit}".rstrip() if value else ""


def _record(text: str, found: Entities) -> dict[str, Any]:
    return {
        "text": text,
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "type": mention.type,
                "text": mention.text,
                "canonical": mention.canonical,
                "value": _value_record(mention.value),
                "score": mention.score,
                "rule": mention.rule,
            }
            for mention in found.mentions
        ],
        "entities": [
            {
                "canonical": entity.canonical,
                "type": entity.type,
                "count": entity.count,
                "mentions": list(entity.mentions),
                "value": _value_record(entity.value),
            }
            for entity in found.entities
        ],
    }


def _value_record(value: Value | None) -> dict[str, Any] | None:
    """A value for programs; `number` is a JSON number where the value is one."""
    if value is None:
        return None
    names = ("kind", "text", "number", "unit", "currency")
    return {name: getattr(value, name) for name in names}
