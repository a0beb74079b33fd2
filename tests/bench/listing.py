"""A list of 100,000 articles: time to stand, a frame while it scrolls, memory over an app that shows one label.

usage: python -m tests.bench.listing
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.article import Article
from index.digests import digest_of
from index.incoming import Incoming
from index.library import Library
from reader.widgets.article_list import ArticleList
from tests.bench.stage import frame, make_app, milliseconds, real_articles, resident_megabytes, said

ROWS = 100_000
_EMPTY_APP = """
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("x")
async def main():
    async with Empty().run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.5)
import asyncio
from pathlib import Path
asyncio.run(main())
print(int(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]) / 1024)
"""


def fill(folder: Path) -> None:
    """100,000 articles with real titles and sources, made in a process of its own, whose memory is not the list's."""
    with Library.open(folder) as library:
        titles = real_articles("ant_sample", 2_000)
        for first in range(0, ROWS, 5_000):
            with library._store.batch():
                for number in range(first, min(first + 5_000, ROWS - 1)):
                    like = titles[number % len(titles)]
                    date = f"20{number % 20:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
                    article = Article(f"n{number}", f"{like.title} {number}", like.body[:80], like.source, date)
                    library._store.put_incoming(Incoming(article, "bench"))
        # The list needs no full-text index, and making one is no part of what is measured.
        library._store.mark_indexed([(key, digest_of(article)) for key, article in library._store.articles()])


async def measure(folder: Path) -> bool:
    holds = []
    with Library.open(folder) as library:
        library.leave_off_indexing()
        app = make_app(library)
        async with app.run_test(size=(120, 40)) as pilot:
            while not app.screen.list.count:  # type: ignore[attr-defined]
                await pilot.pause(0.05)
            await pilot.pause(0.5)
            articles = app.screen.list  # type: ignore[attr-defined]
            assert articles.count == ROWS
            mounts = [await _mounted(app, library) for _ in range(9)]
            holds.append(said("100,000 rows: widget mounted, keys read, first frame", mounts, 300))
            keys = library.keys()
            articles.show_rows(ROWS, lambda a, b: library.rows(keys[a:b]), heading="x")
            scrolls = [_scrolled(app, articles, y) for y in range(1, 120)]
            holds.append(said("100,000 rows: scroll frame", scrolls, 8))
            jumps = [_scrolled(app, articles, y) for y in range(3_000, 290_000, 7_001)]
            said("100,000 rows: frame after a jump (no bar)", jumps, 16)
    return all(holds)


async def _mounted(app, library: Library) -> float:  # type: ignore[no-untyped-def]
    """Milliseconds from a list that does not exist to one that stands drawn."""
    begin = time.perf_counter()
    fresh = ArticleList(app.screen.look)
    articles = app.screen.list
    fresh.styles.width, fresh.styles.height = articles.outer_size
    articles.display = False
    await app.screen.query_one("#panes").mount(fresh)
    keys = library.keys()
    fresh.show_rows(len(keys), lambda a, b: library.rows(keys[a:b]), heading="x")
    while not fresh.size.height:
        await asyncio.sleep(0.001)
    frame(app, fresh)
    spent = (time.perf_counter() - begin) * 1e3
    await fresh.remove()
    articles.display = True
    await asyncio.sleep(0.1)
    return spent


def _scrolled(app, articles, y: int) -> float:  # type: ignore[no-untyped-def]
    return milliseconds(lambda: articles.scroll_to(y=y, animate=False, immediate=True, force=True)) + frame(
        app, articles
    )


def main() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "tests.bench.listing", "fill", folder], check=True)
        holds = asyncio.run(measure(Path(folder)))
    empty = float(subprocess.run([sys.executable, "-c", _EMPTY_APP], capture_output=True, text=True, check=True).stdout)
    return said("100,000 rows: memory over an empty app", [resident_megabytes() - empty], 80, "MB") and holds


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(Path(sys.argv[2]))
    else:
        sys.exit(not main())
