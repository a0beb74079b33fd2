"""A refresh asks the feeds and takes in what is new; whatever a server does, the state is right afterwards."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from index.article import Article
from index.errors import FetchError, SourceError, SubscriptionError
from index.incoming import Incoming
from index.library import Library
from index.news_reports import RefreshProgress
from index.sources.exchange import Limits
from tests.feed_server import Answer, FeedServer, endless, in_turn, raw, redirect, reply, serving

ROOT = Path(__file__).parents[2]
WORDS = "اجتمع المجلس اليوم في بغداد وبحث أسعار النفط"
LONG = " ".join([WORDS] * 20)


@pytest.fixture
def news(empty_library: Library) -> Library:
    """An empty library that waits for nobody long."""
    empty_library._refreshing.get().limits = Limits(size=300_000, connect=2, read=1, total=3)
    return empty_library


def item(number: int | str, text: str = LONG, *, title: str = "", link: str = "", date: bool = True) -> str:
    link = link or f"https://news.example/{number}"
    day = "<pubDate>Mon, 05 Jul 2021 10:00:00 GMT</pubDate>" if date else ""
    title = title or f"خبر {number}"
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link><guid>g{number}</guid>{day}"
        f"<description>{escape(text)}</description></item>"
    )


def feed(*items: str, title: str = "أخبار") -> bytes:
    head = f"<title>{title}</title><link>https://news.example/</link><language>ar</language>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def titles(library: Library) -> list[str]:
    return sorted(row.title for row in library.rows(library.keys()))


def error_of(library: Library, url: str) -> str:
    return library.feeds.get(url).error


# What is new comes in


def test_what_is_new_comes_in_and_is_found(news: Library, server: FeedServer) -> None:
    url = news.feeds.add(server.at("/a", reply(feed(item(1), item(2))))).url
    report = news.refresh_feeds()
    assert (report.feeds, report.added, report.updated, report.failed) == (1, 2, 0, ())
    assert titles(news) == ["خبر 1", "خبر 2"]
    assert news.search("النفط").total == 2
    subscription = news.feeds.get(url)
    assert (subscription.title, subscription.site, subscription.language) == ("أخبار", "https://news.example/", "ar")
    assert (subscription.articles, subscription.unread, subscription.failures) == (2, 2, 0)
    assert subscription.succeeded == subscription.checked != None  # noqa: E711  # both claims in one line
    news.set_read(news.rows(news.keys())[0].id)
    assert news.feeds.get(url).unread == 1
    server.at("/a", reply(feed(item(2), item(3))))
    report = news.refresh_feeds()
    assert (report.added, report.updated) == (1, 0)
    assert news.feeds.get(url).articles == 3


def test_nothing_is_sent_twice(news: Library, server: FeedServer) -> None:
    def answer(asked, connection):  # type: ignore[no-untyped-def]
        is_known = asked.headers.get("if-none-match") == '"1"' or "if-modified-since" in asked.headers
        (reply(b"", "304 Not Modified") if is_known else fresh)(asked, connection)

    for path, validator in (("/etag", {"ETag": '"1"'}), ("/day", {"Last_Modified": "Mon, 05 Jul 2021 10:00:00 GMT"})):
        fresh = reply(feed(item(path)), **validator)
        server.at(path, answer)
        news.feeds.add(server.url(path))
        assert news.refresh_feeds([server.url(path)]).added == 1
        report = news.refresh_feeds([server.url(path)])
        assert (report.feeds, report.unchanged, report.added, report.failed) == (1, 1, 0, ())
    report = news.refresh_feeds(force=True)
    assert (report.feeds, report.unchanged, report.added, report.updated) == (2, 0, 0, 0)


def test_a_corrected_article_is_updated_and_keeps_its_marks(news: Library, server: FeedServer) -> None:
    news.feeds.add(server.at("/a", reply(feed(item(1)))))
    news.refresh_feeds()
    (row,) = news.rows(news.keys())
    news.bookmark(row.id)
    news.note(row.id, "مهم")
    server.at("/a", reply(feed(item(1, LONG + " تصحيح", title="خبر مصحح"))))
    report = news.refresh_feeds()
    assert (report.added, report.updated) == (0, 1)
    (row,) = news.rows(news.keys())
    assert (row.title, row.is_bookmarked) == ("خبر مصحح", True)
    assert news.marks(row.id).note == "مهم"
    assert news.search("تصحيح").total == 1


def test_one_story_in_two_feeds_is_one_article_that_does_not_change_back_and_forth(
    news: Library, server: FeedServer
) -> None:
    first = news.feeds.add(server.at("/a", reply(feed(item(1), title="سياسة")))).url
    news.refresh_feeds()
    second = news.feeds.add(
        server.at("/b", reply(feed(item(1, "شيء آخر " + LONG, title="عنوان آخر"), title="رياضة")))
    ).url
    for _ in range(2):
        report = news.refresh_feeds()
        assert (report.feeds, report.added, report.updated) == (2, 0, 0)
    (row,) = news.rows(news.keys())
    assert (row.title, row.source) == ("خبر 1", "سياسة")
    assert [news.feeds.get(url).articles for url in (first, second)] == [1, 1]


def test_the_users_title_and_category_go_to_the_articles(news: Library, server: FeedServer) -> None:
    news.feeds.add(server.at("/a", reply(feed(item(1)))), title="جريدتي", category="عراق")
    news.refresh_feeds()
    (row,) = news.rows(news.keys())
    article = news.article(row.id)
    assert (article.source, article.category) == ("جريدتي", "عراق")


def test_an_undated_article_is_of_the_day_it_came_and_stays_so(news: Library, server: FeedServer) -> None:
    news.feeds.add(server.at("/a", reply(feed(item(1, date=False)))))
    today = datetime.now(UTC).date()
    news.refresh_feeds()
    (row,) = news.rows(news.keys())
    assert row.date in (today.isoformat(), (today + timedelta(days=1)).isoformat())
    assert news.refresh_feeds().updated == 0


def test_an_empty_channel_is_no_error(news: Library, server: FeedServer) -> None:
    url = news.feeds.add(server.at("/a", reply(feed()))).url
    report = news.refresh_feeds()
    assert (report.failed, report.added, error_of(news, url)) == ((), 0, "")


def test_a_feed_cut_off_in_the_middle_keeps_its_first_items_and_is_asked_for_whole_again(
    news: Library, server: FeedServer
) -> None:
    whole = feed(item(1), item(2), item(3))
    server.at("/a", reply(whole[: whole.index(b"<title>" + "خبر 3".encode())], ETag='"1"'))
    news.feeds.add(server.url("/a"))
    report = news.refresh_feeds()
    assert report.added >= 2
    assert "cut off" in report.warnings[0]
    server.at("/a", reply(whole, ETag='"1"'))
    assert news.refresh_feeds().added == 3 - report.added
    assert "if-none-match" not in server.asked[-1].headers


# What goes wrong


FAULTS: dict[str, tuple[Answer, str]] = {
    "missing": (reply(b"", "404 Not Found"), "404"),
    "denied": (reply(b"", "403 Forbidden"), "403"),
    "fault": (reply(b"", "500 Oops"), "500"),
    "empty": (reply(b""), "empty"),
    "page": (reply(b"<!DOCTYPE html><html><body>Error</body></html>", content_type="text/html"), "web page"),
    "picture": (reply(b"\x89PNG\r\n\x1a\n" + bytes(200), content_type="image/png"), "neither XML nor JSON"),
    "object": (reply(b"{}", content_type="application/json"), "JSON"),
    "cut": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", feed(item(9))), "cut off"),
    "chunks": (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense"), "damaged"),
    "silent": (raw(b"HTTP/1.1 200 OK\r\n\r\n", b"<rss>", pause=2), "stopped answering"),
    "loop": (redirect("/loop"), "loop"),
    "file": (redirect("file:///etc/passwd"), "no web address"),
    "endless": (endless(200_000_000), "more than 0.3 MB"),
    "bomb": (reply(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"), "more than 0.3 MB"),
    "entity": (reply(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'), "outside"),
}


def test_an_error_is_kept_beside_its_feed_and_changes_nothing_else(news: Library, server: FeedServer) -> None:
    good = news.feeds.add(server.at("/good", reply(feed(item("good"))))).url
    urls = {name: server.at(f"/{name}", reply(feed(item(name)), ETag='"1"')) for name in FAULTS}
    for url in urls.values():
        news.feeds.add(url)
    assert news.refresh_feeds().added == len(FAULTS) + 1
    before = titles(news)
    for name, (answer, _) in FAULTS.items():
        server.at(f"/{name}", answer)
    report = news.refresh_feeds()
    errors = {failed.source: failed.error for failed in report.failed}
    assert (report.feeds, errors.keys()) == (len(FAULTS) + 1, set(urls.values()))
    for name, (_, said) in FAULTS.items():
        subscription = news.feeds.get(urls[name])
        assert said in subscription.error
        assert subscription.error == errors[urls[name]]
        assert "\n" not in subscription.error
        assert (subscription.failures, subscription.articles, subscription.is_gone) == (1, 1, False)
    assert (error_of(news, good), titles(news)) == ("", before)
    # They are left alone for a while, unless they are named; then they are asked as before.
    report = news.refresh_feeds()
    assert (report.feeds, report.waiting) == (1, len(FAULTS))
    for name in FAULTS:
        server.at(f"/{name}", reply(feed(item(name), item(f"{name} 2"))))
    assert news.refresh_feeds(list(urls.values())).added == len(FAULTS)
    assert all(asked.headers["if-none-match"] == '"1"' for asked in server.asked[-len(FAULTS) :])
    for url in urls.values():
        assert (error_of(news, url), news.feeds.get(url).failures, news.feeds.get(url).due) == ("", 0, None)


def wait_of(library: Library, url: str) -> timedelta:
    subscription = library.feeds.get(url)
    assert subscription.due is not None
    assert subscription.checked is not None
    return datetime.fromisoformat(subscription.due) - datetime.fromisoformat(subscription.checked)


def test_the_oftener_a_feed_fails_the_longer_it_is_left_alone(news: Library, server: FeedServer) -> None:
    url = news.feeds.add(server.at("/a", reply(b"", "500 Oops"))).url
    waits = []
    for _ in range(3):
        news.refresh_feeds([url])
        waits.append(wait_of(news, url))
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20)]
    for _ in range(40):
        news.feeds.note_failure(url, SourceError(url, "x", "y"))
    assert wait_of(news, url) == timedelta(days=1)


def test_retry_after_is_obeyed(news: Library, server: FeedServer) -> None:
    url = news.feeds.add(server.at("/a", reply(b"", "429 Too Many Requests", Retry_After="7200"))).url
    news.refresh_feeds()
    assert wait_of(news, url) == timedelta(hours=2)
    assert news.refresh_feeds().feeds == 0
    assert server.times("/a") == 1


def test_what_is_gone_is_never_asked_again_unless_forced(news: Library, server: FeedServer) -> None:
    url = news.feeds.add(server.at("/a", in_turn(reply(b"", "410 Gone"), reply(feed(item(1)))))).url
    assert "gone" in news.refresh_feeds().failed[0].error
    assert news.feeds.get(url).is_gone
    assert news.refresh_feeds().feeds == 0
    with pytest.raises(SubscriptionError, match="--force"):
        news.refresh_feeds([url])
    assert server.times("/a") == 1
    assert news.refresh_feeds(force=True).added == 1
    assert not news.feeds.get(url).is_gone


def test_without_a_network_no_feed_is_to_blame(news: Library, server: FeedServer) -> None:
    with serving() as gone:
        dead = [news.feeds.add(gone.url(f"/{number}")).url for number in range(2)]
    report = news.refresh_feeds()
    assert [failed.source for failed in report.failed] == dead or len(report.failed) == 2
    assert [(news.feeds.get(url).failures, news.feeds.get(url).due) for url in dead] == [(0, None)] * 2
    assert "online" in error_of(news, dead[0])
    news.feeds.add(server.at("/a", reply(feed())))
    news.refresh_feeds()
    assert [news.feeds.get(url).failures for url in dead] == [1, 1]


# Feeds that move


def test_a_moved_feed_is_followed_with_its_articles_and_marks(news: Library, server: FeedServer) -> None:
    entry = item(1).replace("https://news.example/1", "")
    old = news.feeds.add(server.at("/old", reply(feed(entry))), category="عراق").url
    news.refresh_feeds()
    (row,) = news.rows(news.keys())
    news.bookmark(row.id)
    new = server.at("/new", reply(feed(entry.replace("خبر 1", "خبر 1 مصحح"))))
    server.at("/old", redirect("/new", "301 Moved Permanently"))
    for _ in range(2):
        assert news.refresh_feeds().failed == ()
    (subscription,) = news.feeds.all()
    assert (subscription.url, subscription.category, subscription.articles) == (new, "عراق", 1)
    assert server.times("/old") == 2
    (row,) = news.rows(news.keys())
    assert (row.title, row.is_bookmarked) == ("خبر 1 مصحح", True)
    with pytest.raises(SubscriptionError):
        news.feeds.get(old)


def test_a_feed_that_moves_to_a_subscribed_one_becomes_it(news: Library, server: FeedServer) -> None:
    news.feeds.add(server.at("/old", reply(feed(item(1)))))
    new = news.feeds.add(server.at("/new", reply(feed(item(2))))).url
    news.refresh_feeds()
    server.at("/old", redirect("/new", "308 Permanent Redirect"))
    news.refresh_feeds()
    (subscription,) = news.feeds.all()
    assert (subscription.url, subscription.articles) == (new, 2)
    assert titles(news) == ["خبر 1", "خبر 2"]


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect"])
def test_a_feed_that_is_elsewhere_for_a_while_keeps_its_address(news: Library, server: FeedServer, status: str) -> None:
    server.at("/new", reply(feed(item(1))))
    url = news.feeds.add(server.at("/old", redirect("/new", status))).url
    assert news.refresh_feeds().added == 1
    assert [one.url for one in news.feeds.all()] == [url]


def test_a_permanent_redirect_to_what_is_no_feed_is_not_followed_for_good(news: Library, server: FeedServer) -> None:
    server.at("/login", reply(b"<html><body>Log in</body></html>", content_type="text/html"))
    url = news.feeds.add(server.at("/old", redirect("/login", "301 Moved Permanently"))).url
    news.refresh_feeds()
    assert "web page" in error_of(news, url)


# While it runs


def test_progress_is_told_and_a_refresh_can_be_broken_off(news: Library, server: FeedServer) -> None:
    news.feeds.add(server.at("/a", reply(feed(item(1)))))
    news.feeds.add(server.at("/b", reply(b"", "404 Not Found")))
    told: list[RefreshProgress] = []
    news.refresh_feeds(progress=told.append)
    assert [state.done for state in told] == [0, 1, 2]
    assert told[-1] == RefreshProgress(2, 2, 1, 0, 1)
    slow = news.feeds.add(server.at("/slow", raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=20))).url
    news._refreshing.get().limits = Limits(read=30, total=30)
    begin = time.monotonic()
    report = news.refresh_feeds([slow], is_cancelled=lambda: time.monotonic() > begin + 0.3)
    assert (report.is_cancelled, report.failed, report.added) == (True, (), 0)
    assert time.monotonic() - begin < 3
    assert news.feeds.get(slow).checked is None


def test_closing_the_library_breaks_a_refresh_off(tmp_path: Path, server: FeedServer) -> None:
    library = Library.open(tmp_path / "closing", seeds=False)
    library.feeds.add(server.at("/slow", raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=20)))
    thread = threading.Thread(target=library.refresh_feeds)
    thread.start()
    while not server.asked:
        time.sleep(0.01)
    begin = time.monotonic()
    library.close()
    thread.join(5)
    assert not thread.is_alive()
    assert time.monotonic() - begin < 3


def test_a_subscription_removed_while_it_is_fetched_stays_removed(news: Library, server: FeedServer) -> None:
    url = server.url("/a")

    def answer(asked, connection):  # type: ignore[no-untyped-def]
        news.feeds.remove(url)
        reply(feed(item(1)))(asked, connection)

    server.at("/a", answer)
    news.feeds.add(url)
    report = news.refresh_feeds()
    assert (report.added, report.failed, news.feeds.all(), titles(news)) == (0, (), (), [])


def test_a_thousand_items_come_whole(news: Library, server: FeedServer) -> None:
    news._refreshing.get().limits = Limits()
    news.feeds.add(server.at("/a", reply(feed(*(item(number) for number in range(1_000))))))
    assert news.refresh_feeds().added == 1_000


def test_kill_nine_in_the_middle_of_a_refresh_loses_and_doubles_nothing(tmp_path: Path, server: FeedServer) -> None:
    folder = tmp_path / "killed"
    with Library.open(folder, seeds=False) as library:
        for number in range(6):
            body = feed(*(item(f"{number}-{place}") for place in range(60)))
            library.feeds.add(server.at(f"/{number}", reply(body, ETag=f'"{number}"')))
    code = (
        f"from index.library import Library; from pathlib import Path; Library(Path({str(folder)!r})).refresh_feeds()"
    )
    for wait in (0.1, 0.2):
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
        deadline = time.monotonic() + 20
        with Library.open(folder, seeds=False) as library:
            before = len(library.keys())
            while len(library.keys()) == before and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(wait / 10)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    with Library.open(folder, seeds=False) as library:
        library.refresh_feeds()
        assert len(set(titles(library))) == len(library.keys()) == 360
        assert library.search("النفط").total == 360
        assert sum(feed.articles for feed in library.feeds.all()) == 360
        assert library.doctor()[0].is_ok


# Subscribing


def test_subscribing_takes_in_what_the_feed_holds(news: Library, server: FeedServer) -> None:
    url = server.at("/a", reply(feed(item(1), item(2)), ETag='"1"'))
    done = news.subscribe(url, category="عراق")
    assert (done.feed.url, done.feed.title, done.feed.category, done.added) == (url, "أخبار", "عراق", 2)
    assert news.search("النفط").total == 2
    server.at("/a", reply(b"", "304 Not Modified"))
    assert news.refresh_feeds().unchanged == 1
    assert server.asked[-1].headers["if-none-match"] == '"1"'
    with pytest.raises(SubscriptionError, match="already subscribed"):
        news.subscribe(url + "/?utm_source=x")
    assert len(server.asked) == 2


def test_subscribing_follows_a_permanent_redirect(news: Library, server: FeedServer) -> None:
    new = server.at("/new", reply(feed(item(1))))
    assert news.subscribe(server.at("/old", redirect("/new", "301 Moved Permanently"))).feed.url == new


def test_what_is_no_feed_is_not_subscribed(news: Library, server: FeedServer) -> None:
    with pytest.raises(FetchError) as caught:
        news.subscribe(server.at("/none", reply(b"", "404 Not Found")))
    assert caught.value.kind == "missing"
    with pytest.raises(FetchError) as caught:
        news.subscribe(server.at("/text", reply(b"just words", content_type="text/plain")))
    assert caught.value.kind == "not_a_feed"
    assert news.feeds.all() == ()


# Whole articles


PAGE_TEXT = "".join(f"<p>{WORDS}، وقال الوزير في الفقرة {number} إن القرار نهائي.</p>" for number in range(12))
PAGE = (
    f'<html lang="ar"><head><title>خبر 1</title></head><body><article><h1>خبر 1</h1>{PAGE_TEXT}</article></body></html>'
)


def summary_of(library: Library, server: FeedServer, text: str = WORDS + "…", path: str = "/page") -> str:
    """The id of an article of which the feed holds the beginning only."""
    library.feeds.add(server.at("/a", reply(feed(item(1, text, link=server.url(path))))))
    library.refresh_feeds()
    (row,) = library.rows(library.keys())
    return row.id


def test_the_page_gives_the_rest_of_an_article(news: Library, server: FeedServer) -> None:
    server.at("/page", reply(PAGE.encode(), content_type="text/html; charset=utf-8"))
    article_id = summary_of(news, server)
    news.bookmark(article_id)
    whole = news.fetch_full(article_id)
    assert "الفقرة 11" in whole.body
    assert (whole.title, whole.id, whole.source) == ("خبر 1", article_id, "أخبار")
    assert news.article(article_id) == whole
    assert news.marks(article_id).is_bookmarked
    assert news.search("نهائي").total == 1
    # The feed still holds the beginning only, and even a longer text of its own changes nothing.
    assert news.refresh_feeds().updated == 0
    server.at("/a", reply(feed(item(1, "بداية أخرى " + WORDS, link=server.url("/page")))))
    assert (news.refresh_feeds().updated, news.article(article_id)) == (0, whole)


def test_a_page_that_tells_less_or_something_else_changes_nothing(news: Library, server: FeedServer) -> None:
    server.at("/page", reply(f"<html><body><article><p>{WORDS}</p></article></body></html>".encode()))
    article_id = summary_of(news, server)
    before = news.article(article_id)
    consent = "<p>نستخدم ملفات تعريف الارتباط لتحسين خدماتنا، ويرجى الموافقة على الشروط والأحكام كلها قبل المتابعة.</p>"
    head = '<head><meta property="og:type" content="article"><title>سياسة الخصوصية</title></head>'
    page = f"<html>{head}<body><article><h1>سياسة الخصوصية</h1>{consent * 9}</article></body></html>"
    server.at("/page", reply(page.encode()))
    assert news.fetch_full(article_id) == before
    for answer in (reply(b"", "404 Not Found"), reply(b"<html><body></body></html>"), redirect("/page")):
        server.at("/page", answer)
        with pytest.raises(SourceError, match="/page: "):
            news.fetch_full(article_id)
        assert news.article(article_id) == before


def test_only_feeds_that_are_set_so_have_their_pages_fetched_on_opening(news: Library, server: FeedServer) -> None:
    server.at("/page", reply(PAGE.encode(), content_type="text/html"))
    article_id = summary_of(news, server)
    assert not news.wants_page(article_id)
    news.feeds.set_fetches_pages(server.url("/a"), True)
    assert news.wants_page(article_id)
    news.fetch_full(article_id)
    assert not news.wants_page(article_id)
    assert server.times("/page") == 1


def test_a_strangers_feed_can_name_no_page_in_a_private_network(news: Library, server: FeedServer) -> None:
    url = "https://public.example/feed"
    news.feeds.add(url)
    server.at("/page", reply(PAGE.encode()))
    article = Article("x", "خبر", WORDS, url=server.url("/page"))
    news._store.put_incoming(Incoming(article, url, is_summary=True, feeds=(url,)))
    with pytest.raises(FetchError) as caught:
        news.fetch_full("x")
    assert (caught.value.kind, server.asked) == ("private", [])


def test_an_article_without_an_address_says_so(news: Library) -> None:
    news._store.put_incoming(Incoming(Article("x", "خبر", WORDS), "file.txt"))
    with pytest.raises(SourceError, match="no address"):
        news.fetch_full("x")


# The workers


def test_a_reading_that_takes_too_long_is_given_up_and_the_next_one_goes_on() -> None:
    from index.sources.workers import Workers

    workers = Workers(1)
    try:
        begin = time.monotonic()
        with pytest.raises(SourceError, match=r"within 0\.05 seconds"):
            workers.read(
                "feed", "x", feed(*(item(number) for number in range(9_000))), "https://a.example/", patience=0.05
            )
        assert time.monotonic() - begin < 5
        assert len(workers.read("feed", "x", feed(item(1)), "https://a.example/").items) == 1
        with pytest.raises(SourceError, match="neither XML"):
            workers.read("feed", "x", b"words", "https://a.example/")
        assert len(workers.read("feed", "x", feed(item(1)), "https://a.example/").items) == 1
    finally:
        workers.close()
    with pytest.raises(SourceError, match="broken off"):
        workers.read("feed", "x", feed(), "https://a.example/")


def test_readings_in_hand_and_waiting_ones_end_when_all_are_halted() -> None:
    from index.sources.workers import Workers

    workers = Workers(1)
    large = feed(*map(item, range(9_000)))
    ends: list[str] = []

    def read() -> None:
        try:
            workers.read("feed", "x", large, "https://a.example/")
        except SourceError as error:
            ends.append(error.problem)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    begin = time.monotonic()
    workers.halt()
    for thread in threads:
        thread.join(10)
    assert time.monotonic() - begin < 2
    assert sorted(ends) == ["it was broken off", "it was broken off", "reading it failed"]
    assert len(workers.read("feed", "x", feed(item(1)), "https://a.example/").items) == 1
    workers.close()


def test_where_no_process_can_be_started_feeds_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.sources.workers import Workers

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    workers = Workers()
    assert len(workers.read("feed", "x", feed(item(1)), "https://a.example/").items) == 1
    with pytest.raises(SourceError, match="neither XML"):
        workers.read("feed", "x", b"words", "https://a.example/")
    workers.close()
