"""The mouse selects logical text, whatever order the cells stand in."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from index.article import Span
from reader.widgets.article_body import ArticleBody
from reader.widgets.spotlight import FOCUS, HIT, Spotlight, word_at
from tests.reader.stage import main_screen, make_app, make_library, settle

ARTICLE = {"id": "a", "title": "خبر", "body": "قال Reuters إن (بغداد) لأحمد ولا كِتَابٌ هنا 12 يوما."}


async def _drag(pilot: Pilot[int], body: ArticleBody, start: tuple[int, int], end: tuple[int, int]) -> None:
    origin = body.content_region.offset - body.region.offset
    await pilot.mouse_down(body, offset=(start[0] + origin.x, start[1] + origin.y))
    await pilot.hover(body, offset=(end[0] + origin.x, end[1] + origin.y))
    await pilot.mouse_up(body, offset=(end[0] + origin.x, end[1] + origin.y))


def _cell_of(body: ArticleBody, offset: int, row: int) -> tuple[int, int]:
    for x in range(body.content_region.width):
        span = body.span_at(x, row)
        if span is not None and span.start <= offset < span.end:
            return x, row
    raise AssertionError(offset)


async def test_every_pair_of_cells_selects_the_logical_slice_between_them(tmp_path: Path) -> None:
    with make_library(tmp_path, (ARTICLE,)) as library:
        async with make_app(library).run_test(size=(120, 20)) as pilot:
            await settle(pilot)
            body = main_screen(pilot).body
            start = body.text.index("Reuters")
            for first, last in ((start, len(body.text) - 1), (len(body.text) - 1, start), (start, start + 3)):
                await _drag(pilot, body, _cell_of(body, first, 2), _cell_of(body, last, 2))
                low, high = min(first, last), max(first, last)
                assert body.selected_text == body.text[low : high + 1]
            await pilot.press("ctrl+c")
            assert pilot.app.clipboard == "Reut"


async def test_a_double_click_selects_a_word_with_its_marks(tmp_path: Path) -> None:
    with make_library(tmp_path, (ARTICLE,)) as library:
        async with make_app(library).run_test(size=(120, 20)) as pilot:
            await settle(pilot)
            body = main_screen(pilot).body
            x, y = _cell_of(body, body.text.index("كِتَابٌ") + 2, 2)
            origin = body.content_region.offset - body.region.offset
            await pilot.click(body, offset=(x + origin.x, y + origin.y), times=2)
            assert body.selected_text == "كِتَابٌ"


def test_a_word_keeps_its_marks_and_joiners() -> None:
    text = "من كِتَابٌ می\u200cخواهم."
    assert [text[slice(*word_at(text, offset))] for offset in (0, 5, 13)] == ["من", "كِتَابٌ", "می\u200cخواهم"]
    assert word_at(text, 2) == (2, 3)


def test_lit_ranges_are_counted_from_the_line_and_joined() -> None:
    spots = Spotlight()
    spots.set_hits([Span(2, 5), Span(8, 20)])
    spots.focus = Span(9, 10)
    assert list(spots.codes(4, 11)) == [HIT, 0, 0, 0, HIT, HIT | FOCUS, HIT]
    assert spots.hit_after(2, 1) == 1
    assert spots.hit_after(8, 1) is None
    assert spots.hit_after(8, -1) == 0
    assert Spotlight().hit_after(0, 1) is None
