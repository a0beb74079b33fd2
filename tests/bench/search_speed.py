"""Speed against SQLite FTS5: `python -m tests.bench.search_speed [ARTICLES]` (10,000 by default).

One process, one run: only the ratios travel between machines. FTS5 stands beside the engine twice, fed the stems alone
and fed every term the engine's index holds (search_fts.py); the engine analyses the query, searches stems and roots,
and counts every hit. A library larger than one segment is asked when its segments have been joined, which the engine
does by itself a second after a rebuild; what that takes is said.
"""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from index.search import analysis, snippets
from index.search.analysis import Token, analyse
from index.search.engine import SearchEngine, open_engine
from index.search.schema import IndexedDocument
from tests.bench.corpora import articles
from tests.bench.search_fts import FETCH, READINGS, build, count, question, quoted

QUERIES = 60
ROUNDS = 3
BARS = {
    "one word": (0.5, 1.0),
    "AND of 2": (0.5, 1.0),
    "OR of 6": (0.5, 1.0),
    "prefix": (0.5, 1.0),
    "phrase of 2": (0.8, 1.2),
    "phrase of 3": (0.8, 1.2),
    "phrase AND word": (0.8, 1.2),
    "word NOT prefix": (0.8, 1.2),
}
"""Kind of query -> p50 and p95 to stay under, as a ratio to FTS5."""

SNIPPETS_MS = 30
"""Milliseconds for the snippets of one page of results."""

Pair = tuple[str, str]
"""The query as people type it, and as FTS5 fed the stems alone wants it."""


class Questions:
    """Queries taken from the articles themselves, the same for both engines."""

    def __init__(self, documents: Sequence[IndexedDocument]) -> None:
        self._chance = random.Random(11)
        self._bodies = [document.body for document in self._chance.sample(documents, min(len(documents), 2_000))]

    def _run(self, count: int) -> list[tuple[str, Token]]:
        """Neighbouring words of one article, none of them a stop word, four letters or more."""
        while True:
            body = self._chance.choice(self._bodies)
            tokens = list(analyse(body))
            if len(tokens) < count + 1:
                continue
            start = self._chance.randrange(len(tokens) - count)
            run = tokens[start : start + count]
            is_close = run[-1].position - run[0].position == count - 1
            if is_close and all(token.forms.stem.isalpha() and len(token.forms.stem) > 2 for token in run):
                return [(body[token.start : token.end], token) for token in run]

    def _word(self) -> tuple[str, str]:
        text, token = self._run(1)[0]
        return text, token.forms.stem

    def words(self, count: int, joint: str) -> Pair:
        run = self._run(count) if joint == " AND " else [self._run(1)[0] for _ in range(count)]
        typed = " أو ".join(text for text, _ in run) if joint == " OR " else " ".join(text for text, _ in run)
        return typed, joint.join(quoted(token.forms.stem) for _, token in run)

    def phrase(self, count: int) -> Pair:
        run = self._run(count)
        return quoted(" ".join(text for text, _ in run)), quoted(" ".join(token.forms.stem for _, token in run))

    def prefix(self) -> Pair:
        start = self._word()[1][:3]
        return f"{start}*", f'"{start}"*'

    def of_kind(self, kind: str) -> Pair:
        match kind:
            case "one word":
                return self.words(1, "")
            case "AND of 2":
                return self.words(2, " AND ")
            case "OR of 6":
                return self.words(6, " OR ")
            case "prefix":
                return self.prefix()
            case "phrase AND word":
                (phrase, stem_phrase), (word, stem) = self.phrase(2), self._word()
                return f"{phrase} {word}", f"{stem_phrase} AND {quoted(stem)}"
            case "word NOT prefix":
                (word, stem), (prefix, stem_prefix) = self._word(), self.prefix()
                return f"{word} NOT {prefix}", f"{quoted(stem)} NOT {stem_prefix}"
            case _:
                return self.phrase(int(kind[-1]))


