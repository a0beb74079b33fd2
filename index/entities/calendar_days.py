"""Days of a month, months and years: the parts that dates are made of."""

from __future__ import annotations

import re

from index.entities.classes import months, word_classes
from index.entities.page import Page

YEAR = re.compile(r"1[3-9]\d\d|20\d\d")
_DAY = re.compile(r"[0-2]?\d|3[01]")
_DAYS = re.compile(r"(?:[0-2]?\d|3[01])[-/](?:[0-2]?\d|3[01])")


def time_words(name: str) -> frozenset[str]:
    return word_classes("time_words.txt")[name]


def day_month(page: Page, position: int) -> int:
    """Day, days or none, then a month and whatever goes with it."""
    last = days(page, position)
    if last == position:
        return position
    if page.norm(last) in ("من", "شهر"):
        last += 1
    if page.norm(last) == "شهر":
        last += 1
    month_last = month(page, last, is_beside_day=True)
    return year_tail(page, month_last) if month_last > last else position


def days(page: Page, position: int) -> int:
    """Position after a day of the month or a range of days, in digits or in ordinal words."""
    last = one_day(page, position)
    if last == position:
        return position
    joint = page.norm(last)
    if joint in ("الي", "حتي", "و") or (page.kind(last) == "sign" and page.words[last].text in "-–/"):
        further = one_day(page, last + 1)
        return further if further > last + 1 else last
    if joint.startswith("و"):
        further = one_day(page, last, joint[1:])
        return further if further > last else last
    return last


def one_day(page: Page, position: int, norm: str | None = None) -> int:
    if page.kind(position) == "number":
        digits = page.words[position].norm
        return position + 1 if _DAY.fullmatch(digits) or _DAYS.fullmatch(digits) else position
    norm = norm or page.norm(position)
    if norm in time_words("ordinal"):
        following = page.norm(position + 1)
        is_longer = following in time_words("ten") or following in time_words("ordinal_tens")
        return position + 2 if is_longer else position + 1
    return position + 1 if norm in time_words("ordinal_tens") else position


def month(page: Page, position: int, *, is_beside_day: bool = False, norm: str | None = None) -> int:
    """Position after a month; two names of the same one with a stroke or brackets between them count as one."""
    first = norm or page.norm(position)
    for words, needs_more in months().items():
        if words[0] == first and all(page.norm(position + n) == word for n, word in enumerate(words) if n):
            last = position + len(words)
            stands_alone = year_tail(page, last) == last and _second_name(page, last) == last
            if needs_more and not is_beside_day and stands_alone:
                return position
            return _second_name(page, last)
    return position


def _second_name(page: Page, last: int) -> int:
    if page.kind(last) == "sign" and page.words[last].text in ("/", "(", "-", "\\"):
        further = month(page, last + 1, is_beside_day=True)
        if further > last + 1:
            is_open = page.words[last].text == "("
            return further + 1 if is_open and page.kind(further) == "sign" else further
    return last


def year_tail(page: Page, last: int) -> int:
    """Take in a year, "of last year", "next" and the like behind a date."""
    if page.kind(last) == "number" and YEAR.fullmatch(page.words[last].norm):
        return last + 2 if page.norm(last + 1) in ("ه", "م") else last + 1
    norm = page.norm(last)
    if norm in time_words("qualifier"):
        return last + 1
    if norm in ("من", "لعام", "لسنه", "عام", "سنه", "العام", "هذا"):
        start = last + 1 if norm in ("من", "هذا") else last
        inner = page.norm(start)
        if inner.lstrip("ل") in ("عام", "سنه", "العام", "السنه", "الشهر"):
            if page.kind(start + 1) == "number" and YEAR.fullmatch(page.words[start + 1].norm):
                return start + 2
            if page.norm(start + 1) in time_words("qualifier"):
                return start + 2
        if norm == "من" and inner in ("هذا", "ذلك") and page.norm(start + 1) in time_words("this_period"):
            return start + 2
    return last
