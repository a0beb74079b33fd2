"""What is copied from a screen finds what was typed."""

from __future__ import annotations

import arabic_reshaper
import pytest
from bidi import get_display

from index.search.pasted import logical
from index.search.query import parse
from tests.index.search.corpus import seed_lines


@pytest.mark.parametrize("text", ["صواريخ", "عين الأسد", "ولا الضالين", "في 2500 جندي (العراق)", "COVID-19 في بغداد"])
def test_drawn_text_is_turned_back(text: str) -> None:
    drawn = arabic_reshaper.reshape(text)
    assert logical(drawn) == text
    assert logical(get_display(drawn, base_dir="R")) == text


@pytest.mark.parametrize("text", ["صواريخ", "abc", "", "2500", "عين الأسد"])
def test_typed_text_stays(text: str) -> None:
    assert logical(text) == text


def test_headlines_of_the_seed_are_the_same_query_when_drawn() -> None:
    lines = [" ".join(line.split()[:6]) for line in seed_lines()]
    turned = [line for line in lines if parse(get_display(arabic_reshaper.reshape(line), base_dir="R")) == parse(line)]
    assert turned == lines
