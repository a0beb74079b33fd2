"""Days, months, years and times, absolute and relative, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.entities.classes import months, word_classes
from index.entities.numbers import number_end
from index.entities.page import Found, Page
from index.entities.words import stems

RANK = 100

_YEAR = re.compile(r"1[3-9]\d\d|20\d\d")
_FULL = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}|\d{4}([-/])\d{1,2}\2\d{1,2}|(?:19|20)\d\d[-/](?:19|20)?\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_DAY = re.compile(r"[0-2]?\d|3[01]")
_DAYS = re.compile(r"(?:[0-2]?\d|3[01])[-/](?:[0-2]?\d|3[01])")


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
        return max(_digits(page, position), _day_month(page, position), _counted_period(page, position)), 0
    norm = page.norm(position)
    for cut, stem in stems(norm) if norm else ():
        last = max(rule(page, position, stem) for rule in _RULES)
        if last > position:
            return last, cut
    return position, 0


def _words(name: str) -> frozenset[str]:
    return word_classes("time_words.txt")[name]


def _digits(page: Page, position: int) -> int:
    """A numeric date, a clock time, or a year that something around it makes one."""
    norm = page.words[position].norm
    if _FULL.fullmatch(norm):
        return _year_tail(page, position + 1)
    if _CLOCK.fullmatch(norm) and page.norm(position - 1) in ("الساعه", "عند", "حتي", "الي"):
        return position + 1
    if not _YEAR.fullmatch(norm) or norm < "1900":
        return position
    return _year_tail(page, position + 1) if _is_year(page, position) else position


def _is_year(page: Page, position: int) -> bool:
    """Whether four digits are a year: a time word before them, or no counted noun behind them."""
    before = page.norm(position - 1)
    following = page.norm(position + 1)
    if before in ("رقم", "عدد") or (page.kind(position + 1) == "sign" and page.words[position + 1].text[0] in "%٪"):
        return False
    if any(stem.norm in _words("year_head") or stem.norm in _words("edge") for stem in stems(before)) if before else False:
        return True
    if not following:
        return True
    is_counted = following not in _words("after_year") and not following.startswith(("ال", "و", "ب", "ل"))
    return not is_counted


def _day_month(page: Page, position: int) -> int:
    """Day, days or none, then a month and whatever goes with it."""
    last = _days(page, position)
    if last == position:
        return position
    if page.norm(last) in ("من", "شهر"):
        last += 1
    if page.norm(last) == "شهر":
        last += 1
    month = _month(page, last, is_beside_day=True)
    return _year_tail(page, month) if month > last else position


def _days(page: Page, position: int) -> int:
    """Position after a day of the month or a range of days, in digits or in ordinal words."""
    last = _one_day(page, position)
    if last == position:
        return position
    joint = page.norm(last)
    if joint in ("الي", "حتي", "و") or (page.kind(last) == "sign" and page.words[last].text in "-–/"):
        further = _one_day(page, last + 1)
        return further if further > last + 1 else last
    if joint.startswith("و"):
        further = _one_day(page, last, joint[1:])
        return further if further > last else last
    return last


def _one_day(page: Page, position: int, norm: str | None = None) -> int:
    if page.kind(position) == "number":
        digits = page.words[position].norm
        return position + 1 if _DAY.fullmatch(digits) or _DAYS.fullmatch(digits) else position
    norm = norm or page.norm(position)
    if norm in _words("ordinal"):
        following = page.norm(position + 1)
        is_longer = following in _words("ten") or following in _words("ordinal_tens")
        return position + 2 if is_longer else position + 1
    return position + 1 if norm in _words("ordinal_tens") else position


def _month(page: Page, position: int, *, is_beside_day: bool = False, norm: str | None = None) -> int:
    """Position after a month; two names of the same one with a stroke or brackets between them count as one."""
    first = norm or page.norm(position)
    for words, needs_more in months().items():
        if words[0] == first and all(page.norm(position + n) == word for n, word in enumerate(words) if n):
            last = position + len(words)
            if needs_more and not is_beside_day and _year_tail(page, last) == last:
                return position
            return _second_name(page, last)
    return position


def _second_name(page: Page, last: int) -> int:
    if page.kind(last) == "sign" and page.words[last].text in ("/", "(", "-", "\\"):
        further = _month(page, last + 1, is_beside_day=True)
        if further > last + 1:
            is_open = page.words[last].text == "("
            return further + 1 if is_open and page.kind(further) == "sign" else further
    return last


def _year_tail(page: Page, last: int) -> int:
    """Take in a year, "of last year", "next" and the like behind a date."""
    if page.kind(last) == "number" and _YEAR.fullmatch(page.words[last].norm):
        return last + 2 if page.norm(last + 1) in ("ه", "م") else last + 1
    norm = page.norm(last)
    if norm in _words("qualifier"):
        return last + 1
    if norm in ("من", "لعام", "لسنه", "عام", "سنه", "العام", "هذا"):
        start = last + 1 if norm in ("من", "هذا") else last
        inner = page.norm(start)
        if inner.lstrip("ل") in ("عام", "سنه", "العام", "السنه", "الشهر"):
            if page.kind(start + 1) == "number" and _YEAR.fullmatch(page.words[start + 1].norm):
                return start + 2
            if page.norm(start + 1) in _words("qualifier"):
                return start + 2
        if norm == "من" and inner in ("هذا", "ذلك") and page.norm(start + 1) in _words("this_period"):
            return start + 2
    return last


def _weekday(page: Page, position: int, norm: str) -> int:
    """[morning] [day] [yesterday] Monday [27 June 2021 | last]."""
    last = position
    if norm in _words("part") and _is_day_word(page, last + 1):
        last += 1
        norm = page.norm(last)
    if norm in _words("day_head") and (_is_day_word(page, last + 1) or _days(page, last + 1) > last + 1):
        last += 1
        norm = page.norm(last)
        if _day_month(page, last) > last:
            return _day_month(page, last)
    is_named = False
    if norm in _words("yesterday") or norm in _words("today") or (norm == "اول" and page.norm(last + 1) == "امس"):
        last += 2 if norm == "اول" else 1
        is_named = True
        norm = page.norm(last)
        if norm == "الاول" and page.norm(last - 1) == "امس":
            return last + 1
    if norm in _words("weekday"):
        last += 1
        while page.norm(last)[:1] == "و" and page.norm(last)[1:] in _words("weekday"):
            if page.norm(position) not in ("يومي", "ايام", "ليلتي"):
                break
            last += 1
        return _behind_weekday(page, last)
    return last if is_named else position


def _is_day_word(page: Page, position: int) -> bool:
    norm = page.norm(position)
    return any(norm in _words(name) for name in ("weekday", "yesterday", "today", "day_head"))


def _behind_weekday(page: Page, last: int) -> int:
    if page.norm(last) in _words("qualifier"):
        last += 1
    at = last
    if page.kind(at) == "sign" and page.words[at].text in ("،", ","):
        at += 1
    dated = _day_month(page, at)
    return dated if dated > at else last


def _month_first(page: Page, position: int, norm: str) -> int:
    """[month of] June [2021 | last | of last year]."""
    if norm in ("شهر", "شهري"):
        last = _month(page, position + 1, is_beside_day=True)
        return _year_tail(page, last) if last > position + 1 else position
    last = _month(page, position, norm=norm)
    return _year_tail(page, last) if last > position else position


def _ordinal_day(page: Page, position: int, norm: str) -> int:
    if norm not in _words("ordinal") and norm not in _words("ordinal_tens"):
        return position
    last = _day_month(page, position)
    if last > position:
        return last
    of_month = _one_day(page, position, norm)
    if page.norm(of_month) == "من" and page.norm(of_month + 1) == "الشهر" and page.norm(of_month + 2) in _words("qualifier"):
        return of_month + 3
    return position


def _year(page: Page, position: int, norm: str) -> int:
    """The year 2010, the summer of 2015, the season 2016/2017."""
    if norm not in _words("year_head") or norm == "حدود" or page.kind(position + 1) != "number":
        return position
    digits = page.words[position + 1].norm
    if not (_YEAR.fullmatch(digits) or _FULL.fullmatch(digits)):
        return position
    last = position + 2
    if norm in ("عامي", "سنتي"):
        if page.norm(last) in ("و", "الي") and page.kind(last + 1) == "number":
            last += 2
    return last + 1 if page.norm(last) in ("ه", "م") else last


def _edge(page: Page, position: int, norm: str) -> int:
    """The beginning, middle or end of something that is a date itself."""
    if norm not in _words("edge"):
        return position
    at = position + 1
    if page.kind(at) == "number":
        is_year = _YEAR.fullmatch(page.words[at].norm)
        return at + 1 if is_year else position
    inner = page.norm(at)
    if not inner:
        return position
    last = max(rule(page, at, inner) for rule in (_month_first, _year, _period, _this, _decade))
    return last if last > at else position


def _period(page: Page, position: int, norm: str) -> int:
    """The last year; the four last days, with the number before or behind the noun."""
    if norm in _words("period") and page.norm(position + 1) in _words("qualifier"):
        return position + 2
    if norm in _words("periods") and norm.startswith("ال"):
        last, cut = number_end(page, position + 1)
        if last > position + 1 and cut == 0 and page.norm(last) in _words("qualifier"):
            return last + 1
    return _counted_period(page, position)


def _counted_period(page: Page, position: int) -> int:
    """The ten years past; after the article or digits only, so that "ten years" stays a count."""
    last, _ = number_end(page, position)
    is_period = last > position and page.norm(last) in _words("periods") and page.norm(last + 1) in _words("qualifier")
    return last + 2 if is_period else position


def _this(page: Page, position: int, norm: str) -> int:
    is_this = norm in _words("this") and page.norm(position + 1) in _words("this_period")
    return position + 2 if is_this else position


def _ago(page: Page, position: int, norm: str) -> int:
    """Two weeks ago, in four days: the preposition belongs to the date."""
    if norm not in _words("ago"):
        return position
    if page.norm(position + 1) in _words("dual_unit"):
        return position + 2
    last, cut = number_end(page, position + 1)
    return last + 1 if last > position + 1 and not cut and page.norm(last) in _words("unit") else position


def _clock(page: Page, position: int, norm: str) -> int:
    """The hour, in digits or words, with its halves and the time of day."""
    if norm != "الساعه":
        return position
    last = position + 1
    if page.kind(last) == "number":
        last += 1
    elif page.norm(last) in _words("hour"):
        last += 2 if page.norm(last + 1) in _words("ten") else 1
    else:
        return position
    if page.norm(last) in ("والنصف", "والربع", "والثلث"):
        last += 1
    elif page.norm(last) == "و" and page.norm(last + 1) in ("النصف", "الربع", "الثلث"):
        last += 2
    if page.norm(last) in _words("daytime"):
        return last + 1
    if page.norm(last) in ("بعد", "قبل") and page.norm(last + 1) in ("الظهر", "الزوال"):
        return last + 2
    return last


def _decade(page: Page, position: int, norm: str) -> int:
    """The nineties [of the last century]; a century by its number."""
    if norm in _words("decade"):
        if page.norm(position + 1) == "القرن":
            return position + 3
        return position + 1 if norm.startswith("ال") else position
    if norm == "القرن" and page.norm(position + 1) in _words("ordinal") | _words("ordinal_tens"):
        return _one_day(page, position + 1)
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
    _clock,
    _decade,
)
