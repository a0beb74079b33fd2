"""Marks beside the text: taken in from marked articles, joined with the corpus again."""

from __future__ import annotations

import json
import lzma

import pytest

from index.entities.build.marks import add_marks, read_marks

ARTICLE = {"id": "one", "title": "زيارة", "body": "وصل\u202e إلى بغداد أمس. ثم عاد."}
THIRD = {"id": "three", "title": "فوز", "body": "فاز ليفربول"}
OTHER = {"id": "two", "title": "قطع", "title_derived": True, "body": "في دمشق اليوم"}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "raw_text").mkdir(parents=True)
    (folder / "jsonl").mkdir()
    for name, article in (("ant", ARTICLE), ("sanad_khaleej", OTHER)):
        with lzma.open(folder / "raw_text" / f"{name}.jsonl.xz", "wt", encoding="utf-8") as file:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    for name, articles in (("ntrex_ar", [THIRD]), ("wikinews_diacritized", [])):
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        (folder / "jsonl" / f"{name}.jsonl").write_text(lines, "utf-8")
    return folder


@pytest.fixture
def marked(tmp_path):
    folder = tmp_path / "marked"
    folder.mkdir()
    (folder / "index.txt").write_text("a one\nb two\nc three\n", "utf-8")
    (folder / "a.txt").write_text("زيارة\n\nوصل إلى ⟦LOC|بغداد⟧ ⟦DATE|أمس⟧.\n", "utf-8")
    (folder / "b.txt").write_text("في ⟦LOC|دمشق⟧ اليوم", "utf-8")
    (folder / "c.txt").write_text("فوز\n\nفاز ⟦ORG|ليفربول⟧", "utf-8")
    return folder


def test_marks_come_back_with_the_part_of_the_text_that_was_marked(data, marked, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    assert add_marks(data, marked, marks) == 3
    one, two, three = read_marks(data, marks)
    assert one.text == "زيارة\n\nوصل إلى بغداد أمس."
    assert {(one.text[start:end], kind) for start, end, kind in one.spans} == {("بغداد", "LOC"), ("أمس", "DATE")}
    assert {(two.text[start:end], kind) for start, end, kind in two.spans} == {("دمشق", "LOC")}
    assert {(three.text[start:end], kind) for start, end, kind in three.spans} == {("ليفربول", "ORG")}


def test_the_files_of_marks_hold_no_word_of_the_texts(data, marked, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    add_marks(data, marked, marks)
    assert all(path.read_text("utf-8").isascii() for path in marks.iterdir())


def test_a_marked_text_that_is_not_the_article_s_is_refused(data, marked, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    (marked / "a.txt").write_text("شيء ⟦LOC|آخر⟧", "utf-8")
    with pytest.raises(ValueError, match="one: the marked text is no beginning"):
        add_marks(data, marked, marks)


def test_an_article_that_changed_since_is_refused(data, marked, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    add_marks(data, marked, marks)
    with lzma.open(data / "raw_text" / "ant.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({**ARTICLE, "body": "وصل إلى البصرة أمس. ثم عاد."}, ensure_ascii=False))
    with pytest.raises(ValueError, match="one: the text is not the one"):
        list(read_marks(data, marks))
