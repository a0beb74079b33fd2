"""The whole of an article whose feed holds its beginning only, fetched while the reader looks at that."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.article import Article
from index.library import Library
from index.sources.exchange import Limits
from reader.screens.news_desk import same_place
from tests.feed_server import FeedServer, reply
from tests.reader.stage import main_screen, make_app, make_library, settle
from tests.reader.test_screen_news import held

SIZE = (80, 24)
OPENING = "اجتمع وزراء النفط في بغداد اليوم لبحث أسعار الخام وحصص الدول المصدرة في الربع المقبل."
REST = [
    f"وقال الوزير رقم {n} إن بلاده تلتزم بما اتفق عليه في فيينا، وإن السوق يحتاج إلى استقرار يخدم المنتجين"
    f" والمستهلكين معًا، وإن اللجنة الفنية تقدم تقريرها رقم {n} في الأسبوع الأول من الشهر المقبل."
    for n in range(1, 12)
]


def page(*paragraphs: str) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = "<head><meta charset='utf-8'><title>وزراء النفط في بغداد</title></head>"
    return f"<html lang='ar'>{head}<body><article><h1>وزراء النفط في بغداد</h1>{text}</article></body></html>".encode()


@pytest.fixture
def library(tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library with one article of a feed that holds beginnings only."""
    link = server.url("/page")
    item = (
        f"<item><title>وزراء النفط في بغداد</title><link>{link}</link><guid>1</guid>"
        f"<pubDate>Tue, 04 Jan 2022 10:00:00 GMT</pubDate><description>{OPENING}</description></item>"
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>أخبار</title>{item}</channel></rss>'
    with make_library(tmp_path, ()) as made:
        made._refreshing.get().limits = Limits(connect=2, read=5, total=10)
        monkeypatch.setattr(made.entity_index, "gather", lambda progress, is_patient: None)
        url = made.feeds.add(server.at("/feed", reply(feed.encode()))).url
        made.refresh_feeds()
        made.feeds.set_fetches_pages(url, True)
        yield made


def answer(server: FeedServer, *paragraphs: str) -> None:
    server.at("/page", reply(page(*paragraphs), content_type="text/html; charset=utf-8"))


async def wait_for_notice(pilot: Pilot[int], text: str) -> None:
    for _ in range(200):
        await pilot.pause(0.05)
        if text in main_screen(pilot).notice.text:
            return
    raise AssertionError(f"{main_screen(pilot).notice.text!r} does not hold {text!r}")


async def test_the_whole_article_takes_the_place_of_its_beginning(library: Library, server: FeedServer) -> None:
    go_on = threading.Event()
    server.at("/page", held(reply(page(OPENING, *REST), content_type="text/html; charset=utf-8"), go_on))
    async with make_app(library, "en").run_test(size=SIZE) as pilot:
        await wait_for_notice(pilot, "Fetching the full text…")
        body = main_screen(pilot).body
        assert body.text.endswith(OPENING)
        go_on.set()
        await wait_for_notice(pilot, "The full text is here")
        await settle(pilot)
        assert body.text.endswith(REST[-1])
        assert body.position == 0
        assert main_screen(pilot).article == library.article(main_screen(pilot).article.id)  # type: ignore[union-attr]
        assert server.times("/page") == 1
    async with make_app(library, "en").run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert main_screen(pilot).body.text.endswith(REST[-1])
        assert server.times("/page") == 1


async def test_a_page_that_is_not_there_leaves_the_beginning_and_says_why(library: Library, server: FeedServer) -> None:
    async with make_app(library, "en").run_test(size=SIZE) as pilot:
        await wait_for_notice(pilot, "404")
        assert "\n" not in main_screen(pilot).notice.text
        assert main_screen(pilot).body.text.endswith(OPENING)


async def test_an_article_that_was_left_meanwhile_disturbs_nobody(library: Library, server: FeedServer) -> None:
    go_on = threading.Event()
    server.at("/page", held(reply(page(OPENING, *REST), content_type="text/html; charset=utf-8"), go_on))
    folder = library.path.parent
    (folder / "other.txt").write_text("عنوان آخر\n\nكلام آخر.", encoding="utf-8")
    library.import_paths([folder / "other.txt"])
    async with make_app(library, "en").run_test(size=SIZE) as pilot:
        await wait_for_notice(pilot, "Fetching the full text…")
        await pilot.press(".")
        await pilot.pause(0.3)
        text = main_screen(pilot).body.text
        assert text.startswith("عنوان آخر")
        go_on.set()
        await settle(pilot)
        assert main_screen(pilot).body.text == text
        assert len(library.article(library.rows(library.keys())[0].id).body) > len(OPENING)


async def test_a_feed_that_is_not_set_to_is_not_fetched_from(library: Library, server: FeedServer) -> None:
    answer(server, OPENING, *REST)
    library.feeds.set_fetches_pages(server.url("/feed"), False)
    async with make_app(library, "en").run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert server.times("/page") == 0
        await pilot.press("5")
        await wait_for_notice(pilot, "The full text is here")
        await pilot.press("٥")
        await wait_for_notice(pilot, "no more than this")


async def test_an_article_without_an_address_can_not_be_fetched(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=SIZE) as pilot:
            await settle(pilot)
            await pilot.press("5")
            assert "no address" in main_screen(pilot).notice.text


def test_the_reading_place_is_found_again_in_the_whole_text() -> None:
    old = Article("x", "عنوان", "أول السطور هنا\nثاني السطور هنا وفيه كلام كثير لا يعاد")
    new = Article(
        "x", "عنوان أطول", "مقدمة\nأول السطور هنا\nفقرة بينهما\nثاني السطور هنا وفيه كلام كثير لا يعاد\nخاتمة"
    )
    place = old.text.index("ثاني")
    assert same_place(old, new, place) == new.text.index("ثاني")
    assert same_place(old, new, 0) == 0
    assert same_place(old, new, old.body_start) == old.body_start
    other = Article("x", "عنوان", "لا شيء")
    assert same_place(old, other, place) == len(other.text) - 1


async def test_leaving_the_reader_waits_for_no_page(library: Library, server: FeedServer) -> None:
    never = threading.Event()
    server.at("/page", held(reply(page(OPENING, *REST), content_type="text/html"), never))
    async with make_app(library, "en").run_test(size=SIZE) as pilot:
        await wait_for_notice(pilot, "Fetching the full text…")
        for _ in range(100):
            await pilot.pause(0.02)
            if server.times("/page"):
                break
        began = time.monotonic()
        await pilot.press("q")
    assert time.monotonic() - began < 3
    never.set()
