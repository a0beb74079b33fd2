"""Start to the first list: against a Textual app of one label in the same run, and with 55,000 articles against one.

usage: python -m tests.bench.starting [LIBRARY]

LIBRARY: a library that holds data/raw_text; without it one is made, which takes minutes.
"""

from __future__ import annotations

import lzma
import os
import pty
import select
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.stage import DATA

ROUNDS = 9
_LABEL = """
import time
from textual.app import App
from textual.widgets import Label
class OneLabel(App):
    def compose(self):
        yield Label("WARRAQ-READY")
OneLabel().run()
"""
_SEED_TITLE = "ﺪﻴﻌﺼﺗ".encode()


def seconds_until(arguments: list[str], sign: bytes) -> float:
    """Start a program on a pseudo-terminal of 120x36; seconds until it has written a sign of its first list."""
    begin = time.perf_counter()
    child, descriptor = pty.fork()
    if child == 0:
        # An installed Warraq is compiled; the first round, which is not counted, does the same for a checkout.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="36", LANG="ar_IQ.UTF-8")
        os.execv(arguments[0], arguments)
    seen = b""
    try:
        while sign not in seen:
            if not select.select([descriptor], [], [], 20)[0]:
                raise TimeoutError(f"{arguments}: nothing of it within 20 seconds")
            seen += os.read(descriptor, 65536)
        return time.perf_counter() - begin
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(descriptor)


def make_library(folder: Path) -> None:
    """The 55,661 articles of data/raw_text."""
    from index.library import Library

    for name in ("ant", "sanad_khaleej"):
        raw = lzma.decompress((DATA / "raw_text" / f"{name}.jsonl.xz").read_bytes())
        (folder / f"{name}.jsonl").write_bytes(raw)
    with Library.open(folder / "library") as library:
        report = library.import_paths([folder / "ant.jsonl", folder / "sanad_khaleej.jsonl"])
        # Some of them are in twice, and the record holds each once.
        assert report.added + report.duplicates == 55_661


def main(big: Path, one: Path) -> bool:
    warraq = [str(Path(sys.executable).parent / "warraq"), "--lang", "ar", "--library"]
    times: dict[str, list[float]] = {"label": [], "one": [], "big": []}
    for _ in range(ROUNDS + 1):
        times["label"].append(seconds_until([sys.executable, "-c", _LABEL], b"WARRAQ-READY"))
        times["one"].append(seconds_until([*warraq, str(one)], _SEED_TITLE))
        times["big"].append(seconds_until([*warraq, str(big)], b"/55,"))
    label, first, large = (median(values[1:]) for values in times.values())
    print(f"one label {label:.3f} s; 1 article {first:.3f} s; 55,661 articles {large:.3f} s (medians of {ROUNDS})")
    to_label, to_one = _ratio(times["one"], times["label"]), _ratio(times["big"], times["one"])
    print(f"1 article against a bare app: {to_label:.2f} x, bar 1.5 x")
    print(f"55,661 articles against 1: {to_one:.2f} x, bar 1.3 x")
    return to_label <= 1.5 and to_one <= 1.3


def _ratio(one: list[float], other: list[float]) -> float:
    """The median of the ratios round by round: what else the machine does weighs on both sides of each."""
    return median(a / b for a, b in zip(one[1:], other[1:], strict=True))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if len(sys.argv) < 2:
            make_library(folder)
        sys.exit(not main(Path(sys.argv[1]) if len(sys.argv) > 1 else folder / "library", folder / "one"))
