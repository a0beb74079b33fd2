"""Why an article is a hit: every form that meets a word of the query, how, and what it counts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.article import Article
from index.library import Library
from index.search.explain import explain
from index.search_reports import Explanation
from tests.reader.stage import make_library

ARTICLE = Article(
    "bases", "قصف القواعد", "ضربت صواريخُ القاعدة وقاعدتين، وصاروخ ثالث.\nقاعدة عين الأسد في الأنبار.", "العرب"
)


def found(query: str) -> dict[str, list[tuple[str, str, int]]]:
    words = explain(ARTICLE, query).words
    return {word.word: [(form.text, form.how, len(form.spans)) for form in word.forms] for word in words}


def test_each_form_says_whether_it_is_the_word_itself_its_stem_or_its_root() -> None:
    assert found("قاعدة") == {
        "قاعدة": [("قاعدة", "exact", 1), ("القاعدة", "stem", 1), ("القواعد", "root", 1), ("وقاعدتين", "root", 1)]
    }
    assert found("صواريخ") == {"صواريخ": [("صواريخُ", "exact", 1), ("وصاروخ", "root", 1)]}


@pytest.mark.parametrize(
    ("query", "word", "forms"),
    [
        ("صوار*", "صوار*", [("صواريخُ", "prefix", 1)]),
        ("صواريح~", "صواريح~", [("صواريخُ", "fuzzy", 1)]),
        ('"عين الأسد"', "عين الأسد", [("عين الأسد", "phrase", 1)]),
        ('="قاعدة عين"', "قاعدة عين", [("قاعدة عين", "exact", 1)]),
        ("=القاعدة", "القاعدة", [("القاعدة", "exact", 1)]),
        ("عنوان:قواعد", "قواعد", [("القواعد", "stem", 1)]),
        ("جذر:قواعد", "قواعد", [("القواعد", "root", 1), ("القاعدة", "root", 1), ("وقاعدتين", "root", 1)]),
        ("قهوة", "قهوة", []),
    ],
)
def test_each_way_of_asking_names_its_own_reason(query: str, word: str, forms: list[tuple[str, str, int]]) -> None:
    assert found(query)[word][: len(forms) or None] == forms


def test_offsets_are_those_of_the_stored_text() -> None:
    forms = [form for word in explain(ARTICLE, 'قاعدة صواريخ "عين الأسد"').words for form in word.forms]
    assert forms
    assert all(ARTICLE.text[start:end] == form.text for form in forms for start, end in form.spans)


def test_what_is_demanded_of_the_article_is_named_and_what_is_denied_is_not() -> None:
    explanation = explain(ARTICLE, "قاعدة مصدر:العرب كيان:العراق -دمشق NOT وسم:عاجل =قاعدة")
    assert [word.word for word in explanation.words] == ["قاعدة", "قاعدة"]
    assert explanation.filters == (("source", "العرب"), ("entity", "العراق"))


@pytest.mark.parametrize(
    "query", ["العراق", "العراق قاعدة", "العراق العراق أو فيلم", '"عين الأسد" العراق', "عنوان:قاعدة"]
)
def test_the_parts_add_up_to_the_score(tmp_path: Path, query: str) -> None:
    with make_library(tmp_path) as library:
        hits = library.search(query).hits
        assert hits
        for hit in hits:
            words = library.explain(hit.id, query).words
            assert sum(word.stem_score + word.root_score for word in words) == pytest.approx(hit.score)


def test_an_updated_article_counts_as_it_stands(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        changed = tmp_path / "changed.jsonl"
        changed.write_text('{"id": "cinema", "title": "صاروخ", "body": "صواريخ على قاعدة."}', encoding="utf-8")
        library.import_paths([changed])
        assert library.search("صواريخ").total == 1
        (word,) = library.explain("cinema", "صواريخ").words
        assert word.stem_score > 0
        (word,) = library.explain("cinema", "فيلم").words
        assert (word.forms, word.stem_score, word.root_score) == ((), 0.0, 0.0)


def noise(count: int) -> list[str]:
    """Byte strings of nobody's making, as a terminal or a file hands them on."""
    chance = random.Random(4)
    raw = (chance.randbytes(chance.randrange(1, 120)) for _ in range(count))
    return [piece.decode(("utf-8", "latin-1", "cp1256", "utf-16")[n % 4], "replace") for n, piece in enumerate(raw)]


def test_nothing_that_people_type_is_an_error(library: Library) -> None:
    (hit,) = library.search("العراق").hits
    oddities = ["", '"', "«قاعدة", "😀", "قاعدة*~", "=", '="', "-", "((((", "كلمة " * 10_000, "\udc80قاعدة"]
    answers = [library.explain(hit.id, query) for query in (*noise(100), *oddities)]
    assert len(answers) == 111
    assert all(isinstance(answer, Explanation) for answer in answers)
