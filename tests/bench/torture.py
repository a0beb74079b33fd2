"""Feeds that were made to break readers, and thousands of damaged copies: what they raise and how long they take.

usage: python -m tests.bench.torture [MUTATIONS [SEED]]
"""

from __future__ import annotations

import random
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from index.errors import SourceError
from index.sources.discovery import discover_feeds
from index.sources.feed import read_feed
from index.sources.opml import read_opml
from tests.index.sources.data import DATA, mutations

MUTATIONS = 2_000
BAR = 1.0
"""Seconds of the processor for one file."""

READERS: dict[str, Callable[[bytes], object]] = {
    "read_feed": lambda data: read_feed(data, "https://akhbar.example/feed"),
    "read_opml": lambda data: read_opml(data, "feeds.opml"),
    "discover_feeds": lambda data: discover_feeds(data, "https://akhbar.example/"),
}


def torture_files() -> list[bytes]:
    return [path.read_bytes() for path in sorted((DATA / "torture").rglob("*")) if path.is_file()]


def feed_files() -> list[bytes]:
    return [path.read_bytes() for path in sorted((DATA / "feeds_derived").iterdir()) if path.name != "EXPECTED.json"]


def spliced(originals: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """The beginning of one file and the end of another."""
    chance = random.Random(seed)
    for _ in range(count):
        one, other = chance.choices(originals, k=2)
        yield one[: chance.randrange(len(one) + 1)] + other[chance.randrange(len(other) + 1) :]


def damaged(count: int, seed: int) -> Iterator[bytes]:
    """Two thirds damaged copies, of the measured feeds as often as of the torture files; one third spliced of two."""
    torture, feeds = torture_files(), feed_files()
    chance = random.Random(seed)
    chance.shuffle(torture)
    originals = [file for pair in zip(torture, feeds * (len(torture) // len(feeds) + 1), strict=False) for file in pair]
    yield from mutations(originals, count - count // 3, seed)
    yield from spliced(originals, count // 3, seed)


def forbid_sockets() -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a feed asked for the network")

    import feedparser  # noqa: F401  # the libraries that import sockets do so before

    socket.socket = refuse  # type: ignore[assignment, misc]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def measure(name: str, files: Iterable[bytes]) -> bool:
    """Read files with all readers; whether nothing but SourceError was raised and each kept the bar."""
    outcomes: Counter[str] = Counter()
    worst, count = 0.0, 0
    for data in files:
        count += 1
        for reader, read in READERS.items():
            begin = time.process_time()
            try:
                read(data)
            except SourceError:
                outcomes[f"{reader} refused"] += 1
            except Exception as error:
                outcomes[f"{reader} raised {type(error).__name__}"] += 1
                print(f"{reader}: {error!r} on {data[:80]!r}")
            worst = max(worst, time.process_time() - begin)
    raised = sum(number for outcome, number in outcomes.items() if " raised " in outcome)
    print(f"{name:<28} {count:5} files  worst {worst:.3f} s  exceptions {raised}  ({dict(outcomes)})", flush=True)
    return worst <= BAR and not raised


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MUTATIONS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    forbid_sockets()
    holds = [
        measure("torture", torture_files()),
        measure("feeds_derived", feed_files()),
        measure(f"mutations, seed {seed}", damaged(count, seed)),
    ]
    print("holds" if all(holds) else "MISSED")
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main())
