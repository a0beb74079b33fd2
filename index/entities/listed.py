"""Names that the gazetteer holds word for word: countries, cities, known organisations."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.lexicon import Phrase
from index.entities.page import Found, Page
from index.entities.words import Stem, stems

_BEFORE_PLACES = RULE_WORDS["before_places"]
_BEFORE_ORGANISATIONS = RULE_WORDS["before_organisations"]
_LEAST_CUT = 4
"""Letters of a name that an everyday word may hide behind a proclitic: a cable (كابل) is no "like Apple"."""
_CLOSERS = RULE_WORDS["name_closers"]
_PRODUCTS = RULE_WORDS["products"]
_PRODUCT_HEADS = RULE_WORDS["product_heads"]
_NO_PLACES = RULE_WORDS["no_places"]
"""A name with the word before or behind it that make it none: *Copa* America, the *enthusiasm* of the crowd."""
_DIRECTIONS = RULE_WORDS["directions"]
_TANWIN = "\u064b"
"""Names of countries never bear it: with it the word is an adjective, 34 Britons."""
_RANKS = {"ORG": 60, "LOC": 50, "PER": 48}


def find_listed(page: Page) -> Iterator[Found]:
    """The longest listed name at each place; a name that is an everyday word needs a place word before it."""
    position = 0
    while position < len(page.words):
        match = _match(page, position)
        if match:
            stem, phrase = match
            last = _name_end(page, position, stem, phrase)
            rule = _rule(page, position, stem, phrase)
            yield page.found(position, last, phrase.type, _RANKS[phrase.type], rule, stem.cut)
            position = last
        else:
            position += 1


def _rule(page: Page, position: int, stem: Stem, phrase: Phrase) -> str:
    """A place behind its head is named after that: no doubt of the tagger's weighs more than "governorate of"."""
    if phrase.type == "LOC" and stem.cut == 0 and _is_headed(page, position):
        return "listed after a head"
    return "listed everyday word" if phrase.is_everyday else "listed"


def _name_end(page: Page, position: int, stem: Stem, phrase: Phrase) -> int:
    """Position after the name: with what closes names of companies in other languages, Kaspersky *Lab*.

    The nation that tells a club from its town is no part of it: Liverpool [of England].
    """
    last = position + 1 + len(phrase.rest)
    if phrase.type == "ORG" and not phrase.rest and page.norm(last) in _CLOSERS:
        return last + 1
    if phrase.rest and phrase.rest[-1] == "الاحمر" and page.norm(last) in page.lexicon.nationalities:
        return last + 1  # The Red Crescent of a nation.
    nation = phrase.rest[-1] if phrase.type == "ORG" and phrase.rest else ""
    if nation not in page.lexicon.nationalities or nation.endswith("ه") or nation == "العربي":
        return last
    towns = page.lexicon.phrases.get(stem.norm, ())
    return last - 1 if any(town.type == "LOC" and town.rest == phrase.rest[:-1] for town in towns) else last


def _match(page: Page, position: int) -> tuple[Stem, Phrase] | None:
    norm = page.norm(position)
    is_everyday = False
    for stem in stems(norm) if norm else ():
        if is_everyday and stem.cut and (len(stem.norm) < _LEAST_CUT or norm[stem.cut - 1] in "كف"):
            continue
        is_everyday = is_everyday or stem.norm in page.lexicon.ordinary
        for phrase in page.lexicon.phrases.get(stem.norm, ()):
            if stem.cut and not phrase.rest and _is_whole(page, norm, phrase):
                continue
            if _goes_on(page, position + 1, phrase.rest) and _is_meant(page, position, stem, phrase):
                return stem, phrase
    return None


def _is_whole(page: Page, norm: str, phrase: Phrase) -> bool:
    """Whether a word is a given name, or an everyday one where a company would be cut out of it: deaths, not Fiat."""
    return norm in page.lexicon.given or (phrase.type == "ORG" and norm in page.lexicon.ordinary)


def _is_meant(page: Page, position: int, stem: Stem, phrase: Phrase) -> bool:
    """Whether the place or body is meant, and not the everyday word of the same letters."""
    is_place = phrase.type == "LOC"
    if phrase.type == "ORG" and not phrase.rest and f"{stem.norm}+{page.norm(position + 1)}" in _NO_PLACES:
        return False
    if is_place and not phrase.rest and (_TANWIN in page.words[position].text or _is_other(page, position, stem)):
        return False
    if is_place and phrase.rest and _is_second_direction(page, position, stem):
        return False
    if phrase.is_everyday and not (_is_placed(page, position, stem) if is_place else _is_bodied(page, position)):
        return False
    if phrase.is_everyday and stem.cut and page.norm(position)[stem.cut - 1] in "كف":
        return False
    if phrase.type == "ORG" and not phrase.rest and _is_product(page, position + 1):
        return False
    if phrase.rest:
        return True
    before, following = page.norm(position - 1), page.norm(position + 1)
    if phrase.is_everyday and is_place and following in page.lexicon.adjectives and not _is_headed(page, position):
        return False
    if stem.cut:
        return True
    if phrase.type == "ORG" and stem.norm.startswith("ال") and before in page.lexicon.given:
        return False
    is_noun = before.startswith("ال") and before not in page.lexicon.verbs and before not in _BEFORE_PLACES
    is_adjective = stem.norm == "السعوديه" and is_noun
    return not is_adjective and not (stem.norm == "مسقط" and page.norm(position + 1).startswith("راس"))


def _is_other(page: Page, position: int, stem: Stem) -> bool:
    """Whether a country's letters are part of a tournament's name, or the second of two adjectives."""
    before = page.norm(position - 1)
    if f"{stem.norm}+{page.norm(position + 1)}" in _NO_PLACES or f"{before}+{stem.norm}" in _NO_PLACES:
        return True
    is_second = before.endswith("ه") and before[:-1] in page.lexicon.indefinite_nationalities
    return is_second and stem.cut > 0 and stem.norm[:-1] in page.lexicon.indefinite_nationalities


def _is_second_direction(page: Page, position: int, stem: Stem) -> bool:
    """North *and middle* of Africa: the second direction is no more part of the name than the first."""
    is_joined = stem.cut > 0 and page.norm(position)[0] == "و"
    return is_joined and stem.norm in _DIRECTIONS and page.norm(position - 1) in _DIRECTIONS


def _is_product(page: Page, position: int) -> bool:
    """Whether the word behind a company makes it a product, or the one before it: Google *Drive*, a *car* Toyota."""
    return page.norm(position) in _PRODUCTS or page.norm(position - 2) in _PRODUCT_HEADS


def _goes_on(page: Page, position: int, rest: tuple[str, ...]) -> bool:
    return all(
        position + offset < len(page.words) and page.words[position + offset].norm == word
        for offset, word in enumerate(rest)
    )


def _is_placed(page: Page, position: int, stem: Stem) -> bool:
    """After a preposition or a head, behind the proclitic "in", or as the town that opens a headline: "Nabeul: ..."."""
    is_inside = stem.cut > 0 and page.norm(position)[stem.cut - 1] == "ب"
    is_opening = page.kind(position - 1) == "break" and page.kind(position + 1) == "sign"
    is_dateline = is_opening and page.words[position + 1].text[0] == ":"
    return is_inside or is_dateline or page.norm(position - 1) in _BEFORE_PLACES or _is_headed(page, position)


def _is_headed(page: Page, position: int) -> bool:
    return page.stem_in(position - 1, page.lexicon.place_heads) is not None


def _is_bodied(page: Page, position: int) -> bool:
    return page.stem_in(position - 1, _BEFORE_ORGANISATIONS) is not None
