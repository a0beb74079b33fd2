"""Letters to clusters of presentation forms. The only module that speaks to arabic_reshaper.

The library shapes a skeleton of each word, as long as the word's letters: transparent characters are left out (it
deletes or trips over some), ZWJ becomes a tatweel (with a ligature later in the text it corrupts the string), and
letters it has no entry for are stood in for by a letter of the same joining type, so that their neighbours keep their
joins. Its own ligatures are off, because only without them is its output as long as its input; lam-alef is made here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol
from unicodedata import normalize

from arabic_reshaper.arabic_reshaper import ArabicReshaper
from arabic_reshaper.letters import LETTERS_ARABIC

from reader.text.options import PLAIN, LayoutOptions
from reader.text.tables import (
    DROPPED_CLASS,
    EVERYWHERE,
    FAR,
    JOINING,
    LIGATURE_CLASS,
    NEAR,
    Ranges,
    wide_class,
    zero_class,
)


class _Reshaper(Protocol):
    """What is used of the untyped library."""

    def reshape(self, text: str) -> str: ...


_RESHAPER: _Reshaper = ArabicReshaper(  # type: ignore[no-untyped-call]  # the library has no annotations
    {"language": "Arabic", "delete_harakat": False, "support_ligatures": False, "support_zwj": False}
)

_ZWJ, _TATWEEL = "\u200d", "\u0640"
_JOINERS = "\u200c\u200d"
_STAND_INS = {"D": "ب", "R": "د", "C": _TATWEEL}
_STAND_IN_FORMS = {"\ufe8f": 0, "\ufe91": 1, "\ufe92": 2, "\ufe90": 3, "\ufea9": 0, "\ufeaa": 3, "ب": 0, "د": 0}
_LAM_ALEF = {
    ("\ufedf", "\ufe82"): "\ufef5", ("\ufee0", "\ufe82"): "\ufef6",
    ("\ufedf", "\ufe84"): "\ufef7", ("\ufee0", "\ufe84"): "\ufef8",
    ("\ufedf", "\ufe88"): "\ufef9", ("\ufee0", "\ufe88"): "\ufefa",
    ("\ufedf", "\ufe8e"): "\ufefb", ("\ufee0", "\ufe8e"): "\ufefc",
}  # fmt: skip

_ALEFS = "\u0622\u0623\u0625\u0627"
_LAM_THEN_ALEF = re.compile(f"\u0644[{_ALEFS}]")
_MARKS_SHOWN_AT_WILL = re.compile(
    "[\u0610-\u061a\u064b-\u0652\u0656-\u065e\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]+"
)
_DROPPED = re.compile(f"[{DROPPED_CLASS}]+")


class _Patterns:
    """The regular expressions of this module over some ranges of code points; rare ones compile at first use."""

    def __init__(self, within: Ranges) -> None:
        zero = self._zero = zero_class(within)
        self._wide = wide_class(within)
        # Transparent (ArabicShaping: Mn, Me, Cf) is all that takes no cell but the joiners.
        self._transparent = f"(?:(?![\u200c\u200d])[{zero}])"
        arabic = "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff"
        self.word = re.compile(f"[{arabic}][{arabic}{zero}]*")
        self.zero = re.compile(f"[{zero}]")
        self.odd = re.compile(f"[{self._wide}{LIGATURE_CLASS}\ud800-\udfff]")
        self.ligating_cluster = re.compile(f"(?:\u0644{self._transparent}*[{_ALEFS}]|[^{zero}])[{zero}]*")

    @cached_property
    def plain_cluster(self) -> re.Pattern[str]:
        return re.compile(f"[^{self._zero}][{self._zero}]*")

    @cached_property
    def lam_marks_alef(self) -> re.Pattern[str]:
        return re.compile(f"\u0644{self._transparent}+[{_ALEFS}]")

    @cached_property
    def wide(self) -> re.Pattern[str]:
        return re.compile(f"[{self._wide}]")


_NEAR = _Patterns(NEAR)
_everywhere = lru_cache(maxsize=1)(lambda: _Patterns(EVERYWHERE))


def _patterns(text: str) -> _Patterns:
    return _everywhere() if FAR.search(text) else _NEAR


MARKS_DRAWN = 16
"""Marks drawn on one base at most; the rest keep their offsets. More is an attack on the terminal, not a text."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """The cells of a stretch of text in logical order: a base with its marks, or a lam-alef."""

    starts: list[int]
    """Offset of each cluster's first code point; the next one's start is its end."""
    glyphs: list[str]
    """What is drawn, base first, then its marks."""
    widths: bytes
    """Cells of each cluster."""

    first_base: int = 0
    """Offset of the first cluster's base, behind what zero-width material the text begins with."""


def ligates(options: LayoutOptions) -> bool:
    """Whether lam and alef share a cell."""
    return options.shapes and options.form != "logical"


class _WordCache:
    """Words already shaped. The library has a fixed cost a call as high as that of forty letters, so that words new to
    the cache are shaped together, in one call a stretch of text."""

    limit = 60_000

    def __init__(self) -> None:
        self._forms: dict[str, str] = {}

    def forms_of(self, words: set[str]) -> dict[str, str]:
        known = self._forms
        new = [word for word in words if word not in known]
        if new:
            if len(known) > self.limit:
                self._forms = known = {word: known[word] for word in words if word in known}
            known.update(zip(new, _shape_words(new), strict=True))
        return known


_WORDS = _WordCache()


