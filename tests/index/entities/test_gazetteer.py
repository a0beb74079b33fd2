"""The word lists: every one says where it comes from, and the ones from CLDR can be written again."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from index.entities.build import gazetteers
from index.entities.words import normal_form
from index.entities.wordtable import word_table

FOLDER = Path(str(files("index.entities").joinpath("gazetteer")))


def test_every_list_names_its_licence_and_holds_entries():
    lists = sorted(FOLDER.glob("*.txt"))
    assert len(lists) >= 25
    for path in lists:
        lines = path.read_text("utf-8").splitlines()
        assert any("Licence:" in line for line in lines if line.startswith("#")), path.name
        assert any(not line.startswith("#") for line in lines), path.name


def test_the_script_writes_the_countries_and_cities_of_the_cldr(tmp_path, monkeypatch):
    monkeypatch.setattr(gazetteers, "FOLDER", tmp_path)
    gazetteers.main()
    countries = (tmp_path / "countries.txt").read_text("utf-8").splitlines()
    cities = (tmp_path / "cities.txt").read_text("utf-8").splitlines()
    assert {"العراق", "لبنان", "ليبيا", "مالي?"} <= set(countries)
    assert {"باريس", "وارسو", "كابول", "فيينا"} <= set(cities)
    assert "الاتحاد الأوروبي" not in countries


def test_no_town_of_geonames_is_an_everyday_word_or_in_the_list_by_hand():
    entries = _entries("towns.txt")
    by_hand = {normal_form(name) for name in _entries("places.txt")}
    assert len(entries) > 1_000
    assert not {normal_form(name) for name in entries} & by_hand
    assert not [name for name in entries if " " not in name and word_table().look_up(normal_form(name)).is_ordinary]


def _entries(name: str) -> list[str]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.rstrip("?") for line in lines if not line.startswith("#")]
