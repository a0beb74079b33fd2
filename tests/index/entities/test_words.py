"""Words: where one ends, even where the space was lost, and what is left without proclitics."""

from __future__ import annotations

import pytest

from index.entities.words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("في بلديةنورثهامبتون", ["في", "بلدية", "نورثهامبتون"]),
        ("حافظ علىهدوئه", ["حافظ", "على", "هدوئه"]),
        ("مدينةٌ كبيرة", ["مدينةٌ", "كبيرة"]),
        ("المصرىين حتىٰ", ["المصرىين", "حتىٰ"]),
    ],
)
def test_a_letter_that_ends_words_ends_one_where_the_space_is_missing(text, words):
    assert [word.text for word in split_words(text)] == words


def test_the_words_lie_where_they_say():
    text = "شركةInrupt، في بلديةنورثهامبتون"
    assert all(text[word.start : word.end] == word.text for word in split_words(text))
