"""Imports on the screen: what came in, what failed and why, and an import from within the reader."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.importing import _Running
from index.library import Library
from index.news_reports import ImportProgress
from reader.screens.imports import FailuresScreen, ImportsScreen
from reader.screens.news_desk import typed_source
from reader.widgets.search_box import SearchBox
from tests.reader.stage import main_screen, make_app, make_library, rows_of, settle
from tests.reader.test_screen_news import wait_for_list, wait_until_done

SIZE = (80, 24)


def some_file(folder: Path, good: int, bad: int = 0, name: str = "some.jsonl") -> Path:
    """A file of articles, and of lines that are none."""
    lines = [
        json.dumps({"id": f"{name}{n}", "title": f"خبر {n}", "body": "كلام", "date": "2022-01-01"}) for n in range(good)
    ]
    lines += [f"{{ line {n}" for n in range(bad)]
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


async def answer(pilot: Pilot[int], text: str) -> None:
    """Write a text into the box that is open, and press Enter."""
    await settle(pilot)
    pilot.app.screen.query_one(SearchBox).set_value(text)
    await pilot.press("enter")


@pytest.mark.parametrize("key", ["4", "٤"])
async def test_imports_are_listed_and_their_failures_shown(tmp_path: Path, key: str) -> None:
    with make_library(tmp_path) as library:
        library.import_paths([some_file(tmp_path, 2, bad=3)])
        async with make_app(library, "en").run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, ImportsScreen)
            rows = [row.split() for row in rows_of(screen.items) if row.strip()]
            assert [" ".join(row) for row in rows] == [
                "some.jsonl 2 new articles · 3 failed · just now",
                "articles.jsonl 3 new articles · just now",
            ]
            assert screen.details.text.splitlines()[0] == str(tmp_path / "some.jsonl")
            assert screen.details.text.replace("\u200e", "").endswith("2 new articles · 3 failed")
            await pilot.press("enter")
            await settle(pilot)
            failures = pilot.app.screen
            assert isinstance(failures, FailuresScreen)
            assert len([row for row in rows_of(failures.items) if row.strip()]) == 3
            assert "1/3" in str(failures.query_one("#detailed").border_title)
            source, problem = failures.details.text.split("\n")
            assert source == f"{tmp_path / 'some.jsonl'}:3"
            assert problem.startswith("line 3: expected a JSON object")
            assert rows_of(failures.items)[0].split()[:3] == ["some.jsonl:3", "line", "3:"]
            await pilot.press("end")
            assert "3/3" in str(failures.query_one("#detailed").border_title)
            await pilot.press("escape", "down", "enter")
            await settle(pilot)
            assert pilot.app.screen is screen
            assert screen.details.text == "Nothing failed"


async def test_the_failures_of_a_run_scroll_however_many(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        library.import_paths([some_file(tmp_path, 1, bad=2_500)])
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await pilot.press("4", "enter")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            failures = pilot.app.screen
            assert isinstance(failures, FailuresScreen)
            await pilot.press("end")
            assert failures.items.cursor == 2_499
            assert "2501" in failures.details.text
            assert all(len(row) == failures.items.scrollable_content_region.width for row in rows_of(failures.items))


async def test_a_library_without_imports_tells_how_to_begin(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        async with make_app(library, "en").run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press("4", "enter")
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, ImportsScreen)
            assert "warraq import" in screen.details.text


@pytest.mark.parametrize("keys", [("6",), ("٦",), ("4", "a"), (":", *"Import a file", "enter")])
async def test_a_file_is_imported_from_within_the_reader(tmp_path: Path, keys: tuple[str, ...]) -> None:
    with make_library(tmp_path) as library:
        path = some_file(tmp_path, 4, bad=1)
        async with make_app(library, "en").run_test(size=SIZE) as pilot:
            await settle(pilot)
            for key in keys:
                await pilot.press(key)
            await answer(pilot, str(path))
            await wait_until_done(pilot)
            assert main_screen(pilot).notice.text == "4 new articles, 1 failed: key 4 shows why"
            await wait_for_list(pilot, 7)


def test_a_path_is_taken_as_it_is_typed_or_dragged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    typed = ("~/news", " '/my news/a.txt' ", '"/b"', "/it's", "https://x.example/a", "'")
    meant = ["/home/me/news", "/my news/a.txt", "/b", "/it's", "https://x.example/a", "'"]
    assert [typed_source(text) for text in typed] == meant


async def test_a_path_that_is_not_there_is_told_of_and_none_is_none(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press("6")
            await answer(pilot, "")
            await settle(pilot)
            assert not main_screen(pilot)._news_clerk.is_busy
            await pilot.press("6")
            await answer(pilot, str(tmp_path / "nowhere"))
            await wait_until_done(pilot)
            assert main_screen(pilot).notice.text == "nothing new, 1 failed: key 4 shows why"


async def test_escape_stops_an_import_and_importing_again_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.importing.BATCH", 5)
    with make_library(tmp_path) as library:
        path = some_file(tmp_path, 50)
        go_on = threading.Event()
        put = library._store.put_incoming
        taken: list[object] = []

        def slow(incoming):  # type: ignore[no-untyped-def]
            taken.append(incoming)
            if len(taken) == 12:
                assert go_on.wait(10)
            return put(incoming)

        monkeypatch.setattr(library._store, "put_incoming", slow)
        async with make_app(library, "en").run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press("6")
            await answer(pilot, str(path))
            # A batch holds the file itself and four articles, the next one five.
            await wait_for_list(pilot, 3 + 9)
            assert "9 items read" in rows_of(main_screen(pilot).progress)[0]
            await pilot.press("escape")
            go_on.set()
            await wait_until_done(pilot)
            assert main_screen(pilot).notice.text.startswith("Stopped: 14 new articles")
            await pilot.press("6")
            await answer(pilot, str(path))
            await wait_until_done(pilot)
            assert main_screen(pilot).notice.text == "36 new articles"
            await wait_for_list(pilot, 53)


async def test_leaving_the_reader_stops_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.importing.BATCH", 1)
    with make_library(tmp_path) as library:
        path = some_file(tmp_path, 400)
        batches = 0

        usual = _Running.progress

        def lag(run: _Running, total: int) -> ImportProgress:
            """After ten batches the import comes no further until somebody wants it to stop."""
            nonlocal batches
            batches += 1
            if batches == 10:
                library.imports._is_closing.wait(20)
            return usual(run, total)

        monkeypatch.setattr(_Running, "progress", lag)
        async with make_app(library).run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press("6")
            await answer(pilot, str(path))
            while batches < 10:
                await pilot.pause(0.01)
            await pilot.press("q")
        assert 5 < library.stats()["articles"] < 400
    with Library.open(tmp_path / "library") as library:
        library.import_paths([path])
        assert library.stats()["articles"] == 403 + 1
