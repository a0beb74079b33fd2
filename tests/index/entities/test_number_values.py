"""What quantities come to: digits of both rows, number words, percent, money, measures, scores, ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Value
from index.entities import recognise
from index.entities.classes import word_classes
from index.entities.currencies import currencies
from index.entities.number_values import measures, number_words

HUNDREDS = {1: "مئة", 2: "مئتان", 3: "ثلاثمئة", 4: "أربعمئة", 5: "خمسمئة", 6: "ستمئة", 7: "سبعمئة", 8: "ثمانمئة"}
HUNDREDS[9] = "تسعمئة"
UNITS = dict(enumerate(["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"], 1))
TENS = dict(enumerate(["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"], 2))


def value(text: str) -> Value | None:
    [found] = [mention.value for mention in recognise(text).mentions if mention.type == "NUM"]
    return found


def amount(text: str) -> str:
    found = value(text)
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("نحو مئتين وخمسين ألفا", "250000"),
        ("نحو ثلاثة ملايين ونصف المليون", "3500000"),
        ("نحو ثلاثة عشر ألفا ومئتين وسبعة وأربعين صوتا", "13247"),
        ("نحو ثلاث مئة شخص", "300"),
        ("نحو نصف مليون شخص", "500000"),
        ("نحو ألفي شخص", "2000"),
        ("القتلى الخمسة والعشرين", "25"),
        ("نحو 1,500 شخص", "1500"),
        ("نحو ١٬٥٠٠٫٥ شخص", "1500.5"),
        ("نحو 1.5 مليون شخص", "1500000"),
        ("نحو 11 ألفا و800 متابع", "11800"),
        ("نحو 40،235 مليون سهم", "40235000"),
        ("نحو 15.000 شخص", "15000"),
        ("على 45 .4616 نقطة", "4616.45"),
        ("بستة أشخاص", "6"),
    ],
)
def test_a_number_is_worth_what_it_says(text, digits):
    assert value(text) == Value("number", digits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بنسبة 15 في المئة", Value("percent", "15", "%")),
        ("بنسبة 5ر33 بالمائة", Value("percent", "33.5", "%")),
        ("بنسبة 2.580%", Value("percent", "2.58", "%")),
        ("بلغ 30-50% منها", Value("range", "30/50", "%")),
        ("بلغ 10-15 مليون شخص", Value("range", "10000000/15000000")),
        ("على بعد تسعين كيلومترا", Value("measure", "90", "كيلومتر")),
        ("على مساحة 10 كلم مربع", Value("measure", "10", "كيلومتر مربع")),
        ("بسرعة 45 كلم/س", Value("measure", "45", "كيلومتر/ساعة")),
        ("فاز بنتيجة 2-1", Value("score", "2-1")),
        ("فاز بنتيجة 3 - صفر", Value("score", "3-0")),
        ("تراجع السهم بنسبة -3.5%", Value("percent", "-3.5", "%")),
        ("صادرات بقيمة 462،4 م د", Value("money", "462400000", "دينار", "TND")),
        ("فاز بسباق 200م حرة", Value("measure", "200", "متر")),
        ("سجل في الدقيقة 90+2", None),
    ],
)
def test_a_quantity_keeps_its_unit(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دفع 30 مليون دولار", Value("money", "30000000", "دولار", "USD")),
        ("دفع 350,000 دولار أمريكي", Value("money", "350000", "دولار", "USD")),
        ("دفع $100 فقط", Value("money", "100", "دولار", "USD")),
        ("دفع 45 ألف أورو", Value("money", "45000", "يورو", "EUR")),
        ("دفع 30 مليون دينار تونسي", Value("money", "30000000", "دينار", "TND")),
        ("دفع 100 درهم مغربي", Value("money", "100", "درهم", "MAD")),
        ("دفع 500 جنيه إسترليني", Value("money", "500", "جنيه", "GBP")),
        ("دفع عشرة آلاف ليرة سورية", Value("money", "10000", "ليرة", "SYP")),
        ("دفع 100 ريال سعودي", Value("money", "100", "ريال", "SAR")),
    ],
)
def test_money_has_the_code_that_its_adjective_tells(text, expected):
    assert value(text) == expected


def test_a_bare_currency_is_that_of_the_one_country_the_article_names():
    assert value("دفع 100 درهم") == Value("money", "100", "درهم", None)
    assert value("في الإمارات، دفع 100 درهم") == Value("money", "100", "درهم", "AED")
    assert value("بين الإمارات والمغرب، دفع 100 درهم") == Value("money", "100", "درهم", None)


def test_a_third_is_no_decimal_number():
    assert value("غادر ثلث السكان") is None


def test_the_number_is_a_number_only_where_there_is_one():
    assert Value("number", "1500").number == 1500
    assert Value("money", "2.5", "دولار", "USD").number == 2.5
    assert Value("score", "2-1").number is Value("range", "30/50", "%").number is None
    assert Value("date", "2021").number is None


def in_words(number: int) -> str:
    """A number under a million as an editor writes it."""
    thousands, rest = divmod(number, 1000)
    parts = []
    if thousands == 2:
        parts.append("ألفان")
    elif thousands:
        parts.append(f"{_under_thousand(thousands)} {'آلاف' if 3 <= thousands <= 10 else 'ألف'}")
    if rest:
        parts.append(_under_thousand(rest))
    return " و".join(parts)


def _under_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [HUNDREDS[hundreds]] if hundreds else []
    if 11 <= rest <= 19:
        parts.append("أحد عشر" if rest == 11 else "اثنا عشر" if rest == 12 else f"{UNITS[rest - 10]} عشر")
    elif rest and rest <= 10:
        parts.append(UNITS[rest])
    elif rest:
        parts += [UNITS[rest % 10]] if rest % 10 else []
        parts.append(TENS[rest // 10])
    return " و".join(parts)


@given(st.integers(2, 999_999).filter(lambda number: number // 1000 != 1 and number % 1000 not in (1, 2)))
def test_number_words_of_any_length_are_read_back(number):
    assert amount(f"نحو {in_words(number)}") == str(number)


def test_every_word_of_the_number_grammar_has_a_value():
    classes = word_classes("number_words.txt")
    assert all(word in currencies() for word in classes["currency"])
    assert all(word in measures() for word in classes["measure"])
    counted = classes["unit"] | classes["ten"] | classes["hundred"] | classes["scale"] | classes["teen_head"]
    assert {word for word in counted if not {word, word.removeprefix("ال")} & number_words().keys()} == set()
