"""The row that says how far a long errand has come."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from reader.locale import Language
from reader.text.options import LayoutOptions
from reader.widgets.look import Look
from reader.widgets.progress_row import ProgressRow
from tests.reader.stage import make_look, rows_of


class RowApp(App[None]):
    CSS = "ProgressRow { height: 1; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def compose(self) -> ComposeResult:
        yield ProgressRow(self.look)


async def drawn(look: Look, text: str, share: float | None, width: int = 50) -> str:
    app = RowApp(look)
    async with app.run_test(size=(width, 3)) as pilot:
        row = app.query_one(ProgressRow)
        row.show_progress(text, share)
        await pilot.pause()
        return rows_of(row)[0]


async def test_the_bar_grows_from_the_left_in_a_latin_interface() -> None:
    row = await drawn(make_look("en"), "12/40 feeds", 0.3)
    assert row == "━" * 3 + "─" * 7 + " 12/40 feeds".ljust(40)


async def test_the_bar_grows_from_the_right_in_an_arabic_interface() -> None:
    row = await drawn(make_look("ar"), "نعم", 0.3)
    assert row[-11:] == " " + "─" * 7 + "━" * 3
    assert list(row[:-11].strip()) == ["\ufee2", "\ufecc", "\ufee7"]
    assert row[:-11].endswith("\ufee7")


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_what_nobody_can_tell_the_length_of_has_no_bar(language: Language) -> None:
    row = await drawn(make_look(language), "abc", None)
    assert row.strip() == "abc"
    assert row.endswith("abc") == (language == "ar")


async def test_a_screen_reader_is_not_read_a_bar() -> None:
    look = make_look("en")
    plain = Look(look.say, "en", LayoutOptions(form="logical"))
    assert (await drawn(plain, "12/40 feeds", 0.3)).strip() == "12/40 feeds"


@pytest.mark.parametrize(("share", "done"), [(0.0, 0), (1.0, 8), (7.0, 8), (-1.0, 0)])
async def test_a_narrow_row_keeps_its_bar_and_its_width(share: float, done: int) -> None:
    row = await drawn(make_look("en"), "a long text that has no room here", share, width=24)
    assert (row.count("━"), row.count("─"), len(row)) == (done, 8 - done, 24)
    assert row.endswith("…")
