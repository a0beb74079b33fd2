"""The measured data: news articles and retrieval sets, from WARRAQ_DATA (default ../shared/data)."""

from __future__ import annotations

import json
import lzma
import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from index.search.schema import IndexedDocument

Passage = tuple[str, str]
"""Identifier and text."""

Question = tuple[str, str, set[str]]
"""Identifier, text and the identifiers of the relevant passages."""

DATA = Path(os.environ.get("WARRAQ_DATA", "../shared/data"))


def _lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as raw, lzma.open(raw) if path.suffix == ".xz" else raw as file:
        yield from map(json.loads, file)


def _one_line(text: str) -> str:
    return " ".join(text.split())


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


def passages(name: str) -> list[Passage]:
    """What is searched in a retrieval set."""
    folder = DATA / "retrieval"
    if name.startswith("qa"):
        return [(row["id"], row["text"]) for row in _lines(folder / "qa.passages.jsonl")]
    wanted = set((folder / "head-ant.article_ids.txt").read_text(encoding="utf-8").split())
    rows = _lines(DATA / "raw_text" / "ant.jsonl.xz")
    return [(row["id"], _one_line(row["body"])) for row in rows if row["id"] in wanted]


def queries(name: str) -> list[Question]:
    return [
        (row["id"], row["text"], set(row["relevant"])) for row in _lines(DATA / "retrieval" / f"{name}.queries.jsonl")
    ]


def lucene_run(name: str) -> dict[str, list[str]]:
    """Query -> the ten passages Lucene's ArabicAnalyzer finds, best first."""
    return {row["query"]: row["hits"] for row in _lines(DATA / "retrieval" / f"{name}.lucene_arabic.jsonl")}


@dataclass(frozen=True, slots=True)
class KnownItems:
    """Questions with one relevant passage each that no rule and no weight was chosen on."""

    passages: list[Passage]
    questions: list[Question]


def other_headlines() -> KnownItems:
    """The headlines of head-ant's passages that its thousand questions left, drawn by the same rule: about 8,000."""
    bodies = passages("head-ant")
    text_of = dict(bodies)
    asked = {id for _, _, relevant in queries("head-ant") for id in relevant}
    questions = []
    for row in _lines(DATA / "raw_text" / "ant.jsonl.xz"):
        id, title = row["id"], _one_line(row["title"])
        if id in text_of and id not in asked and title not in text_of[id]:
            questions.append((id, title, {id}))
    return KnownItems(bodies, questions)


def khaleej_leads(count: int = 1_500) -> KnownItems:
    """The first words of articles, asked of what follows them: every third article of SANAD Khaleej, about 14,000.

    The titles of this corpus are the first words of the body, cut at a blank. They are taken out of what is searched;
    an article is left out whose title or rest is not the only one of its kind, or too short (4 and 40 words).
    """
    pairs = []
    for row in islice(_lines(DATA / "raw_text" / "sanad_khaleej.jsonl.xz"), 0, None, 3):
        title, body = _one_line(row["title"].rstrip("…")), _one_line(row["body"])
        rest = body.removeprefix(title).strip()
        if rest != body and title not in rest and len(title.split()) >= 4 and len(rest.split()) >= 40:
            pairs.append((row["id"], title, rest))
    seen = Counter(text for _, *texts in pairs for text in texts)
    kept = [(id, title, rest) for id, title, rest in pairs if seen[title] == seen[rest] == 1]
    asked = random.Random(2_026).sample(kept, count)
    return KnownItems([(id, rest) for id, _, rest in kept], [(id, title, {id}) for id, title, _ in asked])
