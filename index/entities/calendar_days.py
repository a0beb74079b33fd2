"""Days of a month, months and years: the parts that dates are made of."""

from __future__ import annotations

import re

from index.entities.classes import word_classes
from index.entities.months import Month, months
from index.entities.numbers import number_end
from index.entities.page import Page
from index.entities.words import stems

YEAR = re.compile(r"1[3-9]\d\d|20\d\d")
FULL = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}|\d{4}([-/])\d{1,2}\2\d{1,2}|(?:19|20)\d\d[-/](?:19|20)?\d\d")
CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?")
_DAY = re.compile(r"[0-2]?\d|3[01]")
_DAYS = re.compile(r"(?:[0-2]?\d|3[01])[-/](?:[0-2]?\d|3[01])")
_STROKES = frozenset("-–/")
_DIRECTION_MARKS = "\u200e\u200f\u061c"
"""Left by editors that typed a stroke between Arabic words."""
_TENS = frozenset(["عشرين", "ثلاثين", "اربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"])
_HUNDREDS = re.compile("و(?:تسع|ثمان)ي?م(?:اي|ي)ه")
"""And eight hundred, and nine hundred, in every spelling."""
_MOST_DAYS = 10
"""Days of one list; without a bound a text of nothing but numbers would be read from each of them to its end."""


def time_words(name: str) -> frozenset[str]:
    return word_classes("time_words.txt")[name]


def ordinals() -> frozenset[str]:
    """First words of a day, hour or century in ordinal words."""
    return time_words("ordinal") | time_words("ordinal_tens")


def day_month(page: Page, position: int, norm: str | None = None) -> int:
    """Day, days or none, then a month and whatever goes with it, or "of the current month"; `norm` as in `one_day`."""
    last = days(page, position, norm)
    if last == position:
        return position
    if page.norm(last) in ("من", "شهر"):
        last += 1
    if page.norm(last) == "شهر":
        last += 1
    month_last = month(page, last, is_beside_day=True)
    if month_last > last:
        return year_tail(page, month_last)
    is_of_month = page.norm(last) == "الشهر" and (page.norm(last - 1) == "من" or page.kind(last - 1) == "number")
    if is_of_month and page.norm(last + 1) in time_words("qualifier") | time_words("same"):
        return last + 2
    # "On the 27th of the current", with the month left out, as Gulf papers write.
    is_elliptic = page.norm(last) in ("الجاري", "الحالي", "الماضي", "المقبل") and page.kind(position) == "number"
    return (
        last + 1 if is_elliptic and page.norm(position - 1) in ("يوم", "يومي", "حتي", "في", "من", "الي") else position
    )


def days(page: Page, position: int, norm: str | None = None) -> int:
    """Position after a day of the month, a range or a list of days, in digits or in ordinal words."""
    last = one_day(page, position, norm)
    if last == position:
        return position
    for _ in range(_MOST_DAYS):
        further = _further_day(page, last)
        if further == last:
            break
        last = further
    return last


def _further_day(page: Page, last: int) -> int:
    joint = page.norm(last)
    if joint in ("الي", "حتي", "و", "او") or (page.kind(last) == "sign" and page.words[last].text in _STROKES):
        further = one_day(page, last + 1)
        return further if further > last + 1 else last
    return one_day(page, last, joint[1:]) if joint.startswith("و") and len(joint) > 1 else last


def one_day(page: Page, position: int, norm: str | None = None) -> int:
    """Position after one day of the month; `norm` stands for the word that is there."""
    if page.kind(position) == "number":
        digits = page.words[position].norm
        return position + 1 if _DAY.fullmatch(digits) or _DAYS.fullmatch(digits) else position
    norm = norm or page.norm(position)
    if norm in time_words("first_of_month") and month_named(page, position + 1):
        return position + 1
    if norm in time_words("ordinal"):
        following = page.norm(position + 1)
        if following == "و" and page.norm(position + 2) in time_words("ordinal_tens"):
            return position + 3
        is_longer = following in time_words("ten") or following in time_words("ordinal_tens")
        return position + 2 if is_longer else position + 1
    return position + 1 if norm in time_words("ordinal_tens") else position


