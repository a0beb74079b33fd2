"""Searches that are made again: called back with the arrows, saved under a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.screens.naming import NamingScreen
from reader.screens.saved import SavedScreen
from reader.widgets.pair_list import PairList
from reader.widgets.recall import Recall
from reader.widgets.search_box import SearchBox
from tests.reader.stage import cells, main_screen, make_app, make_library, rows_of, settle
from tests.reader.test_screen_searching import WIDE, search


def test_older_and_newer_texts_are_called_back_and_the_draft_is_kept() -> None:
    recall = Recall()
    assert recall.newer() is recall.older("x") is None
    recall.set_texts(("c", "b", "a"))
    assert [recall.older("c "), recall.older("b"), recall.older("a")] == ["b", "a", None]
    assert [recall.newer(), recall.newer(), recall.newer()] == ["b", "c ", None]
    assert recall.older("new") == "c"
    recall.leave()
    assert recall.newer() is None


async def test_up_calls_back_the_last_searches_and_shows_what_they_find(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            for query in ("فيلم", "العراق"):
                await pilot.press("escape")
                await search(pilot, query)
                await pilot.press("escape")
                await settle(pilot)
            assert library.searches.history() == ("العراق", "فيلم")
            await pilot.press("/", *"تو", "up")
            assert screen.search.value == "العراق"
            await pilot.press("up")
            await pilot.pause(0.2)
            await settle(pilot)
            assert (screen.search.value, screen.list.count) == ("فيلم", 1)
            await pilot.press("up", "down", "down")
            assert (screen.search.value, screen.search.has_focus) == ("تو", True)
            await pilot.press("down")
            assert screen.active == "list"
            assert not screen.search.has_focus
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await pilot.press("ظ")
            await settle(pilot)
            await pilot.press("up", "up")
            assert main_screen(pilot).search.value == "فيلم"


async def test_what_is_typed_on_the_way_to_a_query_is_not_remembered(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("/")
            for letter in "العراق":
                await pilot.press(letter)
                await pilot.pause(0.15)
            await settle(pilot)
            assert library.searches.history() == ()
            await pilot.press("enter")
            await settle(pilot)
            assert library.searches.history() == ("العراق",)


@pytest.mark.parametrize("key", ["ctrl+s", "ctrl+س"])
async def test_a_search_is_saved_under_a_name(tmp_path: Path, key: str) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("/", *"العراق", key)
            await settle(pilot)
            assert isinstance(pilot.app.screen, NamingScreen)
            assert pilot.app.screen.query_one(SearchBox).line.selected_text == "العراق"
            await pilot.press(*"بلدي", "enter")
            await settle(pilot)
            assert [(one.name, one.query) for one in library.searches.saved()] == [("بلدي", "العراق")]
            assert "بلدي" in main_screen(pilot).notice.text


async def test_saved_searches_show_counts_that_follow_the_library(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        library.searches.save("بلدي", "العراق")
        library.searches.save("سينما", "فيلم")
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("ع")
            await settle(pilot)
            saved = pilot.app.screen
            assert isinstance(saved, SavedScreen)
            box = saved.query_one(PairList)
            assert [row.split()[0] for row in rows_of(box)[:2]] == ["1", "1"]
            more = tmp_path / "more.jsonl"
            more.write_text(json.dumps({"id": "x", "body": "في العراق"}), encoding="utf-8")
            library.import_paths([more])
            saved._count()
            await settle(pilot)
            assert [row.split()[0] for row in rows_of(box)[:2]] == ["2", "1"]
            await pilot.press("down", "enter")
            await settle(pilot)
            assert main_screen(pilot).search.value == "فيلم"
            assert main_screen(pilot).list.count == 1


async def test_a_saved_search_is_removed_by_the_second_press_only(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        library.searches.save("بلدي", "العراق")
        library.searches.save("سينما", "فيلم")
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("u")
            await settle(pilot)
            await pilot.press("x", "down", "delete")
            await settle(pilot)
            assert len(library.searches.saved()) == 2
            await pilot.press("ء")
            await settle(pilot)
            assert [one.name for one in library.searches.saved()] == ["بلدي"]
            await pilot.press("x", "x")
            await settle(pilot)
            assert library.searches.saved() == ()
            row = rows_of(pilot.app.screen.query_one(PairList))[0]
            assert cells(row)
            await pilot.press("enter", "x", "escape")
            assert len(pilot.app.screen_stack) == 1


async def test_without_a_search_there_is_nothing_to_save(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("ctrl+s")
            assert "Search for a word" in main_screen(pilot).notice.text
            assert len(pilot.app.screen_stack) == 1
