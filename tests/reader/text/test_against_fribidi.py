"""Wrapped lines and shaped words against GNU FriBidi, on real articles."""

from __future__ import annotations

import importlib
import itertools
import re
import unicodedata

import pytest

from reader.text.lines import Paragraph, VisualLine, break_rows
from reader.text.options import PLAIN
from reader.text.shaping import clusters, shape
from reader.text.tables import MIRRORED

fribidi = importlib.import_module("tests.reader.text.fribidi")
corpus = importlib.import_module("tests.reader.text.corpus")

WIDTHS = (30, 37, 44, 50, 58, 66, 72, 80, 91, 100)
BLANKS = " \t\u2003\u3000"


def undrawn(text: str) -> bool:
    """Whether a text holds what only one of the two draws in full: controls, wide and multi-letter characters."""
    return any(unicodedata.category(c) in ("Cf", "Cc") or ord(c) > 0xFFFF or "\ufbea" <= c <= "\ufdff" for c in text)


def mixed_paragraphs(count: int) -> list[str]:
    """Paragraphs of the news corpora that hold Latin, digits or brackets, and as many others."""
    sources = [
        corpus.paragraphs(name) for name in ("sanad_khaleej_sample", "ant_sample", "ntrex_ar", "wikinews_diacritized")
    ]
    turns = (paragraph for group in itertools.zip_longest(*sources) for paragraph in group if paragraph)
    dense = re.compile(r"[A-Za-z(\[«]|\d.*\d")
    chosen = (p for i, p in enumerate(turns) if (dense.search(p) or i % 5 == 0) and not undrawn(p))
    return list(itertools.islice(chosen, count))


def places_of(line: VisualLine, text: str) -> list[int]:
    """The code points of a line in drawn order, each base with its marks behind it, as FriBidi orders them."""
    places: list[int] = []
    for start, end, level in zip(line.starts, line.ends, line.levels, strict=True):
        kept = range(start, max(start + 1, start + len(text[start:end].rstrip(BLANKS))))
        groups: list[list[int]] = []
        for place in kept:
            if groups and unicodedata.category(text[place]) in ("Mn", "Me"):
                groups[-1].append(place)
            else:
                groups.append([place])
        places += itertools.chain.from_iterable(reversed(groups) if level & 1 else groups)
    return places


def test_wrapped_lines_equal_fribidi() -> None:
    """Levels, order with marks, mirroring; the letters' forms have a test of their own below."""
    lines = wrong = with_two_directions = mirrored_glyphs = 0
    mirror = {character: fribidi.mirrored(character) for character in MIRRORED}
    for number, text in enumerate(mixed_paragraphs(900)):
        theirs = fribidi.Paragraph(text)
        ours = Paragraph(text, 0, "R", PLAIN)
        for width in WIDTHS[number % 3 :: 3]:
            for first, last in break_rows(text, width, PLAIN):
                line = ours.line(first, last)
                places, levels = theirs.line(first, last)
                hanging = len(text[first:last].rstrip(BLANKS)) or last - first
                expected = [first + place for place in places if place < hanging]
                lines += 1
                with_two_directions += len(set(line.levels)) > 1
                same_levels = all(
                    level == levels[start - first] for start, level in zip(line.starts, line.levels, strict=True)
                )
                drawn = {
                    start: mirror[text[start]] if levels[start - first] & 1 else text[start]
                    for start in line.starts
                    if text[start] in mirror
                }
                mirrored_glyphs += sum(glyph != text[start] for start, glyph in drawn.items())
                same_glyphs = all(
                    glyph[0] == drawn.get(start, glyph[0])
                    for start, glyph in zip(line.starts, line.glyphs, strict=True)
                )
                wrong += not (places_of(line, text) == expected and same_levels and same_glyphs)
    assert wrong == 0
    assert lines >= 10_000
    assert with_two_directions >= 1_000
    assert mirrored_glyphs >= 1_000


def words_of(name: str) -> list[str]:
    return sorted({word for text in corpus.paragraphs(name) for word in text.split() if not undrawn(word)})


def shaped_by_fribidi(words: list[str], *, ligatures: bool = False) -> list[str]:
    """The words in FriBidi's forms, many in one call."""
    shaped: list[str] = []
    for batch in range(0, len(words), 500):
        text = " ".join(words[batch : batch + 500])
        shaped += hamza(fribidi.Paragraph(text).shaped(ligatures=ligatures)).split(" ")
    return shaped


@pytest.mark.parametrize(
    ("name", "floor"),
    [("sanad_khaleej_sample", 50_000), ("ant_sample", 30_000), ("wikinews_diacritized", 5_000), ("ntrex_fa", 3_000)],
)
def test_shaping_equals_fribidi(name: str, floor: int) -> None:
    words = words_of(name)
    pairs = zip(words, shaped_by_fribidi(words), strict=True)
    assert [word for word, theirs in pairs if hamza(shape(word)) != theirs] == []
    assert len(words) >= floor


def test_lam_alef_equals_fribidi_where_it_ligates_too() -> None:
    """FriBidi does not ligate over a mark; such words are compared above, letter by letter."""
    with_marks = re.compile("ل[\u064b-\u0652]+[اأإآ]")
    words = [word for word in words_of("ant_sample") if re.search("ل[اأإآ]", word) and not with_marks.search(word)]
    for word, theirs in zip(words, shaped_by_fribidi(words, ligatures=True), strict=True):
        assert hamza("".join(clusters(word).glyphs)) == theirs.replace("\ufeff", "")
    assert len(words) >= 3_000


@pytest.mark.parametrize("name", ["ntrex_ckb", "ntrex_ps", "ntrex_ur", "ntrex_ug"])
def test_no_neighbour_loses_a_join(name: str) -> None:
    """Sorani, Pashto, Urdu, Uyghur: letters without forms stay as they are, all others join as in FriBidi."""
    words = words_of(name)
    for word, theirs in zip(words, shaped_by_fribidi(words), strict=True):
        for letter, ours, other in zip(word, shape(word), theirs, strict=True):
            if ours != letter or other == letter:
                assert hamza(ours) == other, word
            else:
                assert letter not in LETTERS_WITH_FORMS, word
    assert len(words) >= 3_000


LETTERS_WITH_FORMS = frozenset(unicodedata.normalize("NFKC", chr(code)) for code in range(0xFE80, 0xFEF5)) | frozenset(
    "پچژکگی"
)


def hamza(forms: str) -> str:
    """One spelling for hamza alone, which the two write differently."""
    return forms.replace("\ufe80", "\u0621")
