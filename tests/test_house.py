"""The layers of the house as they are loaded, not only as they are written."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCREEN = {"textual", "rich"}
LAYOUT = {"bidi", "arabic_reshaper"}


def _loaded(statements: str, *, environ: dict[str, str] | None = None) -> set[str]:
    """Top-level modules that a program of its own holds after some statements."""
    code = f"{statements}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, env=environ, cwd=ROOT
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    ("statements", "absent"),
    [
        ("import index.library", SCREEN | LAYOUT | {"reader", "whoosh", "babel", "click"}),
        ("import index.search.engine", SCREEN | LAYOUT | {"reader", "click"}),
        ("import index.entities.recogniser", SCREEN | LAYOUT | {"reader", "whoosh", "click"}),
        ("import reader.text.document", SCREEN | {"index", "whoosh", "click"}),
        ("import reader.terminal, reader.settings, reader.locale", SCREEN | LAYOUT | {"whoosh", "babel"}),
        ("import reader.commands.cli", SCREEN | LAYOUT | {"whoosh", "babel"}),
    ],
)
def test_what_a_room_does_not_load(statements: str, absent: set[str]) -> None:
    loaded = _loaded(statements)
    assert {"sys", "re"} <= loaded
    assert not loaded & absent


@pytest.mark.parametrize(
    ("command", "absent"),
    [
        (["list"], SCREEN | LAYOUT | {"whoosh", "babel"}),
        (["search", "بغداد"], SCREEN | LAYOUT | {"babel"}),
        (["show", "000_b883f048678b2a24"], SCREEN | LAYOUT | {"whoosh"}),
    ],
)
def test_commands_load_what_they_need(command: list[str], absent: set[str]) -> None:
    loaded = _loaded(f"from reader.commands.cli import main\nassert main({command!r}) == 0")
    assert "sqlite3" in loaded
    assert not loaded & absent


def test_data_files_are_found_as_package_data() -> None:
    assert any(entry.name.endswith(".txt") for entry in files("seeds").iterdir())
    assert (files("reader") / "reader.tcss").is_file()
    for language in ("ar", "en"):
        assert tomllib.loads((files("reader.locale") / f"{language}.toml").read_text(encoding="utf-8"))


def test_the_readme_names_its_two_commands_word_for_word() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    run = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/warraq"
    test = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
    assert [line for line in lines if line.startswith("python3 -m venv")] == [run, test]
