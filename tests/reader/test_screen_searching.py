"""Searching at the keyboard: from hit to hit, and why something was found."""

from __future__ import annotations

import threading
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from index.search.pasted import logical
from reader.screens.clerk import Listed, Listing
from reader.screens.reasons import ReasonsScreen
from reader.widgets.concordance_list import ConcordanceList
from reader.widgets.pair_list import PairList
from tests.index.search.test_explain import noise
from tests.reader.stage import main_screen, make_app, make_library, rows_of, settle

WIDE = (120, 36)


async def search(pilot: Pilot[int], query: str) -> None:
    """Type a query and press Enter."""
    await pilot.press("/", *query, "enter")
    await settle(pilot)


def lit(pilot: Pilot[int]) -> str:
    """The text that is lit more than the rest."""
    body = main_screen(pilot).body
    return body.text[body.spots.focus.start : body.spots.focus.end]


@pytest.mark.parametrize("key", ["x", "ء"])
async def test_a_key_says_why_an_article_was_found(tmp_path: Path, key: str) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "قواعد")
            await pilot.press(key)
            await settle(pilot)
            reasons = pilot.app.screen
            assert isinstance(reasons, ReasonsScreen)
            rows = rows_of(reasons.query_one(PairList))
            assert "ﺪﻋﺍﻮﻗ" in rows[0]
            assert "ﺓﺪﻋﺎﻗ" in rows[1]
            assert "ﺭﺬﺠﻟﺍ" in rows[1]
            await pilot.press("enter")
            await settle(pilot)
            assert lit(pilot) == "قاعدة"
            assert main_screen(pilot).active == "body"


@pytest.mark.parametrize("opening", ["slash", "ظ", "ctrl+f"])
async def test_letters_that_come_together_with_the_key_of_the_search_are_text(tmp_path: Path, opening: str) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            # As a slow line or a fast hand sends them; q alone would leave, b bookmark, 1 open the feeds.
            for key in (opening, *"qb1 قاعدة"):
                pilot.app.post_message(Key("space" if key == " " else key, key if len(key) == 1 else None))
            await settle(pilot)
            assert main_screen(pilot).search.value == "qb1 قاعدة"
            assert pilot.app.screen is main_screen(pilot)
            assert not library.stats()["bookmarked"]


def place(pilot: Pilot[int]) -> str:
    """What the body's lower border says of the hits."""
    return str(main_screen(pilot).body.border_subtitle).partition(" · ")[0]


RESULTS = (
    {"id": "old", "title": "قاعدة ثم قاعدة", "body": "كلام " * 900 + "وقاعدة", "date": "2021-07-01"},
    {"id": "new", "title": "قاعدة قاعدة قاعدة", "body": "قاعدة", "date": "2021-07-05"},
    {"id": "other", "title": "لا شيء", "body": "كلام", "date": "2021-07-09"},
)


