"""A concordance line: the keyword in its column, whole words around it, the levels of the whole paragraph."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.text.keyword_line import keyword_line
from reader.text.lines import break_lines
from reader.text.options import LayoutOptions

TEXT = "قالت مصادر أمنية في محافظة الأنبار إن صاروخًا سقط قرب قاعدة عين الأسد (غرب بغداد) من دون أن يوقع ضحايا أو أضرارا"


def placed(text: str, word: str, width: int, base: str = "R") -> tuple[int, int, str]:
    """Cells at which the keyword begins and ends, and the logical text of the line."""
    start = text.index(word)
    found = keyword_line(text, start, start + len(word), width=width, base=base)  # type: ignore[arg-type]
    ((left, right),) = found.line.cells_of(start, start + len(word))
    return found.left + left, found.left + right, text[found.line.start : found.line.end].strip()


@pytest.mark.parametrize("word", ["مصادر", "الأنبار", "صاروخًا", "قاعدة", "بغداد", "ضحايا", "أضرارا", "قالت"])
@pytest.mark.parametrize("width", [30, 48, 78, 118])
def test_keywords_of_all_lines_begin_in_one_cell(word: str, width: int) -> None:
    _, right, text = placed(TEXT, word, width)
    assert right == width - int(width * 0.45)
    assert word in text
    assert set(text.split()) <= set(TEXT.split())


def test_latin_keywords_begin_at_their_left_edge() -> None:
    text = "The old base was hit, and a new base is built near the old one"
    assert placed(text, "hit", 40, "L")[0] == placed(text, "new", 40, "L")[0] == 18


def test_no_line_is_wider_than_the_screen() -> None:
    for width in range(12, 120):
        start = TEXT.index("قاعدة")
        found = keyword_line(TEXT, start, start + 5, width=width, base="R")
        assert found.left >= 0
        assert found.left + found.line.width <= width


def test_a_cut_line_keeps_the_order_of_its_paragraph() -> None:
    # Alone, the cut "12-5 (" would take its direction from the end of the line.
    text = "نقلت وكالة Reuters عن مصدر أن الرحلة QR-432 وصلت (12-5) إلى مطار بغداد"
    start = text.index("الرحلة")
    line = keyword_line(text, start, start + 6, width=36, base="R").line
    whole = break_lines(text, 1000, "R")[0]
    assert "".join(line.glyphs) in "".join(whole.glyphs)


@example(text="لا", start=1, width=1)
@given(st.text(alphabet="اب لم َ(1)A.5 -«»", min_size=1, max_size=60), st.integers(0, 59), st.integers(1, 40))
def test_any_text_has_its_keyword_on_the_line(text: str, start: int, width: int) -> None:
    start = min(start, len(text) - 1)
    assume(text[start] != "\u064e")  # a word begins with a letter
    for form in ("visual", "logical", "kitty"):
        options = LayoutOptions(form=form)  # type: ignore[arg-type]
        line = keyword_line(text, start, start + 1, width=width, base="R", options=options).line
        assert line.start <= start < line.end
