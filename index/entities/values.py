"""The value of a mention, and the article's day that relative dates count from."""

from __future__ import annotations

from datetime import date

from index.article import Value
from index.entities.date_values import date_value
from index.entities.number_values import number_value
from index.entities.page import Found, Page


def value_of(page: Page, span: Found, today: date | None) -> Value | None:
    """What a date or quantity comes to; None of names, and where text and `today` do not tell it."""
    if span.type == "DATE":
        return date_value(page, span, today)
    return number_value(page, span) if span.type == "NUM" else None


def article_day(iso: str | None) -> date | None:
    """The day of an article's date, which may be a moment; None where there is none or nobody can read it."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None
