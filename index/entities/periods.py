"""Stretches of time: last year, this week, the past ten days, two weeks ago, the nineties, a quarter of 2017."""

from __future__ import annotations

from index.entities.calendar_days import YEAR, month_first, one_day, ordinals, time_words, year
from index.entities.numbers import number_end
from index.entities.page import Page


def edge(page: Page, position: int, norm: str) -> int:
    """The beginning, middle or end of something that is a date itself."""
    if norm not in time_words("edge"):
        return position
    return _stretch(page, position + 1) or _bare_period(page, position)


def _bare_period(page: Page, position: int) -> int:
    """The end of the year, of the season, without saying which; but not of the school year. The new one [2017]."""
    last = position + 2
    if page.norm(position + 1) in ("العام", "السنه") and page.norm(last) in ("الجديد", "الجديده"):
        is_year = page.kind(last + 1) == "number" and bool(YEAR.fullmatch(page.words[last + 1].norm))
        return last + 2 if is_year else last + 1
    is_other = page.norm(last) in time_words("not_edge_period_before")
    return last if page.norm(position + 1) in time_words("edge_period") and not is_other else position


def part_of_period(page: Page, position: int, norm: str) -> int:
    """The first quarter of 2017, the last week of June."""
    if norm not in time_words("part_of_period") or page.norm(position + 1) not in time_words("which_part"):
        return position
    joint = position + 2
    if page.norm(joint) in ("لعام", "لسنه"):
        last = year(page, joint, page.norm(joint)[1:])
        return last if last > joint else position
    if page.norm(joint) not in ("من", "في"):
        bare = joint if norm == "الربع" else position
        return _stretch(page, joint) or bare if norm in ("الربع", "النصف") else position
    return _stretch(page, joint + 1) or (joint if norm == "الربع" else position)


def _stretch(page: Page, position: int) -> int:
    """Position after the year, month or period that begins here; 0 where none does."""
    if page.kind(position) == "number":
        return position + 1 if YEAR.fullmatch(page.words[position].norm) else 0
    norm = page.norm(position)
    if not norm:
        return 0
    last = max(rule(page, position, norm) for rule in (month_first, year, period, this, decade))
    return last if last > position else 0


def period(page: Page, position: int, norm: str) -> int:
    """The last year; the four last days, with the number before or behind the noun."""
    following = page.norm(position + 1)
    if norm in time_words("period") and (following in time_words("qualifier") or following in time_words("same")):
        return _year_number(page, position + 2) if norm in ("العام", "السنه") else position + 2
    if norm in time_words("renewed_period") and following in ("الجديد", "الجديده"):
        return position + 2
    if norm in time_words("period") and following == "قبل" and page.norm(position + 2) in time_words("qualifier"):
        return position + 3  # The night before last.
    if norm in time_words("dual_period") and following in time_words("qualifier"):
        return position + 2
    if norm in time_words("dual_period") and following in ("الاولين", "الاخيرين") and page.norm(position + 2) == "من":
        return _stretch(page, position + 3) or position
    if norm in time_words("periods") and norm.startswith("ال"):
        start = position + 2 if following == "ال" else position + 1
        last, cut = number_end(page, start)
        if last > start and cut == 0 and page.norm(last) in time_words("qualifier"):
            return last + 1
        # The nine first months of the year, the first months of 2017.
        first = last if last > start and cut == 0 else start
        if page.norm(first) in time_words("which_part") and page.norm(first + 1) == "من":
            return _stretch(page, first + 2) or position
    return counted_period(page, position)


def _year_number(page: Page, last: int) -> int:
    """Take in the year that says which one is meant: last year [2007]."""
    return last + 1 if page.kind(last) == "number" and YEAR.fullmatch(page.words[last].norm) else last


def counted_period(page: Page, position: int) -> int:
    """The ten years past, the three first months of the year."""
    last, _ = number_end(page, position)
    is_first = page.norm(last + 1) in time_words("which_part") and page.norm(last + 2) == "من"
    if last > position and page.norm(last) in time_words("periods") and is_first:
        return _stretch(page, last + 3) or position
    is_period = (
        last > position and page.norm(last) in time_words("periods") and page.norm(last + 1) in time_words("qualifier")
    )
    return last + 2 if is_period else position


