"""The reader on a pseudo-terminal while news comes in: from a key that is sent to the letters that come back.

usage: python -m tests.bench.keys_terminal [FEEDS] [search] [import]

200 feeds of 50 articles are refreshed; with `import` a file of as many articles is taken in by the reader itself.

Letters are typed into the box for a note; with `search` a word into the search box, where each letter also starts a
search and lists anew. An answer is the drawn box with all that was typed; what else is drawn meanwhile, such as the
progress of the refresh, is none.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import sqlite3
import struct
import sys
import tempfile
import termios
import time
from contextlib import closing
from fcntl import ioctl
from pathlib import Path

from index.library import Library
from reader.text.lines import drawn, layout_label
from reader.text.options import PLAIN
from tests.bench.corpora import articles
from tests.bench.feeds import ITEMS, PAUSE, serving, subscribe, tell_keys

WORDS = {"&": "qzxjwvkq", "/": "بالعراقي"}
"""Typed letter after letter into the box that a key opens, and erased again; the second finds articles at each."""
ROWS, COLUMNS = 36, 120
FIRST_LIST = re.compile("ﺪﻴﻌﺼﺗ".encode())
"""Of the seed's headline, drawn when the list stands."""
QUIET = 3.0
"""Seconds of typing before the refresh, for comparison."""


class Reader:
    """`warraq` in a child process, and its terminal."""

    def __init__(self, library: Path) -> None:
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.environ.update(TERM="xterm-256color", LANG="ar_IQ.UTF-8")
            command = [sys.executable, "-m", "reader", "--lang", "ar", "--library", str(library)]
            os.execv(sys.executable, command)
        ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def press(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def read(self, seconds: float, until: re.Pattern[bytes] | None = None) -> bytes:
        """What is drawn within some seconds, or until it holds something."""
        end, seen = time.perf_counter() + seconds, b""
        while (left := end - time.perf_counter()) > 0 and (until is None or not until.search(seen)):
            if select.select([self._terminal], [], [], left)[0]:
                seen += os.read(self._terminal, 1 << 16)
        return seen

    def close(self) -> None:
        os.kill(self._child, 9)
        os.waitpid(self._child, 0)
        os.close(self._terminal)


def box_with(typed: str) -> re.Pattern[bytes]:
    """What the terminal is sent for a box with a word in it: in drawn order, beside the cursor, a blank in reverse."""
    line = layout_label(typed, width=COLUMNS, base="R", options=PLAIN)
    word = re.escape("".join(glyph for _, glyph in drawn(line, PLAIN)).encode())
    style = rb"\x1b\[[\d;]*m"
    at_left, at_right = rb"\x1b\[7;[\d;]*m " + style + style + word, word + style + rb"\x1b\[7;"
    return re.compile(at_left + rb"\x1b|" + at_right)


def type_word(reader: Reader, word: str) -> list[float]:
    """Milliseconds of each letter; the box is empty again afterwards."""
    times = []
    for count, letter in enumerate(word, 1):
        awaited = box_with(word[:count])
        begin = time.perf_counter()
        reader.press(letter)
        assert awaited.search(reader.read(10, awaited)), f"{word[:count]} was never drawn"
        times.append((time.perf_counter() - begin) * 1e3)
        reader.read(PAUSE)
    for _ in word:
        reader.press("\x7f")
        reader.read(PAUSE)
    return times


def counts(library: Path) -> tuple[int, int]:
    """Articles in the record, and those of them that are indexed."""
    with closing(sqlite3.connect(library / "library.sqlite3")) as record:
        return record.execute("SELECT count(*), sum(is_indexed = 1) FROM articles").fetchone()  # type: ignore[no-any-return]


def measure(library: Path, whole: int, box: str, news: str) -> bool:
    """`box`: the key that opens it; `news`: the keys that send for the articles."""
    reader = Reader(library)
    try:
        assert FIRST_LIST.search(reader.read(20, FIRST_LIST))
        reader.read(1)
        before: list[float] = []
        reader.press(box)
        reader.read(0.5)
        begin = time.perf_counter()
        while time.perf_counter() - begin < QUIET:
            before += type_word(reader, WORDS[box])
        reader.press("\x1b")
        reader.read(0.5)
        for key in news:
            reader.press(key)
            reader.read(PAUSE)
        reader.read(0.1)
        reader.press(box)
        during: list[float] = []
        following: list[float] = []
        begin = time.perf_counter()
        while True:
            recorded, indexed = counts(library)
            if indexed >= whole or time.perf_counter() - begin > 180:
                break
            if recorded < whole:
                during.extend(type_word(reader, WORDS[box]))
                taken = time.perf_counter() - begin
            else:
                following.extend(type_word(reader, WORDS[box]))
        assert recorded >= whole, f"{recorded} of {whole} articles came in"
    finally:
        reader.close()
    print(f"{whole} articles into the record beside the reader: {taken:.1f} s at most")
    tell_keys("keys before the articles come in", before)
    tell_keys("keys while the index follows", following)
    return tell_keys("keys while articles come in", during)


def main() -> bool:
    feeds = next((int(word) for word in sys.argv[1:] if word.isdigit()), 200)
    box = "/" if "search" in sys.argv else "&"
    # What the reader started ends a moment after it.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name) / "library"
        if "import" in sys.argv:
            Library.open(folder).close()
            file = write_articles(Path(name) / "articles.jsonl", feeds * ITEMS)
            return measure(folder, feeds * ITEMS, box, f"6{file}\r")
        with serving(feeds) as urls:
            with Library.open(folder) as library:
                subscribe(library, urls)
            return measure(folder, feeds * ITEMS, box, "2")


def write_articles(file: Path, count: int) -> Path:
    with file.open("w", encoding="utf-8") as lines:
        for one in articles(count):
            lines.write(json.dumps({"id": one.id, "title": one.title, "body": one.body, "source": one.source}) + "\n")
    return file


if __name__ == "__main__":
    sys.exit(not main())
