"""Letters and tokens of written Arabic, without any dictionary.

Two spellings that a reader takes for the same word fold to the same letters: harakat and tatweel go, the seats of
alef, hamza and ya meet, Persian and Maghrebi letters and both rows of Arabic digits become the plain ones, Latin
loses case and accents. Whatever is folded keeps a map to the text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from itertools import chain

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff\u0300-\u036f"
"""Body of a character class: harakat, Koranic signs and combining accents."""

CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Body of a character class: zero-width and bidi controls, which people type inside words."""

_PHRASE_LIGATURES = "\ufdfa\ufdfb"
"""One sign, several words (صلى الله عليه وسلم): a token of its own, never glued words."""

_LETTER = rf"[^\W_{_PHRASE_LIGATURES}]"
_NUMBER = r"\d+(?:[.,\u066b\u066c]\d+)+(?![^\W_])"
_WORD = rf"{_LETTER}(?:[^\W_{_PHRASE_LIGATURES}]|[{MARKS}]|[{CONTROLS}](?=[^\W_{_PHRASE_LIGATURES}]))*"

TOKEN = re.compile(rf"{_NUMBER}|{_WORD}|[{_PHRASE_LIGATURES}]")
"""A number with its separators, or a word with its marks and inner controls; the underscore of a hashtag separates."""

_SEPARATED_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a0-9]*")
"""What needs no further step, unless a combining hamza made a seat of the letter before it."""

_EUROPEAN = re.compile("[\u00c0-\u052f]")
_CLUSTER = re.compile(rf".[{MARKS}]*", re.DOTALL)

SAME_LETTERS = {
    "ا": "آأإٱٲٳ",
    "ي": "ىیېۍےۓ",
    "ه": "ةۀہھەۃ",
    "ك": "کڪګگ",
    "ف": "ڤ",
    "ب": "پ",
    "ج": "چ",
    "ء": "ؤئ",
    "0": "٠۰",
    "1": "١۱",
    "2": "٢۲",
    "3": "٣۳",
    "4": "٤۴",
    "5": "٥۵",
    "6": "٦۶",
    "7": "٧۷",
    "8": "٨۸",
    "9": "٩۹",
    ".": "\u066b",
    ",": "\u066c",
}
"""Folded letter -> the letters that fold to it."""


def _code_points(class_body: str) -> Iterator[int]:
    """The code points of a character class body such as "\u0610-\u061a\u0670"."""
    for match in re.finditer(r"(.)(?:-(.))?", class_body):
        first, last = match[1], match[2] or match[1]
        yield from range(ord(first), ord(last) + 1)


def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(chain(_code_points(MARKS), _code_points(CONTROLS)))
    table[0x0640] = None
    table |= {ord(letter): plain for plain, letters in SAME_LETTERS.items() for letter in letters}
    return table


_FOLD = _fold_table()


def fold_word(word: str) -> str:
    """The plain letters of one token; empty where it held only marks or tatweel."""
    if word.isascii():
        return word.lower()
    if "\u0654" not in word and _PLAIN.fullmatch(plain := word.translate(_FOLD)):
        return plain
    if not unicodedata.is_normalized("NFKC", word):
        word = "".join(unicodedata.normalize("NFKC", word).split())
    plain = word.translate(_FOLD)
    if _EUROPEAN.search(plain):
        plain = unicodedata.normalize("NFD", plain).translate(_FOLD)
    return plain.lower()


def fold_token(surface: str) -> str:
    """As `fold_word`; a number loses its thousands separators too: ١٬٥٠٠ and 1,500 are 1500."""
    if surface in _PHRASE_LIGATURES:
        return surface
    plain = fold_word(surface)
    return plain.replace(",", "") if "," in plain and _SEPARATED_NUMBER.fullmatch(plain) else plain


def _fold_cluster(cluster: str) -> str:
    return cluster if cluster.isspace() else fold_word(cluster)


def fold(text: str) -> tuple[str, array[int]]:
    """Fold a whole text, and say for each folded letter where it came from.

    The map has one entry more than the folded text: the length of the source. It never falls, so the source of the
    folded range [a, b) is [map[a], map[b]): marks go with the letter before them.
    """
    pieces: list[str] = []
    source = array("I")
    known: dict[str, str] = {}
    for match in _CLUSTER.finditer(text):
        cluster = match[0]
        plain = known.get(cluster)
        if plain is None:
            plain = known[cluster] = _fold_cluster(cluster)
        pieces.append(plain)
        source.extend([match.start()] * len(plain))
    source.append(len(text))
    return "".join(pieces), source


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end (code points of `text`) and folded letters of each token, before stop list and stemming."""
    for match in TOKEN.finditer(text):
        if term := fold_token(match[0]):
            yield match.start(), match.end(), term
