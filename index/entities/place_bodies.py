"""Bodies that a place tells from their like, or somebody's name: the embassy of Sweden, the centre of King Fahd."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.body_parts import BODY_RANK, LONGEST_NAME, adjective, is_definite, listed_end, purpose
from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page
from index.entities.places import namesake_end
from index.entities.words import Stem, stems

_PLACE_BODIES = RULE_WORDS["place_bodies"]
"""Heads that a place alone completes: the government of China, the team of Jamaica."""
_EXCHANGE_TOWNS, _EXCHANGE_CUES = RULE_WORDS["exchange_towns"], RULE_WORDS["exchange_cues"]
"""Towns whose market is an exchange, and words of a report in which it is that one."""
_SEATS = RULE_WORDS["seats"]
"""Houses that stand for who governs from them."""
_VISITS, _SPOKESPEOPLE = RULE_WORDS["visits"], RULE_WORDS["spokespeople"]
"""Words before a seat that one goes to or stands in, and before one that says something."""
_TOWN_BODIES = RULE_WORDS["town_bodies"]
"""Heads of which every town has one: the court, the hospital."""
_BEFORE_PLACES = RULE_WORDS["before_places"]
_RULED_HEADS = frozenset(
    ["مكتب", "ديوان", "رياسه", "حركه", "حزب", "تيار", "جيش", "كتايب", "سرايا", "موقع", "فرقه", "نيابه", "سلطه"]
)
"""Heads that somebody with a title behind them leads, and has not given his name to."""


_BLOC = frozenset(["كتله"])
_OPENING = _PLACE_BODIES | _TOWN_BODIES | _BLOC | {seat.split("+")[0] for seat in _SEATS}
"""Words that one of these names may begin with: few of a text are."""


def find_place_bodies(page: Page) -> Iterator[Found]:
    opening = _OPENING | page.lexicon.organisation_heads.keys()
    for position in range(len(page.words)):
        if page.stem_in(position, opening) is not None:
            yield from _town_body(page, position)
            yield from _place_body(page, position)
            yield from _place_named(page, position)
            yield from _seat(page, position)
            yield from _namesake(page, position)
            yield from _bloc(page, position)


def _place_body(page: Page, position: int) -> Iterator[Found]:
    """The government, the team, the embassy of a place."""
    stem = page.stem_in(position, _PLACE_BODIES)
    last = position + 1 if stem is None else listed_end(page, position + 1, "LOC")
    if stem is None or last == position + 1:
        return
    is_exchange = page.norm(position + 1) in _EXCHANGE_TOWNS and any(page.counts[cue] for cue in _EXCHANGE_CUES)
    if stem.norm != "سوق" or is_exchange:
        yield page.found(position, adjective(page, last), "ORG", BODY_RANK, "body of a place", stem.cut)


def _place_named(page: Page, position: int) -> Iterator[Found]:
    """A body under the name of a place that says what it is or what for: the centre Dubai [of finance]."""
    stem = page.stem_in(position, page.lexicon.organisation_heads)
    place = position + 1 if stem is None else listed_end(page, position + 1, "LOC")
    if stem is None or place == position + 1:
        return
    last = adjective(page, adjective(page, place, is_open=True), is_open=True)
    last = purpose(page, last)
    if last > place:
        yield page.found(position, min(last, position + LONGEST_NAME), "ORG", BODY_RANK, "body under a place", stem.cut)


def _seat(page: Page, position: int) -> Iterator[Found]:
    """The White House that says or does something; inside it, before it or on the way to it stays a place."""
    for length in (2, 1):
        stem = _seat_stem(page, position, length)
        if stem is not None and not _is_entered(page, position, stem):
            yield page.found(position, position + length, "ORG", BODY_RANK, "seat", stem.cut)


def _is_entered(page: Page, position: int, stem: Stem) -> bool:
    """Whether somebody is in the house here, or goes there; "an official in the White House" speaks for it."""
    before = page.norm(position - 1)
    if (stem.cut > 0 and page.norm(position)[stem.cut - 1] == "ب") or page.stem_in(position - 1, _VISITS):
        return True
    is_placed = before in _BEFORE_PLACES or before == "من"
    return is_placed and not any(page.stem_in(position - at, _SPOKESPEOPLE) for at in (2, 3))


def _seat_stem(page: Page, position: int, length: int) -> Stem | None:
    rest = "".join(f"+{page.norm(at)}" for at in range(position + 1, position + length))
    norm = page.norm(position)
    return next((stem for stem in stems(norm) if norm and f"{stem.norm}{rest}" in _SEATS), None)


def _bloc(page: Page, position: int) -> Iterator[Found]:
    """The bloc of a party in parliament."""
    stem = page.stem_in(position, _BLOC)
    last = position + 1 if stem is None else listed_end(page, position + 1, "ORG")
    if stem is not None and last > position + 1:
        yield page.found(position, last, "ORG", BODY_RANK, "bloc of a party", stem.cut)


def _namesake(page: Page, position: int) -> Iterator[Found]:
    """A body named after somebody with a title: the centre of King Fahd [for culture]."""
    stem = page.stem_in(position, page.lexicon.organisation_heads)
    last = position + 1 if stem is None else namesake_end(page, position + 1)
    if stem is not None and last > position + 2 and stem.norm not in _RULED_HEADS:
        last = purpose(page, adjective(page, last, is_open=True))
        yield page.found(
            position, min(last, position + LONGEST_NAME), "ORG", BODY_RANK, "body named after somebody", stem.cut
        )


def _town_body(page: Page, position: int) -> Iterator[Found]:
    """The court of first instance *in Tunis*: without its town it is any such court."""
    stem = page.stem_in(position, _TOWN_BODIES)
    last = position + 2
    norm = page.norm(last)
    if stem is None or not is_definite(page, position + 1) or not norm.startswith("ب"):
        return
    if any(phrase.type == "LOC" and not phrase.rest for phrase in page.lexicon.phrases.get(norm[1:], ())):
        yield page.found(position, last + 1, "ORG", BODY_RANK + 10, "body of a town", stem.cut)