def this(page: Page, position: int, norm: str) -> int:
    """This year, that month."""
    is_this = norm in time_words("this") and page.norm(position + 1) in time_words("this_period")
    return position + 2 if is_this else position


def ago(page: Page, position: int, norm: str) -> int:
    """Two weeks ago: the preposition belongs to the date. "Two days before the match" is none."""
    if norm not in time_words("ago") or page.norm(position - 1) in ("علي", "ما"):
        return position
    at = position + 1
    if page.norm(at) in time_words("about"):
        at += 2 if page.norm(at + 1) == "من" else 1
    if page.norm(at) in time_words("dual_unit") | time_words("one_unit"):
        last = _and_a_half(page, at + 1)
        return last if _is_end(page, last) else position
    last, cut = number_end(page, at)
    is_ago = last > at and not cut and page.norm(last) in time_words("unit")
    is_before_event = page.norm(last + 1) in time_words("before_event")
    return _and_a_half(page, last + 1) if is_ago and not is_before_event else position


def _is_end(page: Page, last: int) -> bool:
    """Whether "before a year" ends here, and is not the head of "before the year of the crisis" or "the year 1970"."""
    norm = page.norm(last)
    if page.kind(last) == "number" or norm in time_words("not_ago_before") or norm in time_words("before_event"):
        return False
    return not norm.startswith("ال") or norm in time_words("weekday")


def _and_a_half(page: Page, last: int) -> int:
    if page.norm(last) != "ونصف":
        return last
    return last + 2 if page.norm(last + 1) in time_words("definite_unit") else last + 1


def since(page: Page, position: int, norm: str) -> int:
    """Seven years, a month: a date only behind "since"."""
    before = page.norm(position - 2) if page.norm(position - 1) in time_words("about") else page.norm(position - 1)
    if before not in ("منذ", "ومنذ"):
        return position
    if norm in time_words("one_unit") or norm in time_words("dual_unit"):
        is_before_event = page.norm(position + 1) == "من" and page.norm(position + 2) != "الزمن"
        is_headed = page.kind(position + 1) == "number" or page.norm(position + 1).startswith("ال")
        return position if is_before_event or is_headed else _past(page, _and_a_half(page, position + 1))
    last, cut = number_end(page, position)
    is_since = last > position and not cut and page.norm(last) in time_words("unit")
    return _past(page, _and_a_half(page, last + 1)) if is_since else position


def _past(page: Page, last: int) -> int:
    """Take in "that has passed"."""
    return last + 1 if page.norm(last) in ("مضي", "مضت", "خلا", "خلت") else last


def decade(page: Page, position: int, norm: str) -> int:
    """The nineties [of the last century]; a century by its number."""
    if norm in time_words("decade"):
        if page.norm(position + 1) == "القرن":
            return max(century(page, position + 1), position + 3 if page.norm(position + 2) else position + 2)
        is_age = page.norm(position + 1) == "من" and page.norm(position + 2).startswith(("العمر", "عمر"))
        return position + 1 if norm.startswith("ال") and not is_age else position
    return century(page, position) if norm == "القرن" else position


def century(page: Page, position: int) -> int:
    """The century that stands at `position`, with its number and era; `position` where it has no number."""
    at = position + 2 if page.norm(position + 1) == "ال" else position + 1
    if page.kind(at) == "number" and len(page.words[at].norm) <= 2:
        last = at + 1
    elif page.norm(at) in ordinals():
        last = one_day(page, at)
    elif page.norm(at) == "الواحد" and page.norm(at + 1) in time_words("ordinal_tens"):
        last = at + 2
    elif page.norm(at) in time_words("qualifier"):
        last = at + 1
    else:
        return position
    if page.norm(last) in ("الميلادي", "الهجري"):
        return last + 1
    return last + 2 if page.norm(last) == "قبل" and page.norm(last + 1) == "الميلاد" else last
