"""What reading a feed costs an item, beside feedparser alone: as it comes, and without its sanitisers.

usage: python -m tests.bench.feed_items
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from statistics import median

import feedparser

from index.sources.feed import read_feed
from tests.bench.stage import real_articles
from tests.index.sources.data import DATA

BAR = 0.6
ROUNDS = 15
ITEMS = 50


def milliseconds(work: Callable[[], object]) -> float:
    """Of the processor, so that what else the machine does counts less."""
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1e3


def full_feed() -> bytes:
    """Fifty whole articles with what a blog's feed carries beside them."""
    items = []
    for article in real_articles("sanad_khaleej_sample", ITEMS):
        body = "".join(f"<p>{line}</p>\n" for line in article.paragraphs)
        items.append(
            f"<item><title>{article.title[:80]}</title><link>https://akhbar.example/?p={article.id}</link>"
            f"<comments>https://akhbar.example/?p={article.id}#c</comments><dc:creator>كاتب</dc:creator>"
            f"<pubDate>Thu, 01 Jun 2017 13:29:00 +0000</pubDate><category>أخبار</category><category>عالم</category>"
            f'<guid isPermaLink="false">https://akhbar.example/?p={article.id}</guid><slash:comments>0</slash:comments>'
            f"<description><![CDATA[{article.body[:300]} [&#8230;]]]></description>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded><wfw:commentRss>https://x</wfw:commentRss>"
            f'<media:thumbnail url="https://x/a.jpg"/></item>'
        )
    names = {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "slash": "http://purl.org/rss/1.0/modules/slash/",
        "wfw": "http://wellformedweb.org/CommentAPI/",
        "media": "http://search.yahoo.com/mrss/",
    }
    declared = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    return f'<rss version="2.0" {declared}><channel><title>أخبار</title>{"".join(items)}</channel></rss>'.encode()


def main() -> int:
    expected = json.loads((DATA / "feeds_derived" / "EXPECTED.json").read_text(encoding="utf-8"))
    feeds = {name: (DATA / "feeds_derived" / name).read_bytes() for name, right in expected.items() if right["items"]}
    feeds["50 whole articles of Khaleej"] = full_feed()
    figures = []
    print(f"{'ms an item, median of ' + str(ROUNDS):<34} {'ours':>7} {'feedparser':>11} {'unsanitised':>12}")
    for name, data in feeds.items():
        items = len(read_feed(data, "https://akhbar.example/feed").items)
        rounds = [
            (
                milliseconds(lambda data=data: read_feed(data, "https://akhbar.example/feed")),  # type: ignore[misc]
                milliseconds(lambda data=data: feedparser.parse(io.BytesIO(data))),  # type: ignore[misc]
                milliseconds(
                    lambda data=data: feedparser.parse(  # type: ignore[misc]
                        io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
                    )
                ),
            )
            for _ in range(ROUNDS)
        ]
        ours, theirs, bare = (median(column) / items for column in zip(*rounds, strict=True))
        figures.append(ours)
        print(f"{name:<34} {ours:7.3f} {theirs:11.3f} {bare:12.3f}", flush=True)
    middle = median(figures)
    verdict = "holds" if middle <= BAR else "MISSED"
    print(f"median of {len(figures)} feeds {middle:.3f}, worst {max(figures):.3f}; bar {BAR}: {verdict}")
    return 0 if middle <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
