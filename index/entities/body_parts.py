"""What the name of a body goes on with behind its head: adjectives, nationalities, purposes, listed names."""

from __future__ import annotations

from index.article import EntityType
from index.entities.classes import RULE_WORDS
from index.entities.page import Page

BODY_RANK = 55
LONGEST_NAME = 7
"""Words; names of bodies that go on longer are descriptions."""

_NO_PURPOSES = RULE_WORDS["no_purposes"]
"""What stands behind "for the" after any noun: the time, the season, the victory."""
CONSTRUCT_NOUNS = RULE_WORDS["construct_nouns"]
"""Indefinite nouns between a head and its genitive: the committee for the *affairs* of ..."""
_HALVES = RULE_WORDS["halves"]
GENERIC = RULE_WORDS["generic"]
_NO_ADJECTIVES = RULE_WORDS["no_adjectives"]
"""Adjectives that tell a body from its like in time or place, and belong to no name: the present ministry."""
_NATIONS_OF_PEOPLE = RULE_WORDS["nations_of_people"]


def listed_end(page: Page, position: int, kind: EntityType) -> int:
    """Position after the longest name of the lists that begins here: the club *Manchester City*."""
    for phrase in page.lexicon.phrases.get(page.norm(position), ()):
        if phrase.type == kind and all(page.norm(position + 1 + n) == word for n, word in enumerate(phrase.rest)):
            return position + 1 + len(phrase.rest)
    return position


def adjective(page: Page, last: int, *, is_open: bool = False) -> int:
    """Take in an adjective of the closed list; with `is_open` any, as in "scientific research".

    Behind a feminine adjective no masculine word is a further one: the ministry of cultural affairs [the giving up].
    """
    norm = page.norm(last)
    if is_open and page.norm(last - 1).endswith("يه") and norm.endswith("ي"):
        return last
    return last + 1 if norm in page.lexicon.adjectives or (is_open and _is_plain_adjective(page, norm)) else last


def _is_plain_adjective(page: Page, norm: str) -> bool:
    if not (norm.startswith("ال") and norm.endswith(("يه", "ي")) and len(norm) > 5):
        return False
    lists = page.lexicon
    is_other = norm in lists.titles or norm in lists.nationalities or norm in GENERIC or norm in lists.surnames
    return not is_other and norm in lists.ordinary and norm not in lists.phrases and norm not in _NO_ADJECTIVES


def nationality(page: Page, last: int, gender: str) -> int:
    """Take in the nationality that agrees with the head: "the German" behind a ministry belongs to a man."""
    first = last
    while last < first + 2:
        norm = page.norm(last)
        if norm not in page.lexicon.nationalities or norm.endswith("ه") != gender.startswith("f"):
            break
        last += 1
    if (
        last > first
        and page.norm(last) in page.lexicon.adjectives
        and page.norm(last).endswith("ه")
        and gender[0] == "f"
    ):
        last += 1
    return half(page, last)


def half(page: Page, last: int) -> int:
    """Take in which Korea it is."""
    return last + 1 if page.norm(last - 1).startswith("الكوري") and page.norm(last) in _HALVES else last


def purpose(page: Page, last: int) -> int:
    """ "for human rights", "for football": لل and a noun, or ل and a noun with its genitive."""
    norm = page.norm(last)
    if norm.startswith("لل") and len(norm) > 4 and norm[2:] not in _NO_PURPOSES:
        end = last + 1
        if page.norm(end).removesuffix("ين") in page.lexicon.nationalities:
            return end + 1
        is_pair = page.norm(end).startswith("وال") and page.norm(end)[1:] not in page.lexicon.definite_heads
        end = adjective(page, end + 1 if is_pair else end, is_open=True)
        is_second = page.norm(end).startswith("وال") and page.norm(end)[1:] in page.lexicon.adjectives
        return end + 1 if is_second and page.norm(end - 1) in page.lexicon.adjectives else end
    if (
        norm.startswith("ل")
        and len(norm) > 3
        and page.norm(last + 1).startswith("ال")
        and norm[1:] in page.lexicon.ordinary
    ):
        return adjective(page, last + 2)
    # For the extraction and distribution of the water.
    further = page.norm(last + 1)
    is_pair = further.startswith("و") and further[1:] in page.lexicon.ordinary and not further.startswith("وال")
    if norm.startswith("ل") and len(norm) > 3 and is_pair and norm[1:] in page.lexicon.ordinary:
        return last + 3 if is_definite(page, last + 2) else last
    # For the unions of those who ...: one more noun before the definite one.
    if norm.startswith("ل") and norm[1:] in CONSTRUCT_NOUNS and page.norm(last + 1) in CONSTRUCT_NOUNS:
        return last + 3 if is_definite(page, last + 2) else last
    return last


def members_nation(page: Page, last: int) -> int:
    """Take in the nation of a union's members: the union of the publishers *of Arabia*."""
    norm = page.norm(last)
    is_plural = page.norm(last - 1).endswith(("ين", "اب", "اء", "ا")) and "ال" in page.norm(last - 1)[:3]
    is_nation = norm in _NATIONS_OF_PEOPLE or (norm.endswith("يين") and norm[:-2] in page.lexicon.nationalities)
    return last + 1 if is_plural and is_nation else last


def is_definite(page: Page, position: int) -> bool:
    norm = page.norm(position)
    return norm.startswith("ال") and len(norm) > 4 and norm not in page.lexicon.titles
