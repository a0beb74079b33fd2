"""Articles to search: the seed, and invented ones from its words when many are needed."""

from __future__ import annotations

import random
from functools import cache
from importlib.resources import files

from index.search.schema import IndexedDocument


@cache
def seed_lines() -> tuple[str, ...]:
    """Title and paragraphs of the seed article."""
    folder = files("seeds")
    seed = next(entry for entry in sorted(folder.iterdir(), key=lambda e: e.name) if entry.name.endswith(".txt"))
    return tuple(line for line in seed.read_text(encoding="utf-8").splitlines() if line.strip())


def seed_documents() -> list[IndexedDocument]:
    """Each paragraph an article of its own, numbered from 0, the title."""
    return [
        IndexedDocument(n, f"p{n}", "", line, "العرب", "2021-07-06", "سياسة") for n, line in enumerate(seed_lines())
    ]


def invented_documents(count: int, seed: int = 7) -> list[IndexedDocument]:
    """Articles of 20 to 120 words of the seed, frequent ones more often, in a fixed order."""
    words = " ".join(seed_lines()).split()
    weights = [1 / (rank + 3) for rank in range(len(words))]
    chance = random.Random(seed)
    return [
        IndexedDocument(
            key,
            f"a{key}",
            " ".join(chance.choices(words, weights, k=chance.randint(0, 8))),
            " ".join(chance.choices(words, weights, k=chance.randint(20, 120))),
            date=f"2021-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        )
        for key in range(count)
    ]