async def test_hits_are_counted_and_stepped_through_across_articles(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await search(pilot, "قاعدة")
            await pilot.press("enter")
            await settle(pilot)
            assert (screen.article and screen.article.id, place(pilot)) == ("new", "1/4")
            await pilot.press("n", "ى", "n")
            assert place(pilot) == "4/4"
            await pilot.press("n")
            await settle(pilot)
            assert (screen.article and screen.article.id, place(pilot)) == ("old", "1/3")
            assert "2/2" in screen.notice.text
            await pilot.press("N")
            await settle(pilot)
            assert (screen.article and screen.article.id, place(pilot)) == ("new", "4/4")
            await pilot.press("p", "ح", "N", "N")
            await settle(pilot)
            assert (screen.article and screen.article.id, place(pilot)) == ("old", "3/3")
            assert "عودة" in screen.notice.text
            # The last hit stands screens below: it is on the screen all the same.
            assert screen.body.position > 0
            await pilot.press("n")
            await settle(pilot)
            assert (screen.article and screen.article.id, place(pilot)) == ("new", "1/4")
            assert "عودة" in screen.notice.text


async def test_a_lone_article_is_stepped_through_round_its_end(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS[:1]) as library:
        async with make_app(library, "en").run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await search(pilot, "قاعدة")
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("n", "n", "n")
            assert place(pilot) == "1/3"
            assert "Round the end" in main_screen(pilot).notice.text
            await pilot.press("N")
            assert place(pilot) == "3/3"


async def test_results_without_lit_words_are_stepped_through_as_well(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await search(pilot, "date:2021-07")
            await pilot.press("enter")
            await settle(pilot)
            first = screen.article
            await pilot.press("n")
            await settle(pilot)
            assert screen.article is not None
            assert screen.article is not first
            assert place(pilot) == "100 %"


async def test_a_search_beside_an_open_article_does_not_move_it(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS[:1]) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            body = main_screen(pilot).body
            await pilot.press("enter", "end")
            position = body.position
            assert position > 0
            await search(pilot, "قاعدة")
            assert body.position == position
            assert place(pilot) == "–/3"


async def test_without_a_query_there_are_no_hits_to_step_through(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("n")
            assert "ابحث" in main_screen(pilot).notice.text
            assert place(pilot) == "100 %"


async def test_without_a_query_there_is_nothing_to_explain(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("x")
            await settle(pilot)
            assert len(pilot.app.screen_stack) == 1
            assert "Search for a word" in main_screen(pilot).notice.text


@pytest.mark.parametrize("key", ["d", "ي"])
async def test_a_concordance_opens_sorts_and_leads_to_the_place(tmp_path: Path, key: str) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "في")  # a stop word has no concordance
            await pilot.press(key)
            await settle(pilot)
            assert "لا موضع" in logical(str(pilot.app.screen.query_one(ConcordanceList).border_subtitle))
            await pilot.press("escape", "escape")
            await search(pilot, "قاعدة")
            await pilot.press(key)
            await settle(pilot)
            box = pilot.app.screen.query_one(ConcordanceList)
            assert [line.span.start for line in box.lines] == [9, 63]
            rows = rows_of(box)
            # Keyword under keyword: the right edges stand in one cell.
            assert {len(row) - len(row.split("ﻗ", 1)[1]) for row in rows[:2]} == {120 - 2 - 1 - int(116 * 0.45)}
            await pilot.press("س")
            await pilot.press("end", "enter")
            await settle(pilot)
            assert len(pilot.app.screen_stack) == 1
            assert lit(pilot) == "قاعدة"
            assert main_screen(pilot).body.spots.focus.start in (9, 63)


async def test_a_concordance_is_found_again_at_its_line(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await search(pilot, "قاعدة")
            await pilot.press("d", "down", "enter")
            await settle(pilot)
            await pilot.press("d")
            await settle(pilot)
            assert pilot.app.screen.query_one(ConcordanceList).cursor == 1
            for size in ((80, 24), (120, 36), (30, 8), (50, 20)):
                await pilot.resize_terminal(*size)
                await settle(pilot)
                box = pilot.app.screen.query_one(ConcordanceList)
                assert all(len(row) <= size[0] for row in rows_of(box))
            assert pilot.app.screen.query_one(ConcordanceList).cursor == 1


async def test_another_spelling_is_offered_and_taken_with_enter(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await search(pilot, "العراك")
            assert screen.list.count == 0
            assert screen.list.empty.offers == ["العراق\u200f (1)"]
            assert any("ﻕﺍﺮﻌﻟﺍ" in row for row in rows_of(screen.list))
            await pilot.press("down", "enter")
            await settle(pilot)
            assert (screen.search.value, screen.list.count) == ("العراق", 1)
            assert library.searches.history()[0] == "العراق"


async def test_an_offer_is_taken_with_a_click_and_gone_with_the_next_query(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await search(pilot, "العراك")
            rows = rows_of(screen.list)
            row = next(number for number, text in enumerate(rows) if "ﻕﺍﺮﻌﻟﺍ" in text)
            await pilot.click(screen.list, offset=(5, row + 1))
            await settle(pilot)
            assert screen.search.value == "العراق"
            await pilot.press("escape")
            await search(pilot, "xyzzy")
            assert screen.list.empty.offers == ()
            await pilot.press("enter", "down", "enter")
            assert screen.list.count == 0


async def test_stop_words_alone_are_told(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "من في")
            assert "شائعة" in main_screen(pilot).list.empty.text


@pytest.mark.parametrize(("language", "said"), [("ar", "قيد الفهرسة"), ("en", "before they are indexed")])
async def test_what_can_not_be_searched_yet_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, language).run_test(size=WIDE) as pilot:
            await settle(pilot)
            whole = library.extent()
            monkeypatch.setattr(library, "extent", lambda: replace(whole, pending=30_000))
            await search(pilot, "العراك")
            empty = main_screen(pilot).list.empty
            assert said in empty.text
            assert "30,000" in empty.text
            assert not empty.offers


async def test_a_slow_earlier_query_never_overwrites_a_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_library(tmp_path) as library:
        release, began = threading.Event(), threading.Event()
        find, asked = library.search_keys, list[str]()

        def slow(query: str) -> array[int]:
            if query == "العراق":
                began.set()
                assert release.wait(20)
            found = find(query)
            asked.append(query)
            return found

        monkeypatch.setattr(library, "search_keys", slow)
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            screen.search_for("العراق")
            await pilot.pause(0.1)
            assert began.is_set()
            screen.search_for("سوسة")
            for _ in range(100):
                await pilot.pause(0.02)
                if asked:
                    break
            await pilot.pause(0.05)
            row = screen.list.row_at(0)
            assert (screen.list.count, row and row.id) == (1, "cinema")
            release.set()
            await settle(pilot)
            assert asked == ["سوسة", "العراق"]
            row = screen.list.row_at(0)
            assert (screen.list.count, row and row.id) == (1, "cinema")
            # And an answer that slips through is not that of the listing on the screen.
            await screen.on_listed(Listed(Listing("العراق"), array("q", [1, 2, 3])))
            assert screen.list.count == 1


async def test_a_look_at_a_hit_leaves_the_reading_place_as_it_was(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS) as library:
        library.set_position("old", 600)
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            body = main_screen(pilot).body
            await search(pilot, "قاعدة")
            await pilot.press("end", "enter")
            await settle(pilot)
            assert main_screen(pilot).article == library.article("old")
            assert body.position == 0
            await pilot.press("comma")
            await settle(pilot)
            assert main_screen(pilot).article == library.article("new")
            assert library.marks("old").position == 600
            await pilot.press(".")
            await settle(pilot)
            await pilot.press("space", "comma")
            await settle(pilot)
            assert library.marks("old").position > 600


async def test_an_article_opened_at_a_place_is_marked_in_the_list(tmp_path: Path) -> None:
    with make_library(tmp_path, RESULTS) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await search(pilot, "قاعدة")
            await pilot.press("d", "end", "enter")
            await settle(pilot)
            assert screen.article == library.article("old")
            assert screen.list.row_at(screen.list.cursor) == library.rows([screen.list.open_key or 0])[0]
            assert place(pilot) == "3/3"


async def test_whatever_is_searched_for_may_be_explained_and_listed(tmp_path: Path) -> None:
    oddities = ['"', "\udc80", "x" * 3000, "\x1b[31m", "كلمة " * 500 + "قاعدة", "قاعدة [red]"]
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            for query in (*noise(2), *oddities):
                screen.search_for(query)
                await settle(pilot)
                for key in ("x", "d", "n"):
                    await pilot.press(key)
                    await settle(pilot)
                    while len(pilot.app.screen_stack) > 1:
                        rows_of(pilot.app.screen.query("PairList, ConcordanceList, SearchBox").first())
                        pilot.app.pop_screen()
                        await pilot.pause()
                assert "تعذّر" not in screen.notice.text


@pytest.mark.parametrize("pause", [60.0, 0.01])
async def test_other_spellings_are_looked_for_only_when_the_keys_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: float
) -> None:
    monkeypatch.setattr("reader.screens.searching.ADVICE_PAUSE", pause)
    with make_library(tmp_path) as library:
        asked: list[str] = []
        advise = library.suggestions
        monkeypatch.setattr(library, "suggestions", lambda query: asked.append(query) or advise(query))
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("/", *"ثعراق")
            await pilot.pause(0.3)
            await settle(pilot)
            assert main_screen(pilot).list.count == 0
            await pilot.pause(0.1)
            await settle(pilot)
            # A slow machine looks at each letter for itself where the pause is that short.
            assert asked[-1:] == ([] if pause > 1 else ["ثعراق"])
            told = len(asked)
            assert main_screen(pilot).search.has_focus
            await pilot.press("enter")
            await settle(pilot)
            assert asked[told:] == (["ثعراق"] if pause > 1 else [])
            assert main_screen(pilot).list.empty.offers
