"""Embedding levels of a paragraph (UAX #9, P2 to I2). The only module that speaks to python-bidi.

python-bidi's documented `debug` output holds the resolved levels, one a UTF-8 byte, before L1; its drawn text is of no
use here, because it neither mirrors (L4) nor keeps marks on their letters (L3) and comes without a map.

A paragraph is resolved in islands, cut before Arabic letters (class AL), each of which is itself the strong context on
both sides. A bracket pair may be cut as well: when a letter stands in it that could be cut at, N0 b makes both brackets
R, whatever else is there, so they enter the island as what resolves to R by itself. Stretches without a left-to-right
letter, digit or control are level 1 throughout and need no call at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from unicodedata import bidirectional

from bidi import get_display

from reader.text.options import Direction
from reader.text.tables import BRACKETS

_LEVEL = re.compile(r"Level\(\s*(\d+),?\s*\)")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SEPARATORS = re.compile("[\n\r\x1c-\x1e\x85\u2029]")  # class B (P1)
_EXPLICIT = re.compile("[\u202a-\u202e\u2066-\u2069]")

_AL_CLASS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f"
_ARABIC_LETTER = re.compile(f"[{_AL_CLASS}]")
# Letters, marks, blanks and neutrals that are level 1 wherever the context is right-to-left and holds no number.
_IMPURE = re.compile(
    f"[^{_AL_CLASS}\u0610-\u061b\u061d-\u061f\u0640\u064b-\u065f\u066a\u066d\u0670\u06d4\u06d6-\u06dc\u06de-\u06ed"
    "\u06fd-\u06ff\ufb50-\ufbc1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfc\ufe70-\ufe74\ufe76-\ufefc"
    " \t!-/:-@\\[-`{-~\xa0\xa1\xa6-\xa9\xab\xac\xae\xaf\xb4\xb6-\xb8\xbb\xbf\u200c\u200d\u200f\u2010-\u2027]+"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\u2068\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U0001efff]"
)
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_BRACKET = re.compile("[" + re.escape("".join([*BRACKETS, *BRACKETS.values()])) + "]")
_BRACKET_STACK = 63  # BD16: brackets nested deeper end the search for pairs

# Telephone numbers, dd-mm-yyyy and ranges in either digit row, as one reads them: a group of digits, then more groups.
_NUMBER_SEQUENCE = re.compile(
    r"(?<![\d٠-٩۰-۹])\+?\(?[0-9٠-٩۰-۹]+\)?(?:(?: ?[-–/] ?| (?=[(+]?[0-9٠-٩۰-۹]{2}))\(?[0-9٠-٩۰-۹]+\)?)+"
)


def base_direction(text: str, default: Direction = "R") -> Direction:
    """The paragraph's direction by its first strong letter outside isolates (P2, P3)."""
    depth = 0
    for character in text:
        kind = bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind == "L":
            return "L"
        elif depth == 0 and kind in ("R", "AL"):
            return "R"
    return default


def article_direction(text: str) -> Direction:
    """Right to left as soon as one right-to-left letter is there: many an Arabic text opens with a Latin name."""
    return "R" if _ARABIC_LETTER.search(text) or _RIGHT_TO_LEFT.search(text) else "L"


def paragraph_levels(text: str, base: Direction, *, isolate_numbers: bool = False) -> bytes:
    """The level of every code point of one paragraph before L1; what X9 removes takes the level before it."""
    return ParagraphLevels(text, base, isolate_numbers=isolate_numbers).of(0, len(text))


