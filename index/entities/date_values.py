"""What a date comes to in ISO 8601, counted from the article's day where the text needs it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from index.article import Value
from index.entities.date_reading import Reading, read_date
from index.entities.hijri import first_day, hijri_day, hijri_year, is_covered, month_after, tabular_month
from index.entities.page import Found, Page

_MONTHS_OF_SEASON = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_SHARES = {"quarter": 3, "third": 4, "half": 6}
_MONTHS_OF_EDGE = {"start": "01", "middle": "06", "end": "12"}
_DAYS_OF_EDGE = {"start": (1, 10), "middle": (11, 20), "end": (21, 31)}
_MONTHS_A_YEAR = 12


def date_value(page: Page, span: Found, today: date | None) -> Value | None:
    """The value of a date; None where the text leaves it open, or needs a day of the article that nobody knows."""
    iso = _iso(read_date(page, span), today)
    return Value("date", iso) if iso else None


def _iso(reading: Reading, today: date | None) -> str:
    if reading.is_vague:
        return ""
    try:
        day = _day_of(reading, today)
        if day and reading.hour is not None:
            return f"{day}T{reading.hour:02}:{reading.minute:02}" if len(day) == 10 and reading.hour < 24 else day
        if reading.days:
            return day
        found = day or _clock_alone(reading) or _stretch(reading, today)
    except (ValueError, OverflowError):
        # No such day: 31 June, the year 0.
        return ""
    # ISO 8601 has four digits for a year.
    ends = found.split("/")
    is_told = found.startswith("T") or all(end[:4].isdigit() and not end[4:5].isdigit() for end in ends)
    return found if is_told else ""


def _clock_alone(reading: Reading) -> str:
    return f"T{reading.hour:02}:{reading.minute:02}" if reading.hour is not None and reading.hour < 24 else ""


def _day_of(reading: Reading, today: date | None) -> str:
    """A day or a range of days; the empty string where the date names none."""
    if reading.days:
        return _old_month(reading) or _days_of_month(reading, today)
    if today is None:
        return ""
    if reading.day_shift is not None:
        return (today + timedelta(days=reading.day_shift)).isoformat()
    if not reading.weekdays:
        return ""
    first, *others = reading.weekdays
    day = _weekday(first, reading.shift, today)
    if not others:
        return day.isoformat()
    is_joined = reading.weekdays == [(first + n) % 7 for n in range(len(reading.weekdays))]
    return f"{day}/{day + timedelta(days=len(others))}" if is_joined else ""


def _weekday(weekday: int, shift: int | None, today: date) -> date:
    """News tells what was: the last such day up to the article's; "last" before it, "next" behind it."""
    back = (today.weekday() - weekday) % 7
    if shift == 1:
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back or 7 if shift == -1 else back)


def _days_of_month(reading: Reading, today: date | None) -> str:
    first, last = reading.days[0], reading.days[-1]
    is_joined = len(reading.days) == 1 or reading.is_range or reading.days == list(range(first, last + 1))
    if not is_joined or first > last:
        return ""
    begin = _day(reading, first, today)
    if begin is None:
        return ""
    if first == last:
        return begin.isoformat()
    return f"{begin}/{begin + timedelta(days=last - first)}"


def _day(reading: Reading, number: int, today: date | None) -> date | None:
    """One day of the month that the date names, or of the article's month."""
    month = reading.month
    if month is None:
        if today is None or reading.shift is None:
            return None
        return date(*_month_from(today, reading.shift), number)
    if reading.years:
        return _made(reading, reading.years[0], number)
    if today is None:
        return None
    base = (hijri_year(today) or 0) if month.is_hijri else today.year
    if reading.year_shift is not None:
        return _made(reading, base + reading.year_shift, number)
    return _nearest(
        [day for year in (base - 1, base, base + 1) if (day := _made(reading, year, number))], reading, today
    )


def _made(reading: Reading, year: int, number: int) -> date | None:
    assert reading.month is not None
    if reading.month.is_hijri:
        return hijri_day(year, reading.month.number, number)
    if number > monthrange(year, reading.month.number)[1]:
        return None
    return date(year, reading.month.number, number)


def _nearest(days: list[date], reading: Reading, today: date) -> date | None:
    """The last day before the article's, the next behind it, the one of its year; without such a word the nearest."""
    if reading.shift == -1:
        days = [day for day in days if day < today]
    elif reading.shift == 1:
        days = [day for day in days if day > today]
    return min(days, key=lambda day: abs(day - today), default=None)


