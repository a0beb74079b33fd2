"""The furniture of the main screen: three panes, a search box, a footer; where they stand and how they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize
from textual.screen import Screen

from reader.screens.panes import TWO_PANES, Arrangement, Pane, arrange
from reader.widgets.article_body import ArticleBody
from reader.widgets.article_list import ArticleList
from reader.widgets.entity_pane import EntityPane
from reader.widgets.key_bar import KeyBar
from reader.widgets.look import Look
from reader.widgets.margin import Margin
from reader.widgets.notice import Notice, Severity
from reader.widgets.progress_row import ProgressRow
from reader.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from textual.widget import Widget


class Desk(Screen[None]):
    """Places the panes for width, language and form; knows nothing of articles."""

    AUTO_FOCUS = "#list"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.list = ArticleList(look, id="list")
        self.body = ArticleBody(look, id="body")
        self.entities = EntityPane(look, id="entities")
        self.search = SearchBox(look, id="search")
        self.keys = KeyBar(look, id="keys")
        self.margin = Margin(look, id="margin")
        self.notice = Notice(look, id="notice")
        self.progress = ProgressRow(look, id="progress")
        self.active: Pane = "list"
        """The pane that had the focus last: the one that stays when there is room for one."""
        self.is_list_hidden = False
        self.is_entities_hidden = False

    def compose(self) -> ComposeResult:
        # Dressed and placed before the first layout: each later change would lay out and draw everything again.
        self._dress()
        self.place_panes(self.app.size.width)
        self.notice.display = False
        self.progress.display = False
        with Horizontal(id="panes"):
            yield self.list
            yield self.entities
            yield self.body
        yield self.margin
        yield self.progress
        with Horizontal(id="foot"):
            yield self.search
            yield self.keys
        yield self.notice

    def on_resize(self, event: Resize) -> None:
        self.place_panes(event.size.width)

    def tell(self, key: str, severity: Severity = "information", **values: Any) -> None:
        """Tell the reader something in a line above the footer."""
        self.notice.tell(self.look.say(key, **values), severity)

    def show_progress(self, text: str, share: float | None = None) -> None:
        """Say in the row above the footer how far an errand has come; the empty text takes the row away."""
        self.progress.show_progress(text, share)
        self.progress.display = bool(text)
        self.set_class(bool(text), "-busy")

    # Looks

    def set_look(self, look: Look) -> None:
        """Another language, form or layout option for everything on the screen."""
        self.look = look
        self._dress()
        parts = (self.list, self.body, self.entities, self.margin, self.search, self.keys, self.notice, self.progress)
        for widget in parts:
            widget.set_look(look)
        self.place_panes()

    def _dress(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        self.set_class(self.look.is_plain, "-plain")

    # Places

    def arrangement(self, width: int | None = None) -> Arrangement:
        return arrange(
            width or self.size.width,
            active=self.active,
            is_list_hidden=self.is_list_hidden,
            is_entities_hidden=self.is_entities_hidden,
            is_plain=self.look.is_plain,
        )

    @property
    def has_one_pane(self) -> bool:
        return self.look.is_plain or self.size.width < TWO_PANES

    def place_panes(self, width: int | None = None) -> None:
        """Show the panes there is room for."""
        width = width or self.size.width
        arrangement = self.arrangement(width)
        self._place(self.list, arrangement.list_width, width)
        self._place(self.entities, arrangement.entities_width, width)
        self.body.display = arrangement.shows_body
        is_narrow = self.look.is_plain or width < TWO_PANES
        is_searching = self.search.has_focus or bool(self.search.value)
        self.search.display = not is_narrow or is_searching
        self.keys.display = not is_narrow or not is_searching
        self.search.styles.width = width if is_narrow else min(44, width * 2 // 5)

    @staticmethod
    def _place(pane: Widget, cells: int, screen_width: int) -> None:
        pane.display = cells > 0
        if cells:
            pane.styles.width = "1fr" if cells == screen_width else cells

    def show_pane(self, pane: Pane) -> None:
        """Bring a pane on the screen and give it the focus."""
        if pane == "list":
            self.is_list_hidden = False
        elif pane == "entities":
            self.is_entities_hidden = False
        self.active = pane
        self.place_panes()
        self.set_focus(self._widget_of(pane))

    def action_turn_pane(self, step: int) -> None:
        """The pane or box beside the one in use, in reading order, of those on the screen."""
        turns = [one for one in (self.list, self.body, self.entities, self.search) if one.display]
        here = next((number for number, one in enumerate(turns) if one.has_focus), -step)
        self.set_focus(turns[(here + step) % len(turns)])

    def _widget_of(self, pane: Pane) -> Widget:
        return {"list": self.list, "body": self.body, "entities": self.entities}[pane]

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        for pane in ("list", "body", "entities"):
            if event.widget is self._widget_of(pane):
                self.active = pane
        self.place_panes()

    def on_descendant_blur(self) -> None:
        self.place_panes()

    def action_toggle_list(self) -> None:
        if self.has_one_pane or self.arrangement().list_width == 0:
            self.show_pane("list")
            return
        self.is_list_hidden = True
        self.show_pane("body")

    def action_toggle_entities(self) -> None:
        if self.arrangement().entities_width == 0:
            self.show_pane("entities")
            return
        self.is_entities_hidden = True
        self.show_pane("body")
