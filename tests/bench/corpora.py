"""The measured data: news articles and retrieval sets, from `--data DIR` or WARRAQ_DATA (default /work/shared/data)."""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from index.search.schema import IndexedDocument

DATA = Path(os.environ.get("WARRAQ_DATA", "../shared/data"))


def _lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as raw, lzma.open(raw) if path.suffix == ".xz" else raw as file:
        yield from map(json.loads, file)


def articles(count: int) -> Iterator[IndexedDocument]:
    """Real articles of 374 words in the middle, every fourth when fewer than that are wanted, so that topics mix."""
    step = 4 if count <= 11_000 else 1
    rows = islice(_rows(), 0, None, step)
    for key, row in enumerate(islice(rows, count)):
        date = row["date"] if isinstance(row["date"], str) else None
        yield IndexedDocument(key, row["id"], row["title"], row["body"], row["source"], date, row["category"])


def _rows() -> Iterator[Any]:
    for name in ("sanad_khaleej", "ant"):
        yield from _lines(DATA / "raw_text" / f"{name}.jsonl.xz")


def passages(name: str) -> list[tuple[str, str]]:
    """Identifiers and texts of a retrieval set."""
    folder = DATA / "retrieval"
    if name.startswith("qa"):
        return [(row["id"], row["text"]) for row in _lines(folder / "qa.passages.jsonl")]
    wanted = set((folder / "head-ant.article_ids.txt").read_text(encoding="utf-8").split())
    rows = _lines(DATA / "raw_text" / "ant.jsonl.xz")
    return [(row["id"], " ".join(row["body"].split())) for row in rows if row["id"] in wanted]


def queries(name: str) -> list[tuple[str, str, set[str]]]:
    """Identifier, text and relevant passages of each query."""
    return [
        (row["id"], row["text"], set(row["relevant"])) for row in _lines(DATA / "retrieval" / f"{name}.queries.jsonl")
    ]


def lucene_run(name: str) -> dict[str, list[str]]:
    """Query -> the ten passages Lucene's ArabicAnalyzer finds, best first."""
    return {row["query"]: row["hits"] for row in _lines(DATA / "retrieval" / f"{name}.lucene_arabic.jsonl")}
