"""The commands about feeds, as scripts and cron use them."""

from __future__ import annotations

from pathlib import Path

from tests.feed_server import FeedServer, in_turn, redirect, reply
from tests.index.test_refreshing import PAGE, feed, item
from tests.reader.test_commands import Run, run

__all__ = ["run"]

HTML = '<html><head><link rel="alternate" type="application/rss+xml" href="/{}"></head><body>{}</body></html>'


def test_a_feed_is_added_listed_refreshed_and_removed(run: Run, server: FeedServer) -> None:
    url = server.at("/a", in_turn(reply(feed(item(1))), reply(feed(item(1), item(2)))))
    added = run("--lang", "en", "feeds", "add", url, "--category", "عراق")
    assert (added.code, added.out) == (0, "Subscribed: أخبار (1 new article)\n")
    assert run("feeds", "list").out == f"{url}\tأخبار\tعراق\t1\t1\t\n"
    done = run("feeds", "refresh", "--json")
    assert (done.code, done.json) == (
        0,
        {"feeds": 1, "unchanged": 0, "added": 1, "updated": 0, "waiting": 0, "failed": []},
    )
    assert run("search", "النفط", "--json").json["total"] == 2
    removed = run("--lang", "en", "feeds", "remove", url)
    assert (removed.code, removed.out) == (0, "")
    assert "2 articles kept" in removed.err
    assert run("feeds", "list", "--json").json == {"feeds": []}
    assert run("search", "النفط", "--json").json["total"] == 2


def test_a_list_as_json_tells_everything_of_each_feed(run: Run, server: FeedServer) -> None:
    url = server.at("/a", in_turn(reply(feed(item(1))), reply(b"", "404 Not Found")))
    assert run("feeds", "add", url, "--title", "جريدتي", "--json").json["added"] == 1
    assert run("feeds", "refresh").code == 1
    (record,) = run("feeds", "list", "--json").json["feeds"]
    assert record.keys() == {
        "url", "title", "site", "category", "language", "articles", "unread", "checked", "succeeded", "due",
        "failures", "error", "gone", "full_text", "keep_days",
    }  # fmt: skip
    assert (record["title"], record["language"], record["failures"]) == ("جريدتي", "ar", 1)
    assert "404" in record["error"]


def test_quiet_prints_nothing_on_success_and_one_line_for_each_failure(run: Run, server: FeedServer) -> None:
    run("feeds", "add", server.at("/a", reply(feed(item(1)))))
    assert run("feeds", "refresh", "--quiet") == (0, "", "")
    bad = server.at("/b", in_turn(reply(feed(item(2))), reply(b"", "500 Oops")))
    run("feeds", "add", bad)
    done = run("--lang", "en", "feeds", "refresh", "--quiet")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"warraq: {bad}: the server says 500: a fault of its own; try again later\n"
    # It waits now; cron hears of it once, and not every five minutes.
    assert run("feeds", "refresh", "--quiet") == (0, "", "")
    assert "أجاب الخادم بـ 500" in run("--lang", "ar", "feeds", "refresh", "--quiet", bad).err


def test_errors_are_one_line_and_fail(run: Run, server: FeedServer) -> None:
    url = server.at("/a", reply(feed()))
    assert run("feeds", "add", url).code == 0
    for arguments in (
        ("add", url),
        ("add", "file:///etc/passwd"),
        ("add", server.at("/none", reply(b"", "404 Not Found"))),
        ("add", server.at("/text", reply(b"just words", content_type="text/plain"))),
        ("remove", "https://unknown.example/"),
        ("refresh", "https://unknown.example/"),
        ("set", "https://unknown.example/", "--title", "x"),
        ("import-opml", "/nowhere/list.opml"),
    ):
        done = run("--lang", "en", "feeds", *arguments)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1), arguments
        assert done.err.startswith("warraq: ")
        assert "; " in done.err or "import-opml" in arguments
    for arguments in (("add",), ("set", url), ("set", url, "--keep-days", "0"), ("remove",), ("unknown",)):
        assert run("feeds", *arguments).code == 2, arguments


