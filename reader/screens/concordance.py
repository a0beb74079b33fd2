"""The concordance of a query: every place it meets, read while the first lines are on the screen already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, get_args

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from index.article import Span
from index.errors import WarraqError
from index.search_reports import ConcordanceSort
from reader.screens.dialog import ClosesOnce
from reader.widgets.concordance_list import ConcordanceList
from reader.widgets.look import Look

if TYPE_CHECKING:
    from index.library import Library
    from index.search_reports import ConcordanceLine

MOST_LINES = 5_000
"""Of the newest articles: as many as anybody looks through."""

BATCH = 250
"""Lines that come together; the first of them are there within a frame or two."""


SortKey = tuple[bool, list[str]]
SortedLine = tuple["ConcordanceLine", SortKey, SortKey]
"""A line, and what it is sorted by on its left and on its right."""


@dataclass(slots=True)
class Concordance:
    """What is known of the concordance of one query; kept, so that a reader finds back to the line."""

    query: str
    lines: list[ConcordanceLine] = field(default_factory=list)
    """Newest article first, in the order of its text."""
    articles: int = 0
    sort: ConcordanceSort = "date"
    cursor: int = 0
    is_read: bool = False
    """All lines are there, or as many as are shown."""
    _keys: dict[str, list[SortKey]] = field(default_factory=lambda: {"left": [], "right": []})

    def add(self, lines: Iterable[SortedLine]) -> None:
        """Take in more lines with what they are sorted by."""
        for line, left, right in lines:
            self.lines.append(line)
            self._keys["left"].append(left)
            self._keys["right"].append(right)

    def clear(self) -> None:
        """Begin anew."""
        self.lines.clear()
        for keys in self._keys.values():
            keys.clear()

    def arranged(self) -> list[ConcordanceLine]:
        """The lines in the chosen order."""
        if self.sort == "date":
            return list(self.lines)
        keys = self._keys[self.sort]
        return [self.lines[number] for number in sorted(range(len(keys)), key=keys.__getitem__)]


class LinesRead(Message):
    """More lines of a concordance; the last of them where there are less than a batch."""

    def __init__(self, articles: int, lines: list[SortedLine], *, is_last: bool) -> None:
        super().__init__()
        self.articles, self.lines, self.is_last = articles, lines, is_last


class ConcordanceScreen(ClosesOnce[tuple[str, Span] | None]):
    """Gives the article and the place of the line that was picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,خ,ض,d,ي,backspace", "dismiss(None)", show=False),
    ]

    def __init__(self, look: Look, library: Library, concordance: Concordance) -> None:
        super().__init__()
        self.look = look
        self._library = library
        self._concordance = concordance
        self._error = ""

    def compose(self) -> ComposeResult:
        yield ConcordanceList(self.look, id="concordance")

    def on_mount(self) -> None:
        self.set_class(self.look.is_mirrored, "-mirrored")
        self.set_class(self.look.is_plain, "-plain")
        self._show()
        if not self._concordance.is_read:
            self._concordance.clear()
            self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        """In a thread: hand the lines over in batches."""
        from index.search.concordance import neighbours

        worker = get_current_worker()
        try:
            articles, lines = self._library.concordance(self._concordance.query, limit=MOST_LINES)
            batch: list[SortedLine] = []
            for line in lines:
                batch.append((line, neighbours(line, "left"), neighbours(line, "right")))
                if len(batch) == BATCH:
                    if worker.is_cancelled:
                        return
                    self.post_message(LinesRead(articles, batch, is_last=False))
                    batch = []
            self.post_message(LinesRead(articles, batch, is_last=True))
        except WarraqError as error:
            self._error = self.look.error(error)
            self.post_message(LinesRead(0, [], is_last=True))

    def on_lines_read(self, message: LinesRead) -> None:
        self._concordance.articles = message.articles
        self._concordance.add(message.lines)
        self._concordance.is_read = message.is_last
        if message.lines or message.is_last:
            self._show()

    def _show(self) -> None:
        """Draw the lines there are, the cursor on the line it stood on."""
        box = self.query_one(ConcordanceList)
        kept = box.line
        lines = self._concordance.arranged()
        at = self._concordance.cursor if kept is None else next((n for n, line in enumerate(lines) if line is kept), 0)
        box.show_lines(lines, cursor=at)
        self._show_counts()

    def _show_counts(self) -> None:
        say, box = self.look.say, self.query_one(ConcordanceList)
        known = self._concordance
        width = max(1, box.size.width - 4)
        is_whole = known.is_read and len(known.lines) < MOST_LINES
        title = self.look.about(
            say("concordance.title", query=known.query),
            f"{min(box.cursor + 1, len(box.lines)):,}/{len(known.lines):,}",
            say(f"concordance.{known.sort}"),
            say("concordance.articles" if is_whole else "concordance.articles_so_far", count=known.articles),
        )
        box.border_title = Content(self.look.label(self._error or title, width, base=self.look.direction))
        line = box.line
        below = line.row if line is not None else None
        told = say("concordance.none") if known.is_read and not known.lines else say("concordance.close")
        if below is not None:
            told = self.look.about(below.title, below.source, self.look.date(below.date))
        box.border_subtitle = Content(self.look.label(told, width, base=self.look.direction))

    def on_resize(self) -> None:
        self._show_counts()

    def on_concordance_list_moved(self) -> None:
        self._concordance.cursor = self.query_one(ConcordanceList).cursor
        self._show_counts()

    def action_sort(self) -> None:
        """Newest first, by the words at the left, by those at the right; the cursor goes to the first line."""
        orders: tuple[ConcordanceSort, ...] = get_args(ConcordanceSort)
        self._concordance.sort = orders[(orders.index(self._concordance.sort) + 1) % len(orders)]
        self.query_one(ConcordanceList).show_lines(self._concordance.arranged(), cursor=0)

    def on_concordance_list_picked(self, message: ConcordanceList.Picked) -> None:
        self.dismiss((message.line.row.id, message.line.span))
