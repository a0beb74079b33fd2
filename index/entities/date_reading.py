"""The parts that the words of a date name: days, month, year, how far from the article's day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from index.entities.calendar_days import YEAR, month_named
from index.entities.months import Month
from index.entities.number_values import amount_at
from index.entities.page import Found, Page
from index.entities.words import normal_form, stems

_CLOCK = re.compile(r"(\d{1,2})[:.,](\d\d)(?::\d\d)?|(\d\d)(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{2,4})|(\d{4})([-/])(\d{1,2})\6(\d{1,2})")
_SEASON = re.compile(r"(\d{4})[-/](\d{2,4})")
_DAY_RANGE = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_FIRST_YEAR_IN_WORDS = 1000
_QUARTERS = {"النصف": 30, "نصف": 30, "الربع": 15, "ربع": 15, "ربعا": 15, "الثلث": 20, "ثلث": 20, "ثلثا": 20}


@dataclass(slots=True)
class Reading:
    """What a date says; a part it does not name is None or empty."""

    days: list[int] = field(default_factory=list)
    is_range: bool = False
    month: Month | None = None
    years: list[int] = field(default_factory=list)
    is_hijri: bool = False
    year_shift: int | None = None
    """The year, counted from the article's."""
    shift: int | None = None
    """-1 the last, 0 the current, 1 the next of what is named."""
    weekdays: list[int] = field(default_factory=list)
    day_shift: int | None = None
    """The day, counted from the article's."""
    hour: int | None = None
    minute: int = 0
    edge: str = ""
    share: str = ""
    """Quarter, half, third or week, of which `order` says the which."""
    order: int | None = None
    period: str = ""
    season: str = ""
    amount: int | None = None
    unit: str = ""
    is_ago: bool = False
    decade: int | None = None
    century: int | None = None
    is_vague: bool = False
    """A part that the calendar does not tell: "of the same month", "two weeks after"."""


@lru_cache(maxsize=1)
def worth() -> dict[str, dict[str, str]]:
    """Class of time words -> word in normal form -> its value."""
    content = files("index.entities").joinpath("gazetteer", "time_values.txt").read_text("utf-8")
    found: dict[str, dict[str, str]] = {}
    for line in content.splitlines():
        if line and not line.startswith("#"):
            name, value, *words = line.split()
            found.setdefault(name, {}).update((normal_form(word), value) for word in words)
    return found


def read_date(page: Page, span: Found) -> Reading:
    """The parts of a date that the rules have found, word by word."""
    reading = Reading()
    position = span.first
    cut = len(normal_form(page.text[page.words[span.first].start : span.start]))
    before = page.norm(span.first - 1)
    reading.is_ago = before in ("منذ", "ومنذ") and page.kind(span.first) in ("word", "number")
    while position < span.last:
        norm = page.norm(position)
        if position == span.first and cut:
            # The last one: behind لل the article is given back.
            norm = next((stem.norm for stem in reversed(stems(norm)) if stem.cut == cut), norm)
        position = _read(page, span, position, norm, reading)
    return reading


def _read(page: Page, span: Found, position: int, norm: str, reading: Reading) -> int:
    """Take in what stands at `position`; the position behind it."""
    if page.kind(position) == "number":
        return _read_digits(page, span, position, reading)
    if not norm:
        reading.is_range |= page.kind(position) == "sign" and page.words[position].text in "-–" and bool(reading.days)
        return position + 1
    if norm == "و":
        return position + 1
    if norm == "الساعه":
        return _read_hour(page, position + 1, reading)
    named = month_named(page, position, norm)
    if named is not None:
        reading.month = reading.month or named
        return position + 1 + len(named.rest)
    joint = norm[1:] if norm[0] == "و" and len(norm) > 3 else norm
    for word in dict.fromkeys((norm, joint)):
        following = _read_word(page, span, position, word, reading)
        if following > position:
            return following
    reading.is_range |= norm in ("الي", "حتي") and bool(reading.days or reading.years)
    return position + 1


def _read_digits(page: Page, span: Found, position: int, reading: Reading) -> int:
    digits = page.words[position].norm
    if page.norm(position + 1) in worth()["unit"] and position + 1 < span.last:
        reading.amount = int(digits) if digits.isdigit() else None
        reading.is_vague |= reading.amount is None
        return position + 1
    if match := _NUMERIC.fullmatch(digits):
        _read_numeric(match, reading)
        if page.norm(position + 1) == "ه" and reading.month is not None:
            reading.is_hijri, reading.month = True, reading.month._replace(is_hijri=True)
    elif (match := _CLOCK.fullmatch(digits)) and ":" in digits:
        reading.hour, reading.minute = int(match[1]), int(match[2])
        _read_daytime(page, position + 1, reading)
    elif match := _SEASON.fullmatch(digits):
        end = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
        reading.years += [int(match[1]), int(end)]
        reading.is_range = True
    elif match := _DAY_RANGE.fullmatch(digits):
        reading.days += [int(match[1]), int(match[2])]
        reading.is_range = True
    elif digits.isdigit():
        _read_number(page, position, int(digits), reading)
    return position + 1


