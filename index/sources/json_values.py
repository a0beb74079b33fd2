"""A JSON text taken value by value, so that one of gigabytes needs the memory of one article.

The values themselves are the standard library's to parse, which also takes the NaN that many dumps hold; only the frame
around them, the lists and objects that are walked into, is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder

from index.errors import SourceFormatError
from index.sources.streams import LARGEST

_DECODER = JSONDecoder(strict=False)
_BLANKS = re.compile("[ \t\r\n\ufeff\x00]*")
_LONGEST_WORD = 16
"""Characters at the end of what was read that may be half of something: `-Infinity`, an escape."""


class JsonValues:
    """A cursor in a JSON text."""

    def __init__(self, pieces: Iterator[str], source: str) -> None:
        self.source = source
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._lines_behind = 0
        self._value_at = 0
        """Where the value taken last begins."""
        self._held: _Held | None = None
        self._object: str | None = None

    @property
    def written(self) -> str:
        """The value taken last as it is written: ask before the cursor moves on."""
        return self._text[self._value_at : self._at] if self._object is None else self._object

    def hold(self) -> None:
        """Keep what is written from the cursor on, an object that is walked into, for `take_held`."""
        self._held = _Held(self._at)

    def let_go(self) -> None:
        """Keep it no longer: the object holds more than itself."""
        self._held = None

    def take_held(self) -> None:
        """Have the object that was held be what is `written`; empty where it was let go or is too long."""
        self._object = self._held.up_to(self._text, self._at) if self._held is not None else ""
        self._held = None

    @property
    def line(self) -> int:
        """The line the cursor stands in, from 1."""
        return self._lines_behind + self._text.count("\n", 0, self._at) + 1

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            blanks = _BLANKS.match(self._text, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(1):
                return ""

    def value(self) -> object:
        """The value at the cursor, which then stands behind it."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except JSONDecodeError as error:
                if self._may_be_cut(error) and self._more(len(self._text) - self._at):
                    continue
                raise self._error(f"JSON ({error.msg})") from error
            except RecursionError as error:
                raise self._error("JSON that is not nested so deep") from error
            # Of a number at the end there may be more digits to come.
            if end == len(self._text) and self._text[end - 1] not in '}]"' and self._more(1):
                continue
            self._value_at, self._at, self._object = self._at, end, None
            return value

    def members(self) -> Iterator[str]:
        """The names in the object at the cursor, which stands before the name's value: take it before the next name."""
        self._take("{")
        while self.peek() != "}":
            name = self.value()
            if not isinstance(name, str):
                raise self._error("a name")
            self._take(":")
            yield name
            if self.peek() != ",":
                break
            self._take(",")
        self._take("}")

    def elements(self) -> Iterator[None]:
        """Once for each element of the list at the cursor: take it before the next."""
        self._take("[")
        while self.peek() != "]":
            yield None
            if self.peek() != ",":
                break
            self._take(",")
        self._take("]")

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise self._error(f"{character} of JSON" if self.peek() else f"{character}, but the file ends here")
        self._at += 1

    def _may_be_cut(self, error: JSONDecodeError) -> bool:
        return error.pos >= len(self._text) - _LONGEST_WORD or error.msg.startswith("Unterminated")

    def _more(self, characters: int) -> bool:
        """Read on, at least so many characters; False at the end."""
        if len(self._text) - self._at > LARGEST:
            raise self._error(f"a value of at most {LARGEST >> 20} MB")
        pieces = []
        while characters > 0 and (piece := next(self._pieces, None)) is not None:
            pieces.append(piece)
            characters -= len(piece)
        if not any(pieces):
            return False
        self._lines_behind += self._text.count("\n", 0, self._at)
        if self._held is not None:
            self._held.go_on(self._text, self._at)
        self._text = self._text[self._at :] + "".join(pieces)
        self._at = 0
        return True

    def _error(self, expected: str) -> SourceFormatError:
        return SourceFormatError(self.source, line=self.line, expected=expected)


class _Held:
    """What is written of an object while the text it stands in goes by."""

    def __init__(self, start: int) -> None:
        self._start = start
        """In the text at hand."""
        self._pieces: list[str] = []
        self._size = 0

    def go_on(self, text: str, at: int) -> None:
        """Keep what stands before `at`, where the next text at hand begins; nothing of what is too long for a value."""
        self._size += at - self._start
        if self._size <= LARGEST:
            self._pieces.append(text[self._start : at])
        else:
            self._pieces.clear()
        self._start = 0

    def up_to(self, text: str, at: int) -> str:
        self.go_on(text, at)
        return "".join(self._pieces)