def _stretch(reading: Reading, today: date | None) -> str:
    """A month, a year, an interval."""
    if reading.decade is not None or reading.century is not None or reading.period == "century":
        return _long_stretch(reading, today)
    if reading.amount is not None and reading.unit and not reading.years:
        return _counted(reading, today) if today else ""
    if reading.month is not None:
        return _month(reading, today)
    year = _year(reading, today)
    if reading.season == "winter":
        return _winter(reading)
    if reading.season:
        return _season(reading.season, year)
    if reading.period in _MONTHS_OF_SEASON:
        return _season_from(reading, today)
    if len(reading.years) > 1:
        return f"{reading.years[0]}/{reading.years[-1]}" if _is_joined(reading) else ""
    if year is not None:
        return _of_year(reading, year)
    return _period(reading, today) if today and reading.shift is not None else ""


def _is_joined(reading: Reading) -> bool:
    first, last = reading.years[0], reading.years[-1]
    return first < last and (reading.is_range or reading.years == list(range(first, last + 1)))


def _year(reading: Reading, today: date | None) -> int | None:
    if reading.years:
        return reading.years[0]
    if today is None:
        return None
    if reading.year_shift is not None:
        return today.year + reading.year_shift
    return today.year + reading.shift if reading.period == "year" and reading.shift is not None else None


def _of_year(reading: Reading, year: int) -> str:
    """The year, its quarter or half, its beginning, middle or end."""
    if reading.is_hijri and not is_covered(year):
        return f"{tabular_month(year, 1)[0].year:04}/{tabular_month(year, 12)[1].year:04}"
    if reading.is_hijri:
        return _between(first_day(year, 1), first_day(year + 1, 1))
    if reading.share in _SHARES:
        months = _SHARES[reading.share]
        last = _MONTHS_A_YEAR if reading.order == -1 else months * (reading.order or 1)
        return f"{year:04}-{last - months + 1:02}/{year:04}-{last:02}" if last <= _MONTHS_A_YEAR else ""
    return f"{year:04}-{_MONTHS_OF_EDGE[reading.edge]}" if reading.edge else f"{year:04}"


def _share_between(reading: Reading, first: date | None, behind: date | None) -> str:
    """A month's days, or those of its third, half, week, beginning or end."""
    if first is None or behind is None or not (reading.share or reading.edge):
        return _between(first, behind)
    begin, end = _days_of_share(reading, (behind - first).days)
    return f"{first + timedelta(days=begin - 1)}/{first + timedelta(days=end - 1)}"


def _between(first: date | None, behind: date | None) -> str:
    return f"{first}/{behind - timedelta(days=1)}" if first and behind else ""


def _month(reading: Reading, today: date | None) -> str:
    assert reading.month is not None
    number = reading.month.number
    if reading.month.is_hijri:
        return _hijri_month(reading, number, today)
    year = _year_of_month(reading, number, today)
    if year is None:
        return ""
    length = monthrange(year, number)[1]
    if reading.share or reading.edge:
        first, last = _days_of_share(reading, length)
        return f"{date(year, number, first)}/{date(year, number, last)}"
    return f"{year:04}-{number:02}"


def _days_of_share(reading: Reading, length: int) -> tuple[int, int]:
    """First and last day of the half, the week, the beginning or end of a month of that many days."""
    if not reading.share:
        first, last = _DAYS_OF_EDGE[reading.edge]
        return first, min(last, length)
    days = {"half": 15, "third": 10, "week": 7}.get(reading.share, 7)
    if reading.order == -1:
        return length - days + 1, length
    first = days * ((reading.order or 1) - 1) + 1
    is_last = first + 2 * days > length and reading.share != "week"
    return first, length if is_last else min(first + days - 1, length)


def _year_of_month(reading: Reading, number: int, today: date | None) -> int | None:
    """The year said, else the one that brings the month nearest to the article's in the direction said."""
    year = _year(reading, today)
    if year is not None or today is None:
        return year
    if reading.shift == 0:
        return today.year
    ahead = (number - today.month) % _MONTHS_A_YEAR
    if reading.shift == -1:
        ahead = ahead - _MONTHS_A_YEAR
    elif reading.shift == 1:
        ahead = ahead or _MONTHS_A_YEAR
    elif ahead > _MONTHS_A_YEAR // 2:
        ahead -= _MONTHS_A_YEAR
    return (today.year * _MONTHS_A_YEAR + today.month - 1 + ahead) // _MONTHS_A_YEAR


