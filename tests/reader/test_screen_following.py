"""The list follows what other threads and processes write, and moves nobody who reads in it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.article import ArticleRow
from index.found_keys import FIRST, FoundKeys
from index.library import Library
from reader.screens.changes import LOOK_EVERY
from reader.screens.following import COMPLETE_PAUSE
from tests.reader.pseudo import environment
from tests.reader.stage import main_screen, make_app, make_library, rows_of, settle
from tests.reader.test_screen_searching import WIDE, search

MANY = tuple(
    {"id": f"n{n}", "title": f"خبر رقم {n}", "body": "عن بغداد", "source": "العرب", "date": f"2021-05-{n % 28 + 1:02}"}
    for n in range(60)
)


def newer(folder: Path, count: int) -> Path:
    """A file of articles that come before all others in the list."""
    file = folder / "newer.jsonl"
    lines = [
        json.dumps({"id": f"new{n}", "title": f"زعفران {n}", "body": "من بغداد", "date": "2022-01-01"})
        for n in range(count)
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


async def follow(pilot: Pilot[int]) -> None:
    """Wait until the reader has looked around."""
    await pilot.pause(LOOK_EVERY + 0.1)
    await settle(pilot)


@pytest.mark.parametrize("keys", [("down",) * 20, ("end",), ("end", *("up",) * 4)])
async def test_articles_that_come_in_leave_cursor_and_rows_where_they_are(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    with make_library(tmp_path, MANY) as library, Library.open(library.path, seeds=False) as another:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            shown = main_screen(pilot).list
            await pilot.press(*keys)
            row, rows, position = shown.row_at(shown.cursor), rows_of(shown), shown.cursor
            another.import_paths([newer(tmp_path, 7)])
            await follow(pilot)
            assert (shown.count, shown.cursor) == (67, position + 7)
            assert shown.row_at(shown.cursor) == row
            assert rows_of(shown) == rows
            assert f"{position + 8}/67" in str(shown.border_title)


async def test_articles_that_come_in_are_drawn_one_at_a_time_before_the_list_shows_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_library(tmp_path, MANY) as library, Library.open(library.path, seeds=False) as another:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            shown = main_screen(pilot).list
            draw_ahead, lines, update = shown.draw_ahead, shown._lines, shown.update_rows
            done: list[str] = []
            turn = lambda: done.append("turn")  # noqa: E731  # what another task would do between two rows

            def counted(row: ArticleRow) -> None:
                asyncio.get_running_loop().call_soon(turn)
                done.append("row")
                draw_ahead(row)

            monkeypatch.setattr(shown, "draw_ahead", counted)
            monkeypatch.setattr(shown, "_lines", lambda *given: (done.append("lines"), lines(*given))[1])
            monkeypatch.setattr(
                shown, "update_rows", lambda *given, **named: (done.append("list"), update(*given, **named))
            )
            another.import_paths([newer(tmp_path, 7)])
            await follow(pilot)
            before, after = done[: done.index("list")], done[done.index("list") :]
            assert before.count("row") == before.count("turn") == len(shown.shown)
            assert not any(first == second == "row" for first, second in pairwise(before))
            assert "lines" in before
            assert "lines" not in after


async def test_a_reader_asks_for_nothing_while_another_gathers_entities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_library(tmp_path, MANY) as library, Library.open(library.path, seeds=False) as another:
        asked: list[str] = []
        for name in ("rows", "keys", "extent"):
            method = getattr(library, name)
            monkeypatch.setattr(library, name, lambda *given, _m=method, _n=name: (asked.append(_n), _m(*given))[1])
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            library.gather(lambda _: None)
            await follow(pilot)
            await follow(pilot)
            asked.clear()
            before = library.data_version()
            for row in another.rows(another.keys())[:20]:
                key = another._store.key_of(row.id)
                assert key is not None
                another._store.change("DELETE FROM entity_listed WHERE key = ?", key)
                another.entity_index.keep(key, another.article(row.id), another.entities(row.id))
            assert library.data_version() != before
            await follow(pilot)
            assert asked == []
            another.set_read("n1")
            await follow(pilot)
            assert set(asked) >= {"rows", "extent"}


async def test_rows_that_the_wheel_left_the_cursor_for_stay_as_well(tmp_path: Path) -> None:
    with make_library(tmp_path, MANY) as library, Library.open(library.path, seeds=False) as another:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            shown = main_screen(pilot).list
            shown.scroll_to(y=100, animate=False, immediate=True)
            await pilot.pause()
            rows = rows_of(shown)
            another.import_paths([newer(tmp_path, 5)])
            await follow(pilot)
            assert shown.cursor == 5
            assert rows_of(shown) == rows


async def test_an_empty_library_fills_before_the_readers_eyes(tmp_path: Path) -> None:
    with make_library(tmp_path, ()) as library, Library.open(library.path, seeds=False) as another:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            shown = main_screen(pilot).list
            assert shown.count == 0
            another.import_paths([newer(tmp_path, 2)])
            await follow(pilot)
            assert (shown.count, shown.cursor) == (2, 0)
            await pilot.press("enter")
            await settle(pilot)
            assert main_screen(pilot).article is not None


async def test_another_process_imports_and_an_open_search_finds_it(tmp_path: Path) -> None:
    with make_library(tmp_path, MANY) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "زعفران")
            shown = main_screen(pilot).list
            assert shown.count == 0
            command = [sys.executable, "-m", "reader", "import", str(newer(tmp_path, 3))]
            done = subprocess.run(command, env=environment(tmp_path), capture_output=True, timeout=60, check=False)
            assert done.returncode == 0, done.stderr
            await follow(pilot)
            await follow(pilot)
            assert shown.count == 3


async def test_marks_of_another_process_show_and_a_quiet_library_is_not_listed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_library(tmp_path, MANY) as library, Library.open(library.path, seeds=False) as another:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await follow(pilot)
            listed: list[object] = []
            keys = library.keys
            monkeypatch.setattr(library, "keys", lambda criteria: (listed.append(criteria), keys(criteria))[1])
            first = main_screen(pilot).list.row_at(0)
            assert first is not None
            another.bookmark(first.id)
            await follow(pilot)
            assert "★" in rows_of(main_screen(pilot).list)[0]
            assert listed == []


async def test_the_cursor_keeps_its_place_when_its_article_is_gone(tmp_path: Path) -> None:
    with make_library(tmp_path, MANY) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            shown = main_screen(pilot).list
            await pilot.press("end")
            library._store.change("DELETE FROM articles WHERE id IN ('n27', 'n55')")
            library._store.change("DELETE FROM articles WHERE date = '2021-05-01'")
            await follow(pilot)
            assert shown.count == 55
            assert shown.cursor == 54


async def test_the_rest_of_many_results_is_found_before_somebody_scrolls_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = tuple({"id": f"a{n}", "title": f"بغداد {n}", "body": "كلام"} for n in range(FIRST + 40))
    with make_library(tmp_path, articles) as library:
        threads: list[threading.Thread] = []
        find = library.all_search_keys
        monkeypatch.setattr(
            library, "all_search_keys", lambda query: (threads.append(threading.current_thread()), find(query))[1]
        )
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "بغداد")
            await pilot.pause(COMPLETE_PAUSE + 0.1)
            await settle(pilot)
            await pilot.press("end")
            await pilot.pause()
            assert main_screen(pilot).list.cursor == FIRST + 39
            assert len(threads) == 1
            assert threads[0] is not threading.main_thread()


async def test_a_search_among_the_unread_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_library(tmp_path, MANY) as library:
        library.set_read("n3")
        asked: list[str] = []
        ask = library._fulltext.ask
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("f", "f")
            await settle(pilot)
            monkeypatch.setattr(library._fulltext, "ask", lambda question: (asked.append(""), ask(question))[1])
            main_screen(pilot).search_for("بغداد")
            await settle(pilot)
            assert main_screen(pilot).list.count == 59
            assert len(asked) == 1


def test_found_keys_are_found_once_by_whoever_asks_first() -> None:
    calls: list[int] = []
    began, go = threading.Event(), threading.Event()

    def find_all() -> array[int]:
        calls.append(1)
        began.set()
        assert go.wait(5)
        return array("q", range(5))

    keys = FoundKeys(array("q", range(2)), 4, find_all)
    assert (len(keys), keys[1], keys.index(1), keys.is_complete) == (4, 1, 1, False)
    thread = threading.Thread(target=keys.complete)
    thread.start()
    assert began.wait(5)
    threading.Timer(0.05, go.set).start()
    assert (keys[3], len(keys), keys.index(4), 4 in keys, keys.is_complete) == (3, 5, 4, True, True)
    thread.join()
    assert calls == [1]
    with pytest.raises(ValueError, match="not in"):
        keys.index(9)


async def test_what_the_library_notices_is_told_once(tmp_path: Path) -> None:
    with make_library(tmp_path, MANY) as library:
        library.notices.append("the index was made again")
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            screen._clerk.catch_up()
            await settle(pilot)
            assert screen.notice.text == "the index was made again"
            screen.notice.dismiss()
            screen._clerk.catch_up()
            await settle(pilot)
            assert not screen.notice.display
            library.notices.append("another thing")
            screen._clerk.catch_up()
            await settle(pilot)
            assert screen.notice.text == "another thing"


async def test_what_the_library_notices_is_told_in_the_language_of_the_interface(tmp_path: Path) -> None:
    with make_library(tmp_path, MANY) as library:
        library.notices.append(f"{library.path}/index: the full-text index could not be read and is made again")
        async with make_app(library, "ar").run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            screen._clerk.catch_up()
            await settle(pilot)
            assert screen.notice.text == f"{library.path}/index: تعذّرت قراءة فهرس البحث، ويُعاد بناؤه"
