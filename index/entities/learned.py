"""Names that the tagger finds."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import EntityType
from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.name_parts import is_breaking, is_rare_name, is_second_person
from index.entities.page import Found, Page
from index.entities.tagger import Tag
from index.entities.wordtable import word_table

RANK = 30

_GENERIC = RULE_WORDS["generic"]
_NO_BODIES = RULE_WORDS["no_bodies"]
_PREPOSITIONS = RULE_WORDS["prepositions"]
_PROCLITICS = frozenset("وفبلك")
_OATHS = frozenset(["الله", "بالله", "والله", "لله", "تالله"])
"""God is named in sayings and prayers, and is none of the people an article speaks of."""
_FREQUENT = 5
"""Frequency of the word table: 256 times in the news, and more."""
_TYPES: dict[str, EntityType] = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}


def find_learned(page: Page, tags: list[Tag]) -> Iterator[Found]:
    """The names among the tags, each with the mean chance of its words; proclitics stay outside.

    No "and" stands behind a preposition: there و is the first letter of the name, as in Wade.
    """
    position = 0
    while position < len(tags):
        label = tags[position].label
        if label[0] != "B" and not (label[0] == "I" and _is_second(page, position, label)):
            position += 1
            continue
        last = position + 1
        while last < len(tags) and tags[last].label == f"I{label[1:]}" and not _is_second(page, last, label):
            last += 1
        if label[2:] in _TYPES and not (label[2:] == "ORG" and _is_no_body(page, position)):
            is_nobody = page.norm(position) in page.lexicon.indefinite_nationalities or page.norm(position) in _OATHS
            if last == position + 1 and is_nobody:
                position = last
                continue
            first = _after_titles(page, position, last) if label[2:] == "PERS" else position
            end = _before_office(page, first, last) if label[2:] == "PERS" else last
            yield _found(page, tags, first, _closed(page, first, end, label), _TYPES[label[2:]])
        position = last


def _stands_whole(page: Page, norm: str) -> bool:
    """Whether the page holds the word behind a further proclitic: who writes لفاينشتاين means no "and Einstein"."""
    return norm[:1] in ("ف", "ك", "ب") and any(f"{letter}{norm}" in page.counts for letter in "ول")


def _is_second(page: Page, position: int, label: str) -> bool:
    """Whether the tagger ran two people into one: Sharon Davis *and Kelly* Humphreys."""
    return label == "I-PERS" and page.norm(position)[1:] in page.lexicon.given and is_second_person(page, position)


def _closed(page: Page, first: int, last: int, label: str) -> int:
    """The end without a lone proclitic, as before a quotation mark, and without everyday words behind a proclitic."""
    is_person = label[2:] == "PERS"
    while last > first + 1 and (_is_outside(page, page.norm(last - 1)) or (is_person and _goes_beyond(page, last - 1))):
        last -= 1
    return last


def _is_no_body(page: Page, first: int) -> bool:
    """Whether head and genitive name nothing in particular: the site of social media, the jury."""
    stem = page.stem_in(first, page.lexicon.organisation_heads)
    following = page.norm(first + 1)
    lists = page.lexicon
    is_plain = f"ال{following}" in lists.adjectives or following.removesuffix("ه") in lists.indefinite_nationalities
    is_nothing = is_plain or following in _GENERIC or (stem is not None and f"{stem.norm}+{following}" in _NO_BODIES)
    return stem is not None and is_nothing


def _after_titles(page: Page, first: int, last: int) -> int:
    """The beginning without the titles that the tagger took in: *the designers* Valentino."""
    lists = page.lexicon
    while first < last - 1:
        norm = page.norm(first)
        if norm in lists.given or norm in lists.surnames or norm in lists.family_names:
            break
        if norm not in lists.titles and not _is_frequent(norm):
            break
        first += 1
    return first


def _before_office(page: Page, first: int, last: int) -> int:
    """The end before a word that no name goes over, or before the office behind it: Ahmad X [the sheikh of ...]."""
    lists = page.lexicon
    for at in range(first + 1, last):
        norm = page.norm(at)
        is_borne = norm in lists.given or norm in lists.surnames or norm in lists.family_names
        is_office = at > first + 1 and norm in lists.titles and not is_borne and page.norm(at + 1).startswith("ال")
        if is_breaking(page, at) or is_office:
            return at
    return last


def _is_frequent(norm: str) -> bool:
    """A word of every day that the lists hold as no name, with a proclitic or without: the *cup* of Ryder."""
    facts = word_table().look_up(base_of(norm).norm) if norm else None
    if facts is None or facts.given or facts.surname or facts.is_foreign or facts.place:
        return False
    return bool(facts.is_ordinary and facts.frequency > _FREQUENT)


def _is_outside(page: Page, norm: str) -> bool:
    if not norm or norm in _PROCLITICS:
        return norm in _PROCLITICS
    base = base_of(norm)
    return base.cut > 0 and base.norm in page.lexicon.ordinary and not is_rare_name(base.norm)


def _goes_beyond(page: Page, position: int) -> bool:
    """Whether a word behind a person's name is a verb, or another name of the page behind a proclitic."""
    return page.hidden_proclitic(position) > 0 or _is_plain_verb(page, page.norm(position))


def _is_plain_verb(page: Page, norm: str) -> bool:
    """A frequent word with the letter of a verb before it that the lists hold as no name at all: Palin *points*."""
    if norm.startswith("سي") and f"ي{norm[2:]}" in page.lexicon.ordinary:
        return True
    if not norm.startswith(("ي", "ت", "ست", "سي")):
        return False
    facts = word_table().look_up(norm)
    is_borne = facts.given or facts.surname or facts.is_foreign or facts.place
    return bool(facts.is_ordinary and facts.frequency >= _FREQUENT and not is_borne)


def _found(page: Page, tags: list[Tag], first: int, last: int, kind: EntityType) -> Found:
    cut = base_of(page.norm(first)).cut if page.norm(first) else 0
    norm = page.norm(first)
    if (norm.startswith("و") and page.norm(first - 1) in _PREPOSITIONS) or _stands_whole(page, norm):
        cut = 0
    if _is_second(page, first, tags[first].label):
        cut = 1
    cut = cut or page.hidden_proclitic(first)
    given = page.lexicon.given | page.lexicon.everyday_given
    if cut == 0 and kind == "PER" and last > first + 1 and norm[:1] == "و" and norm not in given and norm[1:] in given:
        cut = 1
    score = sum(tag.chance for tag in tags[first:last]) / (last - first)
    return page.found(first, last, kind, RANK, "tagger", cut)._replace(score=round(score, 3))
