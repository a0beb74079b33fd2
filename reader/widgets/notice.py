"""A short message above the footer, gone by itself."""

from __future__ import annotations

from typing import Literal

from textual.timer import Timer

from reader.widgets.look import Look
from reader.widgets.passage import Passage

Severity = Literal["information", "warning", "error"]
SECONDS = {"information": 3.0, "warning": 6.0, "error": 12.0}


class Notice(Passage):
    """Stands for as long as its weight asks."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self._timer: Timer | None = None

    def tell(self, text: str, severity: Severity = "information") -> None:
        """Show a text in logical order for as long as its weight asks."""
        for name in SECONDS:
            self.set_class(name == severity, f"-{name}")
        self.display = True
        self.show_text(text)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SECONDS[severity], self.dismiss)

    def dismiss(self) -> None:
        self.display = False
