"""Words that lost the space between them."""

from __future__ import annotations

import pytest

from index.entities.gluing import ungluing
from index.entities.words import split_words


def cut(text: str) -> list[str]:
    words = list(ungluing(split_words(text)))
    assert all(text[word.start : word.end] == word.text for word in words)
    return [word.text for word in words]


@pytest.mark.parametrize(
    ("glued", "words"),
    [
        ("الجمهوريالأميركي", ["الجمهوري", "الأميركي"]),
        ("منالبلاد", ["من", "البلاد"]),
        ("البرتغاليولاعب", ["البرتغالي", "ولاعب"]),
        ("القُدامىوالجُدد", ["القُدامى", "والجُدد"]),
        ("كافانوخلال", ["كافانو", "خلال"]),
        ("الشيوخمن", ["الشيوخ", "من"]),
    ],
)
def test_a_lost_space_is_found_where_both_halves_are_known(glued: str, words: list[str]) -> None:
    assert cut(glued) == words


@pytest.mark.parametrize(
    "word",
    ["استخداماتهم", "ليوبانشوي", "ميكلسون", "وبالمستشفيات", "أفسنستخدمونها", "البوسنيين", "السياسيان", "والفلسطينيين"],
)
def test_strange_and_inflected_words_stay_whole(word: str) -> None:
    assert cut(word) == [word]
