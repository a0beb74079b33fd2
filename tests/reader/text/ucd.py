"""Where the Unicode test files lie, and what stands in them."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

_FOLDERS = (Path(__file__).parents[4] / "shared" / "data" / "ucd", Path("/usr/share/unicode"))

REMOVED_CLASSES = frozenset(("BN", "LRE", "RLE", "LRO", "RLO", "PDF"))
"""Classes of the characters that X9 removes: they have no place in the drawn order."""


def lines(name: str) -> Iterator[str]:
    """The lines of a UCD file that hold data; skips the test where no copy is to be found."""
    for folder in _FOLDERS:
        if (path := folder / f"{name}.xz").exists():
            text = lzma.decompress(path.read_bytes()).decode("utf-8")
            break
        if (path := folder / name).exists():
            text = path.read_text(encoding="utf-8")
            break
    else:
        pytest.skip(f"{name} not found: install Debian's unicode-data")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