def month(page: Page, position: int, *, is_beside_day: bool = False, norm: str | None = None) -> int:
    """Position after a month; two names of the same one with a stroke or brackets between them count as one."""
    named = month_named(page, position, norm)
    if named is None:
        return position
    last = position + 1 + len(named.rest)
    second = _second_name(page, last)
    stands_alone = year_tail(page, last) == last and second == last
    if named.needs and not is_beside_day and stands_alone:
        is_timed = named.needs == "?" and page.norm(position - 1) in time_words("month_cue")
        if not is_timed or page.kind(position + 1) == "number":
            return position
    return second


def month_named(page: Page, position: int, norm: str | None = None) -> Month | None:
    """The month whose name begins here."""
    for named in months().get(norm or page.norm(position), ()):
        if all(page.norm(position + 1 + n) == word for n, word in enumerate(named.rest)):
            return named
    return None


def _second_name(page: Page, last: int) -> int:
    beside = month_named(page, last)
    if beside is not None and not beside.needs and _is_same_month(page, last - 1, beside):
        return last + 1 + len(beside.rest)
    if page.kind(last) != "sign" or page.words[last].text.strip(_DIRECTION_MARKS) not in ("/", "(", "-", "\\"):
        return last
    named = month_named(page, last + 1)
    if named is None or page.norm(last + 1) == page.norm(last - 1):
        return last  # nil-nil, and no month
    further = last + 2 + len(named.rest)
    is_open = page.words[last].text == "("
    return further + 1 if is_open and page.kind(further) == "sign" else further


def _is_same_month(page: Page, position: int, other: Month) -> bool:
    """Whether the word here ends another name of the same month: مارس آذار, as agencies write."""
    named = months().get(page.norm(position), ())
    return any(not month.rest and month.number == other.number and month != other for month in named)


def month_first(page: Page, position: int, norm: str) -> int:
    """[month of] June [2021 | last | of last year]."""
    if norm in time_words("month_head"):
        last = month(page, position + 1, is_beside_day=True)
        return year_tail(page, last) if last > position + 1 else position
    last = month(page, position, norm=norm)
    return year_tail(page, _day_behind(page, last)) if last > position else position


def _day_behind(page: Page, last: int) -> int:
    """Take in the day that some sites print behind its month, with a year after it: December 2, 2021."""
    if page.kind(last) != "number" or not _DAY.fullmatch(page.words[last].norm):
        return last
    at = last + 1
    at += page.kind(at) == "sign" and page.words[at].text in ("،", ",")
    return last + 1 if page.kind(at) == "number" and _is_year(page, at) else last


def year_tail(page: Page, last: int) -> int:
    """Take in a year, "of last year", "next" and the like behind a date."""
    if page.kind(last) == "number" and (_is_year(page, last) or _is_short_year(page, last)):
        return last + 2 if page.norm(last + 1) in ("ه", "م") else last + 1
    if page.kind(last) == "sign" and page.words[last].text in ("،", ",") and page.kind(last + 1) == "number":
        return last + 2 if YEAR.fullmatch(page.words[last + 1].norm) else last
    norm = page.norm(last)
    if norm in time_words("qualifier"):
        return last + 1
    if norm in ("من", "لعام", "لسنه", "عام", "سنه", "العام", "هذا"):
        start = last + 1 if norm in ("من", "هذا") else last
        inner = page.norm(start)
        if inner.lstrip("ل") in ("عام", "سنه", "العام", "السنه", "الشهر"):
            if page.kind(start + 1) == "number" and YEAR.fullmatch(page.words[start + 1].norm):
                return start + 3 if page.norm(start + 2) in ("ه", "م") else start + 2
            if page.norm(start + 1) in time_words("qualifier") | time_words("same"):
                return start + 2
        if norm == "هذا" and inner in ("العام", "الشهر"):
            return start + 1
        if norm == "من" and inner in ("هذا", "هذه", "ذلك") and page.norm(start + 1) in time_words("this_period"):
            return start + 2
    return last


