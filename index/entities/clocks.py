"""Times of the day: the hour in digits or words, its parts, and morning or evening behind it."""

from __future__ import annotations

import re

from index.entities.calendar_days import CLOCK, time_words
from index.entities.page import Page
from index.entities.weekdays import weekday

_HOUR = re.compile(r"(?:[01]?\d|2[0-4])(?:[.:,][0-5]\d)?(?::[0-5]\d)?|(?:[01]\d|2[0-3])[0-5]\d")


def clock(page: Page, position: int, norm: str) -> int:
    """The ninth hour and a half in the evening [of Monday]."""
    if norm in time_words("hour_sign"):
        return _abbreviated(page, position)
    if norm == "منتصف" and page.norm(position + 1) in ("الليل", "النهار"):
        return position + 2
    if norm not in time_words("hour_head"):
        return _bare_hour(page, position, norm)
    last = position + 1
    if page.kind(last) == "number" and _HOUR.fullmatch(page.words[last].norm):
        last += 1
    elif page.norm(last) in time_words("hour"):
        last += 2 if page.norm(last + 1) in time_words("ten") else 1
    else:
        return position
    return _time_of_day(page, _parts(page, last))


def clock_digits(page: Page, position: int) -> int:
    """16:30, with the time of day behind it."""
    if CLOCK.fullmatch(page.words[position].norm):
        return _time_of_day(page, _half_of_day(page, position + 1))
    # 12.30 and 12،30 are times where the time of day says so.
    last = position + 3 if _is_comma(page, position + 1) else position + 1
    written = ":".join(page.words[at].norm for at in range(position, last, 2))
    is_clock = bool(CLOCK.fullmatch(re.sub("[.,]", ":", written))) and not written.isdigit()
    return _time_of_day(page, last) if is_clock and page.norm(last) in time_words("daytime") else position


def _half_of_day(page: Page, last: int) -> int:
    """Take in the letter of morning or evening: 07:48 م."""
    return last + 1 if page.norm(last) in ("م", "ص") else last


def _is_comma(page: Page, position: int) -> bool:
    """Whether an Arabic comma stands tight between two numbers."""
    if page.kind(position) != "sign" or page.words[position].text != "،" or page.kind(position + 1) != "number":
        return False
    before, comma, after = page.words[position - 1 : position + 2]
    return before.end == comma.start and comma.end == after.start


def _abbreviated(page: Page, position: int) -> int:
    """ "س 14" of programmes of matches; behind a stroke the letter means "an hour", as in kilometres."""
    is_rate = page.kind(position - 1) == "sign" and page.words[position - 1].text.endswith("/")
    if is_rate or page.kind(position + 1) != "number" or not _HOUR.fullmatch(page.words[position + 1].norm):
        return position
    return _time_of_day(page, _parts(page, position + 2))


def _bare_hour(page: Page, position: int, norm: str) -> int:
    """ "The seventh in the evening": the hour without the word, which only the time of day makes one."""
    if norm not in time_words("hour"):
        return position
    last = position + 2 if page.norm(position + 1) in time_words("ten") else position + 1
    last = _parts(page, last)
    timed = _time_of_day(page, last)
    return timed if timed > last else position


def _parts(page: Page, last: int) -> int:
    """Take in "and a half", "less a quarter", "and twenty minutes"."""
    norm = page.norm(last)
    if norm in ("والنصف", "والربع", "والثلث", "ونصف"):
        return last + 1
    if norm in ("و", "الا") and page.norm(last + 1) in ("النصف", "الربع", "الثلث", "ربعا", "ثلثا", "ربع", "ثلث", "نصف"):
        return last + 2
    if norm == "و" and page.kind(last + 1) == "number" and page.norm(last + 2) in ("دقيقه", "دقايق", "دق"):
        return last + 3
    return last


def _time_of_day(page: Page, last: int) -> int:
    """Take in "in the morning", "after noon", "of yesterday's evening"."""
    if page.norm(last) in time_words("daytime"):
        # "In the evening of tomorrow, Friday": the part of the day opens the day's own name.
        return max(last + 1, weekday(page, last, page.norm(last)))
    if page.norm(last) in ("بعد", "قبل") and page.norm(last + 1) in ("الظهر", "الزوال"):
        return last + 2
    if page.norm(last) == "من":
        day = weekday(page, last + 1, page.norm(last + 1)) if page.norm(last + 1) else last + 1
        return day if day > last + 1 else last
    return last
