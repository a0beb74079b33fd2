"""How fast articles come in: the record alone, the index alone, both together, and the memory that takes.

`python -m tests.bench.importing [ARTICLES]`: data/raw_text (55,661 articles), unpacked into files once. Each figure is
of a process of its own; what counts is the ratio of two of them in one run.
"""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path

from tests.bench.corpora import DATA

NAMES = ("ant", "sanad_khaleej")


def unpack(folder: Path, most: int) -> int:
    """The articles as JSON Lines in a folder; how many."""
    count = 0
    for name in NAMES:
        with lzma.open(DATA / "raw_text" / f"{name}.jsonl.xz") as packed, (folder / f"{name}.jsonl").open("wb") as file:
            for line in islice(packed, most - count):
                file.write(line)
                count += 1
    return count


def record_alone(library: Path, sources: Path) -> int:
    """Articles into SQLite, no index."""
    from index.importing import Imports, Order
    from index.store import Store

    store = Store(library / "library.sqlite3")
    report = Imports(store).take_in(Order((str(sources),), "auto"))
    return report.added + report.duplicates


def index_alone(library: Path, sources: Path) -> int:
    """The index of the record that is there."""
    from index.library import Library

    with Library.open(library, seeds=False) as opened:
        opened.catch_up()
        return opened.stats()["articles"]


def both(library: Path, sources: Path) -> int:
    """What `warraq import` does."""
    from index.library import Library

    with Library.open(library, seeds=False) as opened:
        report = opened.import_paths([sources])
        assert opened.stats()["pending"] == 0
        return report.added + report.duplicates


def again(library: Path, sources: Path) -> int:
    """The same import once more: all of it is known."""
    return both(library, sources)


def private_memory() -> float:
    """Megabytes of this process and of those it started: mapped files of the index are the system's to take back."""
    own = Path("/proc/self")
    children = (child for task in (own / "task").iterdir() for child in _read(task / "children").split())
    return sum(_private(process) for process in ("self", *children))


def _private(process: str) -> float:
    amount = _read(Path("/proc") / process / "status").partition("RssAnon:")[2].split()
    return int(amount[0]) / 1024 if amount else 0.0


def _read(path: Path) -> str:
    """A process may end while one looks at it."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""


def processor_seconds() -> float:
    """Of this process and of those it started, once they have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class PeakMemory:
    """Looks at the memory ten times a second."""

    def __init__(self) -> None:
        self._peak = private_memory()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._is_over.wait(0.1):
            self._peak = max(self._peak, private_memory())

    def stop(self) -> float:
        self._is_over.set()
        self._thread.join()
        return max(self._peak, private_memory())


def measure(name: str, library: Path, sources: Path) -> None:
    """In a process of its own: articles, seconds, seconds of the processor, megabytes above the start."""
    import index.library  # what is loaded anyway is no part of the growth
    import index.store  # noqa: F401

    before, peak = private_memory(), PeakMemory()
    wall, cpu = time.perf_counter(), processor_seconds()
    count = globals()[name](library, sources)
    wall, cpu = time.perf_counter() - wall, processor_seconds() - cpu
    print(json.dumps([count, wall, cpu, peak.stop() - before]))


def run(name: str, library: Path, sources: Path) -> tuple[float, float]:
    """Articles a second by the clock and by the processor."""
    command = [sys.executable, "-m", "tests.bench.importing", "--measure", name, str(library), str(sources)]
    count, wall, cpu, growth = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{name:<13} {count:>7,} articles  {count / wall:>7,.0f}/s  {count / cpu:>7,.0f}/s cpu  +{growth:.0f} MB")
    return count / wall, count / cpu


def main(most: int = 10**9) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sources = folder / "sources"
        sources.mkdir()
        print(f"{unpack(sources, most):,} articles")
        alone, _ = run("record_alone", folder / "record", sources)
        indexed, indexed_cpu = run("index_alone", folder / "record", sources)
        together, together_cpu = run("both", folder / "both", sources)
        run("again", folder / "both", sources)
        print(f"record alone: {alone:,.0f}/s (bar 3,000)")
        print(f"with index to index alone: {together / indexed:.2f}, by cpu {together_cpu / indexed_cpu:.2f} (bar 0.8)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:]))
