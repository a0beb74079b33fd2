"""A frame with a list in it and, below the list, all there is to say of the row under the cursor."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ScreenResultType

from reader.screens.dialog import Dialog
from reader.widgets.look import Look
from reader.widgets.pair_list import Pair, PairList
from reader.widgets.passage import Passage


class DetailedScreen(Dialog[ScreenResultType]):
    """What feeds, imports and their failures have in common on the screen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.items = PairList(look, is_choice=True, id="items")
        self.details = Passage(look, id="details")
        self._frame = Vertical(id="detailed")
        self._is_telling = False
        """Something else than the row under the cursor is being told of."""

    def compose(self) -> ComposeResult:
        with self._frame:
            yield self.items
            yield self.details

    def on_mount(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        self.set_focus(self.items)

    def on_resize(self) -> None:
        self.call_after_refresh(self.entitle)

    @property
    @abstractmethod
    def title_text(self) -> str:
        """What stands in the upper border."""

    @property
    @abstractmethod
    def keys_text(self) -> str:
        """What stands in the lower border: the keys, the most useful first."""

    @abstractmethod
    def details_of(self, number: int) -> str:
        """All there is to say of a row."""

    def entitle(self) -> None:
        """Write the borders, as much of them as has room."""
        frame, look = self._frame, self.look
        room = max(1, frame.size.width - 2)
        frame.border_title = Content(look.label(self.title_text, room, base=look.direction))
        frame.border_subtitle = Content(look.label(self.keys_text, room, base=look.direction))

    def show_items(self, pairs: Sequence[Pair], cursor: int | None = None) -> None:
        """Show what has become of the rows, the cursor where it was or at another place; what is told stays."""
        said = self.details.text if self._is_telling else ""
        self.items.update_pairs(pairs, cursor)
        self.entitle()
        self.show_details()
        if said:
            self.tell(said)

    def show_details(self) -> None:
        """Say what there is to say of the row under the cursor."""
        self._is_telling = False
        self.details.show_text(self.details_of(self.items.cursor))

    def tell(self, text: str) -> None:
        """Say something else below the list, until the cursor moves."""
        self._is_telling = True
        self.details.show_text(text)

    def on_pair_list_moved(self) -> None:
        self.show_details()
