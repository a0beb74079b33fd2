"""The article on the screen: mentions and hits lit, stepped through, and logical text selected with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.events import Click, MouseDown, MouseMove, MouseUp
from textual.message import Message

from index.article import Mention, Span
from reader.keys import bindings_of
from reader.widgets.document_view import DocumentView
from reader.widgets.look import Look
from reader.widgets.spotlight import FOCUS, HIT, NOTHING, SELECTED, TITLE, TYPE_BITS, TYPE_CODES, word_at


class ArticleBody(DocumentView, can_focus=True):
    """One article. Offsets in and out are those of its stored text."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("body")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"body--{name.lower()}" for name in TYPE_CODES),
        "body--title",
        "body--hit",
        "body--focus",
        "body--selection",
    }

    class MentionPicked(Message):
        """A lit mention was clicked."""

        def __init__(self, mention: Mention) -> None:
            super().__init__()
            self.mention = mention

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self._anchor: Span | None = None

    @property
    def selected_text(self) -> str:
        """The logical text that is selected."""
        return self.text[self.spots.selection.start : self.spots.selection.end]

    @property
    def paragraph_text(self) -> str:
        """The paragraph of the lit mention or hit, else the one at the top of the screen."""
        offset = self.spots.focus.start if self.spots.focus.end else self.position
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else None].strip()

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Light the mentions of the article, each in the style of its type."""
        self.spots.set_mentions(mentions)
        self.redraw()

    def set_hits(self, hits: Sequence[Span]) -> None:
        """Light what a search found."""
        changed = {*self.spots.hits} ^ {*hits}
        self.spots.set_hits(hits)
        self.redraw_spans(changed)
        self._show_place()

    @property
    def hit_place(self) -> str:
        """Which hit is lit, of how many: `3/12`; empty without hits."""
        number, count = self.spots.hit_number, len(self.spots.hits)
        return f"{'–' if number is None else number + 1}/{count}" if count else ""

    @property
    def place(self) -> str:
        return " · ".join(part for part in (self.mention_type, self.hit_place, super().place) if part)

    @property
    def mention_type(self) -> str:
        """The type of the mention that is lit more than the others, in words; empty where none is."""
        number = self.spots.mention_at(self.spots.focus.start) if self.spots.focus.end else None
        return "" if number is None else self.look.say(f"entities.one_{self.spots.mentions[number].type.lower()}")

    def focus_span(self, span: Span) -> None:
        """Light one range more than the others and bring it on the screen."""
        old, self.spots.focus = self.spots.focus, span
        self.refresh_span(old)
        self.reveal(span)
        self.refresh_span(span)
        self._show_place()

    def step_hit(self, direction: int) -> int | None:
        """Go to the next hit after the lit range, or the top of the screen; its number, None behind the last."""
        number = self.spots.hit_after(self._step_from(direction), direction)
        if number is not None:
            self.go_to_hit(number)
        return number

    def go_to_hit(self, number: int) -> None:
        """Go to a hit by its number, counted from the end where it is negative; nowhere without hits."""
        if self.spots.hits:
            self.focus_span(Span(*self.spots.hits[number]))

    def step_mention(self, direction: int) -> Mention | None:
        """Go to the next mention, in the order of the text."""
        number = self.spots.mention_after(self._step_from(direction), direction)
        if number is None:
            return None
        mention = self.spots.mentions[number]
        self.focus_span(Span(mention.start, mention.end))
        return mention

    def _step_from(self, direction: int) -> int:
        if self.spots.focus.end:
            return self.spots.focus.start
        return self.position - 1 if direction > 0 else self.position

    # Selection: cells stay on the screen, what is kept is logical ranges

    def select(self, span: Span) -> None:
        """Select a logical range."""
        old, self.spots.selection = self.spots.selection, span
        if span != old:
            self.refresh_span(old)
            self.refresh_span(span)

    def clear_selection(self) -> bool:
        """Select nothing; True when something was selected or lit."""
        had = bool(self.spots.selection.end or self.spots.focus.end)
        self.select(NOTHING)
        old, self.spots.focus = self.spots.focus, NOTHING
        self.refresh_span(old)
        self._show_place()
        return had

    def action_extend_selection(self, rows: int) -> None:
        """Select from the top line of the screen on, line by line."""
        if self._document is None:
            return
        selection = self.spots.selection
        start = selection.start if selection.end else self.position
        row = self._document.row_of(max(start, selection.end - 1)) + (rows if selection.end else 0)
        end = self._document.line(max(0, row)).end
        self.select(Span(start, end) if end > start else NOTHING)
        if end > start:
            self.reveal(Span(end - 1, end))

    def span_at(self, x: int, y: int) -> Span | None:
        """Logical range of the cluster in a cell of the content; beside a line, the empty range at its nearer end."""
        if self._document is None:
            return None
        line = self._document.line(max(0, y + self.scroll_offset.y))
        cell = x - self.left_of(line, self.scrollable_content_region.width)
        if (found := line.range_at(cell)) is not None:
            return Span(*found)
        is_at_start = (cell < 0) == (line.base == "L")
        return Span(line.start, line.start) if is_at_start else Span(line.end, line.end)

    def on_mouse_down(self, event: MouseDown) -> None:
        offset = event.get_content_offset(self)
        if event.button != 1 or offset is None:
            return
        self.select(NOTHING)
        self._anchor = self.span_at(offset.x, offset.y)
        self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        if self._anchor is None:
            return
        offset = event.get_content_offset_capture(self)
        if offset.y < 0 or offset.y >= self.scrollable_content_region.height:
            self.action_scroll_rows(-1 if offset.y < 0 else 1)
        y = min(max(offset.y, 0), self.scrollable_content_region.height - 1)
        here = self.span_at(offset.x, y)
        if here is not None and (here != self._anchor or self.spots.selection.end):
            self.select(Span(min(here.start, self._anchor.start), max(here.end, self._anchor.end)))

    def on_mouse_up(self, event: MouseUp) -> None:
        self._anchor = None
        self.release_mouse()

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        here = self.span_at(offset.x, offset.y) if offset is not None else None
        if here is None or here.start >= here.end:
            return
        if event.chain == 2:
            self.select(word_at(self.text, here.start))
        elif event.chain == 3:
            start = self.text.rfind("\n", 0, here.start) + 1
            end = self.text.find("\n", here.start)
            self.select(Span(start, end if end >= 0 else len(self.text)))
        elif not self.spots.selection.end:
            self._pick(here)

    def _pick(self, here: Span) -> None:
        """A lam-alef holds two letters: a mention may begin at its second."""
        for offset in (here.end - 1, here.start):
            if (number := self.spots.mention_at(offset)) is not None:
                mention = self.spots.mentions[number]
                self.focus_span(Span(mention.start, mention.end))
                self.post_message(self.MentionPicked(mention))
                return

    def style_of(self, code: int) -> Style:
        style = self.base_style
        for name in self._component_names(code):
            style += self.part_style(f"body--{name}")
        return style

    @staticmethod
    def _component_names(code: int) -> list[str]:
        types = [name.lower() for name, number in TYPE_CODES.items() if number == code & TYPE_BITS]
        bits = {TITLE: "title", HIT: "hit", FOCUS: "focus", SELECTED: "selection"}
        return [*types, *(name for bit, name in bits.items() if code & bit)]
