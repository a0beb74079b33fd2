"""Many feeds are refreshed by another process while somebody reads, as if it were this one."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from index.errors import SubscriptionError
from index.library import Library
from index.news_reports import RefreshProgress
from index.refreshing import Refreshing
from tests.feed_server import FeedServer, raw, reply
from tests.index.test_refreshing import feed, item

FEEDS = 7


@pytest.fixture
def news(empty_library: Library) -> Library:
    """An empty library that somebody reads in."""
    empty_library.work_apart()
    return empty_library


def subscribe(library: Library, server: FeedServer) -> None:
    for number in range(FEEDS - 1):
        library.feeds.add(server.at(f"/{number}", reply(feed(item(number), item(f"{number}b")))))
    library.feeds.add(server.at("/gone", reply(b"", "404 Not Found")))


def _refuse(*_: object) -> None:
    raise AssertionError("refreshed in the process that somebody reads in")


def test_many_feeds_are_refreshed_there(news: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(news, server)
    monkeypatch.setattr(Refreshing, "refresh", _refuse)
    told: list[RefreshProgress] = []
    report = news.refresh_feeds(progress=told.append)
    assert (report.feeds, report.added, report.updated, report.is_cancelled) == (FEEDS, 2 * (FEEDS - 1), 0, False)
    (failed,) = report.failed
    assert failed.source == server.url("/gone")
    # Not each of them, for each costs a frame; but the first and the last.
    assert told[0] == RefreshProgress(0, FEEDS, 0, 0, 0)
    assert told[-1] == RefreshProgress(FEEDS, FEEDS, 2 * (FEEDS - 1), 0, 1)
    assert [state.done for state in told] == sorted({state.done for state in told})
    assert news.search("النفط").total == len(news.keys()) == 2 * (FEEDS - 1)
    assert "404" in news.feeds.get(server.url("/gone")).error


def test_originals_are_kept_there_too(news: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe(news, server)
    news.keeps_originals = True
    monkeypatch.setattr(Refreshing, "refresh", _refuse)
    news.refresh_feeds()
    (row,) = [row for row in news.rows(news.keys()) if row.title == "خبر 3"]
    assert (news.original(row.id) or b"").startswith(b"<item><title>")


def test_a_few_feeds_are_refreshed_here(news: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.refresh_apart.talk_apart", _refuse)
    news.feeds.add(server.at("/a", reply(feed(item(1)))))
    assert news.refresh_feeds().added == 1


def test_where_no_process_can_be_started_all_are_refreshed_here(
    news: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(news, server)

    def fail(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("index.apart.own_process", fail)
    assert news.refresh_feeds().added == 2 * (FEEDS - 1)


def test_a_feed_nobody_subscribed_to_is_told_before_anything_starts(
    news: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.refresh_apart.talk_apart", _refuse)
    with pytest.raises(SubscriptionError):
        news.refresh_feeds(["https://news.example/none"])


def test_it_stops_when_asked_and_reports_what_it_did(news: Library, server: FeedServer) -> None:
    subscribe(news, server)
    news.feeds.add(server.at("/slow", raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=20)))
    told: list[RefreshProgress] = []
    begin = time.monotonic()
    report = news.refresh_feeds(progress=told.append, is_cancelled=lambda: len(news.keys()) == 2 * (FEEDS - 1))
    assert (report.is_cancelled, report.added) == (True, 2 * (FEEDS - 1))
    assert time.monotonic() - begin < 15


def test_closing_the_library_ends_it(tmp_path: Path, server: FeedServer) -> None:
    library = Library.open(tmp_path / "closing", seeds=False)
    library.work_apart()
    for number in range(FEEDS):
        library.feeds.add(server.at(f"/{number}", raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=20)))
    thread = threading.Thread(target=library.refresh_feeds)
    thread.start()
    while not server.asked:
        time.sleep(0.01)
    begin = time.monotonic()
    library.leave_off()
    thread.join(5)
    assert not thread.is_alive()
    library.close()
    assert time.monotonic() - begin < 3
