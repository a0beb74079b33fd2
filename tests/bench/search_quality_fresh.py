"""Ranking quality on questions that nothing was chosen on: `python -m tests.bench.search_quality_fresh`.

Lucene's ArabicAnalyzer searches the same passages in the same run, so that it has to be there: a JDK and Lucene 8.
The engine reads a short question as keywords, first with quotations as they stand, a long one as prose: hence parts.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

from index.search.query import is_prose
from tests.bench.corpora import KnownItems, khaleej_leads, other_headlines
from tests.bench.search_quality import as_documents, describe, engine_ranks, found, paired_t, ranks_of
from tests.bench.search_rivals_engines import MissingRivalError
from tests.bench.search_rivals_lucene import Lucene

SETS: dict[str, Callable[[], KnownItems]] = {"head-ant, rest": other_headlines, "lead-khaleej": khaleej_leads}
LEAST = 30
"""A part with fewer questions says nothing."""

RATIO, T = 1.03, 3.0
"""To reach on each: the ratio of MRR@10 that head-ant asks for, and its paired t; R@10 above Lucene's."""


def part_of(question: str) -> str:
    if is_prose(question):
        return "prose"
    return "with a quotation" if re.search('["«“]', question) else "keywords"


def measure(name: str, items: KnownItems, folder: Path) -> bool:
    texts, questions = items.passages, items.questions
    ours = engine_ranks(folder / "engine", texts, questions)
    rival = Lucene()
    rival.build(folder / "lucene", as_documents(texts))
    theirs = ranks_of(rival.find, texts, questions)
    rival.close()
    print(describe(name, "all", ours, theirs))
    parts = [part_of(text) for _, text, _ in questions]
    for part, count in Counter(parts).items():
        if count >= LEAST:
            pairs = [pair for pair, its in zip(zip(ours, theirs, strict=True), parts, strict=True) if its == part]
            print(describe(name, part, *zip(*pairs, strict=True)), flush=True)
    is_ahead = fmean(ours) >= RATIO * fmean(theirs) and paired_t(ours, theirs) >= T
    return is_ahead and fmean(found(ours)) > fmean(found(theirs))


def main() -> int:
    reached = []
    for name, gather in SETS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                reached.append(measure(name, gather(), Path(folder)))
            except MissingRivalError as error:
                print(error, file=sys.stderr)
                return 2
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
