"""Rows of two texts: where the cursor may stand."""

from __future__ import annotations

from textual.app import App, ComposeResult

from reader.widgets.pair_list import Pair, PairList
from tests.reader.stage import make_look, rows_of

ROWS = (
    Pair("one", is_heading=True),
    Pair("a", "1"),
    Pair("b", "2"),
    Pair(""),
    Pair("two", is_heading=True),
    Pair("c", "3"),
)


class PairApp(App[None]):
    def compose(self) -> ComposeResult:
        yield PairList(make_look("en"), is_choice=True)


async def test_the_cursor_passes_over_headings_and_blank_rows() -> None:
    app = PairApp()
    async with app.run_test(size=(20, 10)) as pilot:
        box = app.query_one(PairList)
        box.focus()
        box.show_pairs(ROWS)
        await pilot.pause()
        places = [box.cursor]
        for key in ("down", "down", "down", "up", "home", "end", "pageup", "pagedown"):
            await pilot.press(key)
            places.append(box.cursor)
        assert places == [1, 2, 5, 5, 2, 1, 5, 1, 5]
        await pilot.click(PairList, offset=(2, 4))
        assert box.cursor == 5


async def test_the_heading_of_a_group_comes_with_its_first_row() -> None:
    app = PairApp()
    async with app.run_test(size=(20, 3)) as pilot:
        box = app.query_one(PairList)
        box.focus()
        box.show_pairs(ROWS)
        await pilot.press("end", "home")
        await pilot.pause()
        assert rows_of(box)[0].strip() == "one"


async def test_rows_that_become_others_keep_the_cursor_or_are_told_its_place() -> None:
    app = PairApp()
    async with app.run_test(size=(20, 10)) as pilot:
        box = app.query_one(PairList)
        box.show_pairs(ROWS)
        box.cursor = 5
        box.update_pairs([*ROWS[:2], Pair("aa"), *ROWS[2:]])
        await pilot.pause()
        assert box.cursor == 6
        box.update_pairs(ROWS, 2)
        assert box.cursor == 2
        box.update_pairs([Pair("only", is_heading=True)])
        assert box.cursor == 0


async def test_a_list_of_nothing_has_nothing_to_stand_on() -> None:
    app = PairApp()
    async with app.run_test(size=(20, 10)) as pilot:
        box = app.query_one(PairList)
        box.focus()
        box.show_pairs(ROWS)
        box.show_pairs([])
        await pilot.press("down", "end", "up", "enter")
        box.update_pairs([])
        await pilot.click(PairList, offset=(2, 0))
        assert box.cursor == 0
