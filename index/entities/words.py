"""Words with their place in the text, their normal form, and what is left without proclitics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["word", "number", "latin", "sign", "break"]

LONGEST_WORD = 40
"""Letters; anything longer is no word of a language and is passed over as a sign."""

_TOKEN = re.compile(
    r"(?P<number>[0-9٠-٩۰-۹]+(?: \.[0-9]+(?=[ %،])|[.,٫٬:/\-–][0-9٠-٩۰-۹]+|،[0-9٠-٩۰-۹]{3}(?![0-9٠-٩۰-۹]))*)"
    r"|(?P<word>[\u0621-\u0628\u062a-\u063a\u0640-\u0648\u064a-\u065f\u0670-\u06d3\u06d5-\u06dc\u06fa-\u06ff]{2,}"
    r"[\u0629\u0649][\u064b-\u065f]*(?=[\u0621-\u063a\u0641-\u064a]{3})"
    r"|[\u0621-\u063a\u0640-\u065f\u0670-\u06d3\u06d5-\u06dc\u06fa-\u06ff]+)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f]*)"
    r"|(?P<break>\n+)"
    r"|(?P<sign>[^\s\u0621-\u065f\u0670-\u06d3\u06d5-\u06dc\u06fa-\u06ff0-9٠-٩۰-۹A-Za-z\u00c0-\u024f]+)"
)
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06dc]+")
_LETTERS = str.maketrans("أإآٱٲٳىةؤئکیگڤچپ", "اااااايهويكيكفجب")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬–", "01234567890123456789.,-")


class Word(NamedTuple):
    """One token of the text; a run of punctuation is one token of kind "sign"."""

    start: int
    end: int
    text: str
    norm: str
    """Normal form; of a number its plain digits, of a sign the sign itself."""
    kind: Kind


class Stem(NamedTuple):
    """What is left of a word when `cut` letters of proclitics are taken off its front."""

    cut: int
    norm: str


def fold_letters(text: str) -> str:
    """The letters that two spellings of a name share: no marks, one alef, one ya, no ta marbuta."""
    return _MARKS.sub("", text).translate(_LETTERS)


@lru_cache(maxsize=8_192)
def normal_form(word: str) -> str:
    """A word in folded letters, kept for the next time."""
    return fold_letters(word)


def split_words(text: str) -> list[Word]:
    """The tokens of `text` in order, in time linear in its length.

    Two letters only ever end a word, ة and ى: where letters follow, a space was lost.
    """
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the pattern's groups are the kinds
        start, end = match.span()
        surface = match.group()
        if kind == "word":
            norm = normal_form(surface) if end - start <= 3 * LONGEST_WORD else ""
            if not norm or len(norm) > LONGEST_WORD:
                kind, norm = "sign", ""
        elif kind == "number":
            norm = surface.translate(_DIGITS) if end - start <= LONGEST_WORD else ""
            kind = kind if norm else "sign"
        else:
            norm = surface[:LONGEST_WORD]
        yield Word(start, end, surface, norm, kind)


@lru_cache(maxsize=8_192)
def stems(norm: str) -> tuple[Stem, ...]:
    """The word itself first, then what it may be without و ف and ب ل ك; لل gives back the hidden alef.

    Whoever asks takes the first one that a list knows, so that a listed word is never cut.
    """
    found = [Stem(0, norm)]
    if len(norm) > 3 and norm[0] in "وف":
        found.append(Stem(1, norm[1:]))
    for cut, base in tuple(found):
        if len(base) > 4 and base.startswith("لل"):
            found.append(Stem(cut + 1, base[1:]))
            found.append(Stem(cut + 1, "ال" + base[2:]))
        elif len(base) > 3 and base[0] in "بلك":
            found.append(Stem(cut + 1, base[1:]))
    return tuple(found)


def offset_of_letter(word: Word, letter: int) -> int:
    """Where in the text the given letter of a word's normal form stands; marks and tatweel count for nothing."""
    if letter == 0:
        return word.start
    seen = -1
    for position, character in enumerate(word.text):
        if not _MARKS.match(character):
            seen += 1
            if seen == letter:
                return word.start + position
    return word.end
