"""Saved pages against their text, beside trafilatura alone; damaged and endless: `python -m tests.bench.pages [COUNT]`.

Likeness is F1 of the bags of words. The times are those of whole pages, from bytes to article, in turns.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from unicodedata import normalize

from index.errors import SourceError
from index.sources.page import read_page
from tests.bench.corpora import DATA
from tests.index.sources import pages
from tests.index.sources.data import mutations


def likeness(text: str, expected: str) -> float:
    ours, theirs = (Counter(re.findall(r"\w+", part)) for part in (text, expected))
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def ours(data: bytes) -> tuple[str, str]:
    found = read_page(data, "-").article
    return found.title, found.body


def theirs(data: bytes) -> tuple[str, str]:
    from trafilatura import bare_extraction

    found = bare_extraction(data, with_metadata=True, include_comments=False)
    return getattr(found, "title", "") or "", getattr(found, "text", "") or ""


def expected_pages() -> list[tuple[bytes, str, str]]:
    """Bytes, title and text: the radio station's pages and those that test direction."""
    found = []
    for file in sorted((DATA / "html_pages").glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        found.append((file.with_suffix(".html").read_bytes(), row["title"], row["text"]))
    for file in sorted((DATA / "html_pages").glob("readability_rtl/*/source.html")):
        row = json.loads(file.with_name("expected-metadata.json").read_text(encoding="utf-8"))
        text = re.sub("<[^>]+>", " ", file.with_name("expected.html").read_text(encoding="utf-8"))
        found.append((file.read_bytes(), row["title"], text))
    return found


def told(name: str, read: Callable[[bytes], tuple[str, str]], rows: list[tuple[bytes, str, str]]) -> None:
    scores, titles, times = [], 0, []
    for _ in range(3):
        for data, title, text in rows:
            started = time.perf_counter()
            found_title, body = read(data)
            times.append((time.perf_counter() - started) * 1000)
            scores.append(likeness(body, text))
            titles += normalize("NFC", found_title) == normalize("NFC", title)
    print(
        f"{name:20} F1 mean {statistics.mean(scores):.4f}, worst {min(scores):.4f}; titles {titles // 3} of "
        f"{len(rows)}; {statistics.median(times):.0f} ms a page in the middle, {max(times):.0f} the slowest"
    )


def damaged(count: int) -> None:
    originals = [data for data, _, _ in expected_pages()] + [html.encode() for html in pages.WITH_WHOLE_TEXT.values()]
    reasons: Counter[str] = Counter()
    slowest = 0.0
    for data in mutations(originals, count, seed=11):
        started = time.process_time()
        try:
            read_page(data, "-")
            reasons["an article"] += 1
        except SourceError as error:
            reasons[error.problem] += 1
        slowest = max(slowest, time.process_time() - started)
    print(f"{count:,} damaged pages, slowest {slowest:.2f} s: {dict(reasons.most_common())}")


def endless() -> None:
    paragraph = f"<p>{pages.SECOND}</p>"
    shapes = {
        "paragraphs": paragraph * (20_000_000 // len(paragraph.encode())),
        "one paragraph": f"<p>{'كلمة ' * 2_200_000}</p>",
        "links": pages.LINKS * (20_000_000 // len(pages.LINKS.encode())),
        "a picture": '<img src="data:image/png;base64,' + "A" * 20_000_000 + '">' + pages.MARKED,
        "line breaks": paragraph + "<br>" * 5_000_000,
        "100,000 nested": "<div>" * 100_000 + pages.MARKED,
    }
    for name, shape in shapes.items():
        data = pages.page(f"<h1>{pages.TITLE}</h1>{shape}").encode()
        started = time.process_time()
        with suppress(SourceError):
            read_page(data, "-")
        print(f"{len(data) / 1e6:5.1f} MB of {name}: {time.process_time() - started:.1f} s")


def main(count: int) -> None:
    rows = expected_pages()
    told("Warraq", ours, rows)
    told("trafilatura alone", theirs, rows)
    damaged(count)
    endless()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
