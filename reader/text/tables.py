"""The Unicode tables of this folder, read once, as regular-expression classes and dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path


def _rows(name: str) -> Iterator[list[str]]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return (line.split() for line in text.splitlines() if line and not line.startswith("#"))


def _range(first: int, last: int) -> str:
    """A range for a regular-expression class; code points stand for themselves but for the few with a meaning there."""
    return f"\\U{first:08x}-\\U{last:08x}"


MIRRORED: dict[str, str] = {chr(int(a, 16)): chr(int(b, 16)) for a, b in _rows("mirroring.txt")}
"""L4: what is drawn in place of a character whose level is odd (UCD BidiMirroring)."""

BRACKETS: dict[str, str] = {chr(int(a, 16)): chr(int(b, 16)) for a, b in _rows("brackets.txt")}
"""Opening to closing paired brackets (UCD BidiBrackets, BD14 to BD16)."""

JOINING: dict[str, str] = {chr(int(code, 16)): kind for code, kind in _rows("joining.txt")}
"""Joining type D, R or C by character (UCD ArabicShaping); all others do not join or are transparent."""

_WIDTHS = [(int(a, 16), int(b, 16), int(width)) for a, b, width in _rows("widths.txt")]

_CONTROLS = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\ufe00-\\ufe0f"


NEAR, EVERYWHERE = ((0, 0x8FF), (0x2000, 0x2BFF), (0xFB1D, 0xFEFF)), ((0, 0x10FFFF),)
"""Ranges of code points a text lies in: what Arabic and European news are written with, and all there are. A class over
the first compiles in a thirtieth of the time and matches faster."""

FAR = re.compile("[^\\x00-\\u08ff\\u2000-\\u2bff\\ufb1d-\\ufeff]")
"""Finds what does not lie near."""

Ranges = tuple[tuple[int, int], ...]


def _class_of(width: int, within: Ranges) -> str:
    parts = ((max(a, low), min(b, high)) for a, b, cells in _WIDTHS if cells == width for low, high in within)
    return "".join(_range(first, last) for first, last in parts if first <= last)


def zero_class(within: Ranges) -> str:
    """Everything that stands in the cell of the character before it: marks, format controls, C0."""
    return _CONTROLS + _class_of(0, within)


def wide_class(within: Ranges) -> str:
    """Characters of two cells."""
    return _class_of(2, within)


DROPPED_CLASS = (
    _CONTROLS + "\\u061c\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb"
    "\\U0001f3fb-\\U0001f3ff\\U000e0000-\\U000e0fff"
)
"""Zero-width characters that a terminal must not see: it would obey bidi controls and glue over joiners."""

LIGATURE_CLASS = "\\ufbea-\\ufbfb\\ufc00-\\ufd3d\\ufd50-\\ufdfc"
"""Presentation forms of several letters (U+FDF2, U+FDFA ...): two cells wide or missing in fonts, so drawn in full."""

BLANK_CLASS = " \\t\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u205f\\u3000"
"""Blanks that allow a break after them; NBSP, U+2007 and U+202F do not."""
