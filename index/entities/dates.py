"""Days, months, years and times, absolute and relative, in digits and in words: which words of a text make a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from index.entities.calendar_days import (
    FULL,
    YEAR,
    day_month,
    is_before_christ,
    is_year_word,
    month_first,
    ordinals,
    time_words,
    year,
    year_in_words,
    year_tail,
)
from index.entities.classes import word_classes
from index.entities.clocks import clock, clock_digits
from index.entities.months import months
from index.entities.page import Found, Page
from index.entities.periods import ago, counted_period, decade, edge, part_of_period, period, since, this
from index.entities.weekdays import weekday
from index.entities.words import stems

RANK = 100

_OPENING_CLASSES = (
    *("weekday", "part", "yesterday", "today", "day_head", "this", "ago", "after"),
    *("period", "dual_period", "part_of_period", "periods", "edge", "year_head", "unit", "one_unit", "dual_unit"),
    *("ordinal", "ordinal_tens", "first_of_month", "hour", "hour_head", "hour_sign", "decade", "month_head"),
)

_OLD_YEARS = re.compile(r"\d{1,4}(?:[-–]\d{1,4})?")
_YEAR_PREPOSITIONS = frozenset(["في", "وفي", "منذ", "ومنذ", "بحلول"])
"""Behind them four digits are a year, whatever comes next, unless they are round."""
_Rule = Callable[[Page, int, str], int]


def find_dates(page: Page) -> Iterator[Found]:
    """Every date and time of the page, the longest reading at each place; the rule is named after what it reads."""
    position = 0
    while position < len(page.words):
        last, cut, name = _date(page, position)
        if last > position:
            yield page.found(position, last, "DATE", RANK, name, cut)
            position = last
        else:
            position += 1


def _date(page: Page, position: int) -> tuple[int, int, str]:
    """Position after the date that begins here, letters of proclitics before it, name of the rule."""
    if page.kind(position) == "number":
        last, name = max((rule(page, position), name) for name, rule in _DIGIT_RULES.items())
        return last, 0, name
    norm = page.norm(position)
    for cut, stem in stems(norm) if norm else ():
        if stem not in _openers():
            continue
        last, name = max((rule(page, position, stem), name) for name, rule in _RULES.items())
        if last > position:
            return last, cut, name
    return position, 0, ""


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The words that a date may begin with: few of a text are, and the others need no rule."""
    opening = frozenset().union(*map(time_words, _OPENING_CLASSES))
    return opening | months().keys() | frozenset().union(*word_classes("number_words.txt").values())


def _digits(page: Page, position: int) -> int:
    """A numeric date, a clock time, or a year that something around it makes one."""
    norm = page.words[position].norm
    if FULL.fullmatch(norm):
        return _with_clock(page, year_tail(page, position + 1))
    spaced = _spaced(page, position)
    if spaced > position:
        return spaced
    if _has_era(page, position, norm):
        return position + 2
    if _is_before_christ(page, position):
        return position + 3
    if not YEAR.fullmatch(norm) or norm < "1900":
        return position
    return year_tail(page, position + 1) if _is_year(page, position) else position


def _with_clock(page: Page, last: int) -> int:
    """Take in the time of the day behind a date that ends in digits, as sites print it: 2015-11-27 15:17."""
    is_timed = page.kind(last) == "number" and page.kind(last - 1) == "number"
    return clock_digits(page, last) if is_timed else last


def _spaced(page: Page, position: int) -> int:
    """A numeric date with blanks behind its strokes: 18- 9-2022."""
    texts = [
        page.words[at].norm if page.kind(at) == "number" else page.words[at].text for at in _window(page, position)
    ]
    for length in (5, 3):
        joined = "".join(text.strip() for text in texts[:length])
        if len(texts) >= length and FULL.fullmatch(joined) and joined[-4:].isdigit():
            return position + length
    return position


def _window(page: Page, position: int) -> range:
    return range(position, min(position + 5, len(page.words)))


def _has_era(page: Page, position: int, norm: str) -> bool:
    """Whether an era hangs on the digits: 753هـ, 1974م, and not the metres of 800م and 1500م."""
    era = page.norm(position + 1)
    if era not in ("ه", "م") or page.words[position + 1].start != page.words[position].end or not norm.isdigit():
        return False
    return 3 <= len(norm) <= 4 if era == "ه" else bool(YEAR.fullmatch(norm)) and not norm.endswith("00")


def _is_before_christ(page: Page, position: int) -> bool:
    """Whether "before Christ" closes a year or a range of years of any length."""
    return bool(_OLD_YEARS.fullmatch(page.words[position].norm)) and is_before_christ(page, position + 1)


def _is_year(page: Page, position: int) -> bool:
    """Whether four digits are a year: a time word before them, or no counted noun behind them."""
    before = page.norm(position - 1)
    following = page.norm(position + 1)
    if before in ("رقم", "عدد") or (page.kind(position + 1) == "sign" and page.words[position + 1].text[0] in "%٪×"):
        return False
    if before and is_year_word(before):
        return True
    if before in time_words("about") or (before == "من" and page.norm(position - 2) in time_words("about")):
        return False
    if following == "عاما":
        return True
    if (
        before in ("الي", "حتي", "و")
        and page.kind(position - 2) == "number"
        and YEAR.fullmatch(page.words[position - 2].norm)
    ):
        return True
    if not following:
        return True
    if before in _YEAR_PREPOSITIONS and not page.words[position].norm.endswith("00"):
        return True
    is_counted = following not in time_words("after_year") and not following.startswith(("ال", "و", "ب", "ل"))
    return not is_counted


def _ordinal_day(page: Page, position: int, norm: str) -> int:
    """The twenty-seventh of June."""
    return day_month(page, position, norm) if norm in ordinals() | time_words("first_of_month") else position


_DIGIT_RULES: dict[str, Callable[[Page, int], int]] = {
    "digits": _digits,
    "clock digits": clock_digits,
    "day": lambda page, position: _with_clock(page, day_month(page, position)),
    "counted period": counted_period,
    "since": lambda page, position: since(page, position, ""),
}
_RULES: dict[str, _Rule] = {
    "weekday": weekday,
    "month": lambda page, position, norm: _with_clock(page, month_first(page, position, norm)),
    "day in words": _ordinal_day,
    "year": year,
    "year in words": year_in_words,
    "edge of a period": edge,
    "part of a period": part_of_period,
    "period": period,
    "this": this,
    "ago": ago,
    "since": since,
    "clock": clock,
    "decade": decade,
}
