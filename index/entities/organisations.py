"""Organisations that no list holds: a head noun and the words that belong to the name."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import EntityType
from index.entities.body_parts import (
    BODY_RANK,
    CONSTRUCT_NOUNS,
    GENERIC,
    LONGEST_NAME,
    adjective,
    half,
    is_definite,
    listed_end,
    members_nation,
    nationality,
    purpose,
)
from index.entities.classes import RULE_WORDS
from index.entities.likeness import name_likeness
from index.entities.name_parts import is_namelike
from index.entities.page import Found, Page

_SHARED_HEADS = RULE_WORDS["shared_heads"]
"""Heads of everyday phrases as well: they need an adjective of nationality, "national" or a listed place at the end."""
_NAMING_HEADS = RULE_WORDS["naming_heads"]
"""Heads that a proper name without article may follow."""
_QUOTING_HEADS = _NAMING_HEADS | RULE_WORDS["quoting_heads"]
_PLURAL_QUOTING = RULE_WORDS["plural_quoting"]
_PLACE_QUOTING = RULE_WORDS["place_quoting"]
_COMPLETE_HEADS = RULE_WORDS["complete_heads"]
"""Heads whose names are complete without the nationality that news put behind them: the newspaper X [of Britain]."""
_NAME_OPENERS = RULE_WORDS["name_openers"]
"""Articles and the like that open a foreign name."""
_PURPOSES = RULE_WORDS["purposes"]
"""What a body is for: the authority *for books*, the company *for financial services*."""
_AFFAIRS = RULE_WORDS["affairs"]
"""Nouns that only their adjective tells anything of: the ministry of *foreign* affairs."""
_NO_BODIES = RULE_WORDS["no_bodies"]
"""Heads with genitives that name no body in particular: the jury, the counsel for the defence."""
_NAME_CLOSERS = RULE_WORDS["name_closers"]
"""Words of other languages that close the names of companies and papers: *Post*, *Holding*."""
_MOVEMENTS = RULE_WORDS["movements"]
"""Heads that also mean traffic of goods or people: no adjective but that of a nation makes them a name."""
_TEAM_HEADS = RULE_WORDS["team_heads"]
_PURPOSELESS = RULE_WORDS["purposeless_heads"]
"""Heads whose names end with the nationality: the Italian team [for football]."""
_PURPOSEFUL = RULE_WORDS["purposeful_heads"]
"""Heads that an adjective alone makes no name: the American company, but the National Company for Railways."""
_ON_STAGE = frozenset(["علي", "خشبه", "قاعه"])
"""Words before a theatre that is a place to play in, and no troupe."""
_POLICE_HEADS = frozenset(["اداره", "قوات", "قسم", "مركز", "مخفر", "نقطه", "مديريه"])
"""Words that belong to the name of the police behind them."""
_ARTS = frozenset(["المسرح"])
"""Heads that a nation alone makes an art and no house: the Emirati theatre."""
_FIELD_HEADS = RULE_WORDS["field_heads"]
_WIDE_FIELDS = RULE_WORDS["wide_fields"]
"""Everyday words that these heads alone make part of a name: the college of *information* and media."""
_PUBLISHING = RULE_WORDS["publishing"]
_MINISTRIES, _MINISTERS = RULE_WORDS["ministries"], RULE_WORDS["ministers"]
_LONGEST_LATIN = 4
_QUOTES = frozenset("\"“”«»'’‘„()")
_OPENING = "\"“«‘'”(„"


def find_organisations(page: Page) -> Iterator[Found]:
    for position in range(len(page.words)):
        if page.kind(position) == "word":
            yield from _indefinite_head(page, position)
            yield from _definite_head(page, position)
            yield from _quoted(page, position)
            yield from _quoted_list(page, position)
            yield from _publisher(page, position)
            yield from _security_forces(page, position)
            yield from _team(page, position)


def _indefinite_head(page: Page, position: int) -> Iterator[Found]:
    """Ministry, party, bank + what it is called: the ministry of health of Lebanon, the party Call of Tunis."""
    stem = page.stem_in(position, page.lexicon.organisation_heads)
    if stem is not None and stem.norm in _NAMING_HEADS and page.kind(position + 1) == "latin":
        yield page.found(position, _latin_end(page, position + 1), "ORG", BODY_RANK, "head and Latin name", stem.cut)
        return
    if stem is None or page.kind(position + 1) != "word" or (stem.norm == "رياسه" and page.norm(position)[0] == "ب"):
        return  # برئاسة: under somebody's chairmanship
    if stem.norm == "رياسه" and any(listed_end(page, position + 1, kind) > position + 1 for kind in ("LOC", "ORG")):
        return  # The office of the head of a country or a club, and no body.
    gender = page.lexicon.organisation_heads[stem.norm]
    last = _genitive(page, position + 1, stem.norm, gender)
    if last == position + 1 or f"{stem.norm}+{page.norm(position + 1)}" in _NO_BODIES:
        return
    if stem.norm == "وكاله" and page.norm(position + 1) == "الانباء" and page.norm(position + 2) == "الرسميه":
        return
    last = members_nation(page, _closed_purpose(page, last))
    closed = last if stem.norm in _COMPLETE_HEADS else nationality(page, last, gender)
    closed += page.norm(closed) in ("المحدوده", "القابضه", "المساهمه")
    if stem.norm == "شركه" and closed == position + 2 and _is_trade(page, position + 1):
        return
    is_official = page.norm(last - 1) in page.lexicon.adjectives and stem.norm not in _MOVEMENTS
    has_place = closed > last or _is_proper(page, last - 1) or is_official
    if stem.norm not in _SHARED_HEADS or has_place:
        if stem.norm == "شرطه" and stem.cut == 0 and page.stem_in(position - 1, _POLICE_HEADS):
            before = page.stem_in(position - 1, _POLICE_HEADS)
            position, stem = position - 1, before or stem
        is_stage = stem.norm == "مسرح" and page.norm(position - 1) in _ON_STAGE
        kind: EntityType = "LOC" if is_stage else "ORG"
        yield page.found(position, min(closed, position + LONGEST_NAME), kind, BODY_RANK, "head and genitive", stem.cut)


def _latin_end(page: Page, position: int) -> int:
    """Position after a name in Latin letters, its numbers and the dots inside it: France 3, LiverpoolFC.com."""
    last = position + 1
    while last < position + _LONGEST_LATIN:
        is_dotted = page.kind(last) == "sign" and page.words[last].text in (".", "&") and page.kind(last + 1) == "latin"
        is_tight = is_dotted and page.words[last].start == page.words[last - 1].end
        if page.kind(last) not in ("latin", "number") and not is_tight:
            break
        last += 1
    return last


def _is_trade(page: Page, position: int) -> bool:
    """Whether one everyday noun tells a company's trade and no name: the airline, the oil company."""
    norm = page.norm(position)
    is_named = any(not phrase.rest for phrase in page.lexicon.phrases.get(norm, ()))
    return (
        norm.startswith("ال") and not is_named and (norm in page.lexicon.ordinary or norm[2:] in page.lexicon.ordinary)
    )


