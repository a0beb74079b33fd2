"""Tags and notes: written on the screen, kept in the library, shown beneath the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from reader.screens.naming import NamingScreen
from reader.screens.palette import PaletteScreen
from reader.widgets.pair_list import PairList
from reader.widgets.search_box import SearchBox
from tests.reader.stage import main_screen, make_app, make_library, rows_of, settle


async def _write(pilot, key: str, text: str) -> None:  # type: ignore[no-untyped-def]
    await pilot.press(key)
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, NamingScreen)
    screen.query_one(SearchBox).set_value(text)
    await pilot.press("enter")
    await settle(pilot)


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_tags_are_kept_and_shown(tmp_path: Path, language: str) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, language).run_test(size=(120, 36)) as pilot:  # type: ignore[arg-type]
            await settle(pilot)
            await _write(pilot, "#", "عاجل، قيد المتابعة,ops")
            assert library.marks("ramadi").tags == ("ops", "عاجل", "قيد المتابعة")
            margin = main_screen(pilot).margin
            assert margin.display
            assert "#ops" in rows_of(margin)[0]


async def test_tags_that_are_left_out_go(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        library.tag("ramadi", "old")
        library.tag("ramadi", "kept")
        async with make_app(library).run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await _write(pilot, "#", "kept")
            assert library.marks("ramadi").tags == ("kept",)
            await _write(pilot, "#", "")
            assert library.marks("ramadi").tags == ()
            assert not main_screen(pilot).margin.display


async def test_a_note_of_two_lines_keeps_them(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        library.note("ramadi", "first\nsecond")
        async with make_app(library).run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("&")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert library.marks("ramadi").note == "first\nsecond"
            await _write(pilot, "&", "")
            assert library.marks("ramadi").note == ""


async def test_escape_leaves_the_note_as_it_was(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        library.note("ramadi", "stays")
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await pilot.press("&")
            await settle(pilot)
            await pilot.press("x", "escape")
            await settle(pilot)
            assert library.marks("ramadi").note == "stays"
            assert "stays" in rows_of(main_screen(pilot).margin)[0]


async def test_in_the_list_the_marks_are_of_the_article_under_the_cursor(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("down")
            await _write(pilot, "#", "سينما")
            assert library.marks("cinema").tags == ("سينما",)
            assert library.marks("ramadi").tags == ()
            # The open article is another one.
            assert not main_screen(pilot).margin.display


async def test_a_box_that_is_answered_twice_at_once_closes_once(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("&")
            await settle(pilot)
            # As a key that is held down: both are there before the screen is gone.
            for key in ("x", "enter", "enter", "escape"):
                pilot.app.post_message(Key(key, key if len(key) == 1 else None))
            await settle(pilot)
            assert pilot.app.screen is main_screen(pilot)
            assert library.marks("ramadi").note == "x"


async def test_the_list_shows_behind_a_box(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await pilot.press("&")
            await settle(pilot)
            assert isinstance(pilot.app.screen, NamingScreen)
            assert pilot.app.screen.styles.background.a < 1


async def test_the_palette_outlives_a_choice_that_left_its_list(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("ctrl+p")
            await settle(pilot)
            palette = pilot.app.screen
            assert isinstance(palette, PaletteScreen)
            await pilot.press(*"ظظظظ")
            await settle(pilot)
            palette.post_message(PairList.Picked(3))
            await settle(pilot)
            assert pilot.app.screen is palette
