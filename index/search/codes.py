"""A stem is one character: its code. So a document is a string of codes, and a phrase is a substring."""

from __future__ import annotations

STOP = "\0"
"""Stands for every stop word."""

GAP = "\1"
"""Stands between title and body."""

_FIRST_CODE = 2
_SURROGATES = range(0xD800, 0xE000)


def code_of(number: int) -> str:
    """The code of the stem that turned up as the nth; frequent stems turn up early, and UTF-8 makes them short."""
    code = number + _FIRST_CODE
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))