def _read_number(page: Page, position: int, number: int, reading: Reading) -> None:
    before = page.norm(position - 2) if page.norm(position - 1) == "ال" else page.norm(position - 1)
    if before == "القرن":
        reading.century = number
    elif reading.unit and reading.amount is None:
        reading.amount = number
    elif number > 31 or YEAR.fullmatch(str(number)) or page.norm(position + 1) == "ه":
        reading.years.append(number)
        reading.is_hijri |= page.norm(position + 1) == "ه"
    else:
        reading.days.append(number)


def _read_numeric(match: re.Match[str], reading: Reading) -> None:
    """27/6/2021, 2021-06-27; two digits of a year are of the years 1970 to 2069."""
    if match[5]:
        year, month, day = int(match[5]), int(match[7]), int(match[8])
    else:
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    if year < 100:
        year += 2000 if year < 70 else 1900
    if month > 12 >= day:
        day, month = month, day
    reading.days.append(day)
    reading.years.append(year)
    reading.month = Month((), month, is_hijri=False, needs="")


def _read_hour(page: Page, position: int, reading: Reading) -> int:
    """The hour behind "الساعة", with its parts and the time of day."""
    if page.kind(position) == "number":
        match = _CLOCK.fullmatch(page.words[position].norm)
        if match:
            reading.hour, reading.minute = int(match[1] or match[3]), int(match[2] or match[4])
        elif page.words[position].norm.isdigit():
            reading.hour = int(page.words[position].norm)
        position += 1
    else:
        reading.hour = int(worth()["ordinal"].get(page.norm(position), "0")) or None
        position += 1
        if page.norm(position) == "عشره":
            reading.hour = (reading.hour or 0) + 10
            position += 1
    return _read_daytime(page, position, reading)


def _read_daytime(page: Page, position: int, reading: Reading) -> int:
    """Halves, minutes, and what makes three o'clock fifteen o'clock."""
    norm = page.norm(position)
    is_less = norm == "الا"
    if norm in ("و", "الا") and page.norm(position + 1) in _QUARTERS:
        position, norm = position + 1, page.norm(position + 1)
    if norm.removeprefix("و") in _QUARTERS and not reading.minute:
        minutes = _QUARTERS[norm.removeprefix("و")]
        reading.minute = 60 - minutes if is_less else minutes
        reading.hour = (reading.hour or 0) - 1 if is_less else reading.hour
        position += 1
    elif norm == "و" and page.kind(position + 1) == "number" and page.norm(position + 2) in worth()["unit"]:
        reading.minute, position = int(page.words[position + 1].norm), position + 3
    at = position + 1 if page.norm(position) == "من" else position
    daytime = worth()["daytime"].get(page.norm(at), "")
    if page.norm(at) == "بعد" and page.norm(at + 1) in ("الظهر", "الزوال", "ظهر"):
        daytime, position = "evening", at + 2
    elif daytime and at == position:
        position += 1
    if reading.hour is not None and daytime:
        reading.hour = _in_24(reading.hour, daytime)
    return position


def _in_24(hour: int, daytime: str) -> int:
    if daytime == "morning" or (daytime == "night" and (hour < 5 or hour == 12)):
        return 0 if hour == 12 else hour
    is_afternoon = hour < 12 and (daytime != "noon" or hour < 6)
    return hour + 12 if is_afternoon else hour


def _read_word(page: Page, span: Found, position: int, norm: str, reading: Reading) -> int:
    """Take in a word by its class; `position` itself where it belongs to none."""
    table = worth()
    following = page.norm(position + 1) if position + 1 < span.last else ""
    if norm in ("قبل", "بعد"):
        return _read_ago(position, norm, following, reading)
    if norm == "اول" and following in ("امس", "من"):
        reading.day_shift = -2
        return position + 2 if following == "امس" else position + 3
    if norm in table["edge"] and not reading.edge and position + 1 < span.last:
        reading.edge = table["edge"][norm]
        return position + 1
    if (
        norm in table["share"]
        and (following in table["ordinal"] or following in table["shift"])
        and (span.last > position + 2)
    ):
        reading.share = table["share"][norm]
        reading.order = int(table["ordinal"].get(following, "-1"))
        return position + 2
    if norm in table["day"] and not (norm == "اليوم" and reading.shift is not None and reading.period):
        return _read_day(position, norm, following, reading)
    if norm == "الليله" and (not following or following in table["weekday"]):
        reading.day_shift = 0
        return position + 1
    if norm in table["weekday"]:
        reading.weekdays.append(int(table["weekday"][norm]))
        return position + 1
    if norm in table["season"] or norm in table["period"]:
        return _read_period(position, norm, reading)
    if norm in table["decade"]:
        reading.decade = int(table["decade"][norm])
        return position + 1
    return _read_count(page, span, position, norm, following, reading)


