"""Letters fold, and every folded letter knows where it came from."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import fold, fold_token, tokens


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("القـــاعدة", ["القاعده"]),
        ("ﺍﻟﻘﺎﻋﺪﺓ", ["القاعده"]),
        ("#كأس_العالم", ["كاس", "العالم"]),
        ("١٬٥٠٠ و1,500", ["1500", "و1", "500"]),
        ("١٬٥٠٠ 1,500 ۱۵۰۰", ["1500", "1500", "1500"]),
        ("٣٫٥ 3.5%", ["3.5", "3.5"]),
        ("COVID-19", ["covid", "19"]),
        ("Élysée", ["elysee"]),
        ("12/5/2021", ["12", "5", "2021"]),
        ("رئيس\u200cالوزراء", ["رءيسالوزراء"]),
        ("صلى ﷺ عليه", ["صلي", "ﷺ", "عليه"]),
        ("تعرّضت", ["تعرضت"]),
        ("ـــ ّ ؟!", []),
        ("مسؤول مسئول", ["مسءول", "مسءول"]),
        ("گوگل ڤيديو پاريس چاد", ["كوكل", "فيديو", "باريس", "جاد"]),
    ],
)
def test_tokens_are_whole_words_in_plain_letters(text: str, terms: list[str]) -> None:
    assert [term for _, _, term in tokens(text)] == terms


def test_offsets_are_those_of_the_stored_text() -> None:
    text = "قاعدة «تعرّضـــت» #عين_الأسد"
    assert [text[start:end] for start, end, _ in tokens(text)] == ["قاعدة", "تعرّضـــت", "عين", "الأسد"]


@pytest.mark.parametrize(
    "spelling", ["الأمة", "الامة", "الإمة", "الٱمة", "الأُمَّة", "الأمـة", "ﺍﻷﻣﺔ", "الا\u0654مة", "الامه"]
)
def test_spellings_of_one_word_fold_alike(spelling: str) -> None:
    assert fold_token(spelling) == "الامه"


def test_a_folded_range_maps_back_to_letters_and_their_marks() -> None:
    text = "«تعرّضت» ﻻ"
    folded, source = fold(text)
    start = folded.index("ر")
    assert text[source[start] : source[start + 1]] == "رّ"
    assert folded.endswith("لا")
    assert text[source[len(folded) - 1] :] == "ﻻ"


@given(st.text(alphabet=st.sampled_from("أبتّـًﻻ ٣٫٥x\u200f\u0654وé\n"), max_size=40) | st.text(max_size=40))
def test_the_map_never_falls_and_covers_the_text(text: str) -> None:
    folded, source = fold(text)
    assert len(source) == len(folded) + 1
    assert list(source) == sorted(source)
    assert source[-1] == len(text)


@given(st.text(max_size=60))
def test_any_text_has_tokens_in_order(text: str) -> None:
    spans = [(start, end) for start, end, _ in tokens(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