def build_engine(folder: Path, documents: Sequence[IndexedDocument]) -> float:
    """CPU seconds, with nothing analysed before."""
    analysis._stems.clear()
    analysis._memo.clear()
    shutil.rmtree(folder, ignore_errors=True)
    before = time.process_time()
    engine = open_engine(folder)
    engine.rebuild(documents)
    engine.close()
    return time.process_time() - before


def indexing(folder: Path, documents: Sequence[IndexedDocument], size: int) -> None:
    """All three indexes, made three times in turn where that takes a minute and not ten; the ratio in the middle."""
    times: dict[str, list[tuple[float, float]]] = {reading: [] for reading in READINGS}
    for turn in range(ROUNDS if len(documents) <= 10_000 else 1):
        before = _resident()
        ours = build_engine(folder / "engine", documents)
        if not turn:
            files = [file for file in (folder / "engine").rglob("*.flat") if file.is_file()]
            share = sum(file.stat().st_size for file in files) / size
            print(f"indexing: memory {_resident() - before:.0f} MB over the articles; index / text {share:.2f}")
        for reading in READINGS:
            (folder / f"{reading}.db").unlink(missing_ok=True)
            theirs, feeding = build(folder / f"{reading}.db", documents, reading)
            times[reading].append((theirs, ours))
            print(f"FTS5, {reading}: {feeding / theirs:.0%} of its time is the feed", flush=True)
    for reading, pairs in times.items():
        theirs, ours = _middle(pairs)
        print(
            f"{len(documents) / ours:.0f} articles a CPU second, FTS5 fed {reading} {len(documents) / theirs:.0f}: "
            f"ratio {theirs / ours:.2f}",
            flush=True,
        )


def _resident() -> float:
    """Megabytes of this process at its highest so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def join(folder: Path) -> None:
    """What the engine does by itself when nobody has searched for a second."""
    engine = open_engine(folder)
    before = time.process_time()
    while joined := engine.join_small_segments():  # type: ignore[attr-defined]
        print(f"{joined} segments joined in {time.process_time() - before:.1f} CPU seconds")
        before = time.process_time()
    engine.close()


def timed(ask: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """CPU milliseconds of each query: what other processes take from a busy machine is in no engine's time."""
    times = []
    for query in queries:
        before = time.thread_time()
        ask(query)
        times.append((time.thread_time() - before) * 1000)
    return sorted(times)


def p95(times: Sequence[float]) -> float:
    return times[int(0.95 * len(times))]


def compare(folder: Path, questions: Questions) -> None:
    """Each kind of query three times by all engines in turn; what counts is the ratio in the middle."""
    print("ratios to FTS5 fed stems / fed the same terms")
    print(
        f"{'':22} {'p50 ms':>8} {'stems':>6} {'same':>6} {'bar':>5} {'p95 ms':>8} {'stems':>6} {'same':>6} {'bar':>5}"
    )
    for kind, (bar50, bar95) in BARS.items():
        pairs = [questions.of_kind(kind) for _ in range(QUERIES)]
        for heat in ("cold", "warm"):
            rounds = [_race(folder, pairs, turns=1 if heat == "cold" else 2) for _ in range(ROUNDS)]
            p50 = [_middle([(median(ours), median(theirs[n])) for ours, theirs in rounds]) for n in (0, 1)]
            p95s = [_middle([(p95(ours), p95(theirs[n])) for ours, theirs in rounds]) for n in (0, 1)]
            print(
                f"{f'{kind}, {heat}':22} {p50[1][0]:8.3f} {p50[0][0] / p50[0][1]:6.2f} {p50[1][0] / p50[1][1]:6.2f} "
                f"{bar50:5} {p95s[1][0]:8.3f} {p95s[0][0] / p95s[0][1]:6.2f} {p95s[1][0] / p95s[1][1]:6.2f} {bar95:5}",
                flush=True,
            )
        print(f"{'':22} hits, stems and the same terms: {_hits(folder, pairs)}", flush=True)


