"""Lines that were broken at a fixed width, put together to paragraphs again."""

from __future__ import annotations

import re
from itertools import pairwise

_BLOCKS = re.compile(r"\n[ \t]*\n\s*")
_NARROWEST, _WIDEST = 50, 100
"""Columns that programs break lines at: 65 to 80, with some freedom."""

_FULL = 0.6
"""Share of the widest line from which a line is full: it ended because there was no more room."""

_FEWEST = 6
"""Broken lines that are needed to be sure."""

_ENDED = re.compile(r"[.!?؟…:؛»\"”]\s*$")
_ITEM = re.compile(r"\s*(?:[-*•▪–—>]|\d{1,3}[.)-])\s")


def unwrapped(text: str) -> str:
    """The text with a paragraph a line, where its lines were broken at a width; as it is where nothing tells that.

    Broken text has blank lines between its paragraphs, and in them nearly all lines but the last are full and few end
    where a sentence does.
    """
    blocks = [block.split("\n") for block in _BLOCKS.split(text)]
    broken = [line.rstrip() for block in blocks for line in block[:-1]]
    widest = max((len(line.rstrip()) for block in blocks for line in block), default=0)
    if len(blocks) < 2 or len(broken) < _FEWEST or not _NARROWEST <= widest <= _WIDEST:
        return text
    full = sum(len(line) >= _FULL * widest for line in broken)
    ended = sum(1 for line in broken if _ENDED.search(line))
    if full < 0.8 * len(broken) or ended > 0.4 * len(broken):
        return text
    return "\n\n".join(_joined(block, _FULL * widest) for block in blocks)


def _joined(lines: list[str], full: float) -> str:
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        goes_on = len(before.rstrip()) >= full and not _ITEM.match(line)
        pieces.append((" " if goes_on else "\n") + line.strip())
    return "".join(pieces)
