"""Words that lost the space between them: منالبلاد, الجمهوريالأميركي."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.words import Word, normal_form, offset_of_letter
from index.entities.wordtable import word_table

_SHORTEST = 7
"""Letters: a shorter word that nobody knows is a strange name."""
_FREQUENT = 4
"""Frequency of the word table: 64 times in the news, and more."""
_LITTLE_WORDS = RULE_WORDS["little_words"]
"""Words of two letters that no definite word ends with."""
_FUNCTION_WORDS = RULE_WORDS["function_words"]
"""Words that no name ends with."""


def ungluing(words: Iterable[Word]) -> Iterator[Word]:
    """The same words, an unknown one cut in two where both halves are known and one of them has the article.

    Only the article tells: an unknown word with a suffix falls into two known ones by chance, a definite word inside
    another one does not.
    """
    for word in words:
        letters = _seam(word.norm) if word.kind == "word" and len(word.norm) >= _SHORTEST else 0
        if not letters:
            yield word
            continue
        middle = offset_of_letter(word, letters)
        for start, end in ((word.start, middle), (middle, word.end)):
            text = word.text[start - word.start : end - word.start]
            yield Word(start, end, text, normal_form(text), "word")


@lru_cache(maxsize=4_096)
def _seam(norm: str) -> int:
    """How many letters the first of two words that stand glued has; 0 where the word is one."""
    table = word_table()
    if any(table.look_up(norm)) or any(table.look_up(base_of(norm).norm)):
        return 0
    tail = next((word for word in _FUNCTION_WORDS if norm.endswith(word)), "")
    if tail and len(norm) - len(tail) > 3:
        return len(norm) - len(tail)
    if norm.startswith("ال") and norm[-2:] in _LITTLE_WORDS and _frequency(norm[:-2]) >= _FREQUENT:
        return len(norm) - 2
    for letters in range(2, len(norm) - 3):
        first, second = norm[:letters], norm[letters:]
        is_second = second.startswith("ال") and len(second) > 4
        is_first = first.startswith("ال") and letters > 5 and len(second) > 3
        if (is_first or is_second) and _frequency(first) >= _FREQUENT and _frequency(second) >= _FREQUENT:
            return letters
    return 0


def _frequency(word: str) -> int:
    return word_table().look_up(base_of(word).norm).frequency
