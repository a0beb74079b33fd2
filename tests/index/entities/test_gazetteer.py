"""The word lists: every one says where it comes from, and the ones from CLDR can be written again."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from index.entities.build import gazetteers

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
