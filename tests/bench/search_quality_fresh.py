"""Ranking quality on questions that nothing was chosen on: `python -m tests.bench.search_quality_fresh`.

Lucene's ArabicAnalyzer searches the same passages in the same run, so that it has to be there: a JDK and Lucene 8.
Up to eight words are read as a query with its operators and quotations, longer ones as prose: hence the parts.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

from tests.bench.corpora import KnownItems, khaleej_leads, other_headlines
from tests.bench.search_quality import as_documents, describe, engine_ranks, found, paired_t, ranks_of
from tests.bench.search_rivals_engines import MissingRivalError
from tests.bench.search_rivals_lucene import Lucene

SETS: dict[str, Callable[[], KnownItems]] = {"head-ant, rest": other_headlines, "lead-khaleej": khaleej_leads}
RATIO, T = 1.03, 3.0
"""To reach on each: the ratio of MRR@10 that head-ant asks for, and its paired t; R@10 above Lucene's."""


def measure(name: str, items: KnownItems, folder: Path) -> bool:
    texts, questions = items.passages, items.questions
    ours = engine_ranks(folder / "engine", texts, questions)
    rival = Lucene()
    rival.build(folder / "lucene", as_documents(texts))
    theirs = ranks_of(lambda text: rival.hits(rival.prose(text)), texts, questions)
    rival.close()
    lengths = [len(text.split()) for _, text, _ in questions]
    for part, shortest, longest in (("all", 1, sys.maxsize), ("up to 8 words", 1, 8), ("longer", 9, sys.maxsize)):
        chosen = [place for place, length in enumerate(lengths) if shortest <= length <= longest]
        print(describe(name, part, [ours[place] for place in chosen], [theirs[place] for place in chosen]), flush=True)
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
