"""The engine beside its rivals in one run: `python -m tests.bench.search_rivals [ARTICLES]` (10,000 by default).

One table for how right they are, one for how fast. Every rival is optional; one that is missing is named and passed
over, and Lucene's quality is then read from the run files of the retrieval sets. Speed is of the warm index: each
rival answers the same questions in turn, round by round, and the first rounds do not count.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean, median

from index.search.schema import IndexedDocument
from tests.bench.corpora import articles, lucene_run, passages, queries
from tests.bench.search_quality import SETS, as_documents, found, paired_t, ranks_of, reciprocal_rank
from tests.bench.search_rivals_engines import MissingRivalError, Rival, local_rivals
from tests.bench.search_rivals_lucene import Lucene
from tests.bench.search_speed import QUERIES, Questions, p95

KINDS = {"one word": (1, "OR"), "AND of 2": (2, "AND"), "OR of 6": (6, "OR")}
"""Kind of question -> its words and what joins them."""

WARM_UP, ROUNDS = 5, 3
"""Rounds that do not count, for the compiler of Lucene's machine above all, and rounds that do."""

Ranks = dict[str, list[float]]
"""Rival -> the reciprocal rank of each question."""


@dataclass(frozen=True, slots=True)
class Built:
    rival: Rival
    seconds: float
    """CPU seconds of indexing."""
    size: int
    """Bytes on disk."""


@cache
def say_once(message: str) -> None:
    print(message, file=sys.stderr)


@contextmanager
def built(documents: Sequence[IndexedDocument]) -> Iterator[list[Built]]:
    """Every rival that is there, with its index; closed and erased at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        those = []
        for number, rival in enumerate((*local_rivals(), Lucene())):
            place = folder / str(number)
            place.mkdir()
            try:
                seconds = rival.build(place, documents)
            except MissingRivalError as error:
                say_once(str(error))
                continue
            stack.callback(rival.close)
            size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
            those.append(Built(rival, seconds, size))
        yield those


def quality(name: str) -> Ranks:
    texts, questions = passages(name), queries(name)
    ranks: Ranks = {}
    with built(as_documents(texts)) as those:
        for one in those:
            ranks[one.rival.name] = ranks_of(one.rival.find, texts, questions)
    if Lucene.name not in ranks:
        run = lucene_run(name)
        ranks[Lucene.name] = [reciprocal_rank(run[id], relevant) for id, _, relevant in questions]
    return ranks


def show_quality(ranks: dict[str, Ranks]) -> None:
    """t is of our reciprocal ranks over the rival's, pair by pair."""
    print(f"\n{'':22}" + "".join(f" {name + ': MRR@10':>17} {'R@10':>6} {'t':>5}" for name in ranks))
    ours, *_ = names = list(next(iter(ranks.values())))
    for rival in names:
        print(f"{rival:22}", end="")
        for of_set in ranks.values():
            theirs = of_set[rival]
            ahead = "" if rival == ours else f"{paired_t(of_set[ours], theirs):+.1f}"
            print(f" {fmean(theirs):17.4f} {fmean(found(theirs)):6.4f} {ahead:>5}", end="")
        print()


def speed(those: Sequence[Built], questions: Questions) -> dict[str, dict[str, list[float]]]:
    """Kind of question -> rival -> milliseconds, sorted."""
    times: dict[str, dict[str, list[float]]] = {}
    for kind, (count, joint) in KINDS.items():
        typed = [questions.words(count, f" {joint} ")[0].replace(" أو ", " ").split() for _ in range(QUERIES)]
        times[kind] = {one.rival.name: [] for one in those}
        for turn in range(WARM_UP + ROUNDS):
            for one in those:
                asked = [query for words in typed if (query := one.rival.question(words, joint))]
                taken = one.rival.times(asked)
                if turn >= WARM_UP:
                    times[kind][one.rival.name] += taken
    return times


def show_speed(those: Sequence[Built], times: dict[str, dict[str, list[float]]], documents: int, size: int) -> None:
    print(f"\n{documents} articles, {size / 1e6:.1f} MB of text; milliseconds")
    print(f"{'':22}" + "".join(f" {kind + ': p50':>14} {'p95':>7}" for kind in times), end="")
    print(f" {'articles/CPU s':>15} {'CPU s':>7} {'index/text':>11}")
    for one in those:
        print(f"{one.rival.name:22}", end="")
        for of_kind in times.values():
            taken = sorted(of_kind[one.rival.name])
            p50, high = (f"{median(taken):.3f}", f"{p95(taken):.3f}") if taken else ("-", "-")
            print(f" {p50:>14} {high:>7}", end="")
        print(f" {documents / one.seconds:15.0f} {one.seconds:7.1f} {one.size / size:11.2f}")


def main() -> None:
    show_quality({name: quality(name) for name in SETS})
    documents = list(articles(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
    size = sum(len(f"{document.title}\n{document.body}".encode()) for document in documents)
    with built(documents) as those:
        show_speed(those, speed(those, Questions(documents)), len(documents), size)


if __name__ == "__main__":
    main()
