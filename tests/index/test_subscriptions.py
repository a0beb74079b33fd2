"""Subscriptions are kept once each, as the user wants them, and leave their articles behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Article
from index.errors import SourceError, SubscriptionError
from index.incoming import Incoming
from index.library import Library

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="عراق"><outline text="بغداد"><outline type="rss" text="الأولى" xmlUrl="https://one.example/feed"/></outline>
<outline type="rss" text="الثانية" xmlUrl="https://two.example/rss" htmlUrl="https://two.example/"/></outline>
<outline type="rss" text="الثالثة" xmlUrl="http://www.three.example/rss/"/></body></opml>"""


def filled(library: Library, url: str, *ids: str) -> None:
    """Have a feed bring articles."""
    for one in ids:
        article = Article(one, f"عنوان {one}", f"نص {one}")
        library._store.put_incoming(Incoming(article, url, feeds=(url,)))


def test_a_feed_is_added_with_what_the_user_says_of_it(empty_library: Library) -> None:
    feeds = empty_library.feeds
    feed = feeds.add("news.example/feed", title=" جريدة\n", category="عراق")
    assert (feed.url, feed.title, feed.category) == ("https://news.example/feed", "جريدة", "عراق")
    assert (feed.checked, feed.due, feed.failures, feed.error) == (None, None, 0, "")
    assert (feed.is_renamed, feed.is_gone, feed.fetches_pages, feed.keep_days) == (True, False, False, None)
    assert feeds.add("https://www.other.example/rss").title == "other.example"
    assert [one.url for one in feeds.all()] == ["https://www.other.example/rss", "https://news.example/feed"]


@pytest.mark.parametrize(
    "again",
    [
        "https://news.example/feed",
        "http://www.news.example/feed/",
        "NEWS.example/feed?utm_source=x",
        "feed://news.example/feed#top",
    ],
)
def test_one_feed_is_subscribed_once_however_its_address_is_written(empty_library: Library, again: str) -> None:
    empty_library.feeds.add("https://news.example/feed")
    with pytest.raises(SubscriptionError, match="already subscribed"):
        empty_library.feeds.add(again)
    assert empty_library.feeds.get(again).url == "https://news.example/feed"
    assert empty_library.feeds.count() == 1
    empty_library.feeds.add("https://news.example/feed/sports")


def test_a_feed_that_goes_leaves_its_articles(empty_library: Library) -> None:
    url = empty_library.feeds.add("https://news.example/feed").url
    filled(empty_library, url, "a", "b")
    assert empty_library.feeds.remove("news.example/feed").articles == 2
    assert empty_library.feeds.all() == ()
    assert len(empty_library.keys()) == 2
    with pytest.raises(SubscriptionError, match="not subscribed"):
        empty_library.feeds.remove(url)
    assert empty_library.feeds.add(url).articles == 0


def test_articles_and_unread_ones_are_counted_by_feed(empty_library: Library) -> None:
    first = empty_library.feeds.add("https://one.example/feed").url
    second = empty_library.feeds.add("https://two.example/feed").url
    filled(empty_library, first, "a", "b", "c")
    filled(empty_library, second, "c", "d")
    empty_library.set_read("c")
    assert [(feed.articles, feed.unread) for feed in empty_library.feeds.all()] == [(3, 2), (2, 1)]
    assert empty_library.feeds.get(second).unread == 1


def test_settings_are_changed_and_survive_the_library_being_closed(tmp_path: Path) -> None:
    with Library.open(tmp_path / "l") as library:
        url = library.feeds.add("https://news.example/feed", title="x").url
        library.feeds.set_category(url, "عراق")
        library.feeds.set_fetches_pages(url, True)
        library.feeds.set_keep_days(url, 30)
        assert library.feeds.rename(url, "").title == "news.example"
    with Library.open(tmp_path / "l") as library:
        (feed,) = library.feeds.all()
        assert (feed.category, feed.fetches_pages, feed.keep_days, feed.is_renamed) == ("عراق", True, 30, False)
        assert library.feeds.set_keep_days(url, None).keep_days is None
        with pytest.raises(SubscriptionError):
            library.feeds.set_category("https://unknown.example/", "x")


def test_a_feed_that_moves_keeps_settings_and_articles(empty_library: Library) -> None:
    feeds = empty_library.feeds
    url = feeds.add("https://news.example/feed", category="عراق").url
    filled(empty_library, url, "a")
    empty_library.bookmark("a")
    assert feeds.move(url, "https://new.example/rss") == "https://new.example/rss"
    (feed,) = feeds.all()
    assert (feed.url, feed.category, feed.articles) == ("https://new.example/rss", "عراق", 1)
    assert empty_library.marks("a").is_bookmarked
    # From http to https, which is one address in normal form.
    plain = feeds.add("http://plain.example/feed").url
    assert feeds.move(plain, "https://plain.example/feed") == "https://plain.example/feed"

    assert feeds.count() == 2


def test_two_feeds_that_become_one_share_their_articles(empty_library: Library) -> None:
    feeds = empty_library.feeds
    old, new = feeds.add("https://old.example/feed").url, feeds.add("https://new.example/feed", title="ج").url
    filled(empty_library, old, "a", "b")
    filled(empty_library, new, "b", "c")
    assert feeds.move(old, "http://new.example/feed/") == new
    (feed,) = feeds.all()
    assert (feed.url, feed.title, feed.articles) == (new, "ج", 3)


def test_a_list_is_imported_once_and_comes_out_as_it_went_in(empty_library: Library, tmp_path: Path) -> None:
    feeds = empty_library.feeds
    feeds.add("https://three.example/rss")
    assert feeds.import_opml(OPML.encode(), "list.opml") == (2, 1)
    assert feeds.import_opml(OPML.encode(), "list.opml") == (0, 3)
    named = {feed.url: (feed.title, feed.category, feed.site) for feed in feeds.all()}
    assert named["https://one.example/feed"] == ("الأولى", "عراق/بغداد", "")
    assert named["https://two.example/rss"] == ("الثانية", "عراق", "https://two.example/")
    written = feeds.export_opml()
    with Library.open(tmp_path / "other", seeds=False) as other:
        assert other.feeds.import_opml(written.encode(), "again.opml") == (3, 0)
        again = {feed.url: (feed.title, feed.category, feed.site) for feed in other.feeds.all()}
    assert again.keys() == named.keys()
    assert again["https://one.example/feed"] == named["https://one.example/feed"]


@pytest.mark.parametrize("data", [b"", b"no list", b"<rss><channel/></rss>"])
def test_what_is_no_list_is_refused_and_changes_nothing(empty_library: Library, data: bytes) -> None:
    with pytest.raises(SourceError):
        empty_library.feeds.import_opml(data, "list.opml")
    assert empty_library.feeds.all() == ()


def test_known_feeds_are_offered_and_none_is_subscribed(empty_library: Library) -> None:
    offered = empty_library.feeds.known()
    assert len(offered) > 10
    assert empty_library.feeds.all() == ()
    assert len({empty_library.feeds.add(one.url, title=one.title).url for one in offered}) == len(offered)