def test_a_page_is_as_good_as_its_feed(run: Run, server: FeedServer) -> None:
    server.at("/", reply(HTML.format("rss", "").encode(), content_type="text/html"))
    url = server.at("/rss", reply(feed(item(1))))
    assert run("feeds", "add", server.url("/"), "--json").json["url"] == url
    other = server.at("/other", reply(HTML.format("gone", "x").encode(), content_type="text/html"))
    failed = run("--lang", "en", "feeds", "add", other)
    assert (failed.code, failed.err.count("\n")) == (1, 1)
    assert "none of the feeds" in failed.err


def test_a_page_without_a_named_feed_is_asked_where_feeds_usually_lie(run: Run, server: FeedServer) -> None:
    page = server.at("/", reply(b"<html><body><p>words</p></body></html>", content_type="text/html"))
    url = server.at("/feed", reply(feed(item(1))))
    assert run("feeds", "add", page, "--json").json["url"] == url


def test_lists_go_out_and_come_in(run: Run, server: FeedServer, tmp_path: Path) -> None:
    run("feeds", "add", server.at("/a", reply(feed())), "--category", "عراق")
    written = run("feeds", "export-opml").out
    path = tmp_path / "feeds.opml"
    path.write_text(written, encoding="utf-8")
    other = ("--library", str(tmp_path / "other"))
    assert run(*other, "feeds", "import-opml", str(path), "--json").json == {"added": 1, "known": 0}
    assert run(*other, "feeds", "import-opml", "-", "--json", stdin=written.encode()).json == {"added": 0, "known": 1}
    (record,) = run(*other, "feeds", "list", "--json").json["feeds"]
    assert (record["category"], record["title"], record["checked"]) == ("عراق", "أخبار", None)


def test_settings_of_a_feed_are_changed(run: Run, server: FeedServer) -> None:
    url = server.at("/a", reply(feed()))
    run("feeds", "add", url)
    done = run(
        "feeds", "set", url, "--full-text", "--keep-days", "30", "--category", "ج", "--title", "ع", "--json"
    ).json
    assert (done["full_text"], done["keep_days"], done["category"], done["title"]) == (True, 30, "ج", "ع")
    done = run("feeds", "set", url, "--no-full-text", "--keep-days", "all", "--title", "", "--json").json
    assert (done["full_text"], done["keep_days"], done["category"], done["title"]) == (False, None, "ج", "أخبار")


def test_known_feeds_are_printed_and_none_is_subscribed(run: Run) -> None:
    offered = run("feeds", "known", "--json").json["feeds"]
    assert {"title", "url", "kind", "country"} == offered[0].keys()
    assert len(run("feeds", "known").out.splitlines()) == len(offered) > 10
    empty = run("--lang", "en", "feeds", "list")
    assert (empty.code, empty.out) == (0, "")
    assert "warraq feeds known" in empty.err


def test_a_moved_feed_is_named_by_its_new_address(run: Run, server: FeedServer) -> None:
    run("feeds", "add", server.at("/old", reply(feed(item(1)))))
    new = server.at("/new", reply(feed(item(1))))
    server.at("/old", redirect("/new", "301 Moved Permanently"))
    assert run("feeds", "refresh").code == 0
    assert run("feeds", "list", "--json").json["feeds"][0]["url"] == new


def test_help_speaks_the_users_language(run: Run) -> None:
    assert "الاشتراك في خلاصة" in run("--lang", "ar", "feeds", "add", "--help").out.replace("\n", " ")
    assert "Ask the feeds" in run("--lang", "en", "feeds", "--help").out
    assert "cli." not in run("--lang", "ar", "feeds", "refresh", "--help").out


def test_an_address_is_imported_whatever_lies_there(run: Run, server: FeedServer) -> None:
    served = {
        "/news.xml": reply(feed(item(1), item(2))),
        "/page": reply(PAGE.encode(), content_type="text/html; charset=utf-8"),
        "/lines": reply('{"title": "سطر", "body": "نص سطر"}\n'.encode(), content_type="application/x-ndjson"),
    }
    addresses = [server.at(path, answer) for path, answer in served.items()]
    done = run("import", *addresses, "--json")
    assert (done.code, done.json["added"], done.json["failed"]) == (0, 4, [])
    assert run("import", *addresses, "--json").json["duplicates"] == 4
    missing = server.at("/none", reply(b"", "404 Not Found"))
    failed = run("--lang", "en", "import", missing)
    assert (failed.code, failed.err.count("\n")) == (1, 1)
    assert failed.err.startswith(f"warraq: {missing}: the server says 404")