def _shape_words(words: list[str]) -> list[str]:
    """The presentation form of every letter of some words, one code point for one; what has no form stays itself."""
    zero = _patterns("".join(words)).zero
    places = [
        [i for i, character in enumerate(word) if character in _JOINERS or not zero.match(character)] for word in words
    ]
    skeletons = ("".join(_skeleton(word[i]) for i in kept) for word, kept in zip(words, places, strict=True))
    shaped = _RESHAPER.reshape(" ".join(skeletons))
    position, result = 0, []
    for word, kept in zip(words, places, strict=True):
        forms = list(word)
        for place, form in zip(kept, shaped[position : position + len(kept)], strict=True):
            character = word[place]
            if character not in _JOINERS:
                forms[place] = form if _is_known(character) else _form_of_unknown(character, form)
        position += len(kept) + 1
        result.append("".join(forms))
    return result


def _is_known(character: str) -> bool:
    """Whether the library has all forms that the letter's joining type asks for."""
    forms = LETTERS_ARABIC.get(character)
    return forms is not None and (JOINING.get(character) != "D" or bool(forms[1] and forms[2]))


def _skeleton(character: str) -> str:
    if character == _ZWJ:
        return _TATWEEL
    if _is_known(character):
        return character
    return _STAND_INS.get(JOINING.get(character, "U"), " ")


def _form_of_unknown(character: str, stand_in: str) -> str:
    """The letter's own form where Unicode has one (only final and isolated for U+06BA), else the letter itself."""
    place = _STAND_IN_FORMS.get(stand_in)
    forms = LETTERS_ARABIC.get(character)
    return forms[place] or character if forms is not None and place is not None else character


def shape(text: str) -> str:
    """Every letter of a text in its form, one code point for one."""
    word = _patterns(text).word
    forms = _WORDS.forms_of(set(word.findall(text)))
    return word.sub(lambda found: forms[found[0]], text)


def clusters(text: str, options: LayoutOptions = PLAIN) -> Clusters:
    """Cut a text into clusters and give each its glyphs.

    Zero-width material at the very start goes to the first cluster; a text of nothing else is one cluster.
    """
    ligating = ligates(options)
    forms = shape(text) if ligating else text
    patterns = _patterns(text)
    odd = patterns.odd.match if patterns.odd.search(text) else None
    pattern = patterns.ligating_cluster if ligating else patterns.plain_cluster
    starts: list[int] = []
    glyphs: list[str] = []
    widths = bytearray()
    for found in pattern.finditer(text):
        first, last = found.span()
        glyph, width = forms[first], 1
        if last - first > 1 or glyph < " " or (odd is not None and odd(glyph)):
            glyph, width = _glyph(text[first:last], forms[first:last], options)
        starts.append(first)
        glyphs.append(glyph)
        widths.append(width)
    if not starts and text:
        marks = _drawn_marks(text, options)
        return Clusters([0], ["\u25cc" + marks if marks else " "], b"\x01")
    first_base = starts[0] if starts else 0
    if first_base:
        glyphs[0] += _drawn_marks(text[:first_base], options)
        starts[0] = 0
    return Clusters(starts, glyphs, bytes(widths), first_base)


def _glyph(letters: str, forms: str, options: LayoutOptions) -> tuple[str, int]:
    """What one cluster of several characters, or of an odd one, shows, and its cells."""
    base, rest, width = forms[0], letters[1:], 1
    alef = next((place for place, letter in enumerate(letters) if place and letter in _ALEFS), 0)
    if alef:  # only a lam takes a second letter into its cluster
        base = _LAM_ALEF.get((forms[0], forms[alef]), forms[0] + forms[alef])
        rest = letters[1:alef] + letters[alef + 1 :]
    elif _patterns(base).odd.match(base):
        base, width = _odd_glyph(base)
    elif base < " ":
        base = " "  # a tab, or a separator that a label left in
    return base + _drawn_marks(rest, options), width


def _drawn_marks(marks: str, options: LayoutOptions) -> str:
    marks = _DROPPED.sub("", marks)
    if not options.show_marks:
        marks = _MARKS_SHOWN_AT_WILL.sub("", marks)
    return marks[:MARKS_DRAWN]


@lru_cache(maxsize=1024)
def _odd_glyph(character: str) -> tuple[str, int]:
    """Glyph and cells of a wide character, or of a ligature of several letters, drawn in full in visual order."""
    if _patterns(character).wide.match(character):
        return character, 2
    if "\ud800" <= character <= "\udfff":
        return "\ufffd", 1
    letters = normalize("NFKC", character)
    if letters == character:
        return character, 1
    parts = clusters(letters)
    return "".join(reversed(parts.glyphs)), sum(parts.widths)


def hidden_places(text: str, options: LayoutOptions) -> list[int]:
    """Offsets of the code points that open no cell: zero-width ones, and the alef of a lam-alef."""
    patterns = _patterns(text)
    places = [found.start() for found in patterns.zero.finditer(text)]
    if ligates(options):
        ligatures = [found.start() + 1 for found in _LAM_THEN_ALEF.finditer(text)]
        if places:
            ligatures += [found.end() - 1 for found in patterns.lam_marks_alef.finditer(text)]
        places = sorted(places + ligatures)
    return places


def visible_cells(text: str, options: LayoutOptions) -> str | None:
    """The text with one character for each cell, to measure and break; None where a cell count needs `clusters`."""
    patterns = _patterns(text)
    if patterns.odd.search(text):
        return None
    cells = patterns.zero.sub("", text)
    return _LAM_THEN_ALEF.sub("\u0644", cells) if ligates(options) else cells
