"""Words one slip of the finger away, and how great a slip it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from index.search.keyboard import neighbouring_keys

_ALPHABETS = ("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz", "0123456789")

_CONFUSED = ("ضظد", "تطد", "سصثز", "ذزدظ", "هح", "قكغ", "اعءه", "وء", "يء", "خحج", "فث", "قج")
"""Letters written for each other by ear or by habit; ة and ه, and the seats of hamza, are one letter when folded."""

_WEAK = frozenset("اويءه")
"""Letters that are often left out or put in: long vowels, hamza, the ending of a feminine."""

CONFUSION, KEY_SLIP, SWAP, WEAK, DOUBLE, SLIP = 0.5, 0.75, 0.75, 0.75, 0.5, 1.0
"""What a slip costs: a letter confused, the next key, two letters swapped, a weak letter, a doubled one, any other."""

FIRST_LETTER = 0.25
"""What a slip costs more in the first letter, which people hardly miss."""


def neighbours(word: str, *, first_letter_holds: bool = True) -> set[str]:
    """The word, and all with one letter changed, put in, left out or swapped with the next."""
    return {word, *_neighbours(word, 1 if first_letter_holds else 0)}


def _neighbours(word: str, first: int) -> Iterator[str]:
    alphabet = next((letters for letters in _ALPHABETS if word[:1] in letters), "")
    for place in range(first, len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in alphabet:
            yield before + letter + after
            yield before + letter + after[1:]


def is_one_letter_away(word: str, other: str) -> bool:
    """Whether one word is among the `neighbours` of the other, the first letter the same."""
    if word == other:
        return True
    if abs(len(word) - len(other)) > 1 or word[:1] != other[:1]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    a, b = word[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def easy_slips(word: str) -> set[str]:
    """The word with one letter in place of one it is confused with, or two neighbours swapped."""
    changed = {
        word[:place] + other + word[place + 1 :]
        for place, letter in enumerate(word)
        for other in _confused_with().get(letter, "")
    }
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1)}
    return {word} | changed | swapped


@cache
def _confused_with() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for group in _CONFUSED:
        for letter in group:
            found.setdefault(letter, set()).update(group.replace(letter, ""))
    return {letter: "".join(sorted(others)) for letter, others in found.items()}


def slip(typed: str, meant: str) -> float:
    """How great a slip leads from one folded word to another: an edit distance (optimal string alignment) by weight."""
    before: list[float] = []
    row = _first_row(meant)
    for i, letter in enumerate(typed, 1):
        last, before, row = before, row, [row[0] + _gap(typed, i - 1)]
        for j, other in enumerate(meant, 1):
            first = FIRST_LETTER if i == 1 and j == 1 else 0.0
            cost = min(
                before[j - 1] + (0.0 if letter == other else _change(letter, other) + first),
                before[j] + _gap(typed, i - 1),
                row[j - 1] + _gap(meant, j - 1),
            )
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, last[j - 2] + SWAP)
            row.append(cost)
    return row[-1]


def _first_row(word: str) -> list[float]:
    row = [0.0]
    for place in range(len(word)):
        row.append(row[-1] + _gap(word, place))
    return row


def _change(letter: str, other: str) -> float:
    if other in _confused_with().get(letter, ""):
        return CONFUSION
    return KEY_SLIP if (letter, other) in neighbouring_keys() else SLIP


def _gap(word: str, place: int) -> float:
    """What one letter more or less costs, standing there."""
    first = FIRST_LETTER if place == 0 else 0.0
    if place and word[place] == word[place - 1]:
        return DOUBLE
    return first + (WEAK if word[place] in _WEAK else SLIP)
