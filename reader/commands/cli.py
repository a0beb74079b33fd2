"""The root of the command line: global options, and the reader itself where no command is named."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from index.errors import WarraqError
from reader.commands.context import Context
from reader.commands.output import message, use_utf8

_COMMANDS = {
    "import": "articles:import_",
    "list": "articles:list_",
    "show": "articles:show",
    "search": "search:search",
    "entities": "entities:entities",
    "bookmark": "marks:bookmark",
    "tag": "marks:tag",
    "note": "marks:note",
    "stats": "upkeep:stats",
    "rebuild": "upkeep:rebuild",
    "doctor": "upkeep:doctor",
}


class _LazyGroup(click.Group):
    """Loads a command when it is called, so that the reader starts without any of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(f"reader.commands.{module}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--library", type=click.Path(path_type=Path, file_okay=False), help="Folder of the library.")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), help="Settings file.")
@click.option("--lang", type=click.Choice(("ar", "en")), help="Language of the interface.")
@click.option("--bidi", type=click.Choice(("auto", "visual", "logical", "kitty")), help="How to draw Arabic.")
@click.version_option(None, "--version", package_name="warraq", prog_name="warraq")
@click.pass_context
def root(ctx: click.Context, library: Path | None, config: Path | None, lang: Any, bidi: Any) -> int | None:
    """Read Arabic news in the terminal. Without a command: the reader."""
    from dataclasses import replace

    from reader.settings import load_settings

    given = {"library": library, "language": lang, "bidi": bidi}
    settings = replace(load_settings(os.environ, config), **{k: v for k, v in given.items() if v is not None})
    ctx.obj = Context(settings)
    return _read(ctx.obj) if ctx.invoked_subcommand is None else None


def _read(context: Context) -> int:
    """Open the reader."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise click.UsageError("the reader needs a terminal; `warraq --help` names the commands that do not")
    from reader.app import run

    return run(context.library, context.settings, context.plan)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line: 0 done, 1 something failed, 2 wrong usage."""
    use_utf8()
    try:
        result = root.main(arguments, prog_name="warraq", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except WarraqError as error:
        message(f"warraq: {error}")
        return 1
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing more must be written to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    return result if isinstance(result, int) else 0
