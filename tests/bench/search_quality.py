"""Ranking quality against Lucene's ArabicAnalyzer: `python -m tests.bench.search_quality`, about a minute.

MRR@10 and R@10 of the whole engine, each with a paired t over the questions. The odd questions chose K1, B and the
weight of the root. The even ones were printed beside them while rules were chosen, so that they are no blind set:
`search_quality_fresh` has those.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean, pstdev

from index.search.engine import open_engine
from index.search.exact import Texts
from index.search.schema import IndexedDocument
from tests.bench.corpora import Passage, Question, lucene_run, passages, queries

SETS = {"qa-arcd": 0.787, "qa-xquad": 0.921, "head-ant": 0.841}
"""Set -> the MRR@10 to reach."""


def reciprocal_rank(hits: list[str], relevant: set[str]) -> float:
    return next((1 / rank for rank, hit in enumerate(hits[:10], 1) if hit in relevant), 0.0)


def found(ranks: Sequence[float]) -> list[float]:
    """1 for each question whose passage is among the first ten; the mean is R@10, one passage being relevant."""
    return [float(rank > 0) for rank in ranks]


def paired_t(ours: Sequence[float], theirs: Sequence[float]) -> float:
    differences = [a - b for a, b in zip(ours, theirs, strict=True)]
    return fmean(differences) / (pstdev(differences) / len(differences) ** 0.5 or 1.0)


def as_documents(texts: Sequence[Passage]) -> list[IndexedDocument]:
    """Passages as articles without a title, each under its place as the key."""
    return [IndexedDocument(key, id, "", text) for key, (id, text) in enumerate(texts)]


def record_of(documents: Sequence[IndexedDocument]) -> Texts:
    """What the library's record answers the engine: the texts, in which it looks for quoted forms."""
    known = {document.key: (document.key, document.title, document.body) for document in documents}
    return lambda keys: map(known.__getitem__, keys)


def ranks_of(find: Callable[[str], list[int]], texts: Sequence[Passage], questions: Sequence[Question]) -> list[float]:
    """The reciprocal rank of each question; `find` gives the keys of the ten best."""
    return [reciprocal_rank([texts[key][0] for key in find(text)], relevant) for _, text, relevant in questions]


def engine_ranks(folder: Path, texts: Sequence[Passage], questions: Sequence[Question]) -> list[float]:
    documents = as_documents(texts)
    engine = open_engine(folder, texts=record_of(documents))
    engine.rebuild(documents)
    ranks = ranks_of(lambda text: [key for key, _ in engine.search(text, limit=10).hits], texts, questions)
    engine.close()
    return ranks


def describe(name: str, part: str, ours: Sequence[float], lucene: Sequence[float]) -> str:
    a, b = found(ours), found(lucene)
    return (
        f"{name:14} {part:16} {len(ours):5} questions  "
        f"MRR@10 {fmean(ours):.4f}, Lucene {fmean(lucene):.4f} ({fmean(ours) / fmean(lucene):.3f} x, "
        f"t {paired_t(ours, lucene):+.1f})  R@10 {fmean(a):.4f}, Lucene {fmean(b):.4f} (t {paired_t(a, b):+.1f})"
    )


def measure(name: str, folder: Path) -> bool:
    questions = queries(name)
    run = lucene_run(name)
    ours = engine_ranks(folder / name, passages(name), questions)
    lucene = [reciprocal_rank(run[id], relevant) for id, _, relevant in questions]
    for part, start, step in (("all", 0, 1), ("odd, tuned on", 0, 2), ("even, the rest", 1, 2)):
        print(describe(name, part, ours[start::step], lucene[start::step]))
    return fmean(ours) >= SETS[name]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        reached = [measure(name, Path(folder)) for name in SETS]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
