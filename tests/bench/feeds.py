"""A refresh of 200 feeds of 50 Arabic articles each, on loopback, 20 ms away; and how the reader answers meanwhile.

usage: python -m tests.bench.feeds [FEEDS]
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from itertools import islice
from pathlib import Path
from statistics import median

from textual.events import Key

from index.library import Library
from tests.bench.corpora import articles
from tests.bench.search_speed import p95
from tests.bench.stage import frame, make_app

ITEMS = 50
LATENCY = 0.02
"""Seconds before the server answers."""
HOSTS = 100
"""Addresses of loopback that the feeds are spread over."""
REFRESH_BAR = 12
"""Seconds of a whole refresh."""
KEY_BAR = 50
"""Milliseconds from a key to its frame, the worst while the refresh runs."""
PAUSE = 0.03
"""Seconds between two keys, as when one is held down."""


# The server, a process of its own


async def serve(feeds: int) -> None:
    """Answer on 127.0.0.1 and the addresses after it until standard input is closed; prints the port."""
    bodies = list(_bodies(feeds))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        body = bodies[int(head.split()[1].strip(b"/"))]
        await asyncio.sleep(LATENCY)
        writer.write(
            b'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % len(body)
        )
        writer.write(body)
        await writer.drain()
        writer.close()

    first = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = first.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(answer, f"127.0.0.{number}", port) for number in range(2, HOSTS + 1)]
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    for server in (first, *others):
        server.close()


def _bodies(feeds: int) -> Iterator[bytes]:
    supply = articles(feeds * ITEMS)
    for number in range(feeds):
        items = "".join(
            f"<item><title>{escape(one.title)}</title><link>https://news{number}.example/{one.id}</link>"
            f"<guid>{one.id}</guid><pubDate>Mon, 05 Jul 2021 10:00:00 +0300</pubDate>"
            f"<description>{escape(''.join(f'<p>{line}</p>' for line in one.body.splitlines()))}</description></item>"
            for one in islice(supply, ITEMS)
        )
        head = f"<title>صحيفة {number}</title><link>https://news{number}.example/</link><language>ar</language>"
        yield f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


@contextmanager
def serving(feeds: int) -> Iterator[list[str]]:
    """The addresses of the feeds while a server answers at them."""
    command = [sys.executable, "-m", "tests.bench.feeds", "serve", str(feeds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        yield [f"http://127.0.0.{number % HOSTS + 1}:{port}/{number}" for number in range(feeds)]


def _subscribe(library: Library, urls: list[str]) -> None:
    with library._store.batch():
        for url in urls:
            library.feeds.add(url)


# What is measured


def refresh(folder: Path, urls: list[str]) -> bool:
    """Seconds of a refresh without a screen: into the record, and with the index."""
    with Library.open(folder) as library:
        _subscribe(library, urls)
        marks: list[float] = []
        begin = time.perf_counter()
        report = library.refresh_feeds(progress=lambda state: marks.append(time.perf_counter() - begin))
        whole = time.perf_counter() - begin
    assert not report.failed, report.failed[:3]
    verdict = "holds" if marks[-1] <= REFRESH_BAR else "MISSED"
    print(
        f"{report.feeds} feeds, {report.added} articles: {marks[-1]:.1f} s into the record "
        f"(bar {REFRESH_BAR}: {verdict})"
    )
    print(f"with the full-text index: {whole:.1f} s", flush=True)
    with Library.open(folder) as library:
        begin = time.perf_counter()
        again = library.refresh_feeds(force=True)
        print(
            f"all read again, nothing new ({again.added} added, {again.updated} updated): "
            f"{time.perf_counter() - begin:.1f} s",
            flush=True,
        )
    return marks[-1] <= REFRESH_BAR


async def keys(folder: Path, urls: list[str]) -> bool:
    """Milliseconds from a key to its frame in the reader's list and search box while a refresh runs."""
    with Library.open(folder) as library:
        _subscribe(library, urls)
        app = make_app(library)
        async with app.run_test(size=(120, 40)) as pilot:
            while not app.screen.list.count:  # type: ignore[attr-defined]
                await pilot.pause(0.05)
            await pilot.pause(1)
            before = [await _key(app) for _ in range(100)]
            recorded: list[float] = []
            told = lambda state: recorded.append(time.perf_counter())  # noqa: E731  # a line is all it is
            thread = threading.Thread(target=library.refresh_feeds, kwargs={"progress": told})
            during: list[tuple[float, float]] = []
            thread.start()
            while thread.is_alive():
                taken = await _key(app)
                during.append((time.perf_counter(), taken))
            print(
                f"refresh beside the reader: {recorded[-1] - recorded[0]:.1f} s into the record, "
                f"{time.perf_counter() - recorded[0]:.1f} s with the index"
            )
    worst = sorted(during, key=lambda one: -one[1])[:5]
    print("slowest:", ", ".join(f"{taken:.0f} ms at {at - recorded[0]:.1f} s" for at, taken in worst))
    _say("keys before the refresh", before)
    _say("keys while the index follows", [taken for at, taken in during if at > recorded[-1] + 0.2])
    return _say("keys while feeds come in", [taken for at, taken in during if at <= recorded[-1] + 0.2])


async def _key(app) -> float:  # type: ignore[no-untyped-def]
    """Milliseconds from the moment at which a key is due to its frame: waiting for the loop, handling, drawing."""
    loop = asyncio.get_running_loop()
    due = loop.time() + PAUSE
    await asyncio.sleep(PAUSE)
    box = app.screen.search
    await box._on_key(Key("a", "ا"))
    drawn = frame(app, box)
    taken = (loop.time() - due) * 1e3
    await box._on_key(Key("backspace", None))
    assert drawn < taken
    return taken


def _say(claim: str, times: list[float]) -> bool:
    if not times:
        return True
    holds = max(times) <= KEY_BAR
    print(
        f"{claim}: {len(times)} keys, p50 {median(times):.1f}, p95 {p95(sorted(times)):.1f}, "
        f"worst {max(times):.1f} ms; "
        f"bar worst {KEY_BAR} ms: {'holds' if holds else 'MISSED'}",
        flush=True,
    )
    return holds


def main() -> bool:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with serving(count) as urls, tempfile.TemporaryDirectory() as folder:
        holds = refresh(Path(folder) / "a", urls) if "keys" not in sys.argv else True
        return asyncio.run(keys(Path(folder) / "b", urls)) and holds


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
    else:
        sys.exit(not main())
