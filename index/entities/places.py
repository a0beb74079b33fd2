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
_DISTRICT_HEADS = RULE_WORDS["district_heads"]
"""Heads of which a definite everyday word is the name: the governorate of *the Sources*."""
_NAMED_SITES = RULE_WORDS["named_sites"]
"""Heads of sites that everyday words name: the street of *Independence*, the palace of *Hospitality*."""
_STREETS = frozenset(["شارع"])
_SQUARES = RULE_WORDS["squares"]
_SQUARE_NAMES = RULE_WORDS["square_names"]
_PALACES = RULE_WORDS["palace_names"]
_NO_SITE_NAMES = RULE_WORDS["no_site_names"]
_NAMESAKE_TITLES = RULE_WORDS["namesake_titles"]
"""Titles of those whom sites are named after."""
_SITE_ADJECTIVES = RULE_WORDS["site_adjectives"]
_ROADS = RULE_WORDS["roads"]
_REGNAL_NUMBERS = RULE_WORDS["regnal_numbers"]
_SITE_CLOSERS = RULE_WORDS["site_closers"]
"""Words of other languages that close the names of sites: Villa *Park*."""
_OPENING = frozenset('"“«‘”„(')
_CLOSING = frozenset('"”»’“)')
_LONGEST_QUOTED = 4
_GENERIC = RULE_WORDS["generic"]
_COMPOUND_FIRST = RULE_WORDS["compound_first"]
"""First halves of place names of two words."""


def find_places(page: Page) -> Iterator[Found]:
    for position in range(len(page.words)):
        if page.kind(position) == "word":
            yield from _after_head(page, position)
            yield from _road(page, position)
            yield from _town(page, position)
        elif page.kind(position) == "sign" and page.words[position].text == "(":
            yield from _dateline(page, position)


def _after_head(page: Page, position: int) -> Iterator[Found]:
    """The word after a place head; the head itself only where it belongs to the name (strait, airport)."""
    stem = page.stem_in(position, page.lexicon.place_heads)
    if stem is None or (stem.norm == "وادي" and page.words[position].text.startswith("وأ")):
        return  # وأدى: and it led to
    first = position + 1
    is_site = stem.norm in page.lexicon.site_heads
    if page.kind(first) == "sign":
        yield from _quoted(page, first)
        return
    rule, last = _site(page, first, stem.norm) if is_site else ("", _name_end(page, first, is_site=False))
    if last == first and stem.norm in _DISTRICT_HEADS and _is_district_name(page, first):
        last = first + 1
    if last == first:
        return
    if is_site:
        last += page.norm(last) == "الدولي" and stem.norm in ("مطار", "معبر", "ملعب", "استاد")
        if stem.norm == "مستشفي":
            yield page.found(position, _hospital_end(page, last), "ORG", RANK + 8, rule, stem.cut)
            return
        yield page.found(position, last, "LOC", RANK + 8, rule, stem.cut)
        return
    is_sure = stem.norm in _DISTRICT_HEADS or last > first + 1 or page.norm(first).startswith("ال")
    yield page.found(first, last, "LOC", RANK, "surely after a place head" if is_sure else "after a place head")
    further = _name_end(page, last, is_site=False, cut=1) if stem.norm in _DUAL_HEADS else last
    if further > last:
        yield page.found(last, further, "LOC", RANK, "after a place head", 1)


def _hospital_end(page: Page, last: int) -> int:
    """Take in what a hospital is for and its town: [the hospital of King Khalid] for civilians, in Kairouan."""
    last += page.norm(last) in _SITE_ADJECTIVES
    norm = page.norm(last)
    towns = page.lexicon.phrases.get(norm[1:], ()) if norm.startswith("ب") else ()
    return last + 1 if any(town.type == "LOC" and not town.rest for town in towns) else last


def _road(page: Page, position: int) -> Iterator[Found]:
    """The road [of King Khalid]: a road is known by no word of its own but by the title of whom it is named after."""
    if page.stem_in(position, _ROADS) is None or page.norm(position + 1) not in _NAMESAKE_TITLES:
        return
    last = namesake_end(page, position + 1)
    if last > position + 2:
        yield page.found(position + 1, last, "LOC", RANK + 8, "site named after somebody")


def _quoted(page: Page, opening: int) -> Iterator[Found]:
    """The name in quotes behind a place head: the base "Anad"."""
    first = last = opening + 1
    while last <= first + _LONGEST_QUOTED and page.kind(last) in ("word", "latin"):
        last += 1
    is_closed = page.kind(last) == "sign" and page.words[last].text[0] in _CLOSING
    if page.words[opening].text in _OPENING and is_closed and first < last <= first + _LONGEST_QUOTED:
        yield page.found(first, last, "LOC", RANK, "quoted place")


