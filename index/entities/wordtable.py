"""The word table: what is known of a word, in one file that is searched where it lies.

A frozen hash table: nothing is parsed when it opens, and nothing of it is held but the file's own bytes. Words are not
stored, only 32 bits of their hash beside the facts, so that a strange word is taken for a known one once in four
billion probes.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import NamedTuple

MAGIC = b"WQWT0001"
_KEPT = 8_192
"""Words whose facts are held for the next time: 2 MB."""
_FILL = 0.75
"""Share of the slots in use."""


class Facts(NamedTuple):
    """What raw news and the name lists say of one word; zero everywhere for a word that nobody saw."""

    coarse: int
    """Cluster of 64, counted from 1; 0 where the word was too rare for one."""
    middle: int
    """Cluster of 256."""
    fine: int
    """Cluster of 1,024."""
    frequency: int
    """0 unseen in 20 million words, else 1 + log4 of the count up to 7."""
    given: int
    """Bucket of how many people bear it as a given name, 0 to 3."""
    surname: int
    is_foreign: int
    """Whether it is a part of a foreign name as Arabic spells it."""
    place: int
    """0 no place, 1 a town of 15,000, 2 a city of 100,000, 3 a country."""
    is_ordinary: int


_WIDTHS = Facts(coarse=7, middle=9, fine=11, frequency=3, given=2, surname=2, is_foreign=1, place=2, is_ordinary=1)
UNKNOWN = Facts(*(0 for _ in _WIDTHS))


class WordTable:
    """Facts by word, straight from the bytes of the file."""

    def __init__(self, data: bytes) -> None:
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError("the word table is of another version: run python -m index.entities.build words")
        slots = int.from_bytes(data[8:12], "little")
        self._slots = slots
        body = memoryview(data)[16:]
        self._prints = body[: 4 * slots].cast("I")
        self._values = body[4 * slots :].cast("Q")
        self._kept: dict[str, Facts] = {}

    def look_up(self, word: str) -> Facts:
        """The facts of a word in normal form; all zero where the table does not hold it."""
        known = self._kept.get(word)
        if known is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            known = self._kept[word] = self._searched(word)
        return known

    def _searched(self, word: str) -> Facts:
        mark, slot = _hash(word, self._slots)
        prints = self._prints
        while known := prints[slot]:
            if known == mark:
                return _unpack(self._values[slot])
            slot = slot + 1 if slot + 1 < self._slots else 0
        return UNKNOWN


def pack(facts: Mapping[str, Facts]) -> bytes:
    """The file's bytes for these words; the same words give the same bytes."""
    slots = max(8, int(len(facts) / _FILL)) & ~1
    prints, values = array("I", bytes(4 * slots)), array("Q", bytes(8 * slots))
    for word in sorted(facts):
        mark, slot = _hash(word, slots)
        while prints[slot]:
            slot = (slot + 1) % slots
        prints[slot], values[slot] = mark, _packed(facts[word])
    return MAGIC + slots.to_bytes(4, "little") + bytes(4) + prints.tobytes() + values.tobytes()


def _hash(word: str, slots: int) -> tuple[int, int]:
    """The mark that stands for a word, never zero, and the slot where the search for it begins."""
    digest = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
    return (digest >> 32) or 1, (digest & 0xFFFFFFFF) % slots


def _packed(facts: Facts) -> int:
    value = 0
    for fact, width in zip(facts, _WIDTHS, strict=True):
        value = value << width | min(fact, (1 << width) - 1)
    return value


def _unpack(value: int) -> Facts:
    found = []
    for width in reversed(_WIDTHS):
        found.append(value & ((1 << width) - 1))
        value >>= width
    return Facts(*reversed(found))


@lru_cache(maxsize=1)
def word_table() -> WordTable:
    return WordTable(files("index.entities").joinpath("model", "words.table").read_bytes())
