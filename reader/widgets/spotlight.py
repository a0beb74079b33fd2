"""Which ranges of a document are lit, and how: one byte of style bits a character."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index.article import Mention, Span

TYPE_CODES = {"PER": 1, "LOC": 2, "ORG": 3, "DATE": 4, "NUM": 5}
TYPE_BITS = 0b111
TITLE, HIT, FOCUS, SELECTED = 8, 16, 32, 64
NOTHING = Span(0, 0)


def _adding(bit: int) -> bytes:
    return bytes(code | bit for code in range(256))


_ADD = {bit: _adding(bit) for bit in (TITLE, HIT, FOCUS, SELECTED)}


class Spotlight:
    """The lit ranges of one document, found by bisection: a frame looks at its own lines only."""

    def __init__(self, title: Span = NOTHING) -> None:
        self.title = title
        self.selection = NOTHING
        self.focus = NOTHING
        self.mentions: Sequence[Mention] = ()
        self.hits: Sequence[Span] = ()
        self._mention_starts: list[int] = []
        self._hit_starts: list[int] = []

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Mentions in text order, without overlap."""
        self.mentions = mentions
        self._mention_starts = [mention.start for mention in mentions]

    def set_hits(self, hits: Sequence[Span]) -> None:
        """Hits in text order, without overlap."""
        self.hits = hits
        self._hit_starts = [hit[0] for hit in hits]

    def mention_at(self, offset: int) -> int | None:
        """The number of the mention that holds an offset."""
        number = bisect_right(self._mention_starts, offset) - 1
        return number if number >= 0 and offset < self.mentions[number].end else None

    def mention_after(self, offset: int, direction: int) -> int | None:
        """The next mention that begins after (or before) an offset, round the end of the text."""
        return _step(self._mention_starts, offset, direction)

    def hit_after(self, offset: int, direction: int) -> int | None:
        """The next hit that begins after (or before) an offset; None behind the last."""
        starts = self._hit_starts
        number = bisect_right(starts, offset) if direction > 0 else bisect_left(starts, offset) - 1
        return number if 0 <= number < len(starts) else None

    @property
    def hit_number(self) -> int | None:
        """The number of the hit that is lit more than the others."""
        number = bisect_left(self._hit_starts, self.focus.start)
        is_hit = self.focus.end > 0 and number < len(self.hits) and self.hits[number] == self.focus
        return number if is_hit else None

    def state_of(self, start: int, end: int) -> tuple[int, int, int, int]:
        """What changes from frame to frame within a line: the selected and the lit part of it."""
        return (*_within(self.selection, start, end), *_within(self.focus, start, end))

    def codes(self, start: int, end: int) -> bytearray:
        """The style bits of every character of a line."""
        codes = bytearray(end - start)
        number = max(0, bisect_right(self._mention_starts, start) - 1)
        for mention in self.mentions[number : bisect_left(self._mention_starts, end)]:
            low, high = _within(Span(mention.start, mention.end), start, end)
            codes[low:high] = bytes([TYPE_CODES[mention.type]]) * (high - low)
        number = max(0, bisect_right(self._hit_starts, start) - 1)
        for hit in self.hits[number : bisect_left(self._hit_starts, end)]:
            _add(codes, HIT, *_within(Span(*hit), start, end))
        _add(codes, TITLE, *_within(self.title, start, end))
        _add(codes, FOCUS, *_within(self.focus, start, end))
        _add(codes, SELECTED, *_within(self.selection, start, end))
        return codes


def _within(span: Span, start: int, end: int) -> tuple[int, int]:
    """A range cut to a line and counted from its start; (0, 0) where they do not meet."""
    low, high = max(span.start, start), min(span.end, end)
    return (low - start, high - start) if low < high else (0, 0)


def _add(codes: bytearray, bit: int, low: int, high: int) -> None:
    if low < high:
        codes[low:high] = codes[low:high].translate(_ADD[bit])


def _step(starts: Sequence[int], offset: int, direction: int) -> int | None:
    if not starts:
        return None
    number = bisect_right(starts, offset) if direction > 0 else bisect_left(starts, offset) - 1
    return number % len(starts)


def is_word_character(character: str) -> bool:
    """Letters, digits, marks and joiners: harakat and ZWNJ belong to the word they stand in, unlike in `\\w`."""
    return character.isalnum() or character in "_\u200c\u200d" or unicodedata.category(character) == "Mn"


def word_at(text: str, offset: int) -> Span:
    """The word around an offset; one character where there is none."""
    start = end = offset
    while start > 0 and is_word_character(text[start - 1]) and is_word_character(text[offset]):
        start -= 1
    while end < len(text) and is_word_character(text[end]):
        end += 1
    return Span(start, max(end, offset + 1))