def _old_month(reading: Reading) -> str:
    """A Hijri month of a year that no table covers, as exact as the calendar's rule: its Gregorian months."""
    if reading.month is None or not reading.month.is_hijri or not reading.years or is_covered(reading.years[0]):
        return ""
    first, last = (f"{day.year:04}-{day.month:02}" for day in tabular_month(reading.years[0], reading.month.number))
    return first if first == last else f"{first}/{last}"


def _hijri_month(reading: Reading, number: int, today: date | None) -> str:
    if reading.years:
        first, behind = first_day(reading.years[0], number), month_after(reading.years[0], number)
        return _old_month(reading) or _share_between(reading, first, behind)
    base = hijri_year(today) if today else None
    if base is None or today is None:
        return ""
    if reading.year_shift is not None:
        return _between(first_day(base + reading.year_shift, number), month_after(base + reading.year_shift, number))
    first = _nearest([day for year in (base - 1, base, base + 1) if (day := first_day(year, number))], reading, today)
    year = next((year for year in (base - 1, base, base + 1) if first_day(year, number) == first), None)
    return _between(first, month_after(year, number)) if year else ""


def _season(season: str, year: int | None) -> str:
    first, last = _MONTHS_OF_SEASON[season]
    return f"{year:04}-{first:02}/{year:04}-{last:02}" if year is not None else ""


def _winter(reading: Reading) -> str:
    """December to February where both years are said; the winter of one year may be either of two, and is that year."""
    first, last = (reading.years[0], reading.years[-1]) if reading.years else (0, 0)
    if last == first + 1:
        return f"{first:04}-12/{last:04}-02"
    return f"{first:04}" if len(reading.years) == 1 else ""


def _season_from(reading: Reading, today: date | None) -> str:
    if today is None or reading.shift is None:
        return ""
    first, last = _MONTHS_OF_SEASON[reading.period]
    year = today.year
    if reading.shift == -1 and today.month <= last:
        year -= 1
    elif reading.shift == 1 and today.month >= first:
        year += 1
    return _season(reading.period, year)


def _long_stretch(reading: Reading, today: date | None) -> str:
    """A century, a decade; the nineties alone are those of the twentieth."""
    century = reading.century
    if century is None and reading.period == "century" and reading.shift is not None and today:
        century = (today.year - 1) // 100 + 1 + reading.shift
    if reading.decade is not None:
        first = 100 * ((century or 20) - 1) + reading.decade
        return f"{first:04}/{first + 9:04}"
    if not century or reading.edge:
        return ""
    return f"{100 * century - 99:04}/{100 * century:04}"


def _month_from(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return year, month + 1


def _counted(reading: Reading, today: date) -> str:
    """N units ago, or the N units before or behind the article's day."""
    assert reading.amount is not None
    if reading.is_ago:
        return _stepped(today, reading.unit, -reading.amount)
    if reading.shift not in (-1, 1):
        return ""
    other = _stepped(today, reading.unit, reading.shift * reading.amount)
    own = _stepped(today, reading.unit, 0)
    if other == own:
        return own
    return f"{other}/{own}" if reading.shift == -1 else f"{own}/{other}"


def _stepped(today: date, unit: str, steps: int) -> str:
    """The day, month or year that many units away: as exact as the unit is."""
    if unit in ("hour", "minute"):
        hours = steps if unit == "hour" else 0
        return (today + timedelta(days=-(-hours // 24) if hours < 0 else hours // 24)).isoformat()
    if unit in ("day", "week"):
        return (today + timedelta(days=steps * (7 if unit == "week" else 1))).isoformat()
    if unit == "month":
        year, month = _month_from(today, steps)
        return f"{year:04}-{month:02}"
    years = today.year + steps * {"year": 1, "decade": 10, "century": 100}[unit]
    if years < 1:
        raise ValueError(years)
    return f"{years:04}"


def _period(reading: Reading, today: date) -> str:
    """Last month, this week (Monday to Sunday, as ISO 8601 counts)."""
    assert reading.shift is not None
    if reading.period == "month":
        year, month = _month_from(today, reading.shift)
        if reading.edge or reading.share:
            first, last = _days_of_share(reading, monthrange(year, month)[1])
            return f"{date(year, month, first)}/{date(year, month, last)}"
        return f"{year:04}-{month:02}"
    if reading.period == "night":
        return (today + timedelta(days=reading.shift)).isoformat()
    if reading.period == "week" or (reading.share == "week" and not reading.period):
        monday = today + timedelta(days=7 * reading.shift - today.weekday())
        return f"{monday}/{monday + timedelta(days=6)}"
    return ""
