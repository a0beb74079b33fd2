"""One line that is asked for: the name of a search, the right name of an entity, tags, a note."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from reader.screens.dialog import Dialog
from reader.widgets.editing import EditedLine
from reader.widgets.look import Look
from reader.widgets.search_box import SearchBox


class NamingScreen(Dialog[str | None]):
    """Asks for a line; what there is already is offered, selected, so that typing replaces it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, look: Look, offered: str, *, about: str = "naming", may_be_empty: bool = False) -> None:
        """`about`: the group of messages (title, label, hint) that tell what is asked for."""
        super().__init__()
        self.look = look
        self._offered = offered
        self._about = about
        self._may_be_empty = may_be_empty

    def compose(self) -> ComposeResult:
        with Vertical(id="naming"):
            yield SearchBox(self.look, label=f"{self._about}.label", hint=f"{self._about}.hint")

    def on_mount(self) -> None:
        frame = self.query_one("#naming")
        frame.border_title = Content(self.look.label(self.look.say(f"{self._about}.title")))
        frame.border_subtitle = Content(self.look.label(self.look.say("naming.close"), base=self.look.direction))
        self.set_class(self.look.is_mirrored, "-mirrored")
        box = self.query_one(SearchBox)
        box.set_value(self._offered)
        box.edit(EditedLine(self._offered, len(self._offered), 0))
        self.set_focus(box)

    def on_search_box_submitted(self, message: SearchBox.Submitted) -> None:
        self.dismiss(message.value.strip() or ("" if self._may_be_empty else self._offered))

    def on_search_box_left(self) -> None:
        self.dismiss(None)
