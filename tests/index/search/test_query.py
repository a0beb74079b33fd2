"""What people type becomes a tree; nothing they type is an error."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.dates import day_range
from index.search.query import All, Either, Filter, Not, Phrase, Prefix, Word, parse, positive_leaves, relaxed


def stems(tree: All) -> list[str]:
    return [child.stem for child in tree.children if isinstance(child, Word)]


def test_words_are_stemmed_and_stop_words_dropped() -> None:
    assert stems(parse("القوات في العراق")) == ["قو", "عراق"]


def test_quotes_make_a_phrase_that_keeps_distances() -> None:
    assert parse('"وزارة في الدفاع"').children == (Phrase(((0, "زار"), (2, "دفاع"))),)
    assert parse("«عين الأسد»").children == parse('"عين الأسد"').children


@pytest.mark.parametrize("query", ["صواريخ -بغداد", "صواريخ NOT بغداد", "صواريخ ليس بغداد", "صواريخ بدون بغداد"])
def test_four_ways_to_say_not(query: str) -> None:
    word, negated = parse(query).children
    assert isinstance(word, Word)
    assert isinstance(negated, Not)


@pytest.mark.parametrize("query", ["بغداد OR دمشق", "بغداد أو دمشق", "(بغداد أو دمشق)"])
def test_or_joins_its_neighbours(query: str) -> None:
    (either,) = parse(query).children
    assert isinstance(either, Either)
    assert len(either.children) == 2


def test_a_hyphen_inside_a_word_is_no_operator() -> None:
    assert stems(parse("COVID-19")) == ["covid", "19"]


def test_a_question_keeps_its_function_words_as_words() -> None:
    assert not any(isinstance(child, Not) for child in parse("لماذا انسحبت القوات أليس ليس ضروريا؟").children)


def test_prefix_is_folded_and_loses_its_article() -> None:
    (prefix,) = parse("القاع*").children
    assert isinstance(prefix, Prefix)
    assert "قاع" in prefix.starts


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("مصدر:العرب", Filter("source", "العرب")),
        ("source:العرب", Filter("source", "العرب")),
        ('قسم:"كرة القدم"', Filter("category", "كرة القدم")),
        ("date:2021-07", Filter("date", "2021-07")),
        ("is:bookmarked", Filter("is", "bookmarked")),
        ("عنوان:صاروخ", Word("صاروخ", "صرخ", "title")),
        ("كيان:العراق", Filter("entity", "العراق")),
        ('entity:"عين الأسد"', Filter("entity", "عين الأسد")),
        ("كيان:«عين الأسد»", Filter("entity", "عين الأسد")),
    ],
)
def test_fields_in_both_languages(query: str, expected: object) -> None:
    assert parse(query).children == (expected,)


def test_an_entity_stands_beside_words_and_may_be_denied() -> None:
    word, entity, denied = parse("صواريخ كيان:العراق -entity:إيران").children
    assert isinstance(word, Word)
    assert entity == Filter("entity", "العراق")
    assert denied == Not(Filter("entity", "إيران"))


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("تاريخ:الأسبوع الماضي صواريخ", "الأسبوع الماضي"),
        ("date:last week صواريخ", "last week"),
        ("تاريخ:6 يوليو 2021 صواريخ", "6 يوليو 2021"),
        ("تاريخ:كانون الثاني 2021 صواريخ", "كانون الثاني 2021"),
        ("date:2021-07-01 .. 2021-07-31 صواريخ", "2021-07-01 .. 2021-07-31"),
        ("date:1 يوليو 2021 .. 3 يوليو 2021 صواريخ", "1 يوليو 2021 .. 3 يوليو 2021"),
        ("date:.. صواريخ", ".."),
        ("date:2021.. صواريخ", "2021.."),
        ("date:2021 صواريخ", "2021"),
        ("date:nonsense صواريخ", "nonsense"),
        ('date:"هذا الشهر" صواريخ', "هذا الشهر"),
    ],
)
def test_a_date_of_several_words_needs_no_quotes(query: str, day: str) -> None:
    date_filter, word = parse(query).children
    assert date_filter == Filter("date", day)
    assert isinstance(word, Word)


def test_leaves_know_how_they_were_typed() -> None:
    queries = ("القواعد صوار* بغذاد~", '"عين  الأسد" ="في العراق" =قاعدة عنوان:خبر')
    typed = [leaf.typed for query in queries for leaf in positive_leaves(parse(query))]
    assert typed == ["القواعد", "صوار*", "بغذاد~", "عين الأسد", "في العراق", "قاعدة", "خبر"]


def test_a_quotation_of_any_length_is_a_phrase_and_quotes_in_a_sentence_are_not() -> None:
    sentence = "قالت مصادر أمنية إن صاروخا سقط قرب قاعدة عين الأسد في الأنبار"
    (phrase,) = parse(f'"{sentence}"').children
    assert isinstance(phrase, Phrase)
    (exact,) = parse(f" =«{sentence}؟» ").children
    assert isinstance(exact, All)
    assert not any(isinstance(child, Phrase) for child in parse(f'{sentence} "ضحايا كثيرة"').children)


def test_an_unknown_field_is_just_words() -> None:
    assert stems(parse("تغريدة:بغداد")) == ["تغريد", "بغداد"]


def test_relaxing_keeps_what_was_demanded() -> None:
    looser = relaxed(parse('بغداد دمشق "عين الأسد" -صواريخ'))
    assert looser is not None
    phrase, negated, either = looser.children
    assert isinstance(phrase, Phrase)
    assert isinstance(negated, Not)
    assert isinstance(either, Either)


@pytest.mark.parametrize(
    "query",
    ["", " ", "؟", '"', "«", "(", ")))", "()(((", "-", "OR", "NOT", "*", "~", ":", "😀", "من", "- -", '""'],
)
def test_signs_without_words_are_empty_queries(query: str) -> None:
    assert parse(query).children == ()


@given(st.text(alphabet=st.sampled_from('ابو "«»()-*~:؟أو ORNT.1_\u200f'), max_size=60) | st.text(max_size=60))
def test_no_text_is_an_error(query: str) -> None:
    assert isinstance(parse(query), All)


def test_ten_thousand_words_are_cut() -> None:
    assert 0 < len(parse(" ".join(f"كلمة{n}" for n in range(10_000))).children) <= 128


def test_deep_brackets_do_not_overflow() -> None:
    assert stems(parse("(" * 5000 + "بغداد")) == ["بغداد"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021", (20210000, 20219999)),
        ("2021-07", (20210700, 20210799)),
        ("2021-07-06", (20210706, 20210706)),
        ("٢٠٢١-٧-٦", (20210706, 20210706)),
        ("06/07/2021", (20210706, 20210706)),
        ("2021-07-01..2021-07-31", (20210701, 20210731)),
        ("..2020", (0, 20209999)),
        ("2020..", (20200000, 99999999)),
        ("6 يوليو 2021", (20210706, 20210706)),
        ("تموز 2021", (20210700, 20210799)),
        ("جويلية 2021", (20210700, 20210799)),
        ("كانون الثاني 2021", (20210100, 20210199)),
        ("كانون الأول 2021", (20211200, 20211299)),
    ],
)
def test_days_as_people_write_them(text: str, days: tuple[int, int]) -> None:
    assert day_range(text) == days


@pytest.mark.parametrize("text", ["غدا", "", "99", "2021-07-06-05", "abc..def"])
def test_what_is_no_date_holds_no_day(text: str) -> None:
    first, last = day_range(text)
    assert first > last


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("اليوم", (0, 0)),
        ("أمس", (1, 1)),
        ("الأسبوع الماضي", (7, 1)),
        ("today", (0, 0)),
        ("هذا الأسبوع", (6, 0)),
        ("العام الماضي", (365, 1)),
    ],
)
def test_recent_days_count_from_today(text: str, ago: tuple[int, int]) -> None:
    assert day_range(text) == tuple(int(f"{date.today() - timedelta(days):%Y%m%d}") for days in ago)
