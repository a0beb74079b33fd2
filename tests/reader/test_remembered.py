"""What was chosen on the screen is there again at the next start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from reader.app import WarraqApp, run
from reader.remembered import View, packed, unpacked
from reader.settings import Settings
from reader.terminal import choose_form
from tests.reader.stage import make_app, make_library, settle

SETTLED = View(language="ar", reading_width=80)
CHOSEN = View("en", "textual-light", False, True, 60, True, True)


def test_every_choice_comes_back() -> None:
    assert unpacked(packed(CHOSEN, SETTLED), SETTLED) == CHOSEN


def test_a_setting_that_was_changed_since_is_not_overruled() -> None:
    kept = packed(CHOSEN, SETTLED)
    assert unpacked(kept, replace(SETTLED, reading_width=100)) == replace(CHOSEN, reading_width=100)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        '{"language": "en"}',
        '{"language": ["ar", "fr"]}',
        '{"theme": ["textual-dark", 5]}',
        '{"x": [1, 2]}',
        '{"reading_width": [80, true]}',
        '{"is_list_hidden": [false, 1]}',
    ],
)
def test_what_cannot_be_read_changes_nothing(text: str) -> None:
    assert unpacked(text, SETTLED) == SETTLED


async def test_the_screen_tells_what_is_chosen(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        app = make_app(library)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            before = app.view
            await pilot.press("a", "z", "t", "e", "w")
            await settle(pilot)
            theme = "textual-light"
            assert app.view == replace(
                before, language="en", theme=theme, show_marks=False, is_entities_hidden=True, is_list_hidden=True
            )


def test_the_next_session_begins_as_the_last_one_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[View] = []

    def session(app: WarraqApp) -> None:
        app.get_default_screen()
        seen.append(app.view)
        app.theme = "textual-light"

    monkeypatch.setattr(WarraqApp, "run", session)
    settings = Settings(tmp_path / "library", language="ar")
    plan = choose_form({}, is_tty=False)
    with Library.open(settings.library) as library:
        for _ in range(2):
            run(library, settings, plan)
    assert [view.theme for view in seen] == ["textual-dark", "textual-light"]
