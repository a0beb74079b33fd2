"""Name-likeness: letters alone tell a foreign name from an everyday word."""

from __future__ import annotations

import pytest

from index.entities.likeness import CELLS, letter_groups, name_likeness, pack


@pytest.mark.parametrize("name", ["برزوفسكي", "كافانو", "مارتينيز", "يونغمان"])
def test_a_foreign_name_looks_like_one(name):
    assert name_likeness(name) > 0


@pytest.mark.parametrize("word", ["المسوولين", "استعداداتها", "بالاضافه", "تستخدم"])
def test_an_everyday_word_does_not(word):
    assert name_likeness(word) < 0


def test_the_groups_of_a_word_are_those_of_two_to_four_letters_between_its_edges():
    # ^اب$ holds three groups of two, two of three, one of four.
    assert len(list(letter_groups("اب"))) == 6
    assert all(0 <= cell < CELLS for cell in letter_groups("اب"))


def test_weights_are_kept_in_sixteenths_and_clipped_to_a_byte():
    assert list(memoryview(pack(iter([1.0, -100.0]), 0.5)).cast("b")) == [8, 16, -127]
