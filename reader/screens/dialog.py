"""What opens over the main screen and closes again with an answer."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """A dialog; its styles are read when the first one opens, not before the first list."""

    CSS_PATH: ClassVar[str] = "dialogs.tcss"
