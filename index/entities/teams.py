"""Clubs that bear an everyday word or a town: once a report calls one a team, its bare name is the club's there.

"The crescent", "victory" and "union" play in every Gulf league, and papers write them without "club".
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page
from index.entities.words import Stem, stems

RANK = 57

_MATCHES = RULE_WORDS["matches"]
_LEAST_MATCHES = 3
"""Words of the game in an article that make it one about matches."""
_TEAM_WORDS = RULE_WORDS["towns_team_words"]
"""Words right before a club's name that nothing but a club follows: striker, team, its host."""
_CUES = _TEAM_WORDS | RULE_WORDS["club_cues"]
"""Words before a club in reports of matches, and before other things elsewhere: against, victory, match."""
_SAFE = RULE_WORDS["safe_clubs"]
_RISKY = RULE_WORDS["risky_clubs"]
"""Names that reports of matches use as everyday words too: victory, union, youth."""
_CLOSERS = RULE_WORDS["town_closers"]
"""Words of English clubs behind a town: Kampala *City*."""
_CONTINENTS = RULE_WORDS["continents"]
_BEFORE_PLACES = RULE_WORDS["before_places"] - {"بين"}


def find_teams(page: Page) -> Iterator[Found]:
    if sum(page.counts[word] for word in _MATCHES) < _LEAST_MATCHES:
        return
    clubs = _clubs(page)
    for position in range(len(page.words)):
        stem = _stem_of(page, position, clubs)
        town = _town(page, position)
        if town is not None and page.norm(position + 1) in _CLOSERS:
            yield page.found(position, position + 2, "ORG", RANK, "town and closing word", town.cut)
        elif stem is not None and _is_club(page, position, stem):
            yield page.found(position, position + 1, "ORG", RANK, "team", stem.cut)


def _clubs(page: Page) -> set[str]:
    """The names that a word of the game leads up to somewhere in the article."""
    clubs = set()
    for position in range(1, len(page.words)):
        if page.stem_in(position - 1, _TEAM_WORDS) is None:
            continue
        norm = page.norm(position)
        town = _town(page, position)
        if norm in _SAFE or norm in _RISKY or (town is not None and town.cut == 0):
            clubs.add(norm)
    return clubs


def _stem_of(page: Page, position: int, clubs: Container[str]) -> Stem | None:
    """The form of a word that names one of the clubs; behind لل the article comes back."""
    norm = page.norm(position)
    return next((stem for stem in stems(norm) if stem.norm in clubs), None) if norm else None


def _town(page: Page, position: int) -> Stem | None:
    """A listed place of one word that is no country and no continent."""
    norm = page.norm(position)
    for stem in stems(norm) if norm else ():
        listed = page.lexicon.phrases.get(stem.norm, ())
        if any(phrase.type == "LOC" and not phrase.rest for phrase in listed):
            return None if stem.norm in page.lexicon.countries or stem.norm in _CONTINENTS else stem
    return None


def _is_club(page: Page, position: int, stem: Stem) -> bool:
    """Whether a club is meant here, and no place, no federation and no everyday word."""
    following = page.norm(position + 1)
    if following in page.lexicon.adjectives or following == "سان" or _is_placed(page, position, stem):
        return False
    if stem.norm in _RISKY:
        is_joined = stem.cut > 0 and page.norm(position)[0] == "و"
        return is_joined or page.stem_in(position - 1, _CUES) is not None
    return True


def _is_placed(page: Page, position: int, stem: Stem) -> bool:
    is_inside = stem.cut > 0 and page.norm(position)[stem.cut - 1] == "ب"
    is_headed = page.stem_in(position - 1, page.lexicon.place_heads) is not None
    return is_inside or is_headed or page.norm(position - 1) in _BEFORE_PLACES
