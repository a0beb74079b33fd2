"""A refresh of 200 feeds of 50 Arabic articles each, on loopback, 20 ms away; and how the reader answers meanwhile.

usage: python -m tests.bench.feeds [FEEDS] [keys] [alone]

`keys`: only the second part. `alone`: with real-time priority, where the user may have it, as if nothing else ran here.
"""

from __future__ import annotations

import asyncio
import os
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


def subscribe(library: Library, urls: list[str]) -> None:
    with library._store.batch():
        for url in urls:
            library.feeds.add(url)


# What is measured


def refresh(folder: Path, urls: list[str]) -> bool:
    """Seconds of a refresh into the record, without a screen; and of a second one that is sent everything again."""
    with Library.open(folder) as library:
        library.leave_off_indexing()
        subscribe(library, urls)
        begin = time.perf_counter()
        report = library.refresh_feeds()
        first = time.perf_counter() - begin
        assert not report.failed, report.failed[:3]
        again = library.refresh_feeds(force=True)
        second = time.perf_counter() - begin - first
    verdict = "holds" if first <= REFRESH_BAR else "MISSED"
    print(
        f"{report.feeds} feeds, {report.added} articles into the record: {first:.1f} s; bar {REFRESH_BAR} s: {verdict}"
    )
    print(f"all sent again, {again.added} added, {again.updated} updated: {second:.1f} s", flush=True)
    return first <= REFRESH_BAR


async def keys(folder: Path, urls: list[str]) -> bool:
    """Milliseconds from a key to its frame in the reader's list and search box while a refresh runs."""
    with Library.open(folder) as library:
        subscribe(library, urls)
        library.work_apart()
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
    tell_keys("keys before the refresh", before)
    tell_keys("keys while the index follows", [taken for at, taken in during if at > recorded[-1] + 0.2])
    return tell_keys("keys while feeds come in", [taken for at, taken in during if at <= recorded[-1] + 0.2])


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


def tell_keys(claim: str, times: list[float]) -> bool:
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


def _stand_alone() -> None:
    """Take real-time priority; what reads feeds comes after the screen, as it does by its niceness."""

    class Behind(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[call-overload]
            os.sched_setscheduler(self.pid, os.SCHED_RR, os.sched_param(1))

    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(5))
    subprocess.Popen = Behind  # type: ignore[misc]


def main() -> bool:
    words = sys.argv[1:]
    count = next((int(word) for word in words if word.isdigit()), 200)
    with serving(count) as urls, tempfile.TemporaryDirectory() as folder:
        if "alone" in words:
            _stand_alone()
        holds = "keys" in words or refresh(Path(folder) / "a", urls)
        return asyncio.run(keys(Path(folder) / "b", urls)) and holds


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
    else:
        sys.exit(not main())
