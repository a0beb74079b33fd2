"""Which words meet, by stem or by root."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from whoosh.lang.isri import ISRIStemmer

from index.search.analysis import analyse, forms, light_stem, root_of

BY_STEM = [
    "إيران إيراني الإيرانية الإيرانيين وإيران",
    "لبنان لبناني",
    "مسؤول مسئول المسؤولين",
    "القاعدة قاعدة بالقاعدة وبالقاعدة",
    "أميركي أمريكي الأميركية امريكا الأمريكيين",
    "سوريا سورية السوري",
    "صاروخ صاروخي الصاروخية",
    "قال ﻗﺎﻝ",
    "1500 ١٥٠٠ 1,500 ١٬٥٠٠",
    "تعرّضت تعرضت",
]
BY_ROOT = ["وبالقاعدة قواعد القاعدة", "هجوم هجمات مهاجمة", "صاروخ صواريخ", "المدرسة المدارس"]


def the_forms(word: str) -> tuple[str, str]:
    found = forms(word)
    assert found is not None
    return found


@pytest.mark.parametrize("words", BY_STEM)
def test_forms_of_one_word_have_one_stem(words: str) -> None:
    assert len({the_forms(word)[0] for word in words.split()}) == 1


@pytest.mark.parametrize("words", BY_ROOT)
def test_broken_plurals_and_patterns_meet_by_root(words: str) -> None:
    assert len({the_forms(word)[1] for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("عمان", "عم"), ("سكان", "سكك"), ("طيران", "إيران"), ("تعر", "تعرضت")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert the_forms(one) != the_forms(other)


@pytest.mark.parametrize("word", ["من", "في", "الذي", "وهو", "إلى", "الى"])
def test_stop_words_have_no_forms(word: str) -> None:
    assert forms(word) is None


def test_stop_words_keep_their_place() -> None:
    assert [(token.position, token.forms.stem) for token in analyse("قال في بغداد")] == [(0, "قال"), (2, "بغداد")]


def test_no_word_is_stemmed_away() -> None:
    assert light_stem("ال") == "ال"
    assert light_stem("وال") == "وال"
    assert light_stem("هه") == "هه"


def test_eight_threads_agree() -> None:
    words = [f"ال{a}{b}{c}ون" for a in "كسمعدفق" for b in "تاوير" for c in "بلمنره"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: [forms(word) for word in words], range(8)))
    assert all(answer == answers[0] for answer in answers)


def test_roots_are_those_of_whooshs_own_stemmer() -> None:
    class Plain(ISRIStemmer):  # type: ignore[misc]
        """Its `norm` fails on Python 3.7 and later; folded words hold nothing for it."""

        def norm(self, num: int) -> str:
            return str(self.stm)

    plain = Plain()
    beginnings = ("", "و", "ل", "ال", "لل", "بال", "كال", "وال", "ولل", "ست", "مت", "است")
    endings = ("", "ه", "ي", "ات", "ون", "ين", "هم", "نا", "تمل", "همل", "تان", "تين", "كمل")
    compared = 0
    for middle in ("كتب", "عمل", "درس", "قتال", "مفعول", "حرب", "يكون"):
        for word in (f"{beginning}{middle}{ending}" for beginning in beginnings for ending in endings):
            if not (len(word) == 6 and word[1:3] == "وا" and word[4] == "ي"):
                assert root_of(word) == plain.stem(word), word
                compared += 1
    assert compared > 1_000