def _genitive(page: Page, position: int, head: str, gender: str) -> int:
    """Position after the definite words or the proper name that complete a head."""
    norm = page.norm(position)
    if norm.removesuffix("ه") in page.lexicon.indefinite_nationalities or f"ال{norm}" in page.lexicon.adjectives:
        return position
    listed = listed_end(page, position, "ORG")
    if listed > position + 1:
        # The list has clubs with the nation that tells them from their town: the club Lyon [of France].
        return listed - (head == "نادي" and page.norm(listed - 1) in page.lexicon.nationalities)
    if norm in page.lexicon.place_heads and listed_end(page, position + 1, "LOC") > position + 1:
        if head == "مركز":
            return position  # The seat of the governorate.
        return listed_end(page, position + 1, "LOC")
    place = listed_end(page, position, "LOC")
    if head in _NAMING_HEADS and (place > position + 1 or page.norm(place) in _NAME_CLOSERS):
        return _closers(page, place)
    is_generic = norm in GENERIC and not (head in _FIELD_HEADS and norm in _WIDE_FIELDS)
    if norm.startswith("ال") and len(norm) > 4 and not is_generic and norm not in page.lexicon.titles:
        if norm in page.lexicon.nationalities:
            return position
        if norm in _AFFAIRS and page.norm(position + 1).startswith("ال"):
            return _conjoined(page, position + 2)
        if gender.endswith("+"):
            return _conjoined(page, position + 1)
        last = adjective(page, position + 1)
        return adjective(page, last, is_open=head == "حزب") if last > position + 1 else last
    if norm in CONSTRUCT_NOUNS:
        return _construct(page, position)
    if head in _NAMING_HEADS and _is_proper(page, position):
        last = position + 1
        while last < position + 3 and _is_unknown(page, last) and not _is_preposed(page, last):
            last += 1
        return adjective(page, _closers(page, last))
    if head in _NAMING_HEADS and norm in _NAME_OPENERS and _is_proper(page, position + 1):
        return position + 3 if _is_unknown(page, position + 2) else position + 2
    return position


