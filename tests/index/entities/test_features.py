"""What the tagger sees: words without their proclitics, neighbours at their distance, edges."""

from __future__ import annotations

import pytest

from index.entities.features import base_of, features_of, view
from index.entities.words import normal_form

WHOLE = [
    "وائل",
    "بلال",
    "كريم",
    "لبنان",
    "فلسطين",
    "باريس",
    "وارسو",
    "ليبيا",
    "بنغازي",
    "كابول",
    "فيينا",
    "وليد",
    "باسم",
]


@pytest.mark.parametrize("word", WHOLE)
def test_a_name_that_begins_with_a_proclitic_letter_is_its_own_base(word):
    assert base_of(normal_form(word)).cut == 0


@pytest.mark.parametrize(
    ("word", "base"), [("والعراق", "العراق"), ("ببغداد", "بغداد"), ("للعراق", "العراق"), ("لترامب", "ترامب")]
)
def test_a_proclitic_before_a_known_word_is_cut(word, base):
    assert base_of(normal_form(word)).norm == base


def rows(*words: str) -> list[list[str]]:
    return features_of([view(word, "word") for word in words], [()] * len(words))


def test_a_word_sees_its_neighbours_at_their_distance():
    row = rows("قال", "الرييس", "في", "بغداد")[1]
    assert "w=الرييس" in row
    assert "-1w=قال" in row
    assert "+1w=في" in row
    assert "+2w=بغداد" in row


def test_the_edges_of_a_sentence_are_features():
    first, second = rows("قال", "الرييس")
    assert {"first", "last-1"} <= set(first)
    assert {"first+1", "last"} <= set(second)


def test_the_protocol_of_anercorp_only_adds_features():
    views, hints = [view("وزاره", "word"), view("الصحه", "word")], [("L=BORG",), ()]
    plain, other = features_of(views, hints), features_of(views, hints, is_anercorp=True)
    for row, more in zip(plain, other, strict=True):
        assert more[: len(row)] == row
        assert all(name == "a" or name.startswith("a|") for name in more[len(row) :])
