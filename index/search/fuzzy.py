"""Words one slip of the finger away."""

from __future__ import annotations

from collections.abc import Iterator

_ALPHABETS = ("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz", "0123456789")


def neighbours(word: str) -> set[str]:
    """The word, and all with one letter changed, put in, left out or swapped with the next; the first letter holds."""
    return {word, *_neighbours(word)}


def _neighbours(word: str) -> Iterator[str]:
    alphabet = next((letters for letters in _ALPHABETS if word[:1] in letters), "")
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in alphabet:
            yield before + letter + after
            yield before + letter + after[1:]
