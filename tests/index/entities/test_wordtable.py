"""The word table: what goes in comes out, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities.wordtable import UNKNOWN, Facts, WordTable, pack, word_table

BAGHDAD = Facts(coarse=44, middle=20, fine=715, frequency=6, given=2, surname=1, is_foreign=0, place=2, is_ordinary=1)
FACTS = st.builds(
    Facts,
    coarse=st.integers(0, 64),
    middle=st.integers(0, 256),
    fine=st.integers(0, 1024),
    frequency=st.integers(0, 7),
    given=st.integers(0, 3),
    surname=st.integers(0, 3),
    is_foreign=st.integers(0, 1),
    place=st.integers(0, 3),
    is_ordinary=st.integers(0, 1),
)


@given(st.dictionaries(st.text("ابتثجحخدذر", min_size=1, max_size=6), FACTS, max_size=50))
def test_every_word_has_its_own_facts_again(facts):
    table = WordTable(pack(facts))
    assert {word: table.look_up(word) for word in facts} == facts


def test_a_word_that_is_not_in_the_table_is_unknown():
    assert WordTable(pack({"بغداد": BAGHDAD})).look_up("البصره") == UNKNOWN


def test_an_empty_table_knows_nothing():
    assert WordTable(pack({})).look_up("بغداد") == UNKNOWN


def test_the_same_words_give_the_same_bytes_in_any_order():
    assert pack({"بغداد": BAGHDAD, "دمشق": UNKNOWN}) == pack({"دمشق": UNKNOWN, "بغداد": BAGHDAD})


def test_a_file_of_another_version_is_refused_with_the_remedy():
    with pytest.raises(ValueError, match=r"python -m index\.entities\.build words"):
        WordTable(b"WQWT0000" + bytes(8))


def test_the_shipped_table_knows_a_country_from_a_common_word():
    assert word_table().look_up("العراق").place == 3
    assert word_table().look_up("الذي").place == 0
