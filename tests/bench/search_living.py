"""The index while it lives: opened, added to, searched meanwhile. `python -m tests.bench.search_living [ARTICLES]`.

55,000 articles by default. The page cache is emptied of the index's own files, which any user may do.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

from index.search.engine import SearchEngine, open_engine
from index.search.schema import IndexedDocument
from tests.bench.corpora import articles
from tests.bench.search_speed import Questions, p95
from tests.bench.stage import said

OPENING = """
import sys, time
from pathlib import Path
from index.search.engine import open_engine
from index.search.query import parse
parse("سوريا")
begin = time.perf_counter()
engine = open_engine(Path(sys.argv[1]))
engine.search("بغداد دمشق")
print((time.perf_counter() - begin) * 1e3)
"""


def opening(folder: Path) -> None:
    """Opening and the first query in a process of its own, whose modules are there already."""
    for heat, bar in (("warm", 50), ("dropped", 150)):
        times = []
        for _ in range(7):
            if heat == "dropped":
                drop_cache(folder)
            run = subprocess.run([sys.executable, "-c", OPENING, folder], capture_output=True, text=True, check=True)
            times.append(float(run.stdout))
        said(f"open and first query, page cache {heat}", times, bar)


def drop_cache(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def fresh(documents: Sequence[IndexedDocument]) -> Iterator[IndexedDocument]:
    """The documents again and again, each time under a new key."""
    key = 10_000_000
    while True:
        for one in documents:
            key += 1
            yield IndexedDocument(key, str(key), one.title, one.body, one.source, one.date, one.category)


def adding(engine: SearchEngine, more: Iterator[IndexedDocument]) -> None:
    for size, bar in ((1, 50), (100, 1000)):
        times = []
        for _ in range(7):
            batch = list(islice(more, size))
            before = time.perf_counter()
            engine.add(batch)
            engine.commit()
            # Until a search sees it, since that is what the reader waits for.
            engine.search("بغداد")
            times.append((time.perf_counter() - before) * 1e3)
        said(f"{size} added, until found", times, bar)


def meanwhile(engine: SearchEngine, queries: Sequence[str], work: Callable[[], object]) -> tuple[list[float], float]:
    """How long queries take while another thread works, in milliseconds, and how long that worked."""
    done = threading.Event()

    def run() -> None:
        work()
        done.set()

    thread = threading.Thread(target=run)
    times = []
    begin = time.perf_counter()
    thread.start()
    while not done.is_set():
        for query in queries:
            before = time.perf_counter()
            engine.search(query, limit=10)
            times.append((time.perf_counter() - before) * 1e3)
            time.sleep(0.002)
            if done.is_set():
                break
    thread.join()
    return sorted(times), time.perf_counter() - begin


def slowing(engine: SearchEngine, documents: Sequence[IndexedDocument], more: Iterator[IndexedDocument]) -> None:
    questions = Questions(documents)
    kinds = ("one word", "AND of 2", "prefix", "phrase of 2", "OR of 6")
    queries = [questions.of_kind(kind)[0] for kind in kinds for _ in range(12)]
    random.Random(3).shuffle(queries)
    alone, _ = meanwhile(engine, queries, lambda: time.sleep(3))

    def add() -> None:
        for _ in range(5):
            engine.add(islice(more, 100))
            engine.commit()

    def join() -> None:
        engine.join_small_segments()  # type: ignore[attr-defined]

    for name, work in (("adding 5 x 100", add), ("joining them", join)):
        times, seconds = meanwhile(engine, queries, work)
        print(
            f"queries while {name:<15} p50 {median(times):.2f} ms ({median(times) / median(alone):.2f} x alone), "
            f"p95 {p95(times):.2f} ms ({p95(times) / p95(alone):.2f} x), bar 2 x; {len(times)} in {seconds:.1f} s"
        )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 55_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        engine = open_engine(folder)
        engine.rebuild(articles(count))
        some = list(articles(2_000))
        opening(folder)
        more = fresh(some)
        adding(engine, more)
        slowing(engine, some, more)
        engine.close()


if __name__ == "__main__":
    main()
