"""Days as people name them in a query."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.arabic import fold_word

_MONTHS = (
    "يناير جانفي كانون_الثاني",
    "فبراير فيفري شباط",
    "مارس آذار",
    "أبريل إبريل أفريل نيسان",
    "مايو ماي أيار",
    "يونيو جوان حزيران",
    "يوليو جويلية تموز",
    "أغسطس أوت آب",
    "سبتمبر شتنبر أيلول",
    "أكتوبر تشرين_الأول",
    "نوفمبر نونبر تشرين_الثاني",
    "ديسمبر دجنبر كانون_الأول",
)
"""Egyptian, Maghrebi and Levantine names, January first."""

MONTH_NUMBERS = {fold_word(name): n for n, names in enumerate(_MONTHS, 1) for name in re.split("[ _]", names)}
"""First halves of the Levantine double names too; `_DOUBLE` tells them apart."""

_DOUBLE = {
    (fold_word(first), fold_word(second)): number
    for number, names in enumerate(_MONTHS, 1)
    for name in names.split()
    if "_" in name
    for first, second in [name.split("_")]
}
_RELATIVE = {
    fold_word(name): days
    for names, days in (
        ("اليوم today", (0, 0)),
        ("أمس البارحة yesterday", (1, 1)),
        ("الأسبوع_الماضي last_week", (7, 1)),
        ("الشهر_الماضي last_month", (30, 1)),
        ("السنة_الماضية العام_الماضي last_year", (365, 1)),
        ("هذا_الأسبوع this_week", (6, 0)),
        ("هذا_الشهر this_month", (30, 0)),
    )
    for name in names.split()
}
"""Names of recent days -> days ago, first and last."""

_NO_DAY = (1, 0)
"""A range that holds no day."""


DATE_WORDS = 7
"""Words of a date at most: 1 يوليو 2021 .. 3 يوليو 2021."""


def is_day(text: str) -> bool:
    """Whether a text names a day, or more of them."""
    first, last = day_range(text)
    return first <= last and last > 0


def day_range(text: str) -> tuple[int, int]:
    """First and last day, as yyyymmdd, of a year, month, day, or of a range with `..`.

    A side of a range that is left out is open. What is no date at all gives an empty range.
    """
    first, separator, last = text.partition("..")
    if not separator:
        return _bounds(first)
    start = _bounds(first)[0] if first.strip() else 0
    end = _bounds(last)[1] if last.strip() else 99_999_999
    return start, end


def _bounds(text: str) -> tuple[int, int]:
    words = fold_word(" ".join(text.split())).replace("/", "-")
    if (ago := _RELATIVE.get(words.replace(" ", "_"))) is not None:
        first, last = (int(f"{date.today() - timedelta(days):%Y%m%d}") for days in ago)
        return first, last
    if match := re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", words):
        return _span(*(int(part) if part else None for part in match.groups()))
    if match := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", words):
        return _span(int(match[3]), int(match[2]), int(match[1]))
    return _named(words.replace("_", " ").split())


def _named(words: list[str]) -> tuple[int, int]:
    """`6 يوليو 2021` and its parts."""
    day = int(words.pop(0)) if words and words[0].isdigit() and len(words[0]) <= 2 else None
    year = int(words.pop()) if words and words[-1].isdigit() and len(words[-1]) == 4 else None
    month = _DOUBLE.get((words[0], words[1])) if len(words) == 2 else None
    if month is None and len(words) == 1:
        month = MONTH_NUMBERS.get(words[0])
    return _span(year, month, day) if year and month else _NO_DAY


def _span(year: int | None, month: int | None = None, day: int | None = None) -> tuple[int, int]:
    if year is None:
        return _NO_DAY
    first = year * 10_000 + (month or 0) * 100 + (day or 0)
    return first, first + (0 if day else 99 if month else 9_999)