class ParagraphLevels:
    """The levels of one paragraph, resolved where they are looked at."""

    def __init__(self, text: str, base: Direction, *, isolate_numbers: bool = False) -> None:
        self._text = text
        self._base: Direction = base
        self._isolates = isolate_numbers
        self._whole: bytes | None = None
        self._stand_ins: dict[int, str] = {}
        self._stand_in_places: list[int] = []
        if base == "R" and not _EXPLICIT.search(text) and not _SEPARATORS.search(text):
            self._stand_ins = _bracket_stand_ins(text)
            self._stand_in_places = sorted(self._stand_ins)
        elif base == "L" and not _RIGHT_TO_LEFT.search(text) and not _EXPLICIT.search(text):
            self._whole = bytes(len(text))
        else:
            self._whole = _resolve(text, base, isolate_numbers, ())

    def of(self, start: int, end: int) -> bytes:
        """Levels of text[start:end]."""
        if self._whole is not None:
            return self._whole[start:end]
        levels = bytearray(b"\x01" * (end - start))
        position = start
        while position < end and (impure := _IMPURE.search(self._text, position, end)) is not None:
            first, last = self._cut_before(impure.start()), self._cut_after(impure.end())
            island = self._island(first, last)
            low, high = max(first, start), min(last, end)
            levels[low - start : high - start] = island[low - first : high - first]
            position = high
        return bytes(levels)

    def _cut_before(self, position: int) -> int:
        """The nearest safe cut at or before a position."""
        reach = 64
        while True:
            low = max(0, position - reach)
            cut = max((found.start() for found in _ARABIC_LETTER.finditer(self._text, low, position)), default=low)
            if cut > low or low == 0:
                return cut
            reach *= 8

    def _cut_after(self, position: int) -> int:
        """The nearest safe cut at or after a position."""
        found = _ARABIC_LETTER.search(self._text, position)
        return found.start() if found else len(self._text)

    def _island(self, first: int, last: int) -> bytes:
        places = self._stand_in_places
        inside = places[bisect_left(places, first) : bisect_left(places, last)]
        stand_ins = tuple((place - first, self._stand_ins[place]) for place in inside)
        return _resolve(self._text[first:last], "R", self._isolates, stand_ins)


_LONE_BRACKET = "*"
"""A neutral that is no bracket: in the island it must not find a partner that it has not in the paragraph."""

_RIGHT_TO_LEFT_BRACKET = "(\u0660)"
"""Passes W1 to W7 as a neutral does, and comes out of N0 as R: a pair around an Arabic digit takes the embedding's
direction."""


def _bracket_stand_ins(text: str) -> dict[int, str]:
    """What brackets of a right-to-left paragraph stand in an island as, by place; those not named stay themselves.

    A pair without an Arabic letter inside lies whole in any island and stays.
    """
    stack: list[tuple[str, int]] = []
    stand_ins: dict[int, str] = {}
    pairing = True
    for found in _BRACKET.finditer(text):
        character, place = found[0], found.start()
        stand_ins[place] = _LONE_BRACKET
        closing = BRACKETS.get(character)
        if closing is not None and len(stack) == _BRACKET_STACK:
            pairing = False
        if not pairing:
            continue
        if closing is not None:
            stack.append((_CANONICAL.get(closing, closing), place))
        elif (depth := _partner(stack, _CANONICAL.get(character, character))) is not None:
            opening = stack[depth][1]
            del stack[depth:]
            del stand_ins[opening], stand_ins[place]
            if _ARABIC_LETTER.search(text, opening, place):
                stand_ins[opening] = stand_ins[place] = _RIGHT_TO_LEFT_BRACKET
    return stand_ins


def _partner(stack: list[tuple[str, int]], character: str) -> int | None:
    """The innermost open bracket that a closing one closes (BD16)."""
    return next((depth for depth in range(len(stack) - 1, -1, -1) if stack[depth][0] == character), None)


@lru_cache(maxsize=8192)
def _resolve(text: str, base: Direction, isolates: bool, stand_ins: tuple[tuple[int, str], ...]) -> bytes:
    """Levels of a piece of text by python-bidi, with other characters for some of its own, and numbers in isolates."""
    numbers = [found.span() for found in _NUMBER_SEQUENCE.finditer(text)] if isolates else []
    if not stand_ins and not numbers:
        return _engine_levels(text, base)
    units = list(text)
    for place, stand_in in stand_ins:
        units[place] = stand_in
    for _, last in numbers:
        units[last - 1] += "\u2069"
    opened = {first for first, _ in numbers}
    position = 0
    places: list[int] = []
    parts: list[str] = []
    for place, unit in enumerate(units):
        lead = "\u2066" if place in opened else ""
        places.append(position + len(lead))
        parts += (lead, unit)
        position += len(lead) + len(unit)
    levels = _engine_levels("".join(parts), base)
    return bytes(levels[place] for place in places)


def _engine_levels(text: str, base: Direction) -> bytes:
    """One level a code point, read from the debug output of python-bidi (one a UTF-8 byte there)."""
    if not text:
        return b""
    text = _SURROGATES.sub("\ufffd", text)
    dump = str(get_display(text, base_dir=base, debug=True))
    # The anchors can't come from the text: its newlines are escaped in the dump.
    of_bytes = [
        int(n) for n in _LEVEL.findall(dump.partition("\n    levels: [\n")[2].partition("\n    paragraphs: [\n")[0])
    ]
    if len(of_bytes) == len(text):
        return bytes(of_bytes)
    levels = bytearray()
    position = 0
    for character in text:
        levels.append(of_bytes[position])
        code = ord(character)
        position += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return bytes(levels)
