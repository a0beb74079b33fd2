"""What opens over the main screen and closes again with an answer."""

from __future__ import annotations

from typing import ClassVar, Self

from textual.await_complete import AwaitComplete
from textual.geometry import Region
from textual.messages import Update
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.strip import Strip

from reader.screens.beneath import Beneath


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

    _beneath: Beneath | None = None

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Also called by the screen beneath, with the regions that it would have drawn, changed or not.

        Of those the rows that did change are drawn.
        """
        if self._beneath is not None:
            if regions and not (layout or recompose):
                if changed := self._beneath.look():
                    # A screen that asks to be drawn itself forgets which of its widgets had asked before.
                    self._set_dirty(*(Region(0, y, self.size.width, 1) for y in changed))
                    self.post_message(Update(self))
                return self
            self._beneath.is_old = True
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """A row of what lies beneath; the boxes of the dialog are drawn over it."""
        stack, shade = self.app.screen_stack, self.styles.background
        below = stack[stack.index(self) - 1]
        if self._beneath is None or self._beneath.screen is not below or self._beneath.shade != shade:
            self._beneath = Beneath(below, shade)
        return self._beneath.row(y) or Strip.blank(self.size.width, self.visual_style.rich_style)
