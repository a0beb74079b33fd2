"""Numbers of things in words, in the six forms of Arabic and the two of English."""

from __future__ import annotations

import re

import pytest

from reader.locale import messages, say_in
from reader.locale.counting import form_of
from tests.reader.stage import make_look


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"),
        (101, "other"), (102, "other"), (103, "few"), (111, "many"), (1_000, "other"), (1_003, "few"),
    ],
)  # fmt: skip
def test_arabic_numbers_ask_for_forms(number: int, form: str) -> None:
    assert form_of(number, "ar") == form


def test_english_numbers_ask_for_forms() -> None:
    assert [form_of(number, "en") for number in (0, 1, 2, 11)] == ["zero", "one", "other", "other"]


@pytest.mark.parametrize(
    ("seconds", "english", "arabic"),
    [
        (-5, "just now", "الآن"),
        (59, "just now", "الآن"),
        (61, "1 min ago", "منذ دقيقة"),
        (7_300, "2 h ago", "منذ ساعتين"),
        (47 * 3600, "47 h ago", "منذ 47 ساعة"),
        (48 * 3600, "2 days ago", "منذ يومين"),
        (86_400 * 5, "5 days ago", "منذ 5 أيام"),
    ],
)
def test_ages_are_said_in_the_largest_unit_that_tells_enough(seconds: float, english: str, arabic: str) -> None:
    assert (make_look("en").age(seconds), make_look("ar").age(seconds)) == (english, arabic)


@pytest.mark.parametrize(
    ("number", "english", "arabic"),
    [
        (1, "1 character copied", "نُسخ حرف"),
        (2, "2 characters copied", "نُسخ حرفان"),
        (3, "3 characters copied", "نُسخ 3 أحرف"),
        (11, "11 characters copied", "نُسخ 11 حرفًا"),
        (1_200, "1,200 characters copied", "نُسخ 1,200 حرف"),
    ],
)
def test_a_message_has_its_number_with_the_noun_in_its_form(number: int, english: str, arabic: str) -> None:
    assert say_in("en")("screen.copied", count=number) == english
    assert say_in("ar")("screen.copied", count=number) == arabic


def test_numbers_without_a_noun_stand_as_they_are() -> None:
    assert say_in("en")("cli.more_in_log", number=1_234) == "there is more: `warraq imports 1234` shows it"
    assert say_in("ar")("concordance.articles", count=1_234) == "المقالات 1,234"


def test_a_message_of_several_numbers_has_each_in_its_form() -> None:
    counts = {"feeds": 1, "added": 1, "updated": 0, "failed": 1, "waiting": 2}
    said = "1 feed asked: 1 article added, 0 updated, 1 feed failed, 2 left alone for now"
    assert say_in("en")("cli.refreshed", **counts) == said
    counts.update(feeds=2, added=0, failed=0)
    said = "2 feeds asked: 0 articles added, 0 updated, 0 feeds failed, 2 left alone for now"
    assert say_in("en")("cli.refreshed", **counts) == said


def test_no_english_message_sets_a_number_before_a_plural_that_can_be_one() -> None:
    kept_for_many = ("_zero", "_two", "_few", "_many", "_other")
    fixed = {key: text for key, text in messages("en").items() if not key.endswith(kept_for_many)}
    plural = re.compile(
        r"{\w+} (?:new |more |other )?(?:article|feed|item|place|character|day|warning|file|time|hit)s\b"
    )
    assert [key for key, text in fixed.items() if plural.search(text)] == []
    assert plural.search(messages("en")["news.new_other"])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_noun_that_a_message_asks_for_has_its_six_forms(language: str) -> None:
    table = messages(language)  # type: ignore[arg-type]
    nouns = {noun for text in table.values() for noun in re.findall(r"{\w+:([a-z_]+)}", text)}
    assert len(nouns) >= 4
    forms = ("zero", "one", "two", "few", "many", "other")
    assert [f"{noun}_{form}" for noun in nouns for form in forms if f"counts.{noun}_{form}" not in table] == []
