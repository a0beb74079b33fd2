"""Hijri dates as Gregorian days, by the calendar of Umm al-Qura; the only module that imports hijridate."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1343, 1500
"""What the tables of Umm al-Qura cover (1924 to 2077); outside of them no day is named."""


def first_day(year: int, month: int) -> date | None:
    """The Gregorian day on which a Hijri month begins; None outside the tables."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
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
