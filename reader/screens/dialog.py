"""What opens over the main screen and closes again with an answer."""

from __future__ import annotations

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType


class ClosesOnce(Screen[ScreenResultType]):
    """A screen that gives one answer.

    A key that is held down, or sent twice in one packet, asks to close again before the screen is gone. Textual would
    then answer twice and take away whatever screen lies below, down to the last.
    """

    _is_dismissed = False

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self._is_dismissed:
            return AwaitComplete()
        self._is_dismissed = True
        return super().dismiss(result)


class Dialog(ModalScreen[ScreenResultType], ClosesOnce[ScreenResultType]):
    """A dialog; its styles are read when the first one opens, not before the first list.

    A modal screen above all: Textual takes styles from the first base alone, and what lies below is to show through.
    """

    CSS_PATH: ClassVar[str] = "dialogs.tcss"
