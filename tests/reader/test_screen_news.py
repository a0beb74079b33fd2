"""Feeds on the screen: refreshed, listed, added, changed, removed, while the reader goes on reading."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.library import Library
from index.news_reports import RefreshReport
from index.sources.exchange import Limits
from index.subscriptions import Subscription
from reader.app import WarraqApp
from reader.locale import Language, say_in
from reader.screens.changes import LOOK_EVERY
from reader.screens.feeds import FeedsScreen
from reader.screens.known_feeds import KnownFeedsScreen
from reader.screens.news_desk import Habits
from reader.widgets.pair_list import PairList
from reader.widgets.search_box import SearchBox
from tests.feed_server import Answer, FeedServer, in_turn, reply
from tests.reader.stage import cells, main_screen, make_app, make_library, make_look, rows_of, settle

WIDE = (80, 24)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library that waits for nobody long and is not busy with entities."""
    with make_library(tmp_path) as made:
        monkeypatch.setattr(made.entity_index, "gather", lambda progress, is_patient: None)
        made._refreshing.get().limits = Limits(connect=2, read=5, total=10)
        yield made


def feed(*names: str, title: str = "أخبار", body: str = "كلام من بغداد") -> bytes:
    """An RSS feed of articles of these names, newer than all others."""
    items = "".join(
        f"<item><title>{name}</title><link>https://news.example/{title}/{name}</link><guid>{title}{name}</guid>"
        f"<pubDate>Tue, 04 Jan 2022 10:00:00 GMT</pubDate><description>{body}</description></item>"
        for name in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def held(answer: Answer, event: threading.Event) -> Answer:
    """An answer that waits for an event."""

    def wait(asked, connection):  # type: ignore[no-untyped-def]
        event.wait(10)
        answer(asked, connection)

    return wait


async def wait_for_list(pilot: Pilot[int], count: int) -> None:
    """Wait until the list has so many rows."""
    for _ in range(100):
        await pilot.pause(0.05)
        if main_screen(pilot).list.count == count:
            return
    raise AssertionError(f"{main_screen(pilot).list.count} rows, not {count}")


async def wait_until_done(pilot: Pilot[int]) -> None:
    """Wait until no errand runs any more."""
    for _ in range(200):
        await pilot.pause(0.05)
        if not main_screen(pilot)._news_clerk.is_busy:
            break
    await settle(pilot)


def feeds_screen(pilot: Pilot[int]) -> FeedsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, FeedsScreen)
    return screen


async def open_feeds(pilot: Pilot[int]) -> FeedsScreen:
    await pilot.press("1")
    await settle(pilot)
    return feeds_screen(pilot)


def shown(pilot: Pilot[int]) -> list[str]:
    """What stands in the feeds screen, logical text of titles aside."""
    return [row.strip() for row in rows_of(feeds_screen(pilot).items) if row.strip()]


# Refreshing


@pytest.mark.parametrize("key", ["R", "٢"])
async def test_a_key_refreshes_and_the_end_is_told(library: Library, server: FeedServer, key: str) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان"))))
    library.feeds.add(server.url("/missing"))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await wait_until_done(pilot)
        screen = main_screen(pilot)
        assert screen.notice.text == "2 new articles, 1 feed failed: key 1 shows why"
        assert not screen.progress.display
        await wait_for_list(pilot, 5)


async def test_the_row_above_the_footer_says_how_far_it_is_and_the_list_fills_meanwhile(
    library: Library, server: FeedServer
) -> None:
    go_on = threading.Event()
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان"))))
    library.feeds.add(server.at("/b", held(reply(feed("ثلاثة", title="ب")), go_on)))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await pilot.press("down", "2")
        await wait_for_list(pilot, 5)
        assert screen.list.cursor == 3
        row = rows_of(screen.progress)[0]
        assert row.strip() == "━" * 8 + "─" * 7 + " 1/2 feeds · 2 new articles · Esc stops"
        assert screen.progress.region.y == 22
        cursor = screen.list.row_at(screen.list.cursor)
        await pilot.press("2")
        assert "already" in screen.notice.text
        go_on.set()
        await wait_until_done(pilot)
        await wait_for_list(pilot, 6)
        assert screen.list.row_at(screen.list.cursor) == cursor


