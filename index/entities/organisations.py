"""Organisations that no list holds: a head noun and the words that belong to the name."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import EntityType
from index.entities.classes import RULE_WORDS
from index.entities.name_parts import is_namelike
from index.entities.page import Found, Page

RANK = 55
LONGEST_NAME = 7
"""Words; names of bodies that go on longer are descriptions."""

_GENERIC = RULE_WORDS["generic"]
_SHARED_HEADS = RULE_WORDS["shared_heads"]
"""Heads of everyday phrases as well: they need an adjective of nationality, "national" or a listed place at the end."""
_NAMING_HEADS = RULE_WORDS["naming_heads"]
"""Heads that a proper name without article may follow."""
_QUOTING_HEADS = _NAMING_HEADS | RULE_WORDS["quoting_heads"]
_PLACE_QUOTING = RULE_WORDS["place_quoting"]
_QUOTES = frozenset("\"“”«»'’‘„()")
_OPENING = "\"“«‘'”(„"


def find_organisations(page: Page) -> Iterator[Found]:
    for position in range(len(page.words)):
        if page.kind(position) == "word":
            yield from _indefinite_head(page, position)
            yield from _definite_head(page, position)
            yield from _quoted(page, position)


def _indefinite_head(page: Page, position: int) -> Iterator[Found]:
    """Ministry, party, bank + what it is called: the ministry of health of Lebanon, the party Call of Tunis."""
    stem = page.stem_in(position, page.lexicon.organisation_heads)
    if stem is None or page.kind(position + 1) != "word":
        return
    gender = page.lexicon.organisation_heads[stem.norm]
    last = _genitive(page, position + 1, stem.norm, gender)
    if last == position + 1:
        return
    closed = _nationality(page, last, gender)
    has_place = closed > last or _is_proper(page, last - 1) or page.norm(last - 1) in page.lexicon.adjectives
    if stem.norm not in _SHARED_HEADS or has_place:
        yield page.found(position, min(closed, position + LONGEST_NAME), "ORG", RANK, "head and genitive", stem.cut)


def _genitive(page: Page, position: int, head: str, gender: str) -> int:
    """Position after the definite words or the proper name that complete a head."""
    norm = page.norm(position)
    if norm.startswith("ال") and len(norm) > 4 and norm not in _GENERIC and norm not in page.lexicon.titles:
        if norm in page.lexicon.nationalities:
            return position
        return _conjoined(page, position + 1) if gender.endswith("+") else _adjective(page, position + 1)
    if head in _NAMING_HEADS and _is_proper(page, position):
        last = position + 1
        while last < position + 3 and _is_unknown(page, last):
            last += 1
        return _adjective(page, last)
    return position


def _conjoined(page: Page, last: int) -> int:
    """Go on over "and the ...": the authority for securities and goods."""
    last = _adjective(page, last, is_open=True)
    for _ in range(3):
        norm = page.norm(last)
        inner = norm[1:]
        is_noun = norm.startswith("وال") and inner not in page.lexicon.definite_heads and inner not in _GENERIC
        if (
            not is_noun
            or inner in page.lexicon.nationalities
            or inner in page.lexicon.titles
            or inner in page.lexicon.phrases
        ):
            break
        last = _adjective(page, last + 1, is_open=True)
    return last


def _adjective(page: Page, last: int, *, is_open: bool = False) -> int:
    """Take in an adjective of the closed list; with `is_open` any, as in "scientific research"."""
    norm = page.norm(last)
    return last + 1 if norm in page.lexicon.adjectives or (is_open and _is_plain_adjective(page, norm)) else last


def _is_plain_adjective(page: Page, norm: str) -> bool:
    if not (norm.startswith("ال") and norm.endswith(("يه", "ي"))):
        return False
    lists = page.lexicon
    is_other = norm in lists.titles or norm in lists.nationalities or norm in _GENERIC or norm in lists.surnames
    return not is_other and norm in lists.ordinary and norm not in lists.phrases


def _nationality(page: Page, last: int, gender: str) -> int:
    """Take in the nationality that agrees with the head: "the German" behind a ministry belongs to a man."""
    norm = page.norm(last)
    is_feminine = norm.endswith("ه")
    if norm in page.lexicon.nationalities and is_feminine == gender.startswith("f"):
        return last + 1
    return last


def _definite_head(page: Page, position: int) -> Iterator[Found]:
    """The army, the union, the centre + adjectives, one of them of nationality, or "national" and a purpose."""
    stem = page.stem_in(position, page.lexicon.definite_heads)
    if stem is None:
        return
    gender = page.lexicon.definite_heads[stem.norm]
    last = position + 1
    has_nation = False
    while last < position + 4 and page.norm(last):
        norm = page.norm(last)
        if norm in page.lexicon.nationalities and norm.endswith("ه") == gender.startswith("f"):
            has_nation = True
        elif norm not in page.lexicon.adjectives:
            break
        last += 1
    purpose = _purpose(page, last) if last > position + 1 else last
    if has_nation or purpose > last:
        yield page.found(position, purpose, "ORG", RANK, "definite head", stem.cut)


def _purpose(page: Page, last: int) -> int:
    """ "for human rights", "for football": لل and a noun, or ل and a noun with its genitive."""
    norm = page.norm(last)
    if norm.startswith("لل") and len(norm) > 4:
        end = last + 1
        if page.norm(end).removesuffix("ين") in page.lexicon.nationalities:
            return end + 1
        is_pair = page.norm(end).startswith("وال") and page.norm(end)[1:] not in page.lexicon.definite_heads
        return end + 1 if is_pair else _adjective(page, end, is_open=True)
    if (
        norm.startswith("ل")
        and len(norm) > 3
        and page.norm(last + 1).startswith("ال")
        and norm[1:] in page.lexicon.ordinary
    ):
        return last + 2
    return last


def _quoted(page: Page, position: int) -> Iterator[Found]:
    """A name in quotes after a head: only what stands inside."""
    stem = page.stem_in(position, _QUOTING_HEADS)
    if stem is None or page.kind(position + 1) != "sign" or page.words[position + 1].text[-1] not in _OPENING:
        return
    first = last = position + 2
    while last < first + 5 and page.kind(last) in ("word", "latin", "number"):
        last += 1
    if last > first and page.kind(last) == "sign" and page.words[last].text[0] in _QUOTES:
        kind: EntityType = "LOC" if stem.norm in _PLACE_QUOTING else "ORG"
        yield page.found(first, last, kind, RANK + 10, "quoted name")


def _is_proper(page: Page, position: int) -> bool:
    """A listed place or a word that everyday news does not hold."""
    if any(not phrase.rest and phrase.type == "LOC" for phrase in page.lexicon.phrases.get(page.norm(position), ())):
        return True
    return _is_unknown(page, position)


def _is_unknown(page: Page, position: int) -> bool:
    if page.kind(position) == "latin":
        return True
    norm = page.norm(position)
    return (
        len(norm) > 2 and not norm.startswith("ال") and is_namelike(page, position) and norm not in page.lexicon.given
    )