def _is_preposed(page: Page, position: int) -> bool:
    """Whether an everyday word stands behind a preposition here: the University of X *for being* ..."""
    norm = page.norm(position)
    return norm[:1] in ("ب", "ل", "ك", "ف", "و") and norm[1:] in page.lexicon.ordinary


def _closers(page: Page, last: int) -> int:
    """Take in what closes the names of companies and papers in other languages."""
    while page.norm(last) in _NAME_CLOSERS:
        last += 1
    return last


def _closed_purpose(page: Page, last: int) -> int:
    """Take in what the body is for, when it is one of the listed purposes: "for services", "for culture and media"."""
    norm = page.norm(last)
    if not norm.startswith("لل") or norm[2:] not in _PURPOSES:
        return last
    last = adjective(page, last + 1, is_open=True)
    further = page.norm(last)
    return adjective(page, last + 1, is_open=True) if further.startswith("وال") and further[3:] in _PURPOSES else last


def _construct(page: Page, position: int) -> int:
    """Affairs of the ..., protection of the ... and the ...; the position itself where no definite word follows."""
    last = position + 1
    while page.norm(last) in CONSTRUCT_NOUNS:
        last += 1
    return _conjoined(page, last + 1) if is_definite(page, last) else position


def _conjoined(page: Page, last: int) -> int:
    """Go on over "and the ..." and "and the protection of the ...": the authority for securities and goods."""
    last = adjective(page, last, is_open=True)
    for _ in range(3):
        norm = page.norm(last)
        is_field = norm[1:] in CONSTRUCT_NOUNS and norm[1:] not in page.lexicon.organisation_heads
        if (norm.startswith("و") and is_field and is_definite(page, last + 1)) or (
            norm == "و" and page.norm(last + 1).startswith("ال") and _is_field(page, page.norm(last + 1))
        ):
            last = adjective(page, last + 2, is_open=True)
        elif norm.startswith("وال") and (_is_field(page, norm[1:]) or _is_within(page, last)):
            last = adjective(page, last + 1, is_open=True)
        else:
            break
    return last


def _is_within(page: Page, position: int) -> bool:
    """Whether "and the X" is within a name because what follows agrees with the head and not with X."""
    gender = page.lexicon.definite_heads.get(page.norm(position)[1:], "")
    following = page.norm(position + 1)
    is_adjective = following in page.lexicon.nationalities or following in page.lexicon.adjectives
    return bool(gender) and is_adjective and following.endswith("ه") != gender.startswith("f")


def _is_field(page: Page, norm: str) -> bool:
    """Whether "and the X" names one more field of a body, and not another body, somebody or a place."""
    lists = page.lexicon
    is_named = any(not phrase.rest and not phrase.is_everyday for phrase in lists.phrases.get(norm, ()))
    is_other = norm in lists.definite_heads or norm in GENERIC or norm in lists.nationalities or norm in lists.titles
    return not is_other and not is_named


def _definite_head(page: Page, position: int) -> Iterator[Found]:
    """The army, the union, the centre + adjectives, one of them of nationality, or "national" and a purpose."""
    stem = page.stem_in(position, page.lexicon.definite_heads)
    if stem is None:
        return
    if stem.norm in _MINISTRIES and page.stem_in(position - 1, _MINISTERS):
        return  # The nationality is the minister's.
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
    last = half(page, last)
    is_purposeful = last > position + 1 and stem.norm not in _PURPOSELESS
    end = members_nation(page, purpose(page, last)) if is_purposeful else last
    if end > last:
        end = nationality(page, end, gender)
    is_bare = stem.norm in _ARTS and last == position + 2
    is_named = end > last if stem.norm in _PURPOSEFUL or is_bare else has_nation or end > last
    if is_named:
        yield page.found(position, end, "ORG", BODY_RANK, "definite head", stem.cut)


