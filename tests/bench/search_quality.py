"""Ranking quality against Lucene's ArabicAnalyzer: `python -m tests.bench.search_quality`, about a minute.

MRR@10 and R@10 of the whole engine, with a paired t over the reciprocal ranks. The odd queries chose K1, B and the
weight of the root. The even ones were printed beside them while rules were chosen, so that they are no blind set.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import fmean, pstdev

from index.search.engine import open_engine
from index.search.schema import IndexedDocument
from tests.bench.corpora import lucene_run, passages, queries

SETS = {"qa-arcd": 0.787, "qa-xquad": 0.921, "head-ant": 0.841}
"""Set -> the MRR@10 to reach."""


def reciprocal_rank(hits: list[str], relevant: set[str]) -> float:
    return next((1 / rank for rank, hit in enumerate(hits[:10], 1) if hit in relevant), 0.0)


def describe(ours: list[float], lucene: list[float]) -> str:
    differences = [a - b for a, b in zip(ours, lucene, strict=True)]
    t = fmean(differences) / (pstdev(differences) / len(differences) ** 0.5 or 1.0)
    found, lucene_found = (fmean(rank > 0 for rank in ranks) for ranks in (ours, lucene))
    ratio = fmean(ours) / fmean(lucene)
    return f"MRR@10 {fmean(ours):.4f} ({ratio:.3f} x, t {t:+.1f})  R@10 {found:.4f} (Lucene {lucene_found:.4f})"


def measure(name: str, folder: Path) -> bool:
    texts = passages(name)
    engine = open_engine(folder / name)
    engine.rebuild(IndexedDocument(key, id, "", text) for key, (id, text) in enumerate(texts))
    lucene = lucene_run(name)
    ours, theirs = [], []
    for query_id, text, relevant in queries(name):
        hits = [texts[key][0] for key, _ in engine.search(text, limit=10).hits]
        ours.append(reciprocal_rank(hits, relevant))
        theirs.append(reciprocal_rank(lucene[query_id], relevant))
    engine.close()
    for part, start, step in (("all", 0, 1), ("tuned on", 0, 2), ("held out", 1, 2)):
        print(
            f"{name:9} {part:9} {len(ours[start::step]):5} queries  {describe(ours[start::step], theirs[start::step])}"
        )
    return fmean(ours) >= SETS[name]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        reached = [measure(name, Path(folder)) for name in SETS]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
