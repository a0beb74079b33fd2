"""How much the letters of a word look like a name's: a linear model over hashed letter groups."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from zlib import crc32

CELLS = 32_768
_SCALE = 16
"""A cell holds a weight times this, in one signed byte."""


def letter_groups(word: str) -> Iterator[int]:
    """Cells of the distinct groups of two to four letters of a word between its edges."""
    edged = f"^{word}$"
    groups = {edged[start : start + size] for size in (2, 3, 4) for start in range(len(edged) - size + 1)}
    return (crc32(group.encode()) % CELLS for group in groups)


def pack(weights: Iterator[float], bias: float) -> bytes:
    """The file's bytes: the bias, then the cells, each times the scale and clipped to a signed byte."""
    return bytes(max(-127, min(127, round(weight * _SCALE))) & 0xFF for weight in (bias, *weights))


def name_likeness(word: str) -> int:
    """-4 for an everyday word to +4 for a name, by its letters alone."""
    weights = _weights()
    score = sum(weights[1 + cell] for cell in letter_groups(word)) + weights[0]
    return max(-4, min(4, round(score / _SCALE / 1.5)))


@lru_cache(maxsize=1)
def _weights() -> memoryview:
    return memoryview(files("index.entities").joinpath("model", "likeness.bin").read_bytes()).cast("b")