def _site(page: Page, first: int, head: str) -> tuple[str, int]:
    """The rule that names a site and the position after its name: its own, somebody's, or an everyday word's.

    The tagger, which learnt from news without streets, has no say where the head alone is proof.
    """
    last = namesake_end(page, first)
    if last > first:
        return "site named after somebody", last
    last = _closed_end(page, first) or _name_end(page, first, is_site=True)
    if last > first:
        return "site", last
    if not _is_site_word(page, first, head):
        return "", first
    last = name_end(page, first + 2, is_sure=True) if _is_name(page, first + 1) else first + 1
    is_proof = head in _STREETS or (head == "قصر" and page.norm(first) in _PALACES)
    return "street" if is_proof else "site", last


def _closed_end(page: Page, first: int) -> int:
    """Position after a name that a word of another language closes, Villa *Park*; 0 where none does."""
    for last in (first + 1, first + 2):
        if not page.norm(last - 1) or is_breaking(page, last - 1):
            return 0
        if page.norm(last) in _SITE_CLOSERS:
            return last + 1
    return 0


def namesake_end(page: Page, first: int) -> int:
    """Position after whom a site is named after: the street of King Fahd, of Mohammed the Fifth."""
    lists = page.lexicon
    start = first + 1 if page.norm(first) in _NAMESAKE_TITLES else first
    norm = page.norm(start)
    is_given = norm in lists.given or norm in lists.everyday_given
    if start > first and not is_given and (not norm or is_breaking(page, start)):
        return first
    last = name_end(page, start + 1, is_sure=is_given) if is_given or start > first else first
    return last + 1 if last > first and page.norm(last) in _REGNAL_NUMBERS else (last if start > first else first)


def _is_name(page: Page, position: int) -> bool:
    norm, lists = page.norm(position), page.lexicon
    is_listed = norm in lists.given or norm in lists.everyday_given or norm in lists.surnames
    return is_listed and not is_breaking(page, position)


def _is_site_word(page: Page, position: int, head: str) -> bool:
    norm = page.norm(position)
    if head == "قصر" and norm in _PALACES:
        return True
    if head in _SQUARES:
        return norm in _SQUARE_NAMES
    return head in _NAMED_SITES and norm not in _NO_SITE_NAMES and _is_district_name(page, position)


def _is_district_name(page: Page, position: int) -> bool:
    """A definite word that is no office, no body, no people and no adjective."""
    lists = page.lexicon
    norm = page.norm(position)
    is_other = norm in lists.titles or norm in lists.definite_heads or norm in lists.adjectives or norm in _GENERIC
    is_people = norm in lists.nationalities or norm.removesuffix("ين") in lists.nationalities
    return norm.startswith("ال") and len(norm) > 4 and not is_other and not is_people and not _is_adjective(norm)


def _is_adjective(norm: str) -> bool:
    """Whether the feminine stands in the news beside the masculine, or the other way round: main, legal."""
    facts = word_table()
    if norm.endswith("يه"):
        return facts.look_up(norm[:-1]).frequency > 0
    return norm.endswith("ي") and facts.look_up(f"{norm}ه").frequency > 0


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
        if is_site and listed == first + 1 and _listed_end(page, listed, is_sure=True) > listed:
            return _listed_end(page, listed, is_sure=True)
        return listed
    following = page.norm(first + 1)
    is_named = following.startswith("ال") or following in page.lexicon.given or following in page.lexicon.everyday_given
    is_headed = norm in ("بيت", "كفر", "دير") and cut == 0 and len(following) > 2 and not is_breaking(page, first + 1)
    if norm in _COMPOUND_FIRST and (is_named or is_headed):
        return first + 2
    if f"ال{norm}" in page.lexicon.adjectives:
        return first
    if norm.startswith("ال"):
        return first + 1 if not is_site and _is_definite_name(page, norm) else first
    if not is_namelike(page, first):
        return first
    is_longer = is_namelike(page, first + 1) and not page.norm(first + 1).startswith(("ال", "و", "ب", "ل"))
    return first + 2 if is_longer else first + 1


def _listed_end(page: Page, position: int, *, is_sure: bool = False) -> int:
    """Position after the listed place that begins here; with `is_sure` only one that is no everyday word."""
    for phrase in page.lexicon.phrases.get(page.norm(position), ()):
        if is_sure and phrase.is_everyday:
            continue
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