def _is_year(page: Page, position: int) -> bool:
    """A year of our time, or any one that the era of the Hijra closes."""
    digits = page.words[position].norm
    return bool(YEAR.fullmatch(digits)) or (page.norm(position + 1) == "ه" and digits.isdigit() and len(digits) <= 4)


def _is_short_year(page: Page, position: int) -> bool:
    """Two digits that the era of Christ hangs on: August 68م."""
    is_tight = page.norm(position + 1) == "م" and page.words[position + 1].start == page.words[position].end
    return is_tight and len(page.words[position].norm) == 2 and page.words[position].norm.isdigit()


def year(page: Page, position: int, norm: str) -> int:
    """The year 2010, the summer of 2015, the season 2016/2017, the years 2010, 2011 and 2012."""
    if norm not in time_words("year_head") or norm == "حدود":
        return position
    if norm in time_words("season_head") and page.norm(position + 1) in ("عام", "سنه"):
        last = year(page, position + 1, page.norm(position + 1))
        return last if last > position + 1 else position
    if _is_stray_comma(page, position + 1):
        return year_tail(page, position + 2)
    if page.kind(position + 1) != "number":
        return _year_in_words(page, position)
    last = _year_number(page, position + 1)
    if last == position + 1:
        return position
    while norm in time_words("years_head"):
        at = last
        is_stroke = page.kind(at) == "sign" and page.words[at].text in ("-", "–", "،", ",")
        at += 1 if is_stroke or page.norm(at) in ("و", "الي", "حتي") else 0
        further = _year_number(page, at) if at > last else last
        if further in (last, at):
            break
        last = further
    return last


def _year_in_words(page: Page, position: int) -> int:
    """The year two thousand and eleven, the year sixty-seven."""
    last, cut = number_end(page, position + 1)
    if page.norm(position + 1) in ("الف", "الفين", "الفان"):
        return last if (last > position + 2 or page.norm(position + 1) != "الف") and not cut else position
    is_short = last == position + 3 and page.norm(last - 1)[1:] in _TENS and page.norm(position) in ("عام", "سنه")
    return last if is_short and not cut else position


def year_in_words(page: Page, position: int, norm: str) -> int:
    """Two thousand and twenty-two without the word "year", where nothing is counted."""
    before = page.norm(position - 1)
    last, _ = number_end(page, position)
    is_old = norm == "الف" and bool(_HUNDREDS.fullmatch(page.norm(position + 1)))
    is_year = (is_old or norm in ("الفين", "الفان")) and last > position + 1
    is_led = before in time_words("before_years_in_words") or page.norm(position) == f"ل{norm}"
    following = page.norm(last)
    is_free = not following or following in time_words("after_year") or following.startswith(("ال", "و", "ب", "ل"))
    return last if is_year and is_led and is_free else position


def _year_number(page: Page, position: int) -> int:
    """Position after a year or a season in digits, with its era."""
    if page.kind(position) != "number":
        return position
    digits = page.words[position].norm
    is_year = YEAR.fullmatch(digits) or FULL.fullmatch(digits)
    if digits.isdigit() and len(digits) <= 4 and is_before_christ(page, position + 1):
        return position + 3
    is_old = page.norm(position + 1) in ("ه", "م") and digits.isdigit() and len(digits) <= 4
    if not is_year and not is_old:
        return position
    return position + 2 if page.norm(position + 1) in ("ه", "م") else position + 1


def is_before_christ(page: Page, position: int) -> bool:
    return page.norm(position) == "قبل" and page.norm(position + 1) == "الميلاد"


def _is_stray_comma(page: Page, position: int) -> bool:
    """Whether a comma hangs on the front of a year, as one paper's archive has them all: عام ،1973."""
    if page.kind(position) != "sign" or page.words[position].text != "،" or page.kind(position + 1) != "number":
        return False
    is_tight = page.words[position].end == page.words[position + 1].start
    return is_tight and page.words[position - 1].end < page.words[position].start and _is_year(page, position + 1)


def is_year_word(norm: str) -> bool:
    """Whether a word announces a year: "year", "season", "the end of", with proclitics or without."""
    return any(stem.norm in time_words("year_head") or stem.norm in time_words("edge") for stem in stems(norm))
