"""Sets of a segment's documents: few of them as numbers, many as the bits of one integer.

Python's integers are bit sets that C works on: joining, cutting and counting 55,000 documents takes a few microseconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

PEELED = 16
"""So few bits are taken off one by one."""

SCATTERED = 36
"""Of a set in which at most one document in so many is, the bits are set one by one; else as digits that C reads."""

_MARKS = bytes([0] + [1] * 255)
"""Every byte that is not empty becomes 1."""

PLACES = [tuple(place for place in range(8) if byte >> place & 1) for byte in range(256)]
"""The bits that are set in each byte."""

DocSet = Collection[int] | int
"""Document numbers without doubles, or an integer whose bit n stands for document n."""


def as_bits(documents: DocSet) -> int:
    if isinstance(documents, int):
        return documents
    count = max(documents, default=0) + 1
    if len(documents) * SCATTERED > count:
        digits, one = bytearray(b"0") * count, ord("1")
        for document in documents:
            digits[document] = one
        digits.reverse()
        return int(digits, 2)
    row = bytearray((count + 7) // 8)
    for document in documents:
        row[document >> 3] |= 1 << (document & 7)
    return int.from_bytes(row, "little")


def members(documents: DocSet) -> Collection[int]:
    if not isinstance(documents, int):
        return documents
    return _few_of(documents) if documents.bit_count() <= PEELED else list(_bits_of(documents))


def _few_of(bits: int) -> list[int]:
    """The numbers of the bits set, the highest first, taken off one by one."""
    found = []
    while bits:
        highest = bits.bit_length() - 1
        found.append(highest)
        bits ^= 1 << highest
    return found


def _bits_of(bits: int) -> Iterator[int]:
    """The numbers of the bits set, by searching the bytes that hold any: what is empty costs next to nothing."""
    row = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    marks = row.translate(_MARKS)
    at = marks.find(1)
    while at >= 0:
        first = 8 * at
        for place in PLACES[row[at]]:
            yield first + place
        at = marks.find(1, at + 1)


def size(documents: DocSet) -> int:
    return documents.bit_count() if isinstance(documents, int) else len(documents)


def both(a: DocSet, b: DocSet) -> DocSet:
    if isinstance(a, int):
        return a & b if isinstance(b, int) else _kept(b, a)
    if isinstance(b, int):
        return _kept(a, b)
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    return (few if isinstance(few, set) else set(few)).intersection(many)


def either(sets: Iterable[DocSet]) -> DocSet:
    """The union; bits as soon as one of them is."""
    numbers: set[int] = set()
    bits = 0
    for documents in sets:
        if isinstance(documents, int):
            bits |= documents
        else:
            numbers.update(documents)
    if not bits:
        return numbers
    return bits | as_bits(numbers) if numbers else bits


def minus(a: DocSet, b: DocSet) -> DocSet:
    if isinstance(a, int):
        # Not `a & ~b`, which takes five times as long.
        return a ^ a & as_bits(b)
    numbers = a if isinstance(a, set) else set(a)
    return numbers.difference(_kept(numbers, b) if isinstance(b, int) else b)


def _kept(documents: Collection[int], bits: int) -> list[int]:
    row = bits.to_bytes((max(bits.bit_length(), max(documents, default=0) + 1) + 7) >> 3, "little")
    return [document for document in documents if row[document >> 3] >> (document & 7) & 1]
