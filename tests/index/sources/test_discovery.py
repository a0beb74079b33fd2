"""The feeds of a page."""

from __future__ import annotations

import pytest

from index.sources.discovery import FeedLink, discover_feeds, usual_addresses
from index.sources.known_feeds import known_feeds

PAGE = "https://akhbar.example/ar/news"


def urls(html: str, address: str = PAGE) -> list[str]:
    return [link.url for link in discover_feeds(html.encode(), address)]


def test_the_feeds_a_page_names_in_its_head() -> None:
    html = (
        '<head><link rel="alternate" type="application/rss+xml" title="أخبار &amp; رأي" href="rss.xml">'
        "<LINK HREF=/atom REL='ALTERNATE nofollow' TYPE='application/atom+xml; charset=utf-8'>"
        '<link rel="alternate" hreflang="en" href="/en"><link rel="stylesheet" href="/rss.css">'
        '<link rel="alternate" type="application/json+oembed" href="/oembed"></head><a href="/feed">x</a>'
    )
    assert discover_feeds(html.encode("cp1256"), PAGE) == (
        FeedLink("https://akhbar.example/ar/rss.xml", "أخبار & رأي", "application/rss+xml"),
        FeedLink("https://akhbar.example/atom", "", "application/atom+xml"),
    )


def test_a_base_element_moves_relative_addresses() -> None:
    html = '<base href="https://cdn.example/x/"><link rel=alternate type=application/rss+xml href=feed>'
    assert urls(html) == ["https://cdn.example/x/feed"]


def test_links_that_look_like_feeds_are_the_second_choice() -> None:
    html = (
        '<a href="/rss/all"><b>خلاصات</b></a><a href="feed://akhbar.example/feed">x</a>'
        '<a href="/feedback">لا</a><a href="https://www.facebook.com/rss">لا</a><a href="javascript:rss">لا</a>'
        '<a href="/story/rss-in-the-news">لا</a><script>"<a href=/rss>"</script><a href="/?feed=rss2">نعم</a>'
    )
    assert urls(html) == [
        "https://akhbar.example/rss/all",
        "http://akhbar.example/feed",
        "https://akhbar.example/?feed=rss2",
    ]
    assert discover_feeds(html.encode(), PAGE)[0].title == "خلاصات"


@pytest.mark.parametrize(
    "html", ["", "<p>لا شيء</p>", "\x00\x01", '<link rel=alternate type=application/rss+xml href="">']
)
def test_a_page_without_feeds_names_none(html: str) -> None:
    assert urls(html) == []


def test_each_feed_once_and_no_other_scheme() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    html = "".join(
        map(link.format, ["/f", "http://www.akhbar.example/f/", "javascript:x", "file:///etc/passwd", "http://[x"])
    )
    assert urls(html) == ["https://akhbar.example/f"]


def test_usual_places_lie_below_the_page_and_at_the_root() -> None:
    found = usual_addresses("https://akhbar.example/ar?x=1")
    assert {"https://akhbar.example/ar/feed", "https://akhbar.example/rss.xml"} <= set(found)
    assert len(found) == len(set(found))
    assert "https://akhbar.example/feed" in usual_addresses("https://akhbar.example")
    assert usual_addresses("file:///etc/passwd") == ()


def test_the_known_feeds_are_addresses_each_once_with_a_country() -> None:
    feeds = known_feeds()
    assert len(feeds) >= 25
    assert len({feed.url for feed in feeds}) == len({feed.title for feed in feeds}) == len(feeds)
    kinds = {"broadcaster", "newspaper", "agency", "site", "organisation", "aggregator"}
    assert {feed.kind for feed in feeds} <= kinds
    assert all(feed.url.startswith(("http://", "https://")) for feed in feeds)
    assert all(feed.country == "" or (len(feed.country) == 2 and feed.country.isupper()) for feed in feeds)
