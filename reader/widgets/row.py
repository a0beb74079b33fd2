"""A row of the interface: the search box, the footer, what stands between them."""

from __future__ import annotations

from textual.geometry import Size

from reader.widgets.look import Look
from reader.widgets.painted import Painted


class Row(Painted):
    """Draws one line in the look of the interface."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look

    def set_look(self, look: Look) -> None:
        self.look = look
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1
