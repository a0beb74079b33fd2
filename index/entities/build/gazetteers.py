"""The gazetteers that come from CLDR: countries and the cities that time zones are named after."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from babel import Locale

from index.entities.classes import RULE_WORDS
from index.entities.words import normal_form

FOLDER = Path(__file__).parents[1] / "gazetteer"

_NO_COUNTRY = frozenset(["AQ", "BV", "CP", "EU", "EZ", "HM", "IO", "QO", "TA", "TF", "UM", "UN", "XA", "XB", "ZZ"])
_EVERYDAY_COUNTRIES = frozenset(["مالي", "بنين"])
"""Country names that are ordinary words too, where nothing before them speaks of a place."""
_NO_CITY = RULE_WORDS["no_city"]
"""Time zone cities that are ordinary words in Arabic, or too rare for their letters to mean them."""


def main() -> None:
    """Write countries.txt and cities.txt beside the hand-written lists."""
    arabic = Locale("ar")
    territories = {code: name for code, name in arabic.territories.items() if not code.isdigit()}
    countries = {_plain(name) for code, name in territories.items() if code not in _NO_COUNTRY}
    zones = (zone.get("city", "") for zone in arabic.time_zones.values())
    cities = {_plain(city) for city in zones if city and _is_city(city)} - countries
    _write("countries.txt", "Territories in Arabic", sorted(countries - {""}))
    _write("cities.txt", "The cities that time zones are named after, in Arabic", sorted(cities - {""}))


def _is_city(name: str) -> bool:
    return normal_form(name) not in _NO_CITY and not re.search("[،(]| غير معروفة", name)


def _plain(name: str) -> str:
    """Without marks and the explanations that CLDR puts behind a name."""
    name = re.sub("[\u064b-\u0652]| \\(.*| - .*| الصينية.*|^منطقة | الإدارية الخاصة", "", name).strip()
    return f"{name}?" if name in _EVERYDAY_COUNTRIES else name


def _write(name: str, title: str, entries: list[str]) -> None:
    origin = f"# Source: Unicode CLDR through Babel {version('babel')}. Licence: Unicode-3.0."
    lines = [f"# {title}. Written by python -m index.entities.build gazetteers.", origin, *entries]
    (FOLDER / name).write_text("\n".join(lines) + "\n", "utf-8")
