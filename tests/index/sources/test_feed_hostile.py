"""Feeds made to break readers: nothing but a SourceError is raised, no file takes long, none reaches the network."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable
from itertools import islice

import pytest

from index.errors import SourceError
from index.sources import feed_sax  # noqa: F401  # feedparser imports sockets once, before they are forbidden
from index.sources.discovery import discover_feeds
from index.sources.feed import read_feed
from index.sources.item import Failed, Feed, Incoming
from index.sources.opml import read_opml
from tests.bench.torture import damaged
from tests.index.sources.data import folder

LONGEST = 2.0
"""Seconds of the processor; the bench holds one second, a test on a busy machine twice that."""

MUTATIONS = 300
"""Of the 2,000 of tests/bench/torture.py; as many as an ordinary run has the seconds for."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a feed asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read_all(files: Iterable[bytes]) -> tuple[int, int, float]:
    """How many files were read, how many were feeds, and the longest time one took."""
    files_read = feeds = 0
    worst = 0.0
    for data in files:
        begin = time.process_time()
        found = read(data)
        worst = max(worst, time.process_time() - begin)
        files_read += 1
        if isinstance(found, str):
            assert "\n" not in found
            continue
        feeds += 1
        for item in found.items:
            assert isinstance(item, Failed) or is_sound(item)
    return files_read, feeds, worst


def read(data: bytes) -> Feed | str:
    """The feed, or why it was refused."""
    try:
        return read_feed(data, "https://akhbar.example/feed")
    except SourceError as error:
        return str(error)


def is_sound(item: Incoming) -> bool:
    """Whether an item is fit to be stored and shown, whatever it was made of."""
    article = item.article
    text = f"{article.title}{article.body}{article.author}{article.category}{article.url}{item.origin}"
    text.encode()
    controls = {"\x00", "\x1b", "\x9b", "\u202e", "\u2066"}
    is_web = not article.url or article.url.lower().startswith(("http://", "https://"))
    return bool(article.text) and "\n" not in article.title and not controls & set(text) and is_web


def test_every_torture_file_is_read_or_refused_in_time() -> None:
    paths = [path for path in sorted(folder("torture").rglob("*")) if path.is_file()]
    files, feeds, worst = read_all(path.read_bytes() for path in paths)
    assert (files, feeds) == (1_077, 1_013)
    assert worst < LONGEST


def test_damaged_feeds_are_read_or_refused_in_time() -> None:
    folder("torture")
    files, feeds, worst = read_all(islice(damaged(2_000, seed=5), 0, 2_000, 2_000 // MUTATIONS))
    assert files >= MUTATIONS
    assert feeds > MUTATIONS / 2
    assert worst < LONGEST


def test_damaged_lists_and_pages_are_read_or_refused() -> None:
    folder("torture")
    count = 0
    for data in damaged(150, seed=6):
        discover_feeds(data, "https://akhbar.example/")
        try:
            read_opml(data, "feeds.opml")
        except SourceError:
            count += 1
    assert count > 100


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def bomb(levels: int) -> str:
    nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE rss [<!ENTITY l0 "lol">{nested}]>'


@pytest.mark.parametrize(
    "feed",
    [
        bomb(10) + rss("<item><title>&l9;</title></item>"),
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>' + rss("<item><title>" + "&a;" * 50_000 + "</title></item>"),
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 60}">]>' + rss("<item><title>" + "&a;" * 50_000 + "</title></item>"),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss("<item><title>&x;</title></item>"),
        '<!DOCTYPE rss [<!ENTITY x PUBLIC "a" "http://127.0.0.1/x">]>' + rss("<item><title>&x;</title></item>"),
        rss("<a>" * 100_000 + "</a>" * 100_000),
        rss("<a/>" * 400_000),
    ],
    ids=["laughs", "one long entity", "one often", "a file", "an address", "depth", "elements"],
)
def test_what_would_grow_or_reach_out_is_refused_in_one_line(feed: str) -> None:
    begin = time.process_time()
    with pytest.raises(SourceError) as told:
        read_feed(feed.encode(), "https://akhbar.example/feed")
    assert told.value.remedy == "it is not read"
    assert "\n" not in str(told.value)
    assert time.process_time() - begin < 30


@pytest.mark.parametrize(
    "feed",
    [
        bomb(10) + rss("<item><title>عنوان</title></item>"),
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'
        + rss("<item><title>عنوان</title></item>"),
    ],
    ids=["laughs", "a file"],
)
def test_what_is_declared_and_not_used_does_no_harm(feed: str) -> None:
    (item,) = read_feed(feed.encode(), "x").items
    assert isinstance(item, Incoming)
    assert item.article.title == "عنوان"


ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'


@pytest.mark.parametrize(
    "feed",
    [
        "\n" * 1_000_000 + rss(""),
        "<!--" + "\n" * 1_000_000 + "-->" + rss(""),
        '<?xml version="1.0" ' + 'encoding="a" ' * 100_000 + "?>" + rss(""),
        "<!DOCTYPE a [" + "] " * 500_000,
        rss("<item><title>t</title><author>" + "a" * 1_000_000 + "</author></item>"),
        rss("<item><title>t</title>" + "".join(f"<category>{n}</category>" for n in range(20_000)) + "</item>"),
        rss("".join(f"<p{n}:a/>" for n in range(20_000))),
        rss("<![CDATA[" * 100_000),
        rss("<!-- " * 100_000),
        rss("<item><title>" + "&" * 300_000 + "</title></item>"),
        rss("<item><description>" + "&lt;a " * 100_000 + "</description></item>"),
        rss("<item><description>" + "&lt;!--" * 100_000 + "</description></item>"),
        rss("<item><description>" + "&amp;#" + "9" * 100_000 + ";</description></item>"),
        rss("<item><title " + " ".join(f"a{n}='x'" for n in range(50_000)) + ">t</title></item>"),
        rss("<item><title a='" + "x" * 3_000_000 + "'>t</title></item>"),
        ATOM.format('<entry><content type="xhtml">' + "&#32;" * 100_000 + "<b>x</content></entry>"),
        ATOM.format('<entry><content type="xhtml"><div>' + " <svg/>" * 100_000 + "</div></content></entry>"),
        '{"items":[' + "[" * 500_000,
        '{"items":[{"id":' + "9" * 500_000 + "}]}",
        '{"a":' * 500_000,
        "<" * 500_000,
        "\x01" * 500_000,
    ],
    ids=lambda feed: feed[:24].strip() + "…" + feed[-24:-10].strip(),
)
def test_no_shape_of_feed_takes_longer_than_its_length_allows(feed: str) -> None:
    _, _, worst = read_all([feed.encode()])
    assert worst < 2 * LONGEST
