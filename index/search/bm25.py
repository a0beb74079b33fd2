"""What one posting is worth (BM25: Robertson and Zaragoza 2009)."""

from __future__ import annotations

from math import log

from index.search.door import byte_to_length

K1 = 0.9
B = 0.75
"""Tuned on every second query of three sets (tests/bench/search_quality.py), reported on the others."""

ROOT_WEIGHT = 0.75
"""A root weighs less than a stem (facts: light10 + 0.75 root ranks best on three sets)."""

SLACK = 1e-9
"""What sums of the same numbers in another order may differ by."""


class WorthTable(dict[int, list[float]]):
    """Frequency of a term in a document -> by the document's length byte, what BM25 makes of both.

    Filled as frequencies turn up. Each list falls, and of two frequencies the greater is worth more at every length:
    the bounds of the search stand on that.
    """

    def __init__(self, average_length: float) -> None:
        self.average_length = average = average_length or 1.0
        self._norms = [K1 * (1 - B + B * byte_to_length(byte) / average) for byte in range(256)]

    def __missing__(self, frequency: int) -> list[float]:
        worth = self[frequency] = [frequency * (K1 + 1) / (frequency + norm) for norm in self._norms]
        return worth


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """Lucene's form, never negative."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
