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
_WEAK_PLAYERS = RULE_WORDS["weak_players"]
"""Those that stand before towns in other reports as well: the attack, against."""
_TOWN_CLUBS = RULE_WORDS["town_clubs"]
_TOWN_CLUBS_DEFINITE = RULE_WORDS["town_clubs_definite"]
_LEAST_MATCHES = 3
"""Words of the game in an article that make it one about matches."""


def find_clubs(page: Page) -> Iterator[Found]:
    """In reports of matches the cities known for their clubs, unless a preposition or a head makes them places."""
    games = sum(page.counts[word] for word in _MATCHES)
    is_report = games >= _LEAST_MATCHES
    for position in range(len(page.words)):
        if is_report:
            yield from _club_of_a_town(page, position)
        stem = page.stem_in(position, _CITIES)
        if stem is None:
            continue
        is_midfield = page.norm(position - 1) == "وسط" and page.stem_in(position - 2, _PLAYERS) is not None
        player = page.stem_in(position - 2 if is_midfield else position - 1, _PLAYERS)
        is_played = player is not None and (games > 0 or player.norm not in _WEAK_PLAYERS)
        if is_played or (is_report and not _is_placed(page, position, stem.cut)):
            yield page.found(position, position + 1, "ORG", RANK, "club of a city", stem.cut)


def _club_of_a_town(page: Page, position: int) -> Iterator[Found]:
    """What clubs call themselves and their town: Olympique X, El Mostakbel [of sports] in X."""
    stem = page.stem_in(position, _TOWN_CLUBS)
    if stem is not None:
        last = _town_end(page, position + 1)
        if last > position + 1:
            yield page.found(position, last, "ORG", RANK, "club of a town", stem.cut)
        return
    stem = page.stem_in(position, _TOWN_CLUBS_DEFINITE)
    if stem is None:
        return
    following = position + 1
    if _is_of_a_town(page, page.norm(following)):
        yield page.found(position, following + 1, "ORG", RANK, "club of a town", stem.cut)
        return
    if page.norm(following) == "الرياضي":
        following += 1
    town = page.norm(following)
    is_town = following > position + 1 and town.startswith("ب") and town[1:] in page.lexicon.phrases
    if is_town and any(phrase.type == "LOC" and not phrase.rest for phrase in page.lexicon.phrases[town[1:]]):
        yield page.found(position, following + 1, "ORG", RANK, "club of a town", stem.cut)


def _is_of_a_town(page: Page, norm: str) -> bool:
    """An adjective that everyday news does not hold: of Zarzis, of Sfax."""
    lists = page.lexicon
    if not (norm.startswith("ال") and norm.endswith("ي") and len(norm) > 5):
        return False
    is_other = norm in lists.adjectives or norm in lists.nationalities or norm in lists.titles or norm in lists.surnames
    return not is_other and norm not in lists.ordinary


def _town_end(page: Page, position: int) -> int:
    """Position after the listed place that begins here."""
    for phrase in page.lexicon.phrases.get(page.norm(position), ()):
        if phrase.type == "LOC" and all(page.norm(position + 1 + n) == word for n, word in enumerate(phrase.rest)):
            return position + 1 + len(phrase.rest)
    return position


def _is_placed(page: Page, position: int, cut: int) -> bool:
    """In the city, from the city, the city of ...; or a proclitic "in"."""
    before = page.norm(position - 1)
    is_inside = cut > 0 and page.norm(position)[cut - 1] == "ب"
    if before in page.lexicon.nationalities and page.norm(position - 2) in ("العاصمه", "المدينه"):
        return True
    return is_inside or before in _BEFORE_PLACES or page.stem_in(position - 1, page.lexicon.place_heads) is not None
