"""Every place of a query with the words around it, in three orders."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.search_reports import ConcordanceLine
from tests.index.search.test_explain import noise
from tests.reader.stage import make_library

ARTICLES = (
    {"id": "a", "title": "قاعدة الأنبار", "body": "ضربوا قاعدة بعيدة.\nثم قاعدة زرقاء", "date": "2021-07-01"},
    {"id": "b", "title": "خبر", "body": "قال إن القواعد بُنيت هنا", "date": "2021-07-03"},
    {"id": "c", "title": "", "body": "An old base, and a new base here", "date": "2021-07-02"},
)


def lines(library: Library, query: str, **how: object) -> list[ConcordanceLine]:
    return list(library.concordance(query, **how)[1])  # type: ignore[arg-type]


def shown(found: list[ConcordanceLine]) -> list[tuple[str, str, str]]:
    return [(line.before(100).strip(), line.text, line.after(100).strip()) for line in found]


def test_every_place_of_every_form_is_a_line_newest_article_first(tmp_path: Path) -> None:
    with make_library(tmp_path, ARTICLES) as library:
        articles, found = library.concordance("قاعدة")
        assert articles == 2
        assert shown(list(found)) == [
            ("قال إن", "القواعد", "بُنيت هنا"),
            ("", "قاعدة", "الأنبار"),
            ("ضربوا", "قاعدة", "بعيدة."),
            ("ثم", "قاعدة", "زرقاء"),
        ]


def test_spans_are_those_of_the_stored_text_and_of_the_paragraph(tmp_path: Path) -> None:
    with make_library(tmp_path, ARTICLES) as library:
        for line in lines(library, "قاعدة") + lines(library, "base"):
            article = library.article(line.row.id)
            assert article.text[line.span.start : line.span.end] == line.text
            assert line.paragraph in article.text.split("\n")


def test_right_of_an_arabic_word_stands_what_comes_before_it(tmp_path: Path) -> None:
    with make_library(tmp_path, ARTICLES) as library:
        right = [before for before, _, _ in shown(lines(library, "قاعدة", sort="right"))]
        assert right == ["قال إن", "ثم", "ضربوا", ""]
        left = [after for _, _, after in shown(lines(library, "قاعدة", sort="left"))]
        assert left == ["الأنبار", "بعيدة.", "بُنيت هنا", "زرقاء"]


def test_left_of_a_latin_word_stands_what_comes_before_it(tmp_path: Path) -> None:
    with make_library(tmp_path, ARTICLES) as library:
        left = [before for before, _, _ in shown(lines(library, "base", sort="left"))]
        assert left == ["An old base, and a new", "An old"]
        assert not any(line.is_right_to_left for line in lines(library, "base"))


def test_vowels_do_not_count_in_the_order(tmp_path: Path) -> None:
    bodies = ("قال بُنيّ", "قال بني آدم", "قال بنت", "قال بنى")
    articles = tuple({"id": str(n), "title": "", "body": body} for n, body in enumerate(bodies))
    with make_library(tmp_path, articles) as library:
        after = [after for _, _, after in shown(lines(library, "قال", sort="left"))]
        assert after[0] == "بنت"
        assert set(after[1:3]) == {"بُنيّ", "بنى"}
        assert after[3] == "بني آدم"


@pytest.mark.parametrize("sort", ["date", "left", "right"])
def test_a_limit_gives_the_first_lines_of_the_order(tmp_path: Path, sort: str) -> None:
    with make_library(tmp_path, ARTICLES) as library:
        whole = lines(library, "قاعدة", sort=sort)
        assert [lines(library, "قاعدة", sort=sort, limit=n) for n in range(6)] == [whole[:n] for n in range(6)]


def test_a_phrase_is_one_line(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        assert {line.text for line in lines(library, '"عين الأسد"')} == {"عين الأسد"}


def test_contexts_are_whole_words(tmp_path: Path) -> None:
    with make_library(tmp_path, ARTICLES) as library:
        (line,) = (line for line in lines(library, "قاعدة") if "زرقاء" in line.paragraph)
        assert [line.after(width) for width in (2, 5, 6, 60)] == ["", "", " زرقاء", " زرقاء"]
        assert [line.before(width) for width in (1, 3, 60)] == ["", "ثم ", "ثم "]


def test_articles_are_read_as_the_lines_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = tuple({"id": str(n), "title": f"خبر {n}", "body": "قاعدة هنا"} for n in range(400))
    with make_library(tmp_path, articles) as library:
        asked: list[int] = []
        texts = library._store.texts
        monkeypatch.setattr(library._store, "texts", lambda keys: [asked.append(len(keys)), *texts(keys)][1:])
        total, found = library.concordance("قاعدة")
        assert (total, asked) == (400, [])
        assert next(found).text == "قاعدة"
        assert sum(asked) < 100


def test_nothing_that_people_type_is_an_error(library: Library) -> None:
    queries = [*noise(100), "", '"', "😀", "=", "كلمة " * 10_000 + "العراق", "«عين", "العراق*~"]
    for query in queries:
        for sort in ("date", "left", "right"):
            lines(library, query, sort=sort, limit=20)
    assert len(queries) == 107


def test_lines_of_one_paragraph_share_its_text(tmp_path: Path) -> None:
    article = {"id": "long", "title": "قاعدة", "body": "قاعدة " * 50 + "\n" + "قاعدة " * 50}
    with make_library(tmp_path, (article,)) as library:
        found = lines(library, "قاعدة")
        assert len(found) == 101
        assert len({id(line.paragraph) for line in found}) == 3
