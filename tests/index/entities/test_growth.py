"""Texts of nothing but numbers, months or days: the time grows with the length, whatever the grammar hopes for."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from index.entities.dates import find_dates
from index.entities.lexicon import lexicon
from index.entities.merging import merge
from index.entities.numbers import find_numbers
from index.entities.page import Page
from index.entities.settling import settle
from index.entities.words import split_words


def seconds(text: str) -> float:
    """CPU time of the date and number grammars and of the merging alone."""
    words = split_words(text)
    page = Page(text, words, lexicon(), Counter(word.norm for word in words))
    begin = time.process_time()
    merge(page, sorted(settle(page, [*find_dates(page), *find_numbers(page)])))
    return time.process_time() - begin


@pytest.mark.parametrize(
    "unit",
    [
        "3 و",
        "خمسة وعشرون ",
        "مليون و3 ",
        "السابع والعشرين ",
        "والأحد ",
        "مايو/",
        "ربيع الأول ",
        "بداية ",
        "2012 و",
        "1،",
    ],
)
def test_no_list_is_read_from_each_of_its_members_to_its_end(unit):
    small = min(seconds(unit * (16_000 // len(unit))) for _ in range(3))
    # A square would be 64 times.
    assert min(seconds(unit * (128_000 // len(unit))) for _ in range(2)) < 24 * small + 0.1


@pytest.mark.parametrize("unit", ["مايو/", "مايو (", "بداية ", "نهاية شهر ", "مليون ونصف "])
def test_no_repetition_runs_into_the_depth(unit):
    assert seconds(unit * 5_000) >= 0
