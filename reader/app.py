"""The application: settings in, screens out, and the terminal told what the form asks for."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.events import Event, Key

from index.errors import WarraqError
from reader.idle_collector import IdleCollector
from reader.locale import Language, say_in
from reader.remembered import View, packed, unpacked
from reader.screens.main import MainScreen
from reader.screens.news_desk import Habits
from reader.terminal import ExplicitMode, choose_form, explicit_mode, has_hung_up, osc52
from reader.text.options import LayoutOptions
from reader.widgets.look import Look
from reader.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from index.library import Library
    from reader.settings import Settings
    from reader.terminal import TerminalPlan


THREADS = 16
"""Errands that run at one time."""


LOOK_FOR_CYCLES = 1.0
"""Seconds between two looks whether Python may search its memory for cycles."""

LOOK_FOR_TERMINAL = 2.0
"""Seconds between two looks whether the terminal is still there."""


class WarraqApp(App[int]):
    """One library, one main screen."""

    TITLE = "Warraq"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        library: Library,
        look: Look,
        say_in: Callable[[Language], Callable[..., str]],
        mode: ExplicitMode | None = None,
        view: View | None = None,
        habits: Habits | None = None,
    ) -> None:
        """`view`: what was chosen on the screen in an earlier session; language and layout are in `look` already."""
        super().__init__()
        self.library = library
        self._look = look
        self._say_in = say_in
        self._mode = mode
        self._first_view = view or View()
        self._habits = habits
        self._main_screen: MainScreen | None = None
        self._collector: IdleCollector | None = None
        self.theme = self._first_view.theme

    def on_mount(self) -> None:
        # More than Python would start: what waits for the network must not keep an article from being opened.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "errand"))
        # A signal that raised would strike anywhere, even while Textual gives the terminal back; so it asks to leave.
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self._leave, 128 + number)
        if not self.is_headless:
            self.set_interval(LOOK_FOR_TERMINAL, self._leave_without_terminal)
            self._collector = IdleCollector()
            self.set_interval(LOOK_FOR_CYCLES, self._collector.look)
        self.app_suspend_signal.subscribe(self, self._leave_terminal)
        self.app_resume_signal.subscribe(self, self._return_to_terminal)

    async def on_event(self, event: Event) -> None:
        """Letters typed right behind the key that opens a text box are text: they may have left for the list before."""
        if isinstance(event, Key) and self._collector is not None:
            self._collector.note_key()
        if isinstance(event, Key) and event.is_forwarded:
            box = self.focused
            # A box lets no letter through: this one was sent elsewhere.
            if isinstance(box, SearchBox) and box.check_consume_key(event.key, event.character):
                box._forward_event(Key(event.key, event.character))
                return
        await super().on_event(event)

    def _leave_without_terminal(self) -> None:
        """Nobody sees the screen any more, and reading keys from no terminal would keep the processor busy for ever."""
        if has_hung_up(sys.__stdin__.fileno() if sys.__stdin__ else 0):
            self._leave(128 + signal.SIGHUP)

    def _leave_terminal(self, _: App[object]) -> None:
        if self._mode is not None:
            self._mode.suspend()

    def _return_to_terminal(self, _: App[object]) -> None:
        """The shell has written over the screen: Textual itself draws nothing until something changes."""
        if self._mode is not None:
            self._mode.resume()
        self.refresh(layout=True)

    def get_default_screen(self) -> MainScreen:
        screen = MainScreen(self.library, self._look, self._say_in, self._habits)
        screen.is_list_hidden = self._first_view.is_list_hidden
        screen.is_entities_hidden = self._first_view.is_entities_hidden
        self._main_screen = screen
        return screen

    @property
    def view(self) -> View:
        """What is chosen on the screen now."""
        screen = self._main_screen
        if screen is None:
            return self._first_view
        look = screen.look
        return View(
            look.language,
            self.theme,
            look.options.show_marks,
            look.options.isolate_numbers,
            look.reading_width,
            screen.is_list_hidden,
            screen.is_entities_hidden,
        )

    def on_main_screen_form_chosen(self, message: MainScreen.FormChosen) -> None:
        """Tell the terminal first, then draw every cell again: it may have kept rows it had reordered itself."""
        if self._mode is not None:
            self._mode.change(choose_form(os.environ, is_tty=True, option=message.form))
        self.refresh(layout=True)

    def copy_to_clipboard(self, text: str) -> None:
        """As Textual does, but past tmux and screen, and not at all where the terminal would drop it."""
        self._clipboard = text
        sequence = osc52(text, os.environ)
        if self._driver is not None and sequence is not None:
            self._driver.write(sequence)

    async def action_quit(self) -> None:
        """Leave with the reading position written: no worker may be cut off on the way out."""
        screen = self.screen_stack[0]
        if isinstance(screen, MainScreen) and (unkept := screen.unkept_position) is not None:
            try:
                self.library.set_position(*unkept)
            except WarraqError as error:
                self.exit(1, return_code=1, message=Text(self._look.error(error)))
                return
        self._leave(0)

    def _leave(self, code: int) -> None:
        """Leave with an exit code; what is being imported or indexed goes on at the next start."""
        if self._main_screen is not None:
            self._main_screen.leave_off()
        self.library.leave_off()
        self.exit(code, return_code=code)


def run(library: Library, settings: Settings, plan: TerminalPlan) -> int:
    """Open the reader on a library; the exit code of the program when it closes."""
    settled = View(
        settings.language,
        show_marks=settings.show_marks,
        isolate_numbers=settings.isolate_numbers,
        reading_width=settings.reading_width,
    )
    view = unpacked(library.reader_state(), settled)
    options = LayoutOptions(
        form=plan.form,
        shapes=settings.shapes,
        show_marks=view.show_marks,
        isolate_numbers=view.isolate_numbers,
    )
    look = Look(say_in(view.language), view.language, options, view.reading_width)
    habits = Habits(settings.refresh_at_start, settings.refresh_every, settings.fold_stories)
    library.work_apart()
    with explicit_mode(plan) as mode:
        app = WarraqApp(library, look, say_in, mode, view, habits)
        app.run()
    if app.view != view:
        # A library that can only be read is read all the same.
        with contextlib.suppress(WarraqError):
            library.keep_reader_state(packed(app.view, settled))
    return app.return_code or 0
