"""Hijri dates as Gregorian days, by the calendar of Umm al-Qura; the only module that imports hijridate."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1343, 1500
"""What the tables of Umm al-Qura cover (1924 to 2077); outside of them no day is named."""


_EPOCH = date(622, 7, 19).toordinal()
"""The first day of the Hijri era in the tabular calendar, as the Gregorian calendar counts back to it."""
_LEAP_SHIFT = 3
"""The tabular calendar's eleven leap years in thirty are spread as (11 y + 3) / 30."""


def is_covered(year: int) -> bool:
    """Whether the tables of Umm al-Qura know the year, and its days to the day."""
    return FIRST_YEAR <= year <= LAST_YEAR


def tabular_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month in the tabular calendar, right to a day or two in any century.

    Raises `ValueError` or `OverflowError` where Gregorian years have more than four digits.
    """
    days = (_tabular_day(year, month), _tabular_day(year + month // 12, month % 12 + 1) - 1)
    first, last = (date.fromordinal(day) for day in days)
    return first, last


def _tabular_day(year: int, month: int) -> int:
    months = 29 * (month - 1) + month // 2
    return _EPOCH + 354 * (year - 1) + (11 * year + _LEAP_SHIFT) // 30 + months


def first_day(year: int, month: int) -> date | None:
    """The Gregorian day on which a Hijri month begins; None outside the tables."""
    if not is_covered(year):
        return None
    from hijridate import Hijri  # 45 ms, and few texts need it

    return Hijri(year, month, 1).to_gregorian()


def hijri_day(year: int, month: int, day: int) -> date | None:
    """A Hijri day as a Gregorian one; None outside the tables and for a thirtieth that the month has not."""
    first, following = first_day(year, month), month_after(year, month)
    if first is None or following is None:
        return None
    found = first + timedelta(days=day - 1)
    return found if day >= 1 and found < following else None


def month_after(year: int, month: int) -> date | None:
    """The first day behind a Hijri month."""
    return first_day(year + 1, 1) if month == 12 else first_day(year, month + 1)


def hijri_year(day: date) -> int | None:
    """The Hijri year that a Gregorian day falls in; None outside the tables."""
    from hijridate import Gregorian

    try:
        return Gregorian.fromdate(day).to_hijri().year
    except OverflowError:
        return None
