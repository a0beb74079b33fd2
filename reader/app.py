"""The application: settings in, screens out, and the terminal told what the form asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import BindingType

from reader.screens.main import MainScreen
from reader.widgets.look import Language, Look

if TYPE_CHECKING:
    from index.library import Library


class WarraqApp(App[int]):
    """One library, one main screen."""

    TITLE = "Warraq"
    CSS_PATH = "reader.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, library: Library, look: Look, say_in: Callable[[Language], Callable[..., str]]) -> None:
        super().__init__()
        self.library = library
        self._look = look
        self._say_in = say_in

    def get_default_screen(self) -> MainScreen:
        return MainScreen(self.library, self._look, self._say_in)
