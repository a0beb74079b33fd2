"""From a text to its entities: rules propose, the better proposal stays, repetitions follow, names merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from index.article import Entities
from index.entities.dates import find_dates
from index.entities.lexicon import lexicon
from index.entities.listed import find_listed
from index.entities.merging import merge
from index.entities.numbers import find_numbers
from index.entities.organisations import find_organisations
from index.entities.page import Found, Page
from index.entities.people import find_people
from index.entities.places import find_places
from index.entities.propagation import find_repeated
from index.entities.words import split_words

RULES: tuple[Callable[[Page], Iterable[Found]], ...] = (
    find_dates,
    find_numbers,
    find_listed,
    find_organisations,
    find_places,
    find_people,
)


def recognise_text(text: str, date: str | None = None) -> Entities:
    """The entities of a text; `date` is part of the interface and changes no mention."""
    words = split_words(text)
    page = Page(text, words, lexicon(), Counter(word.norm for word in words))
    return merge(page, find_all(page))


def find_all(page: Page) -> list[Found]:
    """Every mention with the rule that found it, sorted, without overlap."""
    kept = _settle(page, [span for rule in RULES for span in rule(page)])
    return sorted([*kept, *find_repeated(page, kept)])


def _settle(page: Page, proposals: list[Found]) -> list[Found]:
    """Keep of overlapping spans the one of higher rank; among names of people, places, organisations the longer one."""
    taken = bytearray(len(page.words))
    kept = []
    for span in sorted(proposals, key=_preference):
        if not any(taken[span.first : span.last]):
            taken[span.first : span.last] = b"\x01" * (span.last - span.first)
            kept.append(span)
    return kept


def _preference(span: Found) -> tuple[int, int, int, int]:
    is_counted = span.type in ("DATE", "NUM")
    return (0 if is_counted else 1, -span.rank if is_counted else 0, span.first - span.last, -span.rank)
