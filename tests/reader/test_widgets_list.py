"""The list holds what is on the screen, not what is in the library."""

from __future__ import annotations

from textual.app import App, ComposeResult

from index.article import ArticleRow
from reader.widgets.article_list import ArticleList
from tests.reader.stage import make_look, rows_of


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
