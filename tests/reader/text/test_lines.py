"""Lines: the laws every line keeps, and what a reader sees. Drawn strings are lists, index 0 the leftmost cell."""

from __future__ import annotations

import importlib
import itertools
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.levels import article_direction, base_direction, paragraph_levels
from reader.text.lines import break_lines, drawn, layout_label, visual
from reader.text.options import LayoutOptions
from reader.text.shaping import clusters
from reader.text.tables import MIRRORED

corpus = importlib.import_module("tests.reader.text.corpus")

ALPHABET = (
    "ابلإآكتيةوپگڨە \u064e\u0651\u0670\u0640\u200c\u200d\u200e\u200f(«[]») abZ.-,%$/:1٣۴…"
    "\u00a0\u202e\u2067\u202c\u2069é日👍ﷺﻻ\t"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=120) | st.text(st.characters(blacklist_characters="\n\r"), max_size=60)
OPTIONS = [
    LayoutOptions(),
    LayoutOptions(form="logical"),
    LayoutOptions(form="kitty"),
    LayoutOptions(shapes=False, show_marks=False),
    LayoutOptions(isolate_numbers=True),
]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.integers(1, 40), st.sampled_from(["L", "R"]), st.sampled_from(OPTIONS))
def test_every_code_point_lies_in_exactly_one_cell(text: str, width: int, base: str, options: LayoutOptions) -> None:
    lines = break_lines(text, width, base, options)  # type: ignore[arg-type]
    assert [line.start for line in lines[1:]] == [line.end for line in lines[:-1]]
    assert (lines[0].start, lines[-1].end) == (0, len(text)) if text else not lines
    for line in lines:
        covered = sorted(zip(line.starts, line.ends, strict=True))
        assert covered[0][0] == line.start
        assert covered[-1][1] == line.end
        assert all(before[1] == after[0] for before, after in itertools.pairwise(covered))
        assert line.width == sum(line.widths)
        widest = max(line.widths)
        assert line.width <= max(width, widest)
        assert sorted(place for place, _ in drawn(line, options)) == list(range(len(line.glyphs)))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(2, 40), st.data())
def test_cells_and_ranges_are_inverse(text: str, width: int, data: st.DataObject) -> None:
    for line in break_lines(text, width, "R"):
        for cell in range(line.width):
            found = line.range_at(cell)
            assert found is not None
            assert any(first <= cell < last for first, last in line.cells_of(*found))
        assert line.range_at(line.width) is None
        assert line.range_at(-1) is None
        start = data.draw(st.integers(line.start, line.end - 1))
        end = data.draw(st.integers(start + 1, line.end))
        lit = {cell for first, last in line.cells_of(start, end) for cell in range(first, last)}
        held = {i for cell in lit for i in range(*(line.range_at(cell) or (0, 0)))}
        assert set(range(start, end)) <= held


def test_every_cell_of_vowelled_news_is_hit_by_its_own_letter() -> None:
    """The hit test of each cell gives a range that begins with the letter whose form is drawn there."""
    cells = 0
    for paragraph in corpus.paragraphs("wikinews_diacritized"):
        for line in break_lines(paragraph, 60, "R"):
            for cell, glyph in enumerate(line.glyphs):
                start, end = line.range_at(cell) or (0, 0)
                base = MIRRORED.get(glyph[0], glyph[0]) if line.levels[cell] & 1 else glyph[0]
                shown = unicodedata.normalize("NFKC", base + glyph[1:])
                letters = unicodedata.normalize("NFKC", paragraph[start:end])
                assert sorted(shown.rstrip()) == sorted(letters.rstrip())
                cells += 1
    assert cells > 90_000


def test_random_spans_of_news_lose_no_letter() -> None:
    rng = random.Random(7)
    spans = 0
    for paragraph in corpus.paragraphs("ant_sample"):
        lines = break_lines(paragraph, 50, "R")
        for _ in range(3):
            start = rng.randrange(len(paragraph))
            end = min(len(paragraph), start + rng.randrange(1, 40))
            held: set[int] = set()
            for line in lines:
                for first, last in line.cells_of(start, end):
                    for cell in range(first, last):
                        held.update(range(*(line.range_at(cell) or (0, 0))))
            assert set(range(start, end)) <= held
            spans += 1
        if spans > 4_000:
            break
    assert spans > 4_000


SENTENCE = [
    # what stands between قال and نعم, and the cells it is drawn in, left to right
    ("12/07/2021", list("12/07/2021")),
    ("12-07-2021", list("2021-07-12")),
    ("100-200", list("200-100")),
    ("3.5%", list("%3.5")),
    ("%3.5", list("3.5%")),
    ("45$", list("$45")),
    ("-5", list("5-")),
    ("(0770) 1234567", list("1234567 (0770)")),
    ("C++", list("++C")),
    ("#Iraq", list("Iraq#")),
    ("F-16", list("F-16")),
    ("«Reuters»", list("«Reuters»")),
    ("“Reuters”", list("”Reuters“")),
    ('"Reuters 2021" Google', list('Reuters 2021" Google"')),
]


@pytest.mark.parametrize(("inside", "cells"), SENTENCE)
def test_what_stands_in_a_sentence(inside: str, cells: list[str]) -> None:
    line = layout_label(f"قال {inside} نعم", base="R")
    assert list(line.glyphs)[4:-4] == cells


ISOLATED = [
    ("12-07-2021", list("12-07-2021")),
    ("100-200", list("100-200")),
    ("+964 770 123 4567", list("+964 770 123 4567")),
    ("(0770) 1234567", list("(0770) 1234567")),
    ("3.5%", list("%3.5")),
]