async def test_escape_stops_a_refresh_and_what_came_stays(library: Library, server: FeedServer) -> None:
    never = threading.Event()
    library.feeds.add(server.at("/a", reply(feed("واحد"))))
    library.feeds.add(server.at("/b", held(reply(feed("اثنان", title="ب")), never)))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("enter", "2")
        await wait_for_list(pilot, 4)
        began = time.monotonic()
        await pilot.press("escape")
        await wait_until_done(pilot)
        assert time.monotonic() - began < 4
        assert main_screen(pilot).notice.text == "Stopped: 1 new article; key 2 goes on"
        assert main_screen(pilot).active == "body"
        assert main_screen(pilot).list.count == 4
    never.set()


async def test_leaving_the_reader_stops_a_refresh(library: Library, server: FeedServer) -> None:
    never = threading.Event()
    library.feeds.add(server.at("/a", held(reply(feed("واحد")), never)))
    async with make_app(library).run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("2")
        for _ in range(50):
            await pilot.pause(0.05)
            if server.asked:
                break
        began = time.monotonic()
        await pilot.press("q")
    assert time.monotonic() - began < 4
    never.set()


async def test_a_screen_that_changes_its_size_while_it_refreshes_stays_whole(
    library: Library, server: FeedServer
) -> None:
    go_on = threading.Event()
    library.feeds.add(server.at("/a", reply(feed("واحد"))))
    library.feeds.add(server.at("/b", held(reply(feed("اثنان", title="ب")), go_on)))
    async with make_app(library).run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await wait_for_list(pilot, 4)
        for size in ((50, 20), (120, 36), (80, 24), (50, 20)):
            await pilot.resize_terminal(*size)
            await settle_frame(pilot)
            assert len(rows_of(main_screen(pilot).progress)[0]) == size[0] - 2
        go_on.set()
        await wait_until_done(pilot)
        await wait_for_list(pilot, 5)


async def settle_frame(pilot: Pilot[int]) -> None:
    await pilot.pause()
    await pilot.pause()


async def test_without_feeds_a_refresh_says_how_to_get_some(library: Library) -> None:
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await wait_until_done(pilot)
        assert main_screen(pilot).notice.text == "No feeds yet: key 1 adds some"


async def test_feeds_that_failed_a_moment_ago_wait_their_turn_and_are_counted(
    library: Library, server: FeedServer
) -> None:
    library.feeds.add(server.url("/missing"))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        for said in ("nothing new, 1 feed failed: key 1 shows why", "nothing new, 1 feed waits its turn"):
            await pilot.press("2")
            await wait_until_done(pilot)
            assert main_screen(pilot).notice.text == said


