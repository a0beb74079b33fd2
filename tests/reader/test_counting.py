"""Numbers of things in words, in the six forms of Arabic and the two of English."""

from __future__ import annotations

import pytest

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
