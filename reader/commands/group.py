"""The group of commands: a command's module loads when it is called, and its help speaks the user's language."""

from __future__ import annotations

import copy
import os
import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from index.errors import WarraqError
from reader.commands.context import Context, tell
from reader.commands.output import drop_output
from reader.terminal import choose_form

COMMANDS = {
    "import": "articles:import_",
    "imports": "imports:imports",
    "list": "articles:list_",
    "show": "articles:show",
    "search": "search:search",
    "concordance": "concordance:concordance",
    "searches": "searches:searches",
    "entities": "entities:entities",
    "bookmark": "marks:bookmark",
    "tag": "marks:tag",
    "note": "marks:note",
    "export": "export:export",
    "stats": "upkeep:stats",
    "tidy": "upkeep:tidy",
    "rebuild": "upkeep:rebuild",
    "doctor": "upkeep:doctor",
    "feeds": "feeds:feeds",
}
"""Command to module and name, in the order of the help."""

_COLUMN_GAP = re.compile(r"( {2,})")


class SpeakingGroup(click.Group):
    """A group whose commands speak the user's language as it does itself."""

    say: Callable[..., str] | None = None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = self.found(ctx, cmd_name)
        return localised(command, self.say) if command and self.say else command

    def found(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, not translated yet."""
        return super().get_command(ctx, name)


class WarraqGroup(SpeakingGroup):
    """Finds its commands by name, translates their help, and tells the errors a user may meet in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def found(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, function = COMMANDS[name].partition(":")
        command = getattr(import_module(f"reader.commands.{module}"), function)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read our output has seen enough. Caught here because click would make it a failure.
            drop_output()
            return 0
        except (WarraqError, OSError) as error:
            context = ctx.obj if isinstance(ctx.obj, Context) else None
            text = context.said(error) if context else str(error)
            tell(f"warraq: {' '.join(text.split())}", context)
            return 1


def localised(command: click.Command, say: Callable[..., str]) -> click.Command:
    """A copy of a command whose help texts, message keys until now, are messages."""
    translated = copy.copy(command)
    translated.help = _said(command.help, say)
    translated.params = [_localised_parameter(parameter, say) for parameter in command.params]
    translated.get_help = lambda ctx: _drawn(type(command).get_help(translated, ctx))  # type: ignore[method-assign]
    if isinstance(translated, SpeakingGroup):
        translated.say = say
    return translated


def _localised_parameter(parameter: click.Parameter, say: Callable[..., str]) -> click.Parameter:
    translated = copy.copy(parameter)
    if isinstance(translated, click.Option):
        translated.help = _said(translated.help, say)
    return translated


def _said(key: str | None, say: Callable[..., str]) -> str | None:
    return say(key) if key and key.startswith("cli.") else key


def _drawn(text: str) -> str:
    """Help for a terminal that draws cells as they are written: each column of each line laid out by itself."""
    plan = choose_form(os.environ, is_tty=sys.stdout.isatty())
    if plan.form == "logical" or text.isascii():
        return text
    from reader.text.lines import visual
    from reader.text.options import LayoutOptions

    options = LayoutOptions(plan.form)
    lines = (_COLUMN_GAP.split(line) for line in text.split("\n"))
    drawn = ("".join(part if part.isascii() else visual(part, options=options) for part in line) for line in lines)
    return plan.enter + "\n".join(drawn) + plan.leave
