"""What one posting is worth (BM25: Robertson and Zaragoza 2009)."""

from __future__ import annotations

from math import log

from index.search.door import byte_to_length

K1 = 0.9
B = 0.75
"""Tuned on every second query of three sets (tests/bench/search_quality.py), reported on the others."""

ROOT_WEIGHT = 0.75
"""A root weighs less than a stem (facts: light10 + 0.75 root ranks best on three sets)."""


class ScoreTable(dict[int, float]):
    """Class of a posting -> what BM25 makes of its frequency and length, filled as classes turn up."""

    def __init__(self, average_length: float) -> None:
        self._average = average_length or 1.0

    def __missing__(self, posting: int) -> float:
        frequency, length = posting >> 8, byte_to_length(posting & 0xFF)
        norm = K1 * (1 - B + B * length / self._average)
        value = self[posting] = frequency * (K1 + 1) / (frequency + norm)
        return value


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """Lucene's form, never negative."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
