"""A whole text in rows: what is looked at is laid out, the rest waits, and nothing depends on the order of looking."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.document import DocumentLayout, plain_lines
from reader.text.lines import break_lines
from reader.text.options import PLAIN

TEXT = "عنوان قصير\n\nالفقرة الأولى وفيها كلام كثير يطول\nالثانية\n"


def test_rows_are_the_paragraphs_lines_parted_by_gaps() -> None:
    layout = DocumentLayout(TEXT, 12)
    layout.complete()
    rows = [TEXT[line.start : line.end] for line in map(layout.line, range(layout.row_count))]
    assert rows == ["عنوان قصير", "", "الفقرة الأولى ", "وفيها كلام ", "كثير يطول", "", "الثانية"]


def test_a_row_is_found_by_its_offset() -> None:
    layout = DocumentLayout(TEXT, 12)
    assert layout.row_of(0) == 0
    assert layout.row_of(TEXT.index("كلام")) == 3
    assert layout.row_of(TEXT.index("الثانية")) == 6
    assert layout.row_of(len(TEXT)) == 6


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("اب لة.a(1\u064e日", max_size=60), min_size=1, max_size=6), st.integers(1, 30))
def test_rows_cover_the_text_and_equal_its_paragraphs_alone(paragraphs: list[str], width: int) -> None:
    text = "\n".join(paragraphs)
    layout = DocumentLayout(text, width, base="R")
    layout.complete()
    lines = [line for line in map(layout.line, range(layout.row_count)) if line.end > line.start]
    assert "".join(text[line.start : line.end] for line in lines) == text.replace("\n", "")
    alone = [line for paragraph in paragraphs for line in break_lines(paragraph, width, "R")]
    assert [line.glyphs for line in lines] == [line.glyphs for line in alone]
    for line in lines:
        for offset in range(line.start, line.end):
            assert layout.line(layout.row_of(offset)) == line


def test_a_giant_paragraph_is_laid_out_as_far_as_one_looks() -> None:
    text = "كلمات عربية abc 12 (نص) " * 40_000
    layout = DocumentLayout(text, 80)
    first = [layout.line(row) for row in range(50)]
    assert not layout.is_complete
    estimate = layout.row_count
    while not layout.extend(0.001):
        pass
    assert abs(estimate - layout.row_count) < 0.1 * layout.row_count
    assert [layout.line(row) for row in range(50)] == first
    last = layout.line(layout.row_count - 1)
    assert last.end == len(text)


def test_chunks_leave_no_seam() -> None:
    """Rows that meet a chunk's end are the rows of the same text in one piece."""
    text = "كلمة لا الأولى abc " * 5_000
    layout = DocumentLayout(text, 37, base="R")
    layout.complete()
    rows = [(line.start, line.end) for line in map(layout.line, range(layout.row_count))]
    assert rows == [(line.start, line.end) for line in break_lines(text, 37, "R")]


def test_odd_texts_lay_out() -> None:
    for text in ("", "\n", "\n\n", "\u064e" * 50_000, "\u200f", "ا" * 40_000, "\u202e" * 100, "日" * 1_000, "\ud800"):
        lines = plain_lines(text, 20, PLAIN)
        assert sum(line.end - line.start for line in lines) == len(text.replace("\n", ""))
