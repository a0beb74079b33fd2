"""The everyday words that names are told from: what the word table marks and the likeness cells learn against."""

from __future__ import annotations

from pathlib import Path

EVERYDAY = Path(__file__).parent / "ordinary.txt"


def ordinary_words() -> frozenset[str]:
    """The words of ordinary.txt, in normal form."""
    lines = EVERYDAY.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and line[0] != "#")
