"""Papers in quotes: behind the dateline of their report, دبي - «الخليج»: ..., and told something: قال ل«الحياة» ..."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

RANK = 66

_STATEMENTS = RULE_WORDS["statements"]
_WINDOW = 8
"""Words between who speaks and the paper that is spoken to."""

_LONGEST = 3
"""Words of a paper's name."""
_FARTHEST = 6
"""Words of a paragraph before the quotes: the town, or two of them, and who writes."""
_OPENING = '"«“”'
_CLOSING = '"»”“'
_AFTER = ":,،"


def find_bylines(page: Page) -> Iterator[Found]:
    """A name in quotes right behind the town that opens a paragraph, with a colon before or behind it."""
    for position in range(len(page.words)):
        if page.kind(position - 1) == "break" or position == 0:
            yield from _byline(page, position)
        if page.norm(position) == "ل" and _is_told(page, position):
            yield from _spoken_to(page, position)


def _is_told(page: Page, position: int) -> bool:
    """Whether somebody says something shortly before."""
    for before in range(position - 1, max(position - _WINDOW, -1), -1):
        if page.kind(before) == "break":
            return False
        if page.stem_in(before, page.lexicon.verbs) or page.stem_in(before, _STATEMENTS):
            return True
    return False


def _spoken_to(page: Page, position: int) -> Iterator[Found]:
    """One or two words in quotes right behind the preposition "to"."""
    first = last = position + 2
    if page.kind(position + 1) != "sign" or page.words[position + 1].text not in ('"', "«", "“"):
        return
    while last < first + 2 and page.kind(last) == "word":
        last += 1
    if last > first and page.kind(last) == "sign" and page.words[last].text[0] in _CLOSING:
        yield page.found(first, last, "ORG", RANK, "paper spoken to")


def _byline(page: Page, opening: int) -> Iterator[Found]:
    town = _town_end(page, opening)
    if town == opening:
        return
    sign = _quote(page, town, opening)
    first = last = sign + 1
    while last < first + _LONGEST and page.kind(last) == "word":
        last += 1
    if sign == 0 or last == first or page.kind(last) != "sign" or page.words[last].text[0] not in _CLOSING:
        return
    has_colon = ":" in page.words[sign].text or any(mark in page.words[last].text[1:] for mark in _AFTER)
    if has_colon or page.words[sign].text[:-1].strip() or page.words[sign - 1].text == ":":
        yield page.found(first, last, "ORG", RANK, "paper in a dateline")


def _quote(page: Page, town: int, opening: int) -> int:
    """Position of the sign that opens the quotes behind the town; 0 where another word comes first."""
    for position in range(town, opening + _FARTHEST):
        if page.kind(position) != "sign":
            return 0
        if page.words[position].text[-1] in _OPENING:
            return position
    return 0


def _town_end(page: Page, position: int) -> int:
    """Position after the listed place that opens a paragraph."""
    for phrase in page.lexicon.phrases.get(page.norm(position), ()):
        if phrase.type == "LOC" and all(page.norm(position + 1 + n) == word for n, word in enumerate(phrase.rest)):
            return position + 1 + len(phrase.rest)
    return position
