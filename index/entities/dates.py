"""Days, months, years and times, absolute and relative, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.entities.calendar_days import YEAR, day_month, days, month, one_day, time_words, year_tail
from index.entities.numbers import number_end
from index.entities.page import Found, Page
from index.entities.words import stems

RANK = 100

_FULL = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}|\d{4}([-/])\d{1,2}\2\d{1,2}|(?:19|20)\d\d[-/](?:19|20)?\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")


def find_dates(page: Page) -> Iterator[Found]:
    """Every date and time of the page, the longest reading at each place."""
    position = 0
    while position < len(page.words):
        last, cut = _date(page, position)
        if last > position:
            yield page.found(position, last, "DATE", RANK, "date", cut)
            position = last
        else:
            position += 1


def _date(page: Page, position: int) -> tuple[int, int]:
    if page.kind(position) == "number":
        rules = (_digits, day_month, _counted_period)
        return max(*(rule(page, position) for rule in rules), _since(page, position, "")), 0
    norm = page.norm(position)
    for cut, stem in stems(norm) if norm else ():
        last = max(rule(page, position, stem) for rule in _RULES)
        if last > position:
            return last, cut
    return position, 0


def _digits(page: Page, position: int) -> int:
    """A numeric date, a clock time, or a year that something around it makes one."""
    norm = page.words[position].norm
    if _FULL.fullmatch(norm):
        return year_tail(page, position + 1)
    if _CLOCK.fullmatch(norm) and page.norm(position - 1) in ("الساعه", "عند", "حتي", "الي"):
        return position + 1
    if not YEAR.fullmatch(norm) or norm < "1900":
        return position
    return year_tail(page, position + 1) if _is_year(page, position) else position


def _is_year(page: Page, position: int) -> bool:
    """Whether four digits are a year: a time word before them, or no counted noun behind them."""
    before = page.norm(position - 1)
    following = page.norm(position + 1)
    if before in ("رقم", "عدد") or (page.kind(position + 1) == "sign" and page.words[position + 1].text[0] in "%٪"):
        return False
    if (
        any(stem.norm in time_words("year_head") or stem.norm in time_words("edge") for stem in stems(before))
        if before
        else False
    ):
        return True
    if not following:
        return True
    is_counted = following not in time_words("after_year") and not following.startswith(("ال", "و", "ب", "ل"))
    return not is_counted


def _weekday(page: Page, position: int, norm: str) -> int:
    """[morning] [day] [yesterday] Monday [27 June 2021 | last]."""
    last = position
    if norm in time_words("part") and _is_day_word(page, last + 1):
        last += 1
        norm = page.norm(last)
    if norm in time_words("day_head") and (_is_day_word(page, last + 1) or days(page, last + 1) > last + 1):
        last += 1
        norm = page.norm(last)
        if day_month(page, last) > last:
            return day_month(page, last)
    is_named = False
    if (
        norm in time_words("yesterday")
        or norm in time_words("today")
        or (norm == "اول" and page.norm(last + 1) == "امس")
    ):
        last += 2 if norm == "اول" else 1
        is_named = True
        norm = page.norm(last)
        if norm == "الاول" and page.norm(last - 1) == "امس":
            return last + 1
    if norm in time_words("weekday"):
        last += 1
        while page.norm(last)[:1] == "و" and page.norm(last)[1:] in time_words("weekday"):
            if page.norm(position) not in ("يومي", "ايام", "ليلتي"):
                break
            last += 1
        return _behind_weekday(page, last)
    return last if is_named else position


def _is_day_word(page: Page, position: int) -> bool:
    norm = page.norm(position)
    return any(norm in time_words(name) for name in ("weekday", "yesterday", "today", "day_head"))


def _behind_weekday(page: Page, last: int) -> int:
    if page.norm(last) in time_words("qualifier"):
        last += 1
    at = last
    if page.kind(at) == "sign" and page.words[at].text in ("،", ","):
        at += 1
    dated = day_month(page, at)
    return dated if dated > at else last


def _month_first(page: Page, position: int, norm: str) -> int:
    """[month of] June [2021 | last | of last year]."""
    if norm in ("شهر", "شهري"):
        last = month(page, position + 1, is_beside_day=True)
        return year_tail(page, last) if last > position + 1 else position
    last = month(page, position, norm=norm)
    return year_tail(page, last) if last > position else position


def _ordinal_day(page: Page, position: int, norm: str) -> int:
    if norm not in time_words("ordinal") and norm not in time_words("ordinal_tens"):
        return position
    last = day_month(page, position)
    if last > position:
        return last
    of_month = one_day(page, position, norm)
    if (
        page.norm(of_month) == "من"
        and page.norm(of_month + 1) == "الشهر"
        and page.norm(of_month + 2) in time_words("qualifier")
    ):
        return of_month + 3
    return position


def _year(page: Page, position: int, norm: str) -> int:
    """The year 2010, the summer of 2015, the season 2016/2017."""
    if norm not in time_words("year_head") or norm == "حدود" or page.kind(position + 1) != "number":
        return position
    digits = page.words[position + 1].norm
    if not (YEAR.fullmatch(digits) or _FULL.fullmatch(digits)):
        return position
    last = position + 2
    if norm in ("عامي", "سنتي") and page.norm(last) in ("و", "الي") and page.kind(last + 1) == "number":
        last += 2
    return last + 1 if page.norm(last) in ("ه", "م") else last


def _edge(page: Page, position: int, norm: str) -> int:
    """The beginning, middle or end of something that is a date itself."""
    if norm not in time_words("edge"):
        return position
    at = position + 1
    if page.kind(at) == "number":
        is_year = YEAR.fullmatch(page.words[at].norm)
        return at + 1 if is_year else position
    inner = page.norm(at)
    if not inner:
        return position
    last = max(rule(page, at, inner) for rule in (_month_first, _year, _period, _this, _decade))
    return last if last > at else position


def _period(page: Page, position: int, norm: str) -> int:
    """The last year; the four last days, with the number before or behind the noun."""
    if norm in time_words("period") and page.norm(position + 1) in time_words("qualifier"):
        return position + 2
    if norm in time_words("periods") and norm.startswith("ال"):
        last, cut = number_end(page, position + 1)
        if last > position + 1 and cut == 0 and page.norm(last) in time_words("qualifier"):
            return last + 1
    return _counted_period(page, position)


def _counted_period(page: Page, position: int) -> int:
    """The ten years past; after the article or digits only, so that "ten years" stays a count."""
    last, _ = number_end(page, position)
    is_period = (
        last > position and page.norm(last) in time_words("periods") and page.norm(last + 1) in time_words("qualifier")
    )
    return last + 2 if is_period else position


def _this(page: Page, position: int, norm: str) -> int:
    is_this = norm in time_words("this") and page.norm(position + 1) in time_words("this_period")
    return position + 2 if is_this else position


def _ago(page: Page, position: int, norm: str) -> int:
    """Two weeks ago, in four days: the preposition belongs to the date."""
    if norm not in time_words("ago") or page.norm(position - 1) == "علي":
        return position
    if page.norm(position + 1) in time_words("dual_unit"):
        return position + 2
    last, cut = number_end(page, position + 1)
    is_ago = last > position + 1 and not cut and page.norm(last) in time_words("unit") and page.norm(last + 1) != "من"
    return last + 1 if is_ago else position


def _since(page: Page, position: int, norm: str) -> int:
    """Seven years, a month: a date only behind "since"."""
    if page.norm(position - 1) != "منذ":
        return position
    if norm in time_words("unit") or norm in time_words("dual_unit"):
        return position + 1
    last, cut = number_end(page, position)
    return last + 1 if last > position and not cut and page.norm(last) in time_words("unit") else position


def _clock(page: Page, position: int, norm: str) -> int:
    """The hour, in digits or words, with its halves and the time of day."""
    if norm != "الساعه":
        return position
    last = position + 1
    if page.kind(last) == "number":
        last += 1
    elif page.norm(last) in time_words("hour"):
        last += 2 if page.norm(last + 1) in time_words("ten") else 1
    else:
        return position
    if page.norm(last) in ("والنصف", "والربع", "والثلث"):
        last += 1
    elif page.norm(last) == "و" and page.norm(last + 1) in ("النصف", "الربع", "الثلث"):
        last += 2
    if page.norm(last) in time_words("daytime"):
        return last + 1
    if page.norm(last) in ("بعد", "قبل") and page.norm(last + 1) in ("الظهر", "الزوال"):
        return last + 2
    return last


def _decade(page: Page, position: int, norm: str) -> int:
    """The nineties [of the last century]; a century by its number."""
    if norm in time_words("decade"):
        if page.norm(position + 1) == "القرن":
            return position + 3
        return position + 1 if norm.startswith("ال") else position
    if norm == "القرن" and page.norm(position + 1) in time_words("ordinal") | time_words("ordinal_tens"):
        return one_day(page, position + 1)
    return position


_RULES: tuple[Callable[[Page, int, str], int], ...] = (
    _weekday,
    _month_first,
    _ordinal_day,
    _year,
    _edge,
    _period,
    _this,
    _ago,
    _since,
    _clock,
    _decade,
)
