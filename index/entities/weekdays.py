"""Days of the week, yesterday, today and tomorrow, with the part of the day before them."""

from __future__ import annotations

from index.entities.calendar_days import CLOCK, FULL, day_month, days, time_words
from index.entities.page import Page

_LISTED_AFTER = frozenset(["يومي", "ايام", "ليلتي", "ليله", "ليل"])
"""Words after which two weekdays make one date: on the days Monday and Tuesday, in the night Saturday-Sunday."""
_JOINTS = frozenset("-–/")


def weekday(page: Page, position: int, norm: str) -> int:
    """[afternoon of] [day] [yesterday] Monday [27 June 2021 | last]; the next day."""
    if norm == "اليوم" and page.norm(position + 1) in time_words("day_after"):
        return position + 2
    last = _part_of_day(page, position, norm)
    norm = page.norm(last) if last > position else norm
    if norm in time_words("day_head") and (_is_day_word(page, last + 1) or days(page, last + 1) > last + 1):
        last += 1
        norm = page.norm(last)
        if day_month(page, last) > last:
            return day_month(page, last)
    elif norm in time_words("day_head") and page.norm(last + 1) == "ال" and day_month(page, last + 2) > last + 2:
        return day_month(page, last + 2)
    if not _is_meant(page, position, last, norm):
        return position
    named = _yesterday_or_today(page, last, norm)
    if named == last and norm not in time_words("weekday"):
        return position
    if page.norm(named) in time_words("weekday") or named == last:
        is_list = page.norm(position) in _LISTED_AFTER or (last > position and page.norm(last - 1) in _LISTED_AFTER)
        return _behind_weekday(page, _more_weekdays(page, named + 1) if is_list else named + 1)
    return _behind_today(page, named) if norm == "اليوم" else named


def _part_of_day(page: Page, position: int, norm: str) -> int:
    """Position of the day word that a part of the day stands before; `position` where there is no such part."""
    start = position + 1 if norm == "بعد" and page.norm(position + 1) in ("ظهر", "عصر", "منتصف") else position
    if start > position:
        norm = page.norm(start)
    at = start + 1
    if norm == "منتصف" and page.norm(at) in ("ليل", "ليله", "نهار"):
        at += 1
    if norm in time_words("part") and (_is_day_word(page, at) or page.norm(at) in time_words("this")):
        return at
    return position


def _is_day_word(page: Page, position: int) -> bool:
    norm = page.norm(position)
    if any(norm in time_words(name) for name in ("weekday", "yesterday", "today", "day_head")):
        return True
    return norm == "اول" and page.norm(position + 1) in ("امس", "من")


def _is_meant(page: Page, position: int, last: int, norm: str) -> bool:
    """Whether a bare weekday or "today" is a day, and no market, newspaper, prayer or measure of time."""
    if last > position:
        return True
    before = page.norm(position - 1)
    if norm in time_words("weekday"):
        return before not in time_words("not_weekday_after")
    if norm in time_words("today"):
        following = page.norm(position + 1)
        is_weekday = following in time_words("weekday")
        is_other = following in time_words("not_today_before") or before in time_words("not_today_after")
        is_described = norm == "الليله" and (following.startswith("ال") or before == "من")
        return is_weekday or not (is_other or is_described)
    return True


def _yesterday_or_today(page: Page, last: int, norm: str) -> int:
    """Position after yesterday, today, tomorrow, the day before; `last` itself where none of them stands there."""
    if norm in time_words("this") and page.norm(last + 1) in time_words("today"):
        return last + 2
    if norm == "اول" and page.norm(last + 1) == "امس":
        return last + 2
    if norm == "اول" and page.norm(last + 1) == "من" and page.norm(last + 2) == "امس":
        return last + 3
    if norm in ("بعد", "قبل") and page.norm(last + 1) in time_words("yesterday"):
        return last + 2
    if norm in time_words("yesterday"):
        return last + 2 if norm == "امس" and page.norm(last + 1) == "الاول" else last + 1
    return last + 1 if norm in time_words("today") else last


def _more_weekdays(page: Page, last: int) -> int:
    """Take in further days of a list that a plural, a dual or "the night of" before them makes one date."""
    while True:
        norm = page.norm(last)
        if norm in time_words("weekday") or (norm[:1] == "و" and norm[1:] in time_words("weekday")):
            last += 1
        elif (
            page.kind(last) == "sign"
            and page.words[last].text in _JOINTS
            and (page.norm(last + 1) in time_words("weekday"))
        ):
            last += 2
        else:
            return last


def _behind_today(page: Page, last: int) -> int:
    """Take in the day of the month, or the weekday in brackets."""
    dated = day_month(page, last)
    if dated > last:
        return dated
    is_bracketed = page.kind(last) == "sign" and page.words[last].text == "(" and page.kind(last + 2) == "sign"
    return last + 3 if is_bracketed and page.norm(last + 1) in time_words("weekday") else last


def _behind_weekday(page: Page, last: int) -> int:
    if page.norm(last) in time_words("qualifier"):
        last += 1
    at = last
    if page.kind(at) == "sign" and page.words[at].text in ("،", ","):
        at += 1
    elif page.norm(at) in ("الموافق", "المصادف"):
        at += 2 if page.norm(at + 1) == "ل" else 1
    if page.kind(at) == "number" and FULL.fullmatch(page.words[at].norm):
        is_timed = page.kind(at + 1) == "number" and CLOCK.fullmatch(page.words[at + 1].norm)
        return at + 2 if is_timed or page.norm(at + 1) == "ه" else at + 1
    dated = day_month(page, at)
    return dated if dated > at else last
