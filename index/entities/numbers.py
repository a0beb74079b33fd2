"""Quantities: digits of both rows and number words, with the percent sign, currency or measure that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.classes import word_classes
from index.entities.page import Found, Page
from index.entities.words import stems

RANK = 90

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")
_PERCENT_WORDS = frozenset(["بالمائه", "بالميه", "بالمايه", "بالمءه"])
_HUNDRED = frozenset(["المائه", "الميه", "المايه"])


def find_numbers(page: Page) -> Iterator[Found]:
    """Every quantity of the page; which of them belong to dates is not asked here."""
    position = 0
    while position < len(page.words):
        last, cut = _quantity(page, position)
        if last > position:
            yield page.found(position, last, "NUM", RANK, "number", cut)
            position = last
        else:
            position += 1


def number_end(page: Page, position: int) -> tuple[int, int]:
    """Position after the number (digits or words) that begins here, and the letters of proclitics before it.

    The position itself when there is none.
    """
    if page.kind(position) == "number":
        return position + 1, 0
    return _number_words(page, position)


def _quantity(page: Page, position: int) -> tuple[int, int]:
    classes = word_classes("number_words.txt")
    before = page.norm(position - 1)
    if page.kind(position) not in ("number", "word") or before in classes["not_number_before"]:
        return position, 0
    if page.norm(position) in classes["ordinal_head"] and page.norm(position + 1) in classes["teen"]:
        return position, 0
    if page.norm(position) in ("واحد", "واحده") and page.norm(position + 1) == "من":
        return position, 0
    if before in classes["ordinal_head"]:
        return position, 0
    last, cut = number_end(page, position)
    if last == position:
        return position, 0
    if page.kind(position) == "number":
        last = _after_digits(page, last)
    return _unit_end(page, last), cut


def _after_digits(page: Page, last: int) -> int:
    """Take in the other half of a score, or the scale word behind digits."""
    scales = word_classes("number_words.txt")["scale"]
    if _is_sign(page, last, "-") and page.kind(last + 1) == "number":
        joined = f"{page.words[last - 1].norm}-{page.words[last + 1].norm}"
        if _SCORE.fullmatch(joined):
            return last + 2
    while page.norm(last) in scales:
        last += 1
    return last


def _unit_end(page: Page, last: int) -> int:
    """Take in a percent sign, a currency with its country, or a measure."""
    classes = word_classes("number_words.txt")
    if page.kind(last) == "sign" and page.words[last].text[0] in "%٪":
        return last + 1
    norm = page.norm(last)
    if norm in _PERCENT_WORDS:
        return last + 1
    if norm in ("في", "بال") and page.norm(last + 1) in _HUNDRED:
        return last + 2
    if norm in classes["currency"]:
        is_national = page.norm(last + 1) in page.lexicon.indefinite_nationalities
        return last + 2 if is_national or page.norm(last + 1) == "استرليني" else last + 1
    if norm in classes["measure"]:
        return last + 2 if page.norm(last + 1) in ("مربع", "مربعا", "مكعب", "مكعبا") else last + 1
    return last


def _number_words(page: Page, position: int) -> tuple[int, int]:
    classes = word_classes("number_words.txt")
    for cut, norm in stems(page.norm(position)) if page.norm(position) else ():
        length = _term_length(page, position, norm, classes)
        if length:
            return _more_terms(page, position + length, classes), cut
    return position, 0


def _term_length(page: Page, position: int, norm: str, classes: dict[str, frozenset[str]]) -> int:
    """Words of the one term that begins here: three, thirteen, thirty, three hundred, three thousand."""
    following = page.norm(position + 1)
    if norm in classes["teen_head"] and following in classes["teen"]:
        return 2
    if norm in classes["unit"] or norm in classes["hundred"] or norm in classes["ten"]:
        length = 1
        if page.norm(position + length) in classes["hundred"]:
            length += 1
        while page.norm(position + length) in classes["scale"]:
            length += 1
        return length
    if norm in classes["fraction"]:
        return 1
    if norm in classes["scale"] and (norm in classes["dual_scale"] or _is_counted(page, position, norm)):
        return 1
    return 0


def _is_counted(page: Page, position: int, norm: str) -> bool:
    """Whether a bare "thousand" or "million" is a count: singular, and money or a measure or "and" goes on."""
    classes = word_classes("number_words.txt")
    following = page.norm(position + 1)
    return norm in ("الف", "مليون", "مليار") and (following in classes["currency"] or following in classes["measure"])


def _more_terms(page: Page, last: int, classes: dict[str, frozenset[str]]) -> int:
    """Go on over "and" to the next terms of the same number; a scale word may follow a teen or a ten."""
    while True:
        while page.norm(last) in classes["scale"]:
            last += 1
        norm = page.norm(last)
        if not norm.startswith("و") or len(norm) < 3:
            return last
        length = _term_length(page, last, norm[1:], classes)
        if not length or not _goes_on(page, last, norm[1:], classes):
            return last
        last += length


def _goes_on(page: Page, position: int, norm: str, classes: dict[str, frozenset[str]]) -> bool:
    """Whether this term is smaller in kind than the one before: "five and twenty" is one number, "six and five" two."""
    before = page.norm(position - 1)
    if norm in classes["ten"]:
        return True
    return before in classes["hundred"] or before in classes["scale"]


def _is_sign(page: Page, position: int, sign: str) -> bool:
    return page.kind(position) == "sign" and page.words[position].text == sign
