"""The search box: logical value, visual cursor."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from reader.widgets.editing import EditedLine
from reader.widgets.search_box import SearchBox
from tests.reader.stage import cells, make_look, rows_of


class BoxApp(App[None]):
    CSS = "SearchBox { height: 1; }"

    def compose(self) -> ComposeResult:
        yield SearchBox(make_look())


async def test_typing_joins_and_the_value_stays_logical() -> None:
    app = BoxApp()
    async with app.run_test(size=(30, 3)) as pilot:
        box = app.query_one(SearchBox)
        box.focus()
        await pilot.press(*"سلام")
        assert box.value == "سلام"
        assert cells(rows_of(box)[0])[:3] == ["ﻡ", "ﻼ", "ﺳ"]


async def test_arrows_move_on_the_screen_and_by_cell() -> None:
    app = BoxApp()
    async with app.run_test(size=(30, 3)) as pilot:
        box = app.query_one(SearchBox)
        box.focus()
        await pilot.press(*"سلام")
        await pilot.press("right")
        assert box.line.cursor == 3
        await pilot.press("right")
        assert box.line.cursor == 1
        await pilot.press("left", "shift+left")
        assert box.line.selected_text == "م"
        await pilot.press("ن")
        assert box.value == "سلان"


async def test_a_long_value_scrolls_with_the_cursor() -> None:
    app = BoxApp()
    async with app.run_test(size=(30, 3)) as pilot:
        box = app.query_one(SearchBox)
        box.focus()
        box.edit(EditedLine().insert("أول كلمة في نص طويل جدا لا يسع العرض آخر"))
        await pilot.pause()
        assert "ﺮﺧﺁ" in rows_of(box)[0]
        await pilot.press("home")
        assert "ﻝﻭﺃ" in rows_of(box)[0]
        assert all(len(cells(" " + row)) <= 30 for row in rows_of(box))


async def test_a_click_puts_the_cursor_on_its_letter() -> None:
    app = BoxApp()
    async with app.run_test(size=(30, 3)) as pilot:
        box = app.query_one(SearchBox)
        box.focus()
        await pilot.press(*"بغداد")
        row = rows_of(box)[0]
        await pilot.click(SearchBox, offset=(row.index("ﻐ"), 0))
        assert box.line.cursor == 1


async def test_pasted_lines_become_one() -> None:
    app = BoxApp()
    async with app.run_test(size=(30, 3)) as pilot:
        box = app.query_one(SearchBox)
        box.focus()
        app.copy_to_clipboard("سطر\nوآخر\x1b")
        await pilot.press("ctrl+v")
        assert box.value == "سطر وآخر"


@pytest.mark.parametrize(
    ("text", "start", "end"), [("قال كِتَابٌ", 4, 11), ("می\u200cخواهم", 0, 8), ("", 0, 0), ("a, b", 3, 4)]
)
def test_words_hold_their_marks(text: str, start: int, end: int) -> None:
    line = EditedLine(text, len(text), len(text))
    assert line.word_start() == start
    assert EditedLine(text, start, start).word_end() == end


def test_typing_replaces_the_selection() -> None:
    line = EditedLine("كتاب جديد", 9, 5)
    assert line.insert("قديم") == EditedLine("كتاب قديم", 9, 9)
    assert line.delete(0).text == "كتاب "
    assert EditedLine("ab", 1, 1).delete(0) == EditedLine("b", 0, 0)
