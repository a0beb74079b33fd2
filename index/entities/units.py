"""What a quantity is counted in: percent, a currency with its country, a measure."""

from __future__ import annotations

from index.entities.classes import word_classes
from index.entities.page import Page

CURRENCY_SIGNS = frozenset("$€£¥₪₺")
_PERCENT_WORDS = frozenset(["بالمائه", "بالميه", "بالمايه", "بالمءه"])
_HUNDRED = frozenset(["المائه", "الميه", "المايه"])
_LONGEST_RACE = 3
"""Digits before a tight م that may be metres: longer ones are years."""
_MEASURE_ADJECTIVES = frozenset(
    ["مربع", "مربعا", "مكعب", "مكعبا", "مربعه", "مكعبه", "بحري", "بحريا", "بحريه", "ميويه", "فهرنهايت"]
)


def classes(name: str) -> frozenset[str]:
    """A closed class of the number grammar."""
    return word_classes("number_words.txt")[name]


def unit_end(page: Page, last: int) -> int:
    """Take in a percent sign, a currency with its country, or a measure."""
    if page.kind(last) == "sign":
        text = page.words[last].text
        is_tight = page.words[last].start == page.words[last - 1].end
        return last + 1 if text[0] in "%٪" or (text in CURRENCY_SIGNS and is_tight) else last
    norm = page.norm(last)
    if norm in _PERCENT_WORDS:
        return last + 1
    if norm in ("في", "بال") and page.norm(last + 1) in _HUNDRED:
        return last + 2
    if norm == "م" and page.norm(last + 1) == "د":
        return last + 2
    if norm == "م" and page.words[last].start == page.words[last - 1].end:
        return last + 1 if len(page.words[last - 1].norm) <= _LONGEST_RACE else last
    if norm in classes("currency"):
        return last + 2 if _is_currency_adjective(page, last + 1) else last + 1
    if norm in classes("measure"):
        return _measure_end(page, last)
    return last


def _is_currency_adjective(page: Page, position: int) -> bool:
    """Whether the word behind a currency says whose it is: American, Tunisian, sterling."""
    norm = page.norm(position)
    nations = page.lexicon.indefinite_nationalities
    return any(form in nations for form in (norm, norm.removesuffix("ه"), norm.removesuffix("ا"))) or norm in (
        "استرليني",
        "استرلينيا",
    )


def _measure_end(page: Page, last: int) -> int:
    """Square and cubic measures, degrees by their scale, kilometres an hour in words or with a stroke."""
    if page.norm(last + 1) in _MEASURE_ADJECTIVES:
        return last + 2
    is_rate = page.kind(last + 1) == "sign" and page.words[last + 1].text == "/"
    if is_rate and page.norm(last + 2) in ("س", "ساعه", "ثانيه", "ث"):
        return last + 3
    return last + 3 if page.norm(last + 1) == "في" and page.norm(last + 2) in ("الساعه", "الثانيه") else last + 1
