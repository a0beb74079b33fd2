"""Addresses: what lies there is read as what it is, and nothing is fetched by anybody else."""

from __future__ import annotations

import gzip
import json

import pytest

from index.errors import SourceError
from index.sources.item import Incoming, Place
from index.sources.walk import Fetch, read_sources
from tests.index.sources.importing import BODY, TITLE, articles, failure, only, read, seed_form
from tests.index.sources.test_hostile import FEED, PAGE

ADDRESS = "https://example.org/news/1"


def fetching(data: bytes, content_type: str = "", address: str = ADDRESS) -> Fetch:
    return lambda asked: (data, content_type, address)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "text/html; charset=utf-8; charset=UTF-8", ""])
def test_a_page_is_the_article_on_it(content_type: str) -> None:
    item = only(read("https://example.org/n1", fetch=fetching(PAGE.encode(), content_type)))
    assert item.article.title == TITLE
    assert item.article.url == ADDRESS
    assert "example.org/news/1" in item.identities


@pytest.mark.parametrize("content_type", ["text/xml", "text/html", "application/rss+xml"])
def test_a_feed_gives_its_articles_whatever_its_server_calls_it(content_type: str) -> None:
    assert len(articles(read(ADDRESS, fetch=fetching(FEED.encode(), content_type)))) == 2


def test_files_are_read_from_addresses_as_from_the_disk() -> None:
    lines = b"\n".join(json.dumps({"body": f"نص {number}"}).encode() for number in range(3))
    assert len(articles(read("https://example.org/a.jsonl.gz", fetch=fetching(gzip.compress(lines))))) == 3
    item = only(read("https://example.org/a.txt", fetch=fetching(seed_form().encode(), "text/plain")))
    assert (item.article.body, item.origin, item.proposed_id) == (BODY, ADDRESS, "")


def test_an_address_is_a_place_where_reading_can_not_go_on() -> None:
    items = read_sources([ADDRESS], format="auto", stdin=None, done=lambda *_: 0, fetch=fetching(PAGE.encode()))
    place, item = items
    assert place == Place(ADDRESS, "")
    assert isinstance(item, Incoming)


def test_what_can_not_be_fetched_is_told_and_the_next_is_read() -> None:
    def fetch(address: str) -> tuple[bytes, str, str]:
        if address.endswith("/bad"):
            raise SourceError(address, "no such page (404)", "check the address")
        return PAGE.encode(), "text/html", address

    first, second = read_sources(["http://x.org/bad", "http://x.org/good"], format="auto", stdin=None, fetch=fetch)
    assert "404" in failure([first])  # type: ignore[list-item]
    assert isinstance(second, Incoming)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/a.txt", "javascript://x", "FILE:///a.txt"]
)
def test_only_the_web_is_asked(address: str) -> None:
    def fetch(address: str) -> tuple[bytes, str, str]:
        raise AssertionError(address)

    assert "addresses can't be imported" in failure(read(address, fetch=fetch))


def test_without_somebody_to_fetch_addresses_are_refused() -> None:
    assert "addresses can't be imported" in failure(read(ADDRESS))
