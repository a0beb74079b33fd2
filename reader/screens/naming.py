"""A name that is asked for: of a search that is to be saved, of an entity that was called wrongly."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from reader.widgets.editing import EditedLine
from reader.widgets.look import Look
from reader.widgets.search_box import SearchBox


class NamingScreen(ModalScreen[str | None]):
    """Asks for a name; what it names is offered, selected, so that typing replaces it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, look: Look, offered: str, *, title: str = "saved.save") -> None:
        """`title`: the message over the box."""
        super().__init__()
        self.look = look
        self._offered = offered
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical(id="naming"):
            yield SearchBox(self.look, label="saved.name_label", hint="saved.name_hint")

    def on_mount(self) -> None:
        frame = self.query_one("#naming")
        frame.border_title = Content(self.look.label(self.look.say(self._title)))
        frame.border_subtitle = Content(self.look.label(self.look.say("saved.save_close"), base=self.look.direction))
        self.set_class(self.look.is_mirrored, "-mirrored")
        box = self.query_one(SearchBox)
        box.set_value(self._offered)
        box.edit(EditedLine(self._offered, len(self._offered), 0))
        box.focus()

    def on_search_box_submitted(self, message: SearchBox.Submitted) -> None:
        self.dismiss(message.value.strip() or self._offered)

    def on_search_box_left(self) -> None:
        self.dismiss(None)
