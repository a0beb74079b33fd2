"""The list holds what is on the screen, not what is in the library."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult

from index.article import ArticleRow
from reader.widgets.article_list import ArticleList
from tests.reader.stage import drawn_rows, make_look, rows_of


class ListApp(App[None]):
    def compose(self) -> ComposeResult:
        yield ArticleList(make_look())


async def test_only_the_rows_on_the_screen_are_asked_for() -> None:
    asked: list[int] = []

    def fetch(start: int, stop: int) -> list[ArticleRow]:
        asked.extend(range(start, stop))
        return [ArticleRow(n, str(n), f"عنوان {n}", "العرب", None, False, False) for n in range(start, stop)]

    app = ListApp()
    async with app.run_test(size=(40, 30)) as pilot:
        articles = app.query_one(ArticleList)
        articles.show_rows(100_000, fetch, heading="المقالات")
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        assert articles.cursor == 99_999
        assert any("99999" in row for row in rows_of(articles))
        assert len(asked) < 200
        await pilot.press("pageup", "down", "home")
        await pilot.pause()
        assert articles.cursor == 0


async def test_a_list_that_shrinks_has_no_ghosts() -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        articles = app.query_one(ArticleList)
        row = ArticleRow(1, "1", "عنوان", "", None, True, True)
        articles.show_rows(1, lambda start, stop: [row], heading="المقالات")
        await pilot.pause()
        assert "★" in rows_of(articles)[0]
        articles.show_rows(0, lambda start, stop: [], heading="المقالات", empty="لا شيء")
        await pilot.press("down", "enter", "end")
        await pilot.pause()
        assert not any("★" in row for row in rows_of(articles))


def articles_from(first: int) -> list[ArticleRow]:
    return [ArticleRow(n, str(n), f"عنوان {n}", "العرب", None, False, False) for n in range(first, first + 100)]


async def test_a_list_is_drawn_anew_only_if_it_looks_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    app = ListApp()
    async with app.run_test(size=(40, 12)) as pilot:
        articles = app.query_one(ArticleList)
        rows = articles_from(10)
        articles.show_rows(len(rows), lambda start, stop: rows[start:stop], heading="المقالات")
        articles.action_jump(50)
        await pilot.pause(0.1)
        drawn = drawn_rows(articles, monkeypatch)
        articles.forget_rows()
        await pilot.pause(0.1)
        assert drawn == []
        rows[49] = replace(rows[49], is_bookmarked=True)
        articles.forget_rows()
        await pilot.pause(0.1)
        assert drawn
        assert any("★" in row for row in rows_of(articles))
        rows[:0] = articles_from(0)[:10]
        articles.update_rows(len(rows), lambda start, stop: rows[start:stop], cursor=60, anchor=(50, 60))
        await pilot.pause(0.1)
        assert any("★" in row for row in rows_of(articles))
        assert articles.row_at(articles.cursor) == rows[60]
