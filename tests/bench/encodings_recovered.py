"""Real articles written in other encodings and read again: `python -m tests.bench.encodings_recovered [DOCUMENTS]`.

Of each encoding the first DOCUMENTS (100) articles of ANT and Khaleej, in a fixed random order, that it can hold; each
as a whole, its first 200 characters, its title alone. Beside it charset-normalizer alone, kept to the Arabic encodings.
Then the negatives: sound articles that the repair of mojibake may not touch, and spoilt ones that it has to mend.
"""

from __future__ import annotations

import json
import lzma
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from typing import NamedTuple

from charset_normalizer import from_bytes

from index.errors import SourceError
from index.sources.encodings import decode
from index.sources.mojibake import undo_mojibake
from tests.bench.corpora import DATA

ENCODINGS = ("cp1256", "iso8859_6", "cp720", "mac_arabic", "utf-16", "utf-16-le", "utf-16-be", "utf-8")
ISOLATED = ["utf_8", "utf_16", "cp1256", "iso8859_6", "cp720", "cp864", "mac_arabic"]
LANGUAGES = ("ar", "fa", "ur", "ckb", "ps", "ug")
SAMPLES = (
    "ant_sample",
    "sanad_khaleej_sample",
    "wikinews_diacritized",
    "xquad_ar",
    *(f"ntrex_{code}" for code in LANGUAGES),
)


class Cuts(NamedTuple):
    """One article, whole and shortened."""

    whole: str
    beginning: str
    title: str


def articles(*names: str) -> list[tuple[str, str]]:
    """Title and body, in an order that is always the same and mixes the topics."""
    found = []
    for name in names:
        for line in (DATA / "jsonl" / f"{name}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            found.append((row["title"], row["body"]))
    random.Random(2_026).shuffle(found)
    return found


def writable(encoding: str, count: int) -> Iterator[Cuts]:
    """Articles that come back as they were when they are written in the encoding, with a title of three words."""
    for title, body in articles("ant_sample", "sanad_khaleej_sample"):
        text = f"{title}\n\n{body}"
        try:
            is_whole = text.encode(encoding).decode(encoding) == text
        except UnicodeError:
            continue
        if is_whole and len(body) >= 200 and len(title.split()) >= 3:
            yield Cuts(text, text[:200], title)
            count -= 1
            if not count:
                return


def recovered(read: Callable[[bytes], str | None], encoding: str, count: int) -> tuple[list[int], int, float]:
    """How many cuts of each kind come back exactly, of how many articles, and the milliseconds of a whole one."""
    documents = list(writable(encoding, count))
    right = [sum(read(cut.encode(encoding)) == cut for cut in cuts) for cuts in zip(*documents, strict=True)]
    started = time.process_time()
    for document in documents:
        read(document.whole.encode(encoding))
    return right, len(documents), (time.process_time() - started) / len(documents) * 1000


def ours(data: bytes) -> str | None:
    try:
        return decode(data, "-")[0]
    except SourceError:
        return None


def theirs(data: bytes) -> str | None:
    best = from_bytes(data, cp_isolation=ISOLATED).best()
    return data.decode(best.encoding, errors="replace") if best else None


def raw_texts() -> Iterator[str]:
    for name in ("ant", "sanad_khaleej"):
        with lzma.open(DATA / "raw_text" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield f"{row['title']}\n\n{row['body']}"


def main(count: int) -> None:
    print(f"{'':12}{'Warraq: whole / 200 / title':>30}{'ms':>8}{'charset-normalizer alone':>30}{'ms':>8}")
    for encoding in ENCODINGS:
        row = f"{encoding:12}"
        for read in (ours, theirs):
            right, of, milliseconds = recovered(read, encoding, count)
            row += f"{' / '.join(map(str, right)) + f' of {of}':>30}{milliseconds:8.2f}"
        print(row)
    sound = touched = spoilt = mended = 0
    started = time.process_time()
    for text in chain((f"{title}\n\n{body}" for title, body in articles(*SAMPLES)), raw_texts()):
        sound += 1
        touched += undo_mojibake(text) is not None
    print(f"sound articles touched by the repair: {touched} of {sound:,}, {time.process_time() - started:.0f} s")
    for title, body in articles(*SAMPLES):
        text = f"{title}\n\n{body}"
        spoilt += 1
        mended += undo_mojibake(text.encode("utf-8").decode("cp1256")) == text
    print(f"spoilt ones mended: {mended:,} of {spoilt:,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
