"""Dates as feeds and dumps write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]+(\d{1,2}):(\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_COMPACT = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2})(\d{2})(\d{2})?(?:\D.*)?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def iso_date(value: str) -> str | None:
    """The day or moment in ISO 8601; None where nobody can tell which it is."""
    value = value.strip().translate(_DIGITS)
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value).isoformat()
        except ValueError:
            continue
    try:
        if found := _YEAR_FIRST.fullmatch(value):
            return date(*map(int, found.groups())).isoformat()
        if found := _DAY_FIRST.fullmatch(value):
            day, month, year, hour, minute = found.groups()
            if hour is None:
                return date(int(year), int(month), int(day)).isoformat()
            return datetime(int(year), int(month), int(day), int(hour), int(minute)).isoformat()
        if found := _COMPACT.fullmatch(value):
            return datetime(*(int(part or 0) for part in found.groups())).isoformat()  # type: ignore[arg-type]
    except ValueError:
        pass
    return None
