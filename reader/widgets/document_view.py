"""A text of any length, its lines laid out and drawn as they are looked at."""

from __future__ import annotations

from collections.abc import Collection

from rich.style import Style
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from index.article import Span
from reader.text.document import DocumentLayout
from reader.text.levels import article_direction
from reader.text.lines import VisualLine
from reader.widgets.look import Look
from reader.widgets.painted import Painted
from reader.widgets.spotlight import Spotlight
from reader.widgets.strips import StripCache, blank, coded_segments, place

SLICE_SECONDS = 0.004
"""What one idle step may spend on laying out the rest of a long document: a frame keeps its 16 ms."""
SLICE_EVERY = 0.02
STRIPS_KEPT = 400
MARGIN = 1
"""Cells between text and border: kitty must see a blank there."""


class DocumentView(Painted, ScrollView, can_focus=True):
    """Draws one document and remembers the offset at its top, whatever width the rows have."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.text = ""
        self.heading = ""
        self.spots = Spotlight()
        self._document: DocumentLayout | None = None
        self._position = 0
        self._is_settling = False
        self._strips: StripCache[tuple[int, int, int, tuple[int, int, int, int]]] = StripCache(STRIPS_KEPT)
        self._styles: dict[int, Style] = {}
        self._timer: Timer | None = None

    @property
    def position(self) -> int:
        """Offset of the first character on the screen: what is kept when rows change."""
        return self._position

    @property
    def line_width(self) -> int:
        """Cells that a line of text may take: the pane, but no more than is good to read."""
        # Behind a letter in the last column tmux puts a mark on the letter before it: one column stays free.
        margins = 1 if self.look.is_plain else 2 * MARGIN
        return max(1, min(self.scrollable_content_region.width - margins, self.look.reading_width))

    @property
    def percent(self) -> int:
        """How much of the text has been on the screen when one reads from the top."""
        rows = self.virtual_size.height
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        return 100 if bottom >= rows else bottom * 100 // rows

    @property
    def place(self) -> str:
        """What the lower border says of where the reader is."""
        return f"{self.percent} %"

    def show_text(self, text: str, *, title_length: int = 0, heading: str = "", position: int = 0) -> None:
        """Show a document with the line that holds `position` at the top."""
        self.text, self.heading, self._position = text, heading, position
        self.spots = Spotlight(title=Span(0, title_length))
        self._lay_out()

    def set_look(self, look: Look) -> None:
        """Another language, form or width: lay out again, the same text at the top."""
        is_same_layout = (look.options, look.reading_width) == (self.look.options, self.look.reading_width)
        self.look = look
        if is_same_layout:
            self.redraw()
            self._show_place()
        else:
            self._lay_out()

    def set_heading(self, heading: str) -> None:
        """Another line in the upper border."""
        self.heading = heading
        self._show_place()

    def redraw(self) -> None:
        """Draw every row again; the layout stays."""
        self._strips.clear()
        self.refresh()

    def redraw_spans(self, spans: Collection[Span]) -> None:
        """Draw the rows of some ranges again, which are lit in another way now."""
        self._strips.clear()
        for span in spans:
            self.refresh_span(span)

    def refresh_span(self, span: Span) -> None:
        """Draw the rows of a range again, as far as they are on the screen."""
        document = self._document
        if document is None or span.start >= span.end:
            return
        top = self.scroll_offset.y
        first = max(document.row_of(span.start), top)
        last = min(document.row_of(span.end - 1), top + self.size.height)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def reveal(self, span: Span) -> None:
        """Scroll so that a range stands in the upper third, unless it is on the screen already."""
        if self._document is None:
            return
        row = self._document.row_of(span.start)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        self._measure(self._document)
        if not top <= row < top + height - 1:
            self._scroll_to_row(row - height // 3)

    # Layout

    def _lay_out(self) -> None:
        self._strips.clear()
        self._document = None
        if self.text and self.scrollable_content_region.width:
            direction = "L" if self.look.is_plain else article_direction(self.text)
            self._document = DocumentLayout(self.text, self.line_width, base=direction, options=self.look.options)
        self._settle()
        self.refresh()

    def _settle(self) -> None:
        """Put the remembered offset back to the top, after rows have become others."""
        document = self._document
        if document is None:
            self.virtual_size = Size(0, 0)
        else:
            row = document.row_of(self._position) if self._position else 0
            document.line(row + self.scrollable_content_region.height)
            self._measure(document)
            self._is_settling = True
            self._scroll_to_row(row)
            self._is_settling = False
            if not document.is_complete and self._timer is None:
                self._timer = self.set_interval(SLICE_EVERY, self._extend)
        self._show_place()

    def _extend(self) -> None:
        """Lay out a little more of a long document."""
        document = self._document
        if (document is None or document.extend(SLICE_SECONDS)) and self._timer is not None:
            self._timer.stop()
            self._timer = None
        if document is not None:
            self._measure(document)
            self._show_place()

    def _measure(self, document: DocumentLayout) -> None:
        size = Size(self.scrollable_content_region.width, document.row_count)
        if size != self.virtual_size:
            self.virtual_size = size

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True, immediate=True)

    def on_resize(self, event: Resize) -> None:
        if self._document is None or self._document.width != self.line_width:
            self._lay_out()
        else:
            self._settle()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value):
            return
        # A settled row starts before the remembered offset: taking its start would drift at every resize.
        if not self._is_settling and self._document is not None:
            self._position = self._document.line(round(new_value)).start
        self._show_place()

    def _show_place(self) -> None:
        width = max(1, self.size.width - 4)
        heading = self.look.label(self.heading, width, base=self.look.direction)
        place = self.look.label(self.place) if self._document is not None else None
        self.label_border(heading or None, place)

    # Moving

    def action_scroll_rows(self, rows: int) -> None:
        self._scroll_to_row(self.scroll_offset.y + rows)

    def action_scroll_pages(self, pages: int) -> None:
        """A page, less the two lines that keep the eye in place."""
        self._scroll_to_row(self.scroll_offset.y + pages * max(1, self.scrollable_content_region.height - 2))

    def action_scroll_start(self) -> None:
        self._scroll_to_row(0)

    def action_scroll_finish(self) -> None:
        if self._document is not None:
            self._document.complete()
            self._measure(self._document)
            self._scroll_to_row(self._document.row_count)

    # Drawing

    def forget_styles(self) -> None:
        super().forget_styles()
        self._styles.clear()
        self._strips.clear()

    def style_of(self, code: int) -> Style:
        """The style of a character whose style bits are `code`."""
        return self.base_style

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        document = self._document
        row = y + self.scroll_offset.y
        if document is None or row >= self.virtual_size.height or not (line := document.line(row)).glyphs:
            return Strip.blank(width, self.base_style)
        key = (width, line.start, line.end, self.spots.state_of(line.start, line.end))
        return self._strips.get(key, lambda: self._draw(line, width))

    def _draw(self, line: VisualLine, width: int) -> Strip:
        codes = self.spots.codes(line.start, line.end)
        left = self.left_of(line, width)
        segments = coded_segments(line, self.look.options, codes, self._styled)
        if left:
            segments.insert(0, blank(left, self.base_style))
        return place(segments, left + line.width, width, self.base_style, at_right=False)

    def _styled(self, code: int) -> Style:
        style = self._styles.get(code)
        if style is None:
            style = self._styles[code] = self.style_of(code)
        return style

    def left_of(self, line: VisualLine, width: int) -> int:
        """Blank cells left of a line: the column is centred, right-to-left lines stand at its right edge."""
        if self.look.is_plain:
            return 0
        margin = (width - self.line_width) // 2
        return margin + max(0, self.line_width - line.width) if line.base == "R" else margin
