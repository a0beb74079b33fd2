"""A short name in brackets behind the full one: the Greek Socialist Movement (Pasok)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.entities.page import Found, Page

RANK = 35

_LONGEST = 3


def find_bracketed(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """An unmarked word or two in brackets right behind an organisation are its short name."""
    spans = list(found)
    taken = {position for span in spans for position in range(span.first, span.last)}
    for span in spans:
        if span.type != "ORG" or span.last - span.first < 2:
            continue
        opening = span.last + 1 if page.norm(span.last) in page.lexicon.nationalities else span.last
        if not _is_sign(page, opening, "("):
            continue
        first = last = opening + 1
        while last < first + _LONGEST and _is_name_word(page, last) and last not in taken:
            last += 1
        if last > first and _is_sign(page, last, ")"):
            yield page.found(first, last, "ORG", RANK, "short name in brackets")


def _is_name_word(page: Page, position: int) -> bool:
    if page.kind(position) == "latin":
        return True
    norm = page.norm(position)
    return bool(norm) and norm not in page.lexicon.verbs and norm not in ("سابقا", "حاليا", "في", "من")


def _is_sign(page: Page, position: int, bracket: str) -> bool:
    return page.kind(position) == "sign" and bracket in page.words[position].text
