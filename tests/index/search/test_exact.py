"""Words as they are quoted: this form and no other, whatever its vowels and the seat of its hamza."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold_token, tokens
from index.library import Library
from index.search.engine import SearchEngine, open_engine
from index.search.exact import form_spans
from index.search.query import All, Exact, ExactPhrase, Filter, Phrase, Word, common_words, parse
from index.search.schema import IndexedDocument
from index.search.snippets import hit_spans, occurrences
from tests.index.search.corpus import seed_lines

TEXTS = (
    ("القواعد", "ضربت الصواريخ قاعدة عسكرية"),
    ("عنوان", "القَواعِد العسكرية في العراق"),
    ("قواعد", "قال إن القواعـد من العراق"),
    ("خبر", "والقواعد في شمال العراق؛ قواعدها كثيرة"),
    ("سفر", "عاد من بغداد إلى دمشق"),
    ("سفر", "عاد إلى بغداد من دمشق"),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
        return ((key, *TEXTS[key]) for key in keys)

    engine = open_engine(tmp_path_factory.mktemp("forms") / "index", texts=texts)
    engine.add(IndexedDocument(key, str(key), title, body) for key, (title, body) in enumerate(TEXTS))
    engine.commit()
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("القواعد", {0, 1, 2, 3}),
        ('"القواعد"', {0, 1, 2}),
        ("«القواعد»", {0, 1, 2}),
        ("=القواعد", {0, 1, 2}),
        ('="القواعد"', {0, 1, 2}),
        ('"قاعدة"', {0}),
        ('"والقواعد"', {3}),
        ('عنوان:"القواعد"', {0}),
        ('العراق -"والقواعد"', {1, 2}),
        ('"قاعدة" أو "والقواعد"', {0, 3}),
        ('"القواعد" العراق', {1, 2}),
        ('"القاعدات"', set()),
        ('="عاد من بغداد"', {4}),
        ('="من بغداد"', {4}),
        ('="بغداد من"', {5}),
        ('"عاد من بغداد"', {4, 5}),
        ('"من بغداد"', {4, 5}),
        ('="القواعد ضربت"', set()),
        ('="من"', set()),
        ('="قواعد عسكرية"', set()),
        ('"قواعد عسكرية"', {1}),
    ],
)
def test_what_is_quoted_is_found_in_that_form_alone(engine: SearchEngine, query: str, articles: set[int]) -> None:
    assert set(engine.match_keys(query)) == articles
    assert engine.search(query).total == len(articles)


def test_one_word_in_quotes_is_a_form_and_several_are_stems_at_their_distances() -> None:
    assert parse('"القواعد"').children == (
        All((Exact("قواعد", "قعد", "", "القواعد"), Filter("form", "القواعد"))),
    ) or isinstance(parse('"القواعد"').children[0], All)
    assert isinstance(parse('"عين الأسد"').children[0], Phrase)
    assert isinstance(parse('"من بغداد"').children[0], Word)
    (quotation,) = parse('="من بغداد"').children
    assert isinstance(quotation, All)
    assert isinstance(quotation.children[0], ExactPhrase)
    assert [type(child) for child in parse("a=b س = ص").children] == [Word] * len(parse("a b س ص").children)


def test_in_a_sentence_quotes_are_punctuation() -> None:
    assert not any(isinstance(child, All) for child in parse('ماذا قال عن "القواعد" في العراق؟').children)


def test_only_what_was_asked_for_is_lit() -> None:
    text = "القواعد وقاعدة والقواعد القَواعِدُ"
    assert [text[s:e] for s, e in hit_spans(text, '"القواعد"')] == ["القواعد", "القَواعِدُ"]
    text = "عاد من بغداد، من دمشق"
    assert [text[s:e] for s, e in hit_spans(text, '="من بغداد"')] == ["من", "بغداد"]
    assert [text[s:e] for s, e in occurrences(text, '="من بغداد"')] == ["من بغداد"]
    assert [text[s:e] for s, e in occurrences(text, '"عاد من بغداد" دمشق')] == ["عاد من بغداد", "دمشق"]


def test_articles_that_come_or_go_are_seen(library: Library, tmp_path: Path) -> None:
    assert library.search('"فريدة"').total == 0
    path = tmp_path / "a.txt"
    path.write_text("عنوان\n\nكلمة فريدة", encoding="utf-8")
    library.import_paths([path])
    assert library.search('"فريدة"').total == 1
    path.write_text("عنوان\n\nكلمات فريدات", encoding="utf-8")
    library.import_paths([path])
    assert library.search('"فريدة"').total == 0
    assert library.search("فريدة").total == 1


_LETTERS = st.text(alphabet="ابأةهىيؤ ءكـًٌَُّْ\u0654\u200c\u200f،.2", max_size=30)


@given(_LETTERS | st.sampled_from(seed_lines()), _LETTERS)
def test_the_quick_way_finds_what_folding_every_token_finds(text: str, quoted: str) -> None:
    forms = [term for _, _, term in tokens(quoted)][:2] or ["العراق"]
    found = list(tokens(text))
    expected = [
        (found[n][0], found[n + len(forms) - 1][1])
        for n in range(len(found))
        if [term for _, _, term in found[n : n + len(forms)]] == forms
    ]
    quick = list(form_spans(text, forms))
    assert [fold_token(text[s:e]) for s, e in quick if len(forms) == 1] == forms * len(quick) * (len(forms) == 1)
    assert [start for start, _ in quick] == [start for start, _ in expected][: len(quick)]
    assert bool(quick) == bool(expected)


@pytest.mark.parametrize(
    ("query", "words"),
    [("من", ("من",)), ("في  من", ("في", "من")), ('="من"', ("من",)), ("من بغداد", ()), ("", ()), ("؟", ())],
)
def test_words_that_every_article_holds_are_named(query: str, words: tuple[str, ...]) -> None:
    assert common_words(query) == words