@pytest.mark.parametrize(("inside", "cells"), ISOLATED)
def test_isolated_numbers_read_in_order_and_keep_their_offsets(inside: str, cells: list[str]) -> None:
    text = f"قال {inside} نعم"
    line = layout_label(text, base="R", options=LayoutOptions(isolate_numbers=True))
    assert list(line.glyphs)[4:-4] == cells
    assert sorted(line.starts) == list(range(len(text)))


def test_a_phrase_continued_from_the_line_above_keeps_its_order() -> None:
    """The line alone would put the bracket and the number on the wrong side."""
    lines = break_lines("وقال إن (Boeing 737 MAX) هو", 16, "R")
    assert list(lines[0].glyphs)[:7] == list("Boeing)")
    assert list(lines[1].glyphs)[:2] == ["ﻮ", "ﻫ"]
    assert "(737 MAX" in lines[1].text


def test_lam_alef_is_one_cell_and_marks_stay_on_their_letter() -> None:
    line = layout_label("لَا قلّة")
    assert list(line.glyphs) == ["ﺔ", "ﻠ\u0651", "ﻗ", " ", "ﻻ\u064e"]
    assert [line.range_at(cell) for cell in range(5)] == [(7, 8), (5, 7), (4, 5), (3, 4), (0, 3)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("سنة 1442ه\u200d وقال السلام", ["ﻡ", "ﻼ", "ﺴ", "ﻟ", "ﺍ", " ", "ﻝ", "ﺎ", "ﻗ", "ﻭ", " ", "ﻫ"]),
        ("بڨرة", ["ﺓ", "ﺮ", "ڨ", "ﺑ"]),
        ("ب\u200eب", ["ﺐ", "ﺑ"]),
        ("می\u200cخواهم", ["ﻢ", "ﻫ", "ﺍ", "ﻮ", "ﺧ", "ﯽ", "ﻣ"]),
        ("الله", ["ﻪ", "ﻠ", "ﻟ", "ﺍ"]),
        ("[نص]", ["[", "ﺺ", "ﻧ", "]"]),
    ],
)
def test_what_trips_the_library_is_drawn_right(text: str, cells: list[str]) -> None:
    assert list(layout_label(text).glyphs)[: len(cells)] == cells


@pytest.mark.parametrize(
    ("text", "base"), [("BBC قالت", "L"), ("قالت BBC", "R"), ("123", "R"), ("", "R"), ("\u2066abc\u2069 ب", "R")]
)
def test_the_first_strong_letter_gives_the_base(text: str, base: str) -> None:
    assert base_direction(text) == base


def test_an_article_is_right_to_left_as_soon_as_it_holds_arabic() -> None:
    assert article_direction("BBC قالت") == "R"
    assert article_direction("BBC said") == "L"


def test_a_label_is_cut_at_its_logical_end() -> None:
    line = layout_label("صواريخ الميليشيات تنهال", width=10)
    assert line.width <= 10
    assert line.glyphs[0] == "…"
    assert line.range_at(0) == (line.starts[0], 23)
    assert layout_label("صواريخ", width=6).text == layout_label("صواريخ").text
    assert layout_label("لا إله").width == 5


def test_a_label_keeps_to_one_line_and_shows_no_control() -> None:
    assert "\n" not in visual("أ\nب\tج\u2029د")
    assert visual("\u202eabc\u202c\x1b x") == "cba x"


def test_kitty_gets_its_words_turned() -> None:
    options = LayoutOptions(form="kitty")
    assert visual("قال (نعم) 12", options=options).split() == ["12", "(ﻧﻌﻢ)", "ﻗﺎﻝ"]


def test_kitty_gets_the_parts_of_a_token_turned_font_by_font() -> None:
    line = layout_label("لوزير")
    bold = [start > 0 for start in line.starts]
    written = "".join(glyph for _, glyph in drawn(line, LayoutOptions(form="kitty"), bold))
    assert list(written) == ["ﻮ", "ﺯ", "ﻳ", "ﺮ", "ﻟ"]


def test_logical_form_is_the_text_itself() -> None:
    options = LayoutOptions(form="logical")
    assert visual("قال (نعم) 12", options=options) == "قال (نعم) 12"


def test_marks_can_be_hidden_without_moving_an_offset() -> None:
    shown, hidden = (layout_label("تَعَرَّضَتْ", options=LayoutOptions(show_marks=on)) for on in (True, False))
    assert hidden.text == "ﺖﺿﺮﻌﺗ"
    assert hidden.starts == shown.starts


def test_islands_have_the_levels_of_the_whole_paragraph() -> None:
    """Mixed text with nested, crossing and lone brackets, against one call over everything."""
    from reader.text.levels import _engine_levels

    rng = random.Random(3)
    words = [
        "قال",
        "abc",
        "12",
        "(",
        "[",
        ")",
        "]",
        "3.5%",
        "-",
        "٣/٤",
        "$",
        "ـَ",
        "(من)",
        "x)",
        "«",
        "\u0301",
        ")َ",
        "ن",
        "{",
    ]
    for _ in range(1_500):
        text = "".join(rng.choice(words) + rng.choice([" ", ""]) for _ in range(rng.randint(1, 60)))
        assert paragraph_levels(text, "R") == _engine_levels(text, "R")
    deep = "( ab " * 70 + " قال (abc) x) de] [qq] قال (من 3) "
    assert paragraph_levels(deep, "R") == _engine_levels(deep, "R")


def test_a_thousand_marks_on_one_letter_are_one_cell() -> None:
    parts = clusters("ب" + "\u064e" * 1_000)
    assert len(parts.starts) == 1
    assert len(parts.glyphs[0]) < 20
