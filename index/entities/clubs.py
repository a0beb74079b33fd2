"""Football clubs that bear a city's name: the striker of Barcelona plays for no town."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

RANK = 58

_CITIES = RULE_WORDS["club_cities"]
_PLAYERS = RULE_WORDS["players"]
"""Words before a club's name."""
_MATCHES = RULE_WORDS["matches"]
_BEFORE_PLACES = RULE_WORDS["before_places"] - {"بين"}
_LEAST_MATCHES = 3
"""Words of the game in an article that make it one about matches."""


def find_clubs(page: Page) -> Iterator[Found]:
    """In reports of matches the cities known for their clubs, unless a preposition or a head makes them places."""
    is_report = sum(page.counts[word] for word in _MATCHES) >= _LEAST_MATCHES
    for position in range(len(page.words)):
        stem = page.stem_in(position, _CITIES)
        if stem is None:
            continue
        is_played = page.stem_in(position - 1, _PLAYERS) is not None
        if is_played or (is_report and not _is_placed(page, position, stem.cut)):
            yield page.found(position, position + 1, "ORG", RANK, "club of a city", stem.cut)


def _is_placed(page: Page, position: int, cut: int) -> bool:
    """In the city, from the city, the city of ...; or a proclitic "in"."""
    before = page.norm(position - 1)
    is_inside = cut > 0 and page.norm(position)[cut - 1] == "ب"
    return is_inside or before in _BEFORE_PLACES or page.stem_in(position - 1, page.lexicon.place_heads) is not None
