"""Places that no list holds: a word after "city", "base", "strait", and the dateline of a report."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.name_parts import is_breaking, is_namelike, name_end
from index.entities.page import Found, Page
from index.entities.wordtable import word_table

RANK = 45

_BEFORE_PLACES = RULE_WORDS["before_places"]
_DUAL_HEADS = RULE_WORDS["dual_place_heads"]
"""Heads of two places, the second of which follows "and"."""
_CITY = 2
"""What the word table says of cities of 100,000 inhabitants and more."""
_COMPOUND_FIRST = RULE_WORDS["compound_first"]
"""First halves of place names of two words."""


def find_places(page: Page) -> Iterator[Found]:
    for position in range(len(page.words)):
        if page.kind(position) == "word":
            yield from _after_head(page, position)
            yield from _town(page, position)
        elif page.kind(position) == "sign" and page.words[position].text == "(":
            yield from _dateline(page, position)


def _after_head(page: Page, position: int) -> Iterator[Found]:
    """The word after a place head; the head itself only where it belongs to the name (strait, airport)."""
    stem = page.stem_in(position, page.lexicon.place_heads)
    if stem is None:
        return
    first = position + 1
    last = _name_end(page, first, is_site=stem.norm in page.lexicon.site_heads)
    if last == first:
        return
    if stem.norm in page.lexicon.site_heads:
        last += stem.norm == "مطار" and page.norm(last) == "الدولي"
        yield page.found(position, last, "LOC", RANK + 8, "site", stem.cut)
        return
    yield page.found(first, last, "LOC", RANK, "after a place head")
    further = _name_end(page, last, is_site=False, cut=1) if stem.norm in _DUAL_HEADS else last
    if further > last:
        yield page.found(last, further, "LOC", RANK, "after a place head", 1)


def _town(page: Page, position: int) -> Iterator[Found]:
    """A city of the word table behind a preposition: GeoNames knows more of them than our lists."""
    norm = page.norm(position)
    stem = base_of(norm)
    is_inside = stem.cut == 1 and norm[0] == "ب"
    if not is_inside and not (stem.cut == 0 and page.norm(position - 1) in _BEFORE_PLACES):
        return
    facts = word_table().look_up(stem.norm)
    is_other = facts.is_ordinary or facts.given or facts.surname or facts.is_foreign
    if facts.place == _CITY and not is_other and len(stem.norm) > 3 and _listed_end(page, position) == position:
        yield page.found(position, position + 1, "LOC", RANK - 2, "town", stem.cut)


def _name_end(page: Page, first: int, *, is_site: bool, cut: int = 0) -> int:
    """Position after the name that begins here, or the same when the word is an everyday one.

    With `cut` 1 the word must bear "and" before the name.
    """
    norm = page.norm(first)
    if cut and not (norm.startswith("و") and len(norm) > 3):
        return first
    norm = norm[cut:]
    if cut and norm not in _COMPOUND_FIRST:
        is_known = norm in page.lexicon.ordinary or not (norm.startswith("ال") or is_namelike(page, first))
        return first if is_known or not _is_definite_name(page, norm) else first + 1
    listed = _listed_end(page, first)
    is_given = norm in page.lexicon.given or norm in page.lexicon.everyday_given
    if is_site and is_given and not is_breaking(page, first):
        person = name_end(page, first + 1, is_sure=True)
        if person > first + 1:
            return person
    if listed > first:
        if is_site and listed == first + 1 and _listed_end(page, listed) > listed:
            return _listed_end(page, listed)
        return listed
    following = page.norm(first + 1)
    is_named = following.startswith("ال") or following in page.lexicon.given or following in page.lexicon.everyday_given
    if norm in _COMPOUND_FIRST and is_named:
        return first + 2
    if f"ال{norm}" in page.lexicon.adjectives:
        return first
    if norm.startswith("ال"):
        return first + 1 if not is_site and _is_definite_name(page, norm) else first
    if not is_namelike(page, first):
        return first
    is_longer = is_namelike(page, first + 1) and not page.norm(first + 1).startswith(("ال", "و", "ب", "ل"))
    return first + 2 if is_longer else first + 1


def _listed_end(page: Page, position: int) -> int:
    for phrase in page.lexicon.phrases.get(page.norm(position), ()):
        if phrase.type == "LOC" and all(page.norm(position + 1 + n) == word for n, word in enumerate(phrase.rest)):
            return position + 1 + len(phrase.rest)
    return position


def _is_definite_name(page: Page, norm: str) -> bool:
    """A word with the article is a place's name when it is neither everyday nor an adjective of nationality."""
    lists = page.lexicon
    if norm in lists.nationalities:
        return False
    is_known = (norm in lists.ordinary or norm[2:] in lists.ordinary) and norm not in lists.surnames | lists.figures
    return (
        not is_known and norm not in lists.titles and norm not in lists.adjectives and norm not in lists.definite_heads
    )


def _dateline(page: Page, bracket: int) -> Iterator[Found]:
    """City (country) - at the beginning of a paragraph."""
    first = bracket - 1
    while first > max(bracket - 4, 0) and page.kind(first - 1) == "word":
        first -= 1
    is_opening = page.kind(first - 1) == "break" and 0 < bracket - first <= 3
    inside = _listed_end(page, bracket + 1)
    if not is_opening or inside == bracket + 1 or page.kind(inside) != "sign":
        return
    if page.words[inside].text.startswith(")"):
        yield page.found(first, bracket, "LOC", RANK + 20, "dateline")
