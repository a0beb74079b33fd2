"""The keyboard as fingers know it: which letters share a key of the two layouts, and which keys lie side by side."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from index.arabic import fold_word

_LATIN = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_ARABIC = ("ذ1234567890-=", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر\ufefbىةوزظ")
"""Rows of the usual Arabic layout (Arabic 101, X11 `ara`); the key B types two letters, lam and alef."""

_LAM_ALEF = "\ufefb"


def _keys() -> dict[str, str]:
    rows = zip(_LATIN, _ARABIC, strict=True)
    return {latin: arabic for row in rows for latin, arabic in zip(*row, strict=True) if not latin.isdigit()}


_TO_ARABIC = {**_keys(), _LATIN[3][4]: "لا"}
_TO_LATIN = {arabic: latin for latin, arabic in _keys().items() if latin.isalpha()}


def typed_on_arabic(text: str) -> str:
    """What the same keys write on the Arabic layout: `hguvhr` is العراق."""
    return "".join(_TO_ARABIC.get(letter, letter) for letter in text.lower())


def typed_on_latin(text: str) -> str:
    """What the same keys write on the Latin layout: فعىهس is `tunis`."""
    text = text.replace("لا", _LAM_ALEF)
    return "".join(_TO_LATIN.get(letter, letter) for letter in text)


@cache
def neighbouring_keys() -> frozenset[tuple[str, str]]:
    """Pairs of folded letters, both ways round, whose keys touch."""
    pairs: set[tuple[str, str]] = set()
    for row in _ARABIC:
        pairs.update(pairwise(row))
    for upper, lower in pairwise(_ARABIC):
        # A key touches the one above it and that one's right neighbour.
        pairs.update(zip(upper, lower, strict=False))
        pairs.update(zip(upper[1:], lower, strict=False))
    folded = {(fold_word(a), fold_word(b)) for a, b in pairs if a.isalpha() and b.isalpha()}
    return frozenset(folded | {(b, a) for a, b in folded})