def _read_day(position: int, norm: str, following: str, reading: Reading) -> int:
    if norm == "امس" and following == "الاول":
        reading.day_shift = -2
        return position + 2
    reading.day_shift = int(worth()["day"][norm])
    return position + 1


def _read_period(position: int, norm: str, reading: Reading) -> int:
    if norm in worth()["season"]:
        reading.season = worth()["season"][norm]
    elif reading.month is None and not reading.days:
        reading.period = reading.period or worth()["period"][norm]
    elif norm in ("العام", "السنه"):
        reading.period = "year"
    return position + 1


def _read_ago(position: int, norm: str, following: str, reading: Reading) -> int:
    """The day before yesterday or after tomorrow, before or after noon, else before or after some units."""
    if norm == "بعد" and following in ("غد", "الغد"):
        reading.day_shift = 2
        return position + 2
    if norm == "قبل" and following in ("امس", "الامس"):
        reading.day_shift = -2
        return position + 2
    if following in ("ظهر", "عصر", "منتصف", "الظهر", "الزوال"):
        return position + 2
    if following == "الميلاد":
        reading.is_vague = True
        return position + 2
    if norm == "قبل" and following in worth()["shift"] and reading.period:
        reading.shift = 2 * int(worth()["shift"][following])
        return position + 2
    reading.is_ago = norm == "قبل"
    return position + 1


def _read_count(page: Page, span: Found, position: int, norm: str, following: str, reading: Reading) -> int:
    """Units with their number, ordinal days and hours, and which one is meant."""
    table = worth()
    if norm in table["shift"]:
        _read_shift(page, span, position, int(table["shift"][norm]), reading)
        return position + 1
    if norm in table["unit"] and (reading.is_ago or reading.amount is not None or norm in table["dual"]):
        reading.unit = table["unit"][norm]
        if reading.amount is None:
            reading.amount = 2 if norm in table["dual"] else 1
        return position + 1
    if norm in table["unit"] and norm.startswith("ال"):
        reading.unit = table["unit"][norm]
        return position + 1
    if norm in table["ordinal"] or norm in table["tens"]:
        return _read_ordinal(page, position, norm, following, reading)
    if norm == "ونصف":
        reading.is_vague = True
    if norm in ("نفسه", "نفسها", "ذاته", "ذاتها", "ذلك", "تلك", "التالي", "التاليه", "الموالي", "المواليه"):
        reading.is_vague = True
        return position + 1
    amount, last = amount_at(page, position, span.last)
    if amount is not None and last > position and amount == int(amount):
        if amount >= _FIRST_YEAR_IN_WORDS and not reading.unit and page.norm(last) not in table["unit"]:
            reading.years.append(int(amount))
        else:
            reading.amount = int(amount)
        return last
    return position


def _read_shift(page: Page, span: Found, position: int, shift: int, reading: Reading) -> None:
    """Of the year where "of last year" stands behind a month, else of what is named."""
    is_of_year = page.norm(position - 1) in ("العام", "السنه") or page.norm(position + 1) in ("العام", "السنه")
    if is_of_year and (reading.month is not None or reading.share or reading.season):
        reading.year_shift = shift
    else:
        reading.shift = shift


def _read_ordinal(page: Page, position: int, norm: str, following: str, reading: Reading) -> int:
    table = worth()
    number = int(table["ordinal"].get(norm) or table["tens"][norm])
    last = position + 1
    if following in ("عشر", "عشره"):
        number, last = number + 10, last + 1
    elif following.removeprefix("و") in table["tens"]:
        number, last = number + int(table["tens"][following.removeprefix("و")]), last + 1
    elif following == "و" and page.norm(last + 1) in table["tens"]:
        number, last = number + int(table["tens"][page.norm(last + 1)]), last + 2
    behind = page.norm(last + 1) if page.norm(last) == "من" else page.norm(last)
    is_clock = behind in table["daytime"] or behind in ("بعد", "والنصف", "والربع", "والثلث")
    if page.norm(position - 1) == "القرن":
        reading.century = number
    elif is_clock and number <= 12 and norm.endswith("ه"):
        reading.hour = number
        return _read_daytime(page, last, reading)
    else:
        reading.days.append(number)
    return last
