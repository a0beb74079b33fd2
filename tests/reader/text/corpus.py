"""Real articles for the tests that count over them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

DATA = Path(__file__).parents[4] / "shared" / "data" / "jsonl"


def bodies(name: str) -> Iterator[str]:
    """The texts of one corpus file; skips the test where the data is missing."""
    path = DATA / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"{name}.jsonl not found: the shared data folder has to lie beside the project")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"{article['title']}\n{article['body']}"


def paragraphs(name: str) -> Iterator[str]:
    """Their paragraphs, cleaned of what the reader strips on the way in."""
    strip = dict.fromkeys(
        [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD, *range(9), 0x7F, *range(0xE, 0x20)]
    )
    for body in bodies(name):
        for paragraph in body.replace("\r", "\n").replace("\u2029", "\n").replace("\x85", "\n").split("\n"):
            if cleaned := paragraph.translate(strip).strip():
                yield cleaned