def _race(folder: Path, pairs: Sequence[Pair], *, turns: int) -> tuple[list[float], list[list[float]]]:
    """Milliseconds of each query in the last of some turns of all engines, opened anew."""
    engine = open_engine(folder / "engine")
    rivals = [sqlite3.connect(folder / f"{reading}.db") for reading in READINGS]
    asked = [[stems for _, stems in pairs], [question(query) for query, _ in pairs]]
    engine.search("بغداد")
    for _ in range(turns):
        ours = timed(lambda query: engine.search(query, limit=10), [query for query, _ in pairs])
        theirs = [timed(_asking(rival), questions) for rival, questions in zip(rivals, asked, strict=True)]
    engine.close()
    for rival in rivals:
        rival.close()
    return ours, theirs


def _asking(connection: sqlite3.Connection) -> Callable[[str], object]:
    return lambda expression: connection.execute(FETCH, (expression,)).fetchall()


def _hits(folder: Path, pairs: Sequence[Pair]) -> str:
    """How many articles each FTS5 finds of those the engine finds, and for how many queries it finds as many."""
    engine = open_engine(folder / "engine")
    ours = [engine.search(query, limit=1).total for query, _ in pairs]
    engine.close()
    said = []
    for reading in READINGS:
        connection = sqlite3.connect(folder / f"{reading}.db")
        asked = [stems if reading == "stems" else question(query) for query, stems in pairs]
        theirs = [count(connection, expression) for expression in asked]
        connection.close()
        equal = sum(a == b for a, b in zip(ours, theirs, strict=True))
        said.append(f"{sum(theirs) / max(sum(ours), 1):.0%} of the engine's, as many in {equal} of {len(pairs)}")
    return "; ".join(said)


def _middle(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The pair whose ratio is in the middle."""
    return sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]


def growing(engine: SearchEngine, count: int) -> None:
    extra = list(articles(100))
    for size in (1, 100):
        before = time.perf_counter()
        engine.add(IndexedDocument(count + n, d.id, d.title, d.body) for n, d in enumerate(extra[:size]))
        engine.commit()
        engine.search("بغداد")
        print(f"{size} added and found: {(time.perf_counter() - before) * 1000:.0f} ms")


def snippets_of(documents: Sequence[IndexedDocument]) -> None:
    """Twenty snippets as a page of results shows them, with nothing remembered and with everything."""
    queries = ("العراق", "القوات الأمريكية", "ارتفاع أسعار النفط", '"مجلس الوزراء"', "انتخاب*", "صواريخ~")
    for heat in ("cold", "warm"):
        times: list[float] = []
        for number, query in enumerate(queries * 5):
            page = documents[20 * number : 20 * number + 20]
            if heat == "cold":
                analysis._stems.clear()
                analysis._memo.clear()
                snippets._matcher.cache_clear()
            before = time.perf_counter()
            for document in page:
                snippets.snippet(document.body, snippets.hit_spans(document.body, query))
            times.append((time.perf_counter() - before) * 1000)
        times.sort()
        print(f"20 snippets, {heat}: p50 {median(times):.1f} ms, p95 {p95(times):.1f} ms, bar {SNIPPETS_MS}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    documents = list(articles(count))
    size = sum(len(f"{document.title}\n{document.body}".encode()) for document in documents)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{len(documents)} articles, {size / 1e6:.1f} MB of text")
        indexing(folder, documents, size)
        join(folder / "engine")
        before = time.perf_counter()
        engine = open_engine(folder / "engine")
        engine.search("بغداد دمشق")
        print(f"open and first query: {(time.perf_counter() - before) * 1000:.1f} ms")
        compare(folder, Questions(documents))
        snippets_of(documents)
        growing(engine, len(documents))
        engine.close()


if __name__ == "__main__":
    main()
