"""A line that is being edited: its logical text, the cursor and the selection, and what keys do to them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.widgets.spotlight import is_word_character


@dataclass(frozen=True, slots=True)
class EditedLine:
    """Logical offsets throughout; where they stand on the screen is the widget's business."""

    text: str = ""
    cursor: int = 0
    anchor: int = 0
    """The other end of the selection; equal to the cursor when nothing is selected."""

    @property
    def selection(self) -> tuple[int, int]:
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    @property
    def selected_text(self) -> str:
        start, end = self.selection
        return self.text[start:end]

    def at(self, offset: int, *, selecting: bool = False) -> EditedLine:
        """The cursor moved, the selection kept growing or dropped."""
        offset = max(0, min(offset, len(self.text)))
        return replace(self, cursor=offset, anchor=self.anchor if selecting else offset)

    def insert(self, text: str) -> EditedLine:
        """Type or paste over the selection."""
        start, end = self.selection
        place = start + len(text)
        return EditedLine(self.text[:start] + text + self.text[end:], place, place)

    def delete(self, target: int) -> EditedLine:
        """Delete the selection, or else everything between the cursor and an offset."""
        if self.cursor == self.anchor:
            return replace(self, anchor=target).insert("")
        return self.insert("")

    def select_all(self) -> EditedLine:
        return replace(self, cursor=len(self.text), anchor=0)

    def word_start(self) -> int:
        """Start of the word before the cursor; harakat and ZWNJ are part of a word."""
        place = self.cursor
        while place > 0 and not is_word_character(self.text[place - 1]):
            place -= 1
        while place > 0 and is_word_character(self.text[place - 1]):
            place -= 1
        return place

    def word_end(self) -> int:
        """End of the word after the cursor."""
        place = self.cursor
        while place < len(self.text) and not is_word_character(self.text[place]):
            place += 1
        while place < len(self.text) and is_word_character(self.text[place]):
            place += 1
        return place
