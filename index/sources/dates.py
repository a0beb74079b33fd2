"""Dates as feeds, pages and dumps write them, to ISO 8601.

ISO in its many spellings, RFC 822, and the ways of Arabic news: weekday and month names of three series, Arabic digits,
`dd/MM/yyyy hh:mm:ss ص`. Read strictly: a word that belongs to no date makes the whole none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

from index.arabic import fold_word

_LONGEST = 120
"""Characters; no date is longer, and what is need not be looked at."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،", "01234567890123456789,")
_COMPACT = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2})(\d{2})(\d{2})?(?:\D.*)?")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?=[T ,م]|$)")
_DAY_FIRST = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=[T ,م]|$)")
_TIME = re.compile(
    r"(?:(?<=\d)T|(?<!\d))(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?!\d)"
    r"[ \xa0]*(?P<half>ص(?:باحا)?|م(?:ساء)?|ظهرا|[ap]\.?m\b\.?)?(?!\w)"
    r"[ \xa0]*(?P<zone>(?:(?:GMT|UTC)? ?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5})(?!\w))?",
    re.IGNORECASE,
)
_HALF_MARKS = re.compile("[\u064b-\u0652]+")
_WORD = re.compile(r"[^\W\d_]+|\d+")

_ZONES = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "غرينتش", "جرينتش"), 0),
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},  # RFC 822, 5
    **{"wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "bst": 1, "مكه": 3},
}
"""Hours east of Greenwich; a name that is not here tells nothing."""

_WEEKDAYS = (
    "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت أحد اثنين ثلاثاء أربعاء خميس جمعة سبت"
    " mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim"
)
_FILLERS = "يوم في الساعة بتاريخ تاريخ نشر عند تمام بتوقيت توقيت المكرمة م at on of the le st nd rd th"


def iso_date(value: str) -> str | None:
    """The day or moment in ISO 8601, with the zone where one is given; None where nobody can tell which it is.

    Day before month in figures, as Arabic papers write, unless only the other order is a date.
    """
    value = value.strip().translate(_DIGITS)
    if len(value) > _LONGEST:
        return None
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value).isoformat()
        except ValueError:
            continue
    try:
        if found := _COMPACT.fullmatch(value):
            return datetime(*(int(part or 0) for part in found.groups())).isoformat()  # type: ignore[arg-type]
        return _written(value)
    except (ValueError, OverflowError):
        return None


def _written(value: str) -> str | None:
    """Time and day are looked for apart, in whatever order they stand."""
    value = _HALF_MARKS.sub("", value)
    found = _TIME.search(value)
    rest = f"{value[: found.start()]} {value[found.end() :]}" if found else value
    day, zone = _day(rest)
    if day is None:
        return None
    if not found:
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, _hour(found), int(found["minute"]), int(found["second"] or 0))
    offset = _offset(found["zone"] or zone)
    return moment.replace(tzinfo=offset).isoformat()


def _hour(found: re.Match[str]) -> int:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if not half or hour > 12:
        return hour
    is_morning = half[0] in "صa"
    return hour % 12 + (0 if is_morning else 12)


def _offset(zone: str) -> timezone | None:
    """`+0300`, `GMT+3`, `EST`; None where the zone is not told, which is what -0000 says (RFC 5322, 3.3)."""
    if figures := re.search(r"([+-])(\d{1,2}):?(\d{2})?$", zone):
        sign, hours, minutes = figures.groups()
        if sign == "-" and not int(hours) and not int(minutes or 0):
            return None
        east = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return timezone(east if sign == "+" else -east)
    hours_east = _ZONES.get(fold_word(zone))
    return None if hours_east is None else timezone(timedelta(hours=hours_east))


def _day(text: str) -> tuple[date | None, str]:
    """The day of a text without its time, and the zone where one of its words names it."""
    named: tuple[date | None, str] = (None, text)
    if found := _YEAR_FIRST.search(text):
        year, month, day = map(int, found.groups())
        named = (date(year, month, day), text[: found.start()] + text[found.end() :])
    elif found := _DAY_FIRST.search(text):
        day, month, year = map(int, found.groups())
        if month > 12 >= day:
            day, month = month, day
        named = (date(year, month, day), text[: found.start()] + text[found.end() :])
    months, numbers, zone = set(), [], ""
    for kind, word in _readings(named[1]):
        if kind == "month":
            months.add(int(word))
        elif kind == "number":
            numbers.append(word)
        elif kind == "zone":
            zone = word
        else:
            return None, ""
    if named[0] is not None:
        return (None if months or numbers else named[0]), zone
    if len(months) != 1 or len(numbers) != 2:
        return None, ""
    return _named_day(months.pop(), *numbers), zone


def _named_day(month: int, first: str, second: str) -> date:
    day, year = (second, first) if len(first) == 4 else (first, second)
    if len(year) == 2:
        # RFC 2822, 4.3: two figures of a year.
        year = f"{'20' if int(year) < 50 else '19'}{year}"
    return date(int(year), month, int(day))


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """What each word is: a month by its number, a number, a zone, or `?`; weekdays and fillers are passed over."""
    words = [fold_word(word) for word in _WORD.findall(" ".join(fold_word(piece) for piece in text.split()))]
    names, passed_over = _month_numbers(), _passed_over()
    place = 0
    while place < len(words):
        word = words[place]
        pair = " ".join(words[place : place + 2])
        place += 2 if pair in names else 1
        if pair in names or word in names:
            yield "month", str(names.get(pair) or names[word])
        elif word.isdigit():
            yield "number", word
        elif word in _ZONES:
            yield "zone", word
        elif word not in passed_over:
            yield "?", word


@cache
def _month_numbers() -> dict[str, int]:
    content = files("index.sources").joinpath("month_names.txt").read_text("utf-8")
    rows = (line.split("\t") for line in content.splitlines() if not line.startswith("#"))
    return {" ".join(map(fold_word, name.split())): int(number) for number, names in rows for name in names.split(", ")}


@cache
def _passed_over() -> frozenset[str]:
    return frozenset(map(fold_word, f"{_WEEKDAYS} {_FILLERS}".split()))