async def test_a_library_that_another_process_holds_is_told_of(
    library: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.database.BUSY_SECONDS", 0.2)
    library.feeds.add(server.at("/a", reply(feed("واحد"))))
    with contextlib.closing(sqlite3.connect(library.path / "library.sqlite3", isolation_level=None)) as other:
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await settle(pilot)
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("2")
            await wait_until_done(pilot)
            assert "another Warraq is writing" in main_screen(pilot).notice.text
            assert not main_screen(pilot).progress.display
            other.execute("ROLLBACK")
            await pilot.press("escape", "2")
            await wait_until_done(pilot)
            await wait_for_list(pilot, 4)


async def test_a_refresh_that_breaks_in_a_way_nobody_foresaw_is_told_of_and_is_over(
    library: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh = library.refresh_feeds
    monkeypatch.setattr(library, "refresh_feeds", lambda urls, **_: 1 // 0)
    library.feeds.add(server.at("/a", reply(feed("واحد"))))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await wait_until_done(pilot)
        assert "ZeroDivisionError" in main_screen(pilot).notice.text
        assert not main_screen(pilot).progress.display
        monkeypatch.setattr(library, "refresh_feeds", refresh)
        await pilot.press("2")
        await wait_for_list(pilot, 4)


async def test_a_setting_refreshes_at_the_start_and_nothing_else_does(library: Library, server: FeedServer) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد"))))
    async with make_app(library).run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.pause(1.2)
        assert server.asked == []
    app = WarraqApp(library, make_look(), say_in, habits=Habits(refresh_at_start=True))
    async with app.run_test(size=WIDE) as pilot:
        await wait_for_list(pilot, 4)


async def test_a_setting_refreshes_every_so_many_minutes_and_tells_of_what_is_new_only(
    library: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.screens.news_desk.MINUTE", 0.1)
    library.feeds.add(server.at("/a", in_turn(reply(feed("واحد")), reply(feed("واحد", "اثنان")))))
    app = WarraqApp(library, make_look("en"), say_in, habits=Habits(refresh_every=3))
    async with app.run_test(size=WIDE) as pilot:
        await wait_for_list(pilot, 5)
        notice = main_screen(pilot).notice
        assert notice.text == "1 new article"
        notice.dismiss()
        asked = server.times("/a")
        for _ in range(100):
            await pilot.pause(0.05)
            if server.times("/a") > asked + 1:
                break
        assert server.times("/a") > asked + 1
        assert not notice.display


# The feeds


@pytest.mark.parametrize("key", ["١", "f10"])
async def test_a_key_lists_the_feeds_by_category_with_their_counts(
    library: Library, server: FeedServer, key: str
) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان"))), category="Papers")
    library.feeds.add(server.at("/b", reply(feed("ثلاثة", title="Wire"))), title="Wire")
    library.feeds.add(server.url("/missing"), title="Lost", category="Papers")
    library.refresh_feeds()
    library.set_read(library.rows(library.keys())[0].id)
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        rows = shown(pilot)
        assert rows[0].startswith("Wire")
        assert rows[0].split()[1:] in (["1/1", "·", "just", "now"], ["0/1", "·", "just", "now"])
        assert rows[1] == "Papers"
        assert rows[2].startswith("Lost ")
        assert "0/0 · the server" in rows[2]
        assert rows[3].split()[-4] in ("2/2", "1/2")
        assert len(rows) == 4
        await pilot.press("home")
        await pilot.pause()
        assert feeds_screen(pilot).details.text.splitlines()[0].startswith("http://127.0.0.1")


async def test_the_whole_error_of_a_feed_is_told_below(library: Library, server: FeedServer) -> None:
    library.feeds.add(server.url("/missing"), title="Lost")
    library.refresh_feeds()
    error = library.feeds.get(server.url("/missing")).error
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        told = error.removeprefix(f"{server.url('/missing')}: ")
        assert screen.details.text.splitlines() == [server.url("/missing"), "asked just now", told]
        assert "".join(rows_of(screen.details)).replace(" ", "").endswith(told.replace(" ", ""))


async def test_an_empty_list_tells_how_to_begin(library: Library) -> None:
    async with make_app(library, "en").run_test(size=(50, 20)) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        assert "Press + to choose" in screen.details.text
        await pilot.press("x", "r", "f", "d", "c", "t", "enter")
        await settle(pilot)
        assert pilot.app.screen is screen


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_enter_lists_the_articles_of_a_feed_and_escape_steps_back(
    library: Library, server: FeedServer, language: Language
) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان"))))
    library.refresh_feeds()
    async with make_app(library, language).run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await pilot.press("end")
        await open_feeds(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert (screen.list.count, screen.active) == (2, "list")
        assert screen.list.heading == "أخبار"
        await pilot.press("/", *"واحد", "enter")
        await settle(pilot)
        assert screen.list.count == 1
        await pilot.press("escape")
        await settle(pilot)
        assert screen.list.count == 2
        await pilot.press("f", "escape")
        await settle(pilot)
        assert (screen.list.count, screen.list.cursor) == (5, 4)


async def test_a_search_from_elsewhere_is_made_in_the_whole_library(library: Library, server: FeedServer) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد"))))
    library.refresh_feeds()
    async with make_app(library).run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_feeds(pilot)
        await pilot.press("enter")
        await settle(pilot)
        main_screen(pilot).search_for("سوسة")
        await settle(pilot)
        assert main_screen(pilot).list.count == 1
        await pilot.press("escape")
        await settle(pilot)
        assert main_screen(pilot).list.count == 4


async def test_a_feed_goes_at_the_second_press_only_and_its_list_with_it(library: Library, server: FeedServer) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد"))), title="A")
    library.feeds.add(server.at("/b", reply(feed("اثنان", title="ب"))), title="B")
    library.refresh_feeds()
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_feeds(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert main_screen(pilot).list.count == 1
        screen = await open_feeds(pilot)
        await pilot.press("x", "down", "delete")
        await settle(pilot)
        assert len(library.feeds.all()) == 2
        await pilot.press("up", "x", "ء")
        await settle(pilot)
        assert [one.title for one in library.feeds.all()] == ["B"]
        assert "Its articles stay" in screen.details.text
        await pilot.press("escape")
        await settle(pilot)
        assert main_screen(pilot).list.count == 5
        assert main_screen(pilot).list.heading == "Articles"


PAGE = '<html><head><link rel="alternate" type="application/rss+xml" href="/a"></head><body>x</body></html>'


@pytest.mark.parametrize("key", ["a", "ش"])
async def test_an_address_is_asked_for_and_that_of_a_page_finds_its_feed(
    library: Library, server: FeedServer, key: str
) -> None:
    server.at("/a", reply(feed("واحد", "اثنان", title="Wire")))
    page = server.at("/page", reply(PAGE.encode(), content_type="text/html"))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        await pilot.press(key)
        await settle(pilot)
        pilot.app.screen.query_one(SearchBox).set_value(page)
        await pilot.press("enter")
        await settle(pilot)
        assert [one.url for one in library.feeds.all()] == [server.url("/a")]
        assert screen.details.text == "Subscribed: Wire"
        assert screen.feed is not None
        assert (screen.feed.url, screen.feed.articles) == (server.url("/a"), 2)
        await pilot.press("escape")
        await wait_for_list(pilot, 5)


async def test_an_address_without_a_feed_is_told_of(library: Library, server: FeedServer) -> None:
    server.at("/page", reply(b"<html><body>x</body></html>", content_type="text/html"))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        for address in (server.url("/page"), "::", ""):
            await pilot.press("a")
            await settle(pilot)
            pilot.app.screen.query_one(SearchBox).set_value(address)
            await pilot.press("enter")
            await settle(pilot)
            if address:
                assert address in screen.details.text
                assert "; " in screen.details.text
        assert library.feeds.all() == ()


async def test_what_can_be_set_is_set(library: Library, server: FeedServer) -> None:
    url = library.feeds.add(server.at("/a", reply(feed("واحد"))), title="A").url

    def now() -> Subscription:
        return library.feeds.get(url)

    async def answer(pilot: Pilot[int], key: str, text: str) -> None:
        await pilot.press(key)
        await settle(pilot)
        pilot.app.screen.query_one(SearchBox).set_value(text)
        await pilot.press("enter")
        await settle(pilot)

    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert now().fetches_pages
        await pilot.press("ب")
        await settle(pilot)
        assert not now().fetches_pages
        await answer(pilot, "d", "30")
        assert now().keep_days == 30
        await answer(pilot, "ي", "soon")
        assert "soon is no number of days" in screen.details.text
        await answer(pilot, "ي", "٧")
        assert now().keep_days == 7
        await answer(pilot, "d", "")
        assert now().keep_days is None
        await answer(pilot, "c", "Papers")
        assert now().category == "Papers"
        assert shown(pilot)[0] == "Papers"
        await answer(pilot, "ؤ", "")
        assert now().category == ""
        await answer(pilot, "t", "Another")
        assert now().title == "Another"
        await answer(pilot, "ف", "")
        assert not now().is_renamed


@pytest.mark.parametrize("key", ["r", "ق"])
async def test_one_feed_is_refreshed_and_the_list_of_feeds_follows(
    library: Library, server: FeedServer, key: str
) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان"))), title="A")
    library.feeds.add(server.at("/b", reply(feed("ثلاثة", title="ب"))), title="B")
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        await pilot.press("down", key)
        await wait_until_done(pilot)
        await pilot.pause(LOOK_EVERY + 0.2)
        await settle(pilot)
        assert [row.split()[:2] for row in shown(pilot)] == [["A", "0/0"], ["B", "1/1"]]
        assert screen.feed is not None
        assert screen.feed.title == "B"
        assert server.times("/a") == 0


async def test_a_refresh_of_another_process_shows_in_the_open_list(library: Library, server: FeedServer) -> None:
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان"))), title="A")
    with Library.open(library.path, seeds=False) as another:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            another.refresh_feeds()
            await pilot.pause(LOOK_EVERY + 0.2)
            await wait_for_list(pilot, 5)


@pytest.mark.parametrize("key", ["؟"])
async def test_help_opened_from_the_feeds_begins_with_their_keys(library: Library, key: str) -> None:
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await open_feeds(pilot)
        await pilot.press(key)
        await settle(pilot)
        rows = rows_of(pilot.app.screen.query_one(PairList))
        assert rows[0].strip() == "In the feeds"
        assert "Ins" in rows[2]


SIZES = ((120, 36), (80, 24), (50, 20))


@pytest.mark.parametrize("size", SIZES)
async def test_rows_of_feeds_in_a_latin_interface(library: Library, server: FeedServer, size: tuple[int, int]) -> None:
    listed(library, server)
    async with make_app(library, "en").run_test(size=size) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        width = min(100, size[0]) - 4
        error = f"0/0 · {library.feeds.get(server.url('/missing')).error.removeprefix(server.url('/missing'))[2:]}"
        assert rows_of(screen.items)[:4] == [
            "Lost" + cut(error, width // 2).rjust(width - 4),
            "Papers".ljust(width),
            "Wire" + "2/2 · just now".rjust(width - 4),
            " " * width,
        ]


def cut(text: str, width: int) -> str:
    """A Latin text as much of which is shown as has room."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


@pytest.mark.parametrize("size", SIZES)
async def test_rows_of_feeds_in_an_arabic_interface(
    library: Library, server: FeedServer, size: tuple[int, int]
) -> None:
    listed(library, server)
    async with make_app(library, "ar").run_test(size=size) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        width = min(100, size[0]) - 4
        rows = rows_of(screen.items)
        assert {len(row) for row in rows} == {width}
        # At the right the title, at the left the counts with their words, the first of them to its right.
        assert rows[2].endswith("Wire")
        assert cells(rows[2].removesuffix("Wire")) == ["\ufee5", "\ufef5", "\ufe8d", *" · 2/2"]
        assert rows[1] == "Papers".rjust(width)
        assert rows[0].endswith("Lost")
        assert cells(rows[0].removesuffix("Lost"))[-6:] == [*" · 0/0"]


def listed(library: Library, server: FeedServer) -> None:
    """Two feeds, one of which is not there any more."""
    library.feeds.add(server.at("/a", reply(feed("واحد", "اثنان", title="Wire"))), category="Papers")
    library.feeds.add(server.url("/missing"), title="Lost")
    library.refresh_feeds()


# Well-known feeds


async def test_well_known_feeds_are_found_by_typing_and_none_is_subscribed_unasked(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(library, "refresh_feeds", lambda urls, **_: asked.append(urls) or RefreshReport(1))
    async with make_app(library, "en").run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = await open_feeds(pilot)
        await pilot.press("+")
        await settle(pilot)
        known = pilot.app.screen
        assert isinstance(known, KnownFeedsScreen)
        rows = rows_of(known.query_one(PairList))
        assert rows[0].strip() == "Broadcasters"
        assert "aljazeera.net" in rows[1]
        assert library.feeds.all() == ()
        await pilot.press(*"bbci", "enter")
        await settle(pilot)
        assert [row.split()[0] for row in rows_of(known.query_one(PairList))[1:2]] == ["✓"]
        await pilot.press("enter", "escape", *"المصري", "up", "down", "enter")
        await settle(pilot)
        urls = [one.url for one in library.feeds.all()]
        assert sorted(one.split("/")[2] for one in urls) == ["feeds.bbci.co.uk", "www.almasryalyoum.com"]
        await pilot.press("escape", *"xyz", "enter")
        await settle(pilot)
        assert "None of this name" in rows_of(known.query_one(PairList))[0]
        await pilot.press("escape", "escape")
        await wait_until_done(pilot)
        assert pilot.app.screen is screen
        assert [sorted(one) for one in asked if isinstance(one, list)] == [sorted(urls)]
