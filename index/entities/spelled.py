"""Names of letters that newspapers spell: CBS as سي بي إس, LSU as إل إس يو."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page
from index.entities.words import Stem

RANK = 57

_LETTERS = RULE_WORDS["letter_names"]
"""Names of Latin letters that are no other word."""
_EVERYDAY = RULE_WORDS["everyday_letter_names"]
"""Those that are everyday words as well ("that", "in", "or"): they count inside, and after a letter."""
_OPENERS = RULE_WORDS["opening_letter_names"]
"""Everyday ones that may open a run where a plain one follows."""
_LEAST = 3
"""Letters; two may be anything."""


def find_spelled(page: Page) -> Iterator[Found]:
    """Runs of three letters and more, at least two of them nothing but letters, opened by one of these."""
    position = 0
    while position < len(page.words):
        stem = _opening(page, position)
        last = _run_end(page, position + 1) if stem is not None else position
        letters = sum(page.kind(at) == "word" for at in range(position, last))
        is_dotted = last - position > letters
        if stem is not None and letters >= _LEAST and (is_dotted or _plain(page, position + 1, last) >= 1):
            yield page.found(position, last, "ORG", RANK, "spelled letters", stem.cut)
            position = last
        else:
            position += 1


def _opening(page: Page, position: int) -> Stem | None:
    """The letter that may open a run, with a proclitic before it or without."""
    norm = page.norm(position)
    following = position + 2 if _is_dot(page, position + 1) else position + 1
    entries = _LETTERS | _OPENERS if page.norm(following) in _LETTERS else _LETTERS
    if norm in entries:
        return Stem(0, norm)
    return Stem(1, norm[1:]) if norm[:1] in ("و", "ل", "ب") and norm[1:] in entries else None


def _run_end(page: Page, position: int) -> int:
    """Position after the letters, dotted or not; "in" and "that" end no name."""
    last = position
    while _is_letter(page, last) or (_is_dot(page, last) and _is_letter(page, last + 1)):
        last += 1
    while last > position and page.norm(last - 1) in ("في", "ان", "او", "ال"):
        last -= 1
    return last


def _is_letter(page: Page, position: int) -> bool:
    return page.norm(position) in _LETTERS or page.norm(position) in _EVERYDAY


def _is_dot(page: Page, position: int) -> bool:
    """Whether a dot stands here without a blank on either side."""
    if page.kind(position) != "sign" or page.words[position].text != "." or position + 1 >= len(page.words):
        return False
    before, dot, after = page.words[position - 1 : position + 2]
    return before.end == dot.start and dot.end == after.start


def _plain(page: Page, first: int, last: int) -> int:
    return sum(page.norm(position) in _LETTERS for position in range(first, last))