def _quoted(page: Page, position: int) -> Iterator[Found]:
    """A name in quotes after a head: only what stands inside."""
    stem = page.stem_in(position, _QUOTING_HEADS)
    if stem is None or page.kind(position + 1) != "sign" or page.words[position + 1].text[-1] not in _OPENING:
        return
    first = last = position + 2
    while last < first + 5 and (page.kind(last) in ("word", "latin", "number") or _is_hyphen(page, last)):
        last += 1
    if last > first and page.kind(last) == "sign" and page.words[last].text[0] in _QUOTES:
        if listed_end(page, first, "PER") == last:
            return
        kind: EntityType = "LOC" if stem.norm in _PLACE_QUOTING else "ORG"
        yield page.found(first, last, kind, BODY_RANK + 10, "quoted name")


def _quoted_list(page: Page, position: int) -> Iterator[Found]:
    """The names in quotes behind "parties", "papers": one and another and another."""
    if page.stem_in(position, _PLURAL_QUOTING) is None:
        return
    sign = position + 1
    while page.kind(sign) == "sign" and page.words[sign].text[-1] in _OPENING:
        first = last = sign + 1
        while last < first + 5 and page.kind(last) in ("word", "latin", "number"):
            last += 1
        if last == first or page.kind(last) != "sign" or page.words[last].text[0] not in _QUOTES:
            return
        yield page.found(first, last, "ORG", BODY_RANK + 10, "quoted name of a list")
        sign = last + 2 if page.norm(last + 1) == "و" else last + 1


def _publisher(page: Page, position: int) -> Iterator[Found]:
    """The house X for publishing [and distribution]."""
    stem = page.stem_in(position, ("دار", "منشورات"))
    if stem is None:
        return
    last = position + 1
    while last < position + 4 and page.norm(last) and page.norm(last) not in _PUBLISHING:
        last += 1
    if last > position + 1 and page.norm(last) in _PUBLISHING:
        while page.norm(last) in _PUBLISHING:
            last += 1
        yield page.found(position, last, "ORG", BODY_RANK, "publisher", stem.cut)


def _security_forces(page: Page, position: int) -> Iterator[Found]:
    """The security forces of a nation; without one they are nobody's."""
    stem = page.stem_in(position, ("قوات",))
    if stem is not None and page.norm(position + 1) in ("الامن", "الشرطه"):
        last = nationality(page, position + 2, "f")
        if last > position + 2:
            yield page.found(position, last, "ORG", BODY_RANK, "security forces", stem.cut)


def _is_hyphen(page: Page, position: int) -> bool:
    """A hyphen that joins the halves of one name: "Sciences-Po", the bank "Al Salam - Bahrain"."""
    return page.kind(position) == "sign" and page.words[position].text == "-" and page.kind(position + 1) == "word"


def _team(page: Page, position: int) -> Iterator[Found]:
    """The unknown word behind "team": its name, without the description."""
    if page.stem_in(position, _TEAM_HEADS) is None:
        return
    first = position + 1
    norm = page.norm(first)
    if len(norm) > 3 and not norm.startswith("ال") and _is_unknown(page, first) and name_likeness(norm) >= 0:
        yield page.found(first, first + 1, "ORG", BODY_RANK, "team")


def _is_proper(page: Page, position: int) -> bool:
    """A listed place or a word that everyday news does not hold."""
    listed = page.lexicon.phrases.get(page.norm(position), ())
    if any(not phrase.rest and phrase.type == "LOC" and not phrase.is_everyday for phrase in listed):
        return True
    return _is_unknown(page, position)


def _is_unknown(page: Page, position: int) -> bool:
    if page.kind(position) == "latin":
        return True
    norm = page.norm(position)
    return (
        len(norm) > 2 and not norm.startswith("ال") and is_namelike(page, position) and norm not in page.lexicon.given
    )
