"""stats, tidy, rebuild, doctor."""

from __future__ import annotations

import os
import sys

import click

from reader.commands.context import Context, with_context
from reader.commands.output import echo_json

_VERDICTS = {"8;2": "cli.mode_obeyed", "8;1": "cli.mode_refused", "8;3": "cli.mode_refused"}

SAMPLES = ("السلام عليكم (نعم).", "عام 2021: زاد السعر 3.5% في Reuters", "تَعَرَّضَتْ قاعدة «عين الأسد» لهجوم")


@click.command(help="cli.help_stats")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def stats(context: Context, as_json: bool) -> None:
    """Count articles, sources and marks."""
    counts = context.library.stats()
    if as_json:
        echo_json(counts)
        return
    for name, count in counts.items():
        context.echo(f"{count:>9,}  {context.say(f'cli.count_{name}')}")


@click.command(help="cli.help_tidy")
@click.option("--days", metavar="N", type=click.IntRange(0, 36_500), help="cli.opt_days")
@click.option("--dry-run", is_flag=True, help="cli.opt_dry_run")
@click.option("--json", "as_json", is_flag=True, help="cli.opt_json")
@with_context
def tidy(context: Context, days: int | None, dry_run: bool, as_json: bool) -> None:
    """Drop what was read long ago and is not marked."""
    kept = context.settings.keep_days if days is None else days
    report = context.library.tidy(kept, dry_run=dry_run)
    if as_json:
        echo_json({"dropped": report.dropped, "dry_run": report.is_dry_run})
    else:
        context.echo(context.say("cli.would_drop" if dry_run else "cli.dropped", count=report.dropped))


@click.command(help="cli.help_rebuild")
@with_context
def rebuild(context: Context) -> None:
    """Make the full-text index again from the record."""
    count = context.library.rebuild()
    context.echo(context.say("cli.rebuilt", count=count))


@click.command(help="cli.help_doctor")
@with_context
def doctor(context: Context) -> int:
    """Check the library, and how this terminal shows Arabic."""
    say = context.say
    plan = context.plan
    context.echo(f"{say('cli.form')}: {plan.form} ({say(f'cli.reason_{plan.reason}')})")
    for name in ("TERM", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "MLTERM", "KITTY_WINDOW_ID", "TMUX", "STY"):
        if name in os.environ:
            click.echo(f"  {name}={os.environ[name]!a}")
    if sys.stdout.isatty() and sys.stdin.isatty():
        _echo_answers(context)
    if "TMUX" in os.environ:
        context.echo(say("cli.tmux_hint"))
        click.echo('  set -as terminal-overrides ",*:smcup=\\\\E[?1049h\\\\E[8l:rmcup=\\\\E[8h\\\\E[?1049l"')
    _echo_samples(context)
    findings = context.library.doctor()
    for finding in findings:
        click.echo(f"{'ok ' if finding.is_ok else 'BAD'}  {finding.detail}")
    return 0 if all(finding.is_ok for finding in findings) else 1


def _echo_answers(context: Context) -> None:
    """What the terminal says of itself, asked while nobody else reads the keyboard.

    Asked after it was told to leave the order alone: 8;2 says that it obeys, 8;1 or 8;3 that it will not; 8;0 and
    silence say nothing, for some that reorder answer so.
    """
    from reader.probe import ask_terminal
    from reader.terminal import explicit_mode

    with explicit_mode(context.plan):
        answers = ask_terminal()
    for question, answer in answers:
        context.echo(f"  {question}: {answer or context.say('cli.no_answer')}")
        if (verdict := _VERDICTS.get(answer)) is not None:
            context.echo(f"    {context.say(verdict)}")


def _echo_samples(context: Context) -> None:
    """The same lines in each form: the one that reads right is the form of this terminal."""
    from reader.terminal import choose_form, explicit_mode
    from reader.text.lines import visual

    context.echo(context.say("cli.which_reads_right"))
    for form in ("visual", "kitty", "logical"):
        click.echo(f"  --bidi {form}")
        plan = choose_form(os.environ, is_tty=sys.stdout.isatty(), option=form)
        with explicit_mode(plan):
            for sample in SAMPLES:
                click.echo(f"    {visual(sample, options=context.options(form))}")
