"""feeds add, list, remove, refresh, import-opml, export-opml, known, set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.commands.context import Context, with_context
from reader.commands.group import SpeakingGroup
from reader.commands.output import echo_json, flat

if TYPE_CHECKING:
    from index.news_reports import RefreshProgress, RefreshReport
    from index.subscriptions import Subscription


@click.group(cls=SpeakingGroup, help="cli.help_feeds")
def feeds() -> None:
    """What feeds bring."""


@feeds.command("add", help="cli.help_feeds_add")
@click.argument("url")
@click.option("--category", metavar="C", default="", help="cli.opt_feed_category")
@click.option("--title", metavar="T", default="", help="cli.opt_feed_title")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def add(context: Context, url: str, category: str, title: str, as_json: bool) -> None:
    """Subscribe to the feed of an address."""
    done = context.library.subscribe(url, title=title, category=category)
    if as_json:
        echo_json({**_record(done.feed), "added": done.added, "others": list(done.others)})
        return
    context.echo(context.say("cli.subscribed", title=done.feed.title, added=done.added))
    if done.others:
        context.tell(context.say("cli.other_feeds", urls=" ".join(done.others)))


@feeds.command("list", help="cli.help_feeds_list")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def list_(context: Context, as_json: bool) -> None:
    """List the feeds by category and title."""
    subscriptions = context.library.feeds.all()
    if as_json:
        echo_json({"feeds": [_record(feed) for feed in subscriptions]})
    elif context.plan.form == "logical":
        for feed in subscriptions:
            columns = (feed.url, flat(feed.title), flat(feed.category), feed.articles, feed.unread, flat(feed.error))
            click.echo("\t".join(map(str, columns)))
    else:
        _echo_feeds(context, subscriptions)
    if not subscriptions and not as_json:
        context.tell(context.say("cli.feeds_empty"))


def _echo_feeds(context: Context, subscriptions: tuple[Subscription, ...]) -> None:
    category = ""
    for feed in subscriptions:
        if feed.category != category:
            category = feed.category
            context.echo(f"{category}:")
        context.echo(context.say("cli.feed_line", title=feed.title, unread=feed.unread, articles=feed.articles))
        click.echo(f"  {feed.url}")
        if feed.error:
            # Its address has just been said.
            context.echo(f"  {context.said(feed.error).removeprefix(f'{feed.url}: ')}")


@feeds.command("remove", help="cli.help_feeds_remove")
@click.argument("urls", nargs=-1, required=True, metavar="URL ...")
@with_context
def remove(context: Context, urls: tuple[str, ...]) -> None:
    """End subscriptions."""
    for url in urls:
        feed = context.library.feeds.remove(url)
        context.tell(context.say("cli.unsubscribed", title=feed.title, articles=feed.articles))


@feeds.command("refresh", help="cli.help_feeds_refresh")
@click.argument("urls", nargs=-1, metavar="[URL ...]")
@click.option("--force", is_flag=True, help="cli.opt_force")
@click.option("--quiet", is_flag=True, help="cli.opt_quiet")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def refresh(context: Context, urls: tuple[str, ...], force: bool, quiet: bool, as_json: bool) -> int:
    """Ask feeds what is new; one that fails is told and does not stop the rest."""
    shows_progress = sys.stderr.isatty() and not quiet
    report = context.library.refresh_feeds(
        urls or None, progress=(lambda state: _show(context, state)) if shows_progress else None, force=force
    )
    if shows_progress:
        context.tell_progress("")
    for warning in () if quiet else report.warnings:
        context.tell(f"warraq: {context.said(warning)}")
    for failure in report.failed:
        context.tell(f"warraq: {context.said(failure.error)}")
    if as_json:
        echo_json(_refresh_record(report))
    elif not quiet:
        failed = len(report.failed)
        counts = {"feeds": report.feeds, "added": report.added, "updated": report.updated, "waiting": report.waiting}
        context.echo(context.say("cli.refreshed", **counts, failed=failed))
    return 1 if report.failed else 0


def _show(context: Context, state: RefreshProgress) -> None:
    counts = {"done": state.done, "feeds": state.feeds, "added": state.added}
    context.tell_progress(context.say("cli.refreshing", **counts))


def _refresh_record(report: RefreshReport) -> dict[str, Any]:
    names = ("feeds", "unchanged", "added", "updated", "waiting")
    failed = [{"source": failure.source, "error": failure.error} for failure in report.failed]
    return {**{name: getattr(report, name) for name in names}, "failed": failed}


@feeds.command("import-opml", help="cli.help_feeds_import_opml")
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def import_opml(context: Context, file: str, as_json: bool) -> None:
    """Subscribe to the feeds of a list without asking them."""
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    added, known = context.library.feeds.import_opml(data, file)
    if as_json:
        echo_json({"added": added, "known": known})
    else:
        context.echo(context.say("cli.opml_imported", added=added, known=known))


@feeds.command("export-opml", help="cli.help_feeds_export_opml")
@with_context
def export_opml(context: Context) -> None:
    """Print all feeds as a list that other readers take."""
    click.echo(context.library.feeds.export_opml(), nl=False)


@feeds.command("known", help="cli.help_feeds_known")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def known(context: Context, as_json: bool) -> None:
    """Print feeds to choose from."""
    offered = context.library.feeds.known()
    if as_json:
        records = [{"title": one.title, "url": one.url, "kind": one.kind, "country": one.country} for one in offered]
        echo_json({"feeds": records})
        return
    for one in offered:
        if context.plan.form == "logical":
            click.echo("\t".join((one.url, one.title, one.kind, one.country)))
        else:
            context.echo(one.title)
            click.echo(f"  {one.url}")


@feeds.command("set", help="cli.help_feeds_set")
@click.argument("url")
@click.option("--title", metavar="T", help="cli.opt_feed_title")
@click.option("--category", metavar="C", help="cli.opt_feed_category")
@click.option("--full-text/--no-full-text", "full_text", default=None, help="cli.opt_full_text")
@click.option("--keep-days", metavar="N|all", help="cli.opt_keep_days")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def set_(
    context: Context,
    url: str,
    title: str | None,
    category: str | None,
    full_text: bool | None,
    keep_days: str | None,
    as_json: bool,
) -> None:
    """Change what the user says of a feed."""
    if all(given is None for given in (title, category, full_text, keep_days)):
        raise click.UsageError(context.say("cli.set_needs_option"))
    days = _days(context, keep_days) if keep_days is not None else None
    subscriptions = context.library.feeds
    feed = subscriptions.get(url)
    if title is not None:
        feed = subscriptions.rename(feed.url, title)
    if category is not None:
        feed = subscriptions.set_category(feed.url, category)
    if full_text is not None:
        feed = subscriptions.set_fetches_pages(feed.url, full_text)
    if keep_days is not None:
        feed = subscriptions.set_keep_days(feed.url, days)
    if as_json:
        echo_json(_record(feed))
    else:
        context.tell(context.say("cli.feed_set", title=feed.title))


def _days(context: Context, value: str) -> int | None:
    if value == "all":
        return None
    if value.isascii() and value.isdigit() and int(value[:6]) > 0 and len(value) <= 6:
        return int(value)
    raise click.UsageError(context.say("cli.keep_days_form", value=value))


def _record(feed: Subscription) -> dict[str, Any]:
    names = (
        "url", "title", "site", "category", "language", "articles", "unread", "checked", "succeeded", "due",
        "failures", "error",
    )  # fmt: skip
    settings = {"gone": feed.is_gone, "full_text": feed.fetches_pages, "keep_days": feed.keep_days}
    return {**{name: getattr(feed, name) for name in names}, **settings}
