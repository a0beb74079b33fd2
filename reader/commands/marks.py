"""bookmark, tag, note."""

from __future__ import annotations

import click

from reader.commands.context import Context, with_context


@click.command(help="cli.help_bookmark")
@click.argument("article_id", metavar="ID")
@click.option("--remove", is_flag=True, help="cli.opt_remove")
@with_context
def bookmark(context: Context, article_id: str, remove: bool) -> None:
    """Bookmark an article."""
    context.library.bookmark(article_id, not remove)
    context.tell(context.say("cli.unbookmarked" if remove else "cli.bookmarked", id=article_id))


@click.command(help="cli.help_tag", context_settings={"ignore_unknown_options": True})
@click.argument("article_id", metavar="ID")
@click.argument("changes", nargs=-1, metavar="[+TAG] [-TAG] ...", type=click.UNPROCESSED)
@with_context
def tag(context: Context, article_id: str, changes: tuple[str, ...]) -> None:
    """Show the tags of an article; put one on with +TAG, take one off with -TAG."""
    for change in changes:
        if change[:1] not in ("+", "-") or not change[1:].strip():
            raise click.UsageError(context.say("cli.tag_form", change=change))
    context.library.article(article_id)
    for change in changes:
        context.library.tag(article_id, change[1:].strip(), change.startswith("+"))
    for name in context.library.marks(article_id).tags:
        click.echo(name)


@click.command(help="cli.help_note")
@click.argument("article_id", metavar="ID")
@click.argument("text", required=False)
@with_context
def note(context: Context, article_id: str, text: str | None) -> None:
    """Show the note beside an article, or write one; an empty TEXT removes it."""
    if text is not None:
        context.library.note(article_id, text)
        return
    context.library.article(article_id)
    if written := context.library.marks(article_id).note:
        click.echo(written)
