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
from reader.terminal import TerminalPlan, choose_form

if TYPE_CHECKING:
    from index.library import Library
    from reader.text.options import LayoutOptions


@dataclass
class Context:
    """Built once from the global options; opens the library when a command first needs it."""

    settings: Settings

    @cached_property
    def library(self) -> Library:
        from index.library import Library

        library = Library.open(self.settings.library)
        click.get_current_context().call_on_close(library.close)
        return library

    @cached_property
    def plan(self) -> TerminalPlan:
        """How text is to be drawn on stdout."""
        return choose_form(os.environ, is_tty=sys.stdout.isatty(), option=self.settings.bidi)

    @cached_property
    def say(self) -> Callable[..., str]:
        from reader.locale import say_in

        return say_in(self.settings.language)

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


def with_context(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its context as the first argument."""

    def called(*args: Any, **kwargs: Any) -> Any:
        return command(click.get_current_context().obj, *args, **kwargs)

    return update_wrapper(called, command)
