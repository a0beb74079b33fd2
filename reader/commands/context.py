"""What every command starts from: settings, the library, the terminal's plan, messages."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any

import click

from reader.settings import Settings
from reader.terminal import BidiOption, TerminalPlan, choose_form

if TYPE_CHECKING:
    from index.library import Library
    from reader.text.options import LayoutOptions

OpenReader = Callable[["Library", Settings, TerminalPlan], int]
"""Opens the screen; handed in from above, because commands and app know nothing of each other."""


@dataclass
class Context:
    """Built once from the global options; opens the library when a command first needs it."""

    settings: Settings

    @cached_property
    def library(self) -> Library:
        from index.library import Library

        library = Library.open(self.settings.library, entities_model=self.settings.entities_model)
        library.keeps_originals = self.settings.keep_originals
        click.get_current_context().call_on_close(lambda: self._close(library))
        return library

    def _close(self, library: Library) -> None:
        library.close()
        for notice in library.notices:
            self.tell(f"warraq: {self.said(notice)}")

    @cached_property
    def plan(self) -> TerminalPlan:
        """How text is to be drawn on stdout."""
        return choose_form(os.environ, is_tty=sys.stdout.isatty(), option=self.settings.bidi)

    @property
    def is_arabic(self) -> bool:
        """Whether lines of the interface start at the right."""
        return self.settings.language == "ar"

    @cached_property
    def say(self) -> Callable[..., str]:
        from reader.locale import say_in

        return say_in(self.settings.language)

    def tell(self, text: str) -> None:
        """A word to the user, which no program reads."""
        tell(text, self)

    def said(self, error: Exception | str) -> str:
        """An error in the language of the settings."""
        from reader.locale.errors import error_in

        return error_in(self.settings.language, error)

    def echo(self, text: str) -> None:
        """A line for people on stdout, laid out where the terminal gets laid-out lines."""
        click.echo(_drawn(text, self.plan))

    def tell_progress(self, text: str) -> None:
        """One line on the terminal behind stderr, in the place of the last one; an empty one ends it."""
        plan = choose_form(os.environ, is_tty=sys.stderr.isatty(), option=self.settings.bidi)
        click.echo(f"\r\x1b[K{_drawn(text, plan)}", nl=False, err=True)

    def options(self, form: str | None = None) -> LayoutOptions:
        """The layout options of these settings in a form, by default the terminal's."""
        from reader.text.options import LayoutOptions

        chosen = form or self.plan.form
        settings = self.settings
        return LayoutOptions(
            form=chosen,  # type: ignore[arg-type]  # click has checked the word
            shapes=settings.shapes,
            show_marks=settings.show_marks,
            isolate_numbers=settings.isolate_numbers,
        )


def tell(text: str, context: Context | None = None) -> None:
    """A line on stderr; before the settings are known, the environment alone says how it is drawn."""
    option: BidiOption = context.settings.bidi if context else "auto"
    click.echo(_drawn(text, choose_form(os.environ, is_tty=sys.stderr.isatty(), option=option)), err=True)


def _drawn(text: str, plan: TerminalPlan) -> str:
    if plan.form == "logical" or text.isascii():
        return text
    from reader.text.lines import visual
    from reader.text.options import LayoutOptions

    return f"{plan.enter}{visual(text, options=LayoutOptions(plan.form))}{plan.leave}"


def with_context(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its context as the first argument."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return command(click.get_current_context().obj, *args, **kwargs)

    return update_wrapper(called, command)
