"""The half of the main screen that keeps what the reader does to articles: bookmark, read, place, tags, a note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.article import Marks
from reader.screens.clerk import Marked
from reader.screens.entity_desk import EntityScreen
from reader.widgets.look import Look

if TYPE_CHECKING:
    from index.library import Library

_COMMAS = re.compile("[,،]")
LINE_END_SIGN = "⏎"
"""Stands for a line end where a note is edited in one line."""


class MarkingScreen(EntityScreen):
    """Marks the article under the cursor, or the one that is open."""

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__(look, library)
        self._marks = Marks()
        """Of the open article."""

    def on_marked(self, message: Marked) -> None:
        if self.article is not None and message.article_id == self.article.id:
            self.show_marks(message.marks)
        self.list.forget_rows()
        if message.said:
            self.tell(message.said)

    def show_marks(self, marks: Marks) -> None:
        """Show tags and note of the open article beneath the panes; nothing where it has none."""
        self._marks = marks
        self.margin.show_marks(marks.tags, marks.note)

    # The place

    def keep_place(self) -> None:
        """Remember how far the open article was read."""
        if self.article is not None and self._is_place_new():
            self._marks = replace(self._marks, position=self.body.position)
            self._clerk.keep_position(self.article.id, self.body.position)

    @property
    def unkept_position(self) -> tuple[str, int] | None:
        """Article and offset that are not in the library yet: what is to be written before the reader closes."""
        if self.article is None or not self._is_place_new():
            return None
        return self.article.id, self.body.position

    def _is_place_new(self) -> bool:
        """Whether the reader moved on; a look at a hit is no reason to forget where the reading stopped."""
        return self.body.position not in (self._marks.position, self.jumped_to)

    # Bookmark and read

    def action_bookmark(self) -> None:
        row = self.list.row_at(self.list.cursor) if self.active == "list" else None
        if row is not None:
            self._clerk.bookmark(row.id, on=not row.is_bookmarked)
        elif self.article is not None:
            self._clerk.bookmark(self.article.id, on=not self._marks.is_bookmarked)

    def action_toggle_read(self) -> None:
        row = self.list.row_at(self.list.cursor) if self.active == "list" else None
        article_id = row.id if row is not None else self.article.id if self.article is not None else None
        if article_id is not None:
            is_read = row.is_read if row is not None else self._marks.is_read
            said = "screen.marked_unread" if is_read else "screen.marked_read"
            self._clerk.set_read(article_id, on=not is_read, said=said)

    # Tags and note

    def action_tags(self) -> None:
        """Ask for the tags of an article, those it has being offered."""
        from reader.screens.naming import NamingScreen

        if (article_id := self._marked_id()) is None:
            return
        marks = self._marks_of(article_id)

        def put(text: str | None) -> None:
            if text is not None:
                self._clerk.set_tags(article_id, tuple(filter(None, map(str.strip, _COMMAS.split(text)))))

        comma = "، " if self.look.language == "ar" else ", "
        asked = NamingScreen(self.look, comma.join(marks.tags), about="tags", may_be_empty=True)
        self.app.push_screen(asked, put)

    def action_note(self) -> None:
        """Ask for the note of an article, the one it has being offered."""
        from reader.screens.naming import NamingScreen

        if (article_id := self._marked_id()) is None:
            return
        note = self._marks_of(article_id).note

        def write(text: str | None) -> None:
            if text is not None:
                self._clerk.write_note(article_id, "\n".join(map(str.strip, text.split(LINE_END_SIGN))))

        offered = f" {LINE_END_SIGN} ".join(note.split("\n"))
        self.app.push_screen(NamingScreen(self.look, offered, about="note", may_be_empty=True), write)

    def _marked_id(self) -> str | None:
        """The article that a mark is for: the one under the cursor of the list, or else the open one."""
        row = self.list.row_at(self.list.cursor) if self.active == "list" else None
        return row.id if row is not None else self.article.id if self.article is not None else None

    def _marks_of(self, article_id: str) -> Marks:
        is_open = self.article is not None and self.article.id == article_id
        return self._marks if is_open else self._clerk.marks_now(article_id)
