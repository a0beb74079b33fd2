"""The root of the command line: global options, and the reader itself where no command is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, cast, get_args

import click

from index.errors import LibraryError
from reader.commands.context import Context, OpenReader
from reader.commands.group import WarraqGroup, localised
from reader.commands.output import drop_output, use_utf8
from reader.locale import Language, say_in
from reader.settings import load_settings, usual_language
from reader.terminal import BidiOption

_HELP_NAMES = {"help_option_names": ["-h", "--help"]}


@click.group(cls=WarraqGroup, invoke_without_command=True, context_settings=_HELP_NAMES, help="cli.help_warraq")
@click.option("--library", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="cli.opt_library")
@click.option("--config", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="cli.opt_config")
@click.option("--lang", type=click.Choice(get_args(Language)), help="cli.opt_lang")
@click.option("--bidi", type=click.Choice(get_args(BidiOption)), help="cli.opt_bidi")
@click.version_option(None, "--version", package_name="warraq", prog_name="warraq", help="cli.opt_version")
@click.pass_context
def root(ctx: click.Context, /, library: Path | None, config: Path | None, lang: Any, bidi: Any) -> int | None:
    """Settle the settings; without a command, the reader opens."""
    given = {"library": library, "language": lang, "bidi": bidi}
    settings = replace(load_settings(os.environ, config), **{k: v for k, v in given.items() if v is not None})
    open_reader: OpenReader | None = ctx.obj
    context = ctx.obj = Context(settings)
    return _read(context, open_reader) if ctx.invoked_subcommand is None else None


def _read(context: Context, open_reader: OpenReader | None) -> int:
    """Open the reader."""
    if open_reader is None or not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise click.UsageError(context.say("cli.needs_terminal"))
    # A library that may only be read, or is busy, is read all the same.
    with suppress(LibraryError):
        context.library.retention.tidy(context.settings.keep_days)
    return open_reader(context.library, context.settings, context.plan)


def main(arguments: Sequence[str] | None = None, open_reader: OpenReader | None = None) -> int:
    """Run the command line: 0 done, 1 something failed, 2 wrong usage."""
    use_utf8()
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    command = localised(root, say_in(asked_language(arguments)))
    try:
        result = command.main(arguments, prog_name="warraq", standalone_mode=False, obj=open_reader)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        drop_output()
        return 0
    except OSError as error:
        click.echo(f"warraq: the results could not be written: {error.strerror or error}", err=True)
        drop_output()
        return 1
    return result if isinstance(result, int) else 0


def asked_language(arguments: Sequence[str]) -> Language:
    """The language of help and usage errors, which are wanted before arguments and settings are read."""
    named = os.environ.get("WARRAQ_LANG", "")
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--lang":
            named = following
        elif argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
    return cast(Language, named) if named in get_args(Language) else usual_language(os.environ)
