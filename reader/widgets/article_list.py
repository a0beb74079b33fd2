"""The list of articles: three rows each, drawn when looked at, however many there are."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.article import ArticleRow
from reader.keys import bindings_of
from reader.text.levels import base_direction
from reader.text.lines import VisualLine, break_lines, layout_label
from reader.widgets.emptiness import Emptiness, EmptyRows
from reader.widgets.look import LRM, Look
from reader.widgets.painted import Painted
from reader.widgets.strips import StripCache, blank, line_segments, line_strip, place

ROWS_PER_ITEM = 3
BLOCK = 32
"""Rows asked for at a time: a screenful and a little."""
BLOCKS_KEPT = 8
LAID_OUT_KEPT = 128
MARK_CELLS = 2
"""The star or dot and the blank beside it."""
MARGIN = 1
"""Keeps letters and marks off the scroll bar."""

Fetch = Callable[[int, int], Sequence[ArticleRow]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What decides how one row of an item looks."""

    row: ArticleRow
    part: int
    width: int
    is_cursor: bool
    is_open: bool
    has_focus: bool


class ArticleList(Painted, ScrollView, can_focus=True):
    """Shows any number of articles; asks for those on screen only."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("list")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "articlelist--title",
        "articlelist--read",
        "articlelist--about",
        "articlelist--mark",
        "articlelist--cursor",
        "articlelist--cursor-focus",
        "articlelist--open",
    }

    # `watch_cursor` draws the two articles that look another way.
    cursor: reactive[int] = reactive(0, repaint=False, always_update=True)

    class Selected(Message):
        """An article was chosen to be read."""

        def __init__(self, row: ArticleRow) -> None:
            super().__init__()
            self.row = row

    class Offered(Message):
        """One of the offers of an empty list was chosen."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.count = 0
        self.heading = ""
        self.empty = Emptiness()
        self._nothing: tuple[object, EmptyRows] = (None, [])
        self.open_key: int | None = None
        self._fetch: Fetch = lambda start, stop: ()
        self._blocks: OrderedDict[int, Sequence[ArticleRow]] = OrderedDict()
        self._laid_out: LRUCache[tuple[ArticleRow, int], list[VisualLine]] = LRUCache(LAID_OUT_KEPT)
        self._strips: StripCache[_Drawn] = StripCache(512)

    def show_rows(self, count: int, fetch: Fetch, *, heading: str, cursor: int = 0, empty: str = "") -> None:
        """Show `count` rows; `fetch(start, stop)` is asked for those on screen, in blocks. `empty` stands for none."""
        drawn = self._drawn_now()
        self.count, self._fetch, self.heading, self.empty = count, fetch, heading, Emptiness(empty)
        self._blocks.clear()
        self._measure()
        self.cursor = min(cursor, max(0, count - 1))
        self._refresh_if_not(drawn)

    @property
    def top(self) -> int:
        """The position of the first article that is on the screen."""
        return int(self.scroll_offset.y) // ROWS_PER_ITEM

    @property
    def shown(self) -> range:
        """The positions on the screen, those of which a part is cut off and those past the end of the list included."""
        return range(self.top, self.top + self.scrollable_content_region.height // ROWS_PER_ITEM + 1)

    @property
    def is_cursor_shown(self) -> bool:
        """Whether the cursor stands on the screen; the wheel scrolls without it."""
        return self.cursor in self.shown

    def draw_ahead(self, row: ArticleRow) -> None:
        """Lay out and draw an article that will be on the screen soon, as it looks without the cursor."""
        width = self.scrollable_content_region.width
        if width > 0:
            for part in range(ROWS_PER_ITEM):
                self._strip_of(_Drawn(row, part, width, False, row.key == self.open_key, False))

    def update_rows(self, count: int, fetch: Fetch, *, cursor: int, anchor: tuple[int, int]) -> None:
        """Show what has become of the rows. `anchor`: a position before and after, which stays where it is drawn."""
        before, after = anchor
        drawn = self._drawn_now()
        rows_below_top = before * ROWS_PER_ITEM - int(self.scroll_offset.y)
        self.count, self._fetch = count, fetch
        self._blocks.clear()
        self._measure()
        self.cursor = cursor
        y = max(0, after * ROWS_PER_ITEM - rows_below_top)
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        self._refresh_if_not(drawn)

    def set_look(self, look: Look) -> None:
        """Draw everything again in another language, form or style."""
        self.look = look
        self._strips.clear()
        self._laid_out.clear()
        self._show_count()
        self.refresh()

    def set_heading(self, heading: str) -> None:
        """Another name for what is listed."""
        self.heading = heading
        self._show_count()

    def offer(self, text: str, offers: Sequence[str] = ()) -> None:
        """Say another thing while there is nothing to list, and offer something to choose."""
        self.empty = Emptiness(text, offers)
        self.refresh()

    def set_open(self, key: int | None) -> None:
        """Mark the article that is in the body."""
        self.open_key = key
        self.refresh()

    def forget_rows(self) -> None:
        """Ask for the rows again: a mark of one of them has changed."""
        drawn = self._drawn_now()
        self._blocks.clear()
        self._refresh_if_not(drawn)

    def _drawn_now(self) -> list[object]:
        """What decides how the list looks."""
        return [self.empty, self.scroll_offset.y, self.cursor, *(self.row_at(position) for position in self.shown)]

    def _refresh_if_not(self, drawn: list[object]) -> None:
        """Draw the list anew, unless it would look as it does: news come in above and below what is looked at."""
        if drawn != self._drawn_now():
            self.refresh()

    def row_at(self, position: int) -> ArticleRow | None:
        """The article at a position of the list, None past its end."""
        if not 0 <= position < self.count:
            return None
        number, place_in_block = divmod(position, BLOCK)
        rows = self._blocks.get(number)
        if rows is None:
            rows = self._blocks[number] = self._fetch(number * BLOCK, min((number + 1) * BLOCK, self.count))
            if len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        return rows[place_in_block] if place_in_block < len(rows) else None

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count * ROWS_PER_ITEM)

    def on_resize(self, event: Resize) -> None:
        self._measure()
        self._show_count()
        self._reveal(self.cursor)

    def forget_styles(self) -> None:
        super().forget_styles()
        self._strips.clear()

    def _show_count(self) -> None:
        shown = f"{self.heading} {min(self.cursor + 1, self.count):,}/{self.count:,}"
        self.label_border(self.look.label(shown, max(1, self.size.width - 2)))

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        self._show_count()
        self._reveal(new)
        for position in {old, new}:
            self.refresh_lines(position * ROWS_PER_ITEM, ROWS_PER_ITEM)

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.refresh()

    def _reveal(self, position: int) -> None:
        height = self.scrollable_content_region.height
        if height:
            region = Region(0, position * ROWS_PER_ITEM, 1, min(ROWS_PER_ITEM, height))
            self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)

    def action_move(self, step: int) -> None:
        self.cursor += step
        if not self.count:
            self.empty = self.empty.moved(step)
            self.refresh()

    def action_page(self, direction: int) -> None:
        self.cursor += direction * max(1, self.scrollable_content_region.height // ROWS_PER_ITEM - 1)

    def action_jump(self, position: int) -> None:
        self.cursor = position if position >= 0 else self.count + position

    def action_open(self) -> None:
        if (row := self.row_at(self.cursor)) is not None:
            self.post_message(self.Selected(row))
        elif self.empty.offers and not self.count:
            self.post_message(self.Offered(self.empty.cursor))

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if not self.count:
            rows = self._empty_rows(self.scrollable_content_region.width - MARGIN)
            if offset.y < len(rows) and (number := rows[offset.y][1]) is not None:
                self.post_message(self.Offered(number))
            return
        position = (offset.y + self.scroll_offset.y) // ROWS_PER_ITEM
        if position < self.count:
            self.cursor = position
            self.action_open()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        position, part = divmod(y + self.scroll_offset.y, ROWS_PER_ITEM)
        row = self.row_at(position)
        if row is None:
            return self._draw_nothing(y, width)
        is_cursor = position == self.cursor
        state = _Drawn(row, part, width, is_cursor, row.key == self.open_key, is_cursor and self.has_focus)
        return self._strip_of(state)

    def _strip_of(self, state: _Drawn) -> Strip:
        return self._strips.get(state, lambda: self._draw(state))

    def _draw_nothing(self, y: int, width: int) -> Strip:
        """A row below the last article; without any article, what there is to do about it."""
        rows = self._empty_rows(width - MARGIN) if not self.count else []
        if y >= len(rows):
            return Strip.blank(width, self.base_style)
        line, number = rows[y]
        style = self.base_style
        if number is not None:
            name = "articlelist--cursor-focus" if self.has_focus else "articlelist--cursor"
            style += self.part_style(name if number == self.empty.cursor else "articlelist--title")
        at_right = self.look.direction == "R"
        strip = line_strip(line, self.look.options, width - MARGIN, style, at_right=at_right)
        return Strip([*strip, blank(MARGIN, style)], width)

    def _empty_rows(self, width: int) -> EmptyRows:
        """What is said of an empty list, laid out once and not for every row of the screen."""
        asked = (self.empty, width, self.look)
        if asked != self._nothing[0]:
            self._nothing = asked, self.empty.rows(width, self.look)
        return self._nothing[1]

    def _draw(self, state: _Drawn) -> Strip:
        width = state.width
        style = self._row_style(state)
        lines = self._lines_once(state.row, self._line_width)
        line = lines[state.part] if state.part < len(lines) else None
        segments: list[Segment] = []
        used = 0
        if line is not None:
            is_about = state.part == len(lines) - 1
            segments = line_segments(line, self.look.options, self._line_style(state, is_about=is_about, base=style))
            used = line.width
        mark = Segment(self._mark(state), style + self.part_style("articlelist--mark"))
        gap = blank(MARK_CELLS - 1, style)
        room = width - MARK_CELLS - MARGIN
        text = place(segments, used, room, style, at_right=line is not None and self._is_at_right(line))
        parts = [*text, gap, mark] if self.look.is_mirrored else [mark, gap, *text]
        return Strip([*parts, blank(MARGIN, style)], width)

    def _is_at_right(self, line: VisualLine) -> bool:
        """A title stands where its own language starts a line, in either interface."""
        return line.base == "R" and not self.look.is_plain

    def _mark(self, state: _Drawn) -> str:
        row = state.row
        marks = ("★" if row.is_bookmarked else "") + ("" if row.is_read else "●")
        return marks[state.part] if state.part < len(marks) else " "

    def _row_style(self, state: _Drawn) -> Style:
        style = self.base_style
        if state.is_open:
            style += self.part_style("articlelist--open")
        if state.is_cursor:
            name = "articlelist--cursor-focus" if state.has_focus else "articlelist--cursor"
            style += self.part_style(name)
        return style

    def _line_style(self, state: _Drawn, *, is_about: bool, base: Style) -> Style:
        name = "about" if is_about else "read" if state.row.is_read else "title"
        if state.has_focus and is_about:
            return base
        return base + self.part_style(f"articlelist--{name}")

    @property
    def _line_width(self) -> int:
        return max(1, self.scrollable_content_region.width - MARK_CELLS - MARGIN)

    def _lines_once(self, row: ArticleRow, width: int) -> list[VisualLine]:
        """As `_lines`, remembered."""
        lines = self._laid_out.get((row, width))
        if lines is None:
            lines = self._lines(row, width)
            self._laid_out[row, width] = lines
        return lines

    def _lines(self, row: ArticleRow, width: int) -> list[VisualLine]:
        """Title in one or two lines, then source and date."""
        title = row.title or self.look.say("screen.untitled")
        base = base_direction(title)
        broken = break_lines(title, width, base, self.look.options)
        if len(broken) > 2:
            rest = title[broken[1].start :]
            broken = [broken[0], layout_label(rest, width=width, base=base, options=self.look.options)]
        about = self.look.about(self._others(row), row.source, self.look.date(row.date))
        return [*broken, self.look.line(about, width, base=self.look.direction)]

    def _others(self, row: ArticleRow) -> str:
        """`+3` before the source, where no narrow list cuts it off; the mark keeps the sign before the digits."""
        if not row.others:
            return ""
        return f"{'' if self.look.is_plain else LRM}+{row.others:,}"
