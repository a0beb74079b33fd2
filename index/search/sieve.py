"""Tells most words of a text from those that may meet a query, by their letters alone.

Stemming a word costs ten times as much as looking whether it holds certain letters, and of the thousand words of a
page a query meets a few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from index.arabic import CONTROLS, MARKS, SAME_LETTERS
from index.search.analysis import root_of, variants
from index.search.fuzzy import is_one_letter_away
from index.search.query import Exact, ExactPhrase, Fuzzy, Phrase, Prefix, Word

_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]*")
_PLAIN = rf"\u0000-\u0653\u0655-\u0669\u0670\u06f0-\u06f9\u2010-\u205e{CONTROLS}{''.join(SAME_LETTERS.values())}"
_UNEVEN = f"[^{_PLAIN}]"
"""Presentation forms, a hamza of its own, all that is rare: such a word shows its letters only when it is folded."""

_OTHER = rf"[^\u0621-\u063a\u0641-\u064a\u0640{MARKS}]"
"""Anything but plain Arabic letters and their marks."""

MOST_WAYS = 30
"""With more sequences of letters to look for, stemming is as quick."""


def sieve(leaves: Iterable[Word | Prefix | Fuzzy | Phrase]) -> Callable[[str], object]:
    """A test that is true of every surface form one of the leaves may be found by, and of few others.

    It is true of every text that holds such a form, too.
    """
    needed = _least(_needed(leaves))
    if len(needed) > MOST_WAYS:
        return bool
    ways = {_OTHER if not _ARABIC.fullmatch(letters) else _holding(letters) for letters in needed}
    return re.compile("|".join([*ways, _UNEVEN])).search


def _least(needed: Iterable[str]) -> list[str]:
    """The sequences that hold no other one: a stem says nothing beside its root."""
    least: list[str] = []
    for letters in sorted(set(needed), key=len):
        if not any(_holds(letters, other) for other in least):
            least.append(letters)
    return least


def _holds(word: str, letters: str) -> bool:
    """Whether letters stand in a word one after the other, whatever is between them."""
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _needed(leaves: Iterable[Word | Prefix | Fuzzy | Phrase]) -> Iterator[str]:
    """Sequences of letters of which a folded form must hold one."""
    for leaf in leaves:
        match leaf:
            case Exact() | ExactPhrase():
                continue
            case Word(stem, root):
                yield from _spellings(stem)
                # ISRI only leaves letters out: a root stands in its stem.
                yield root
                yield from (one for one, other in _roots_of_variants() if other == root)
            case Prefix(starts, stem):
                yield from starts
                yield from _spellings(stem)
                yield from (one for one, other in variants().items() if other.startswith(starts))
            case Fuzzy(stem):
                # One letter may be wanting, or have changed places with the next; never the first.
                yield from (stem[:place] + stem[place + 1 :] for place in range(1, len(stem)))
                yield stem
                yield from (one for one, other in variants().items() if is_one_letter_away(other, stem))
            case Phrase(stems):
                for _, stem in stems:
                    yield from _spellings(stem)


def _spellings(stem: str) -> Iterator[str]:
    yield stem
    yield from (one for one, other in variants().items() if other == stem)


@cache
def _roots_of_variants() -> tuple[tuple[str, str], ...]:
    return tuple((one, root_of(other)) for one, other in variants().items())


def _holding(letters: str) -> str:
    """Looks for the letters one after the other, each in any of its spellings."""
    spellings = [f"{letter}{SAME_LETTERS.get(letter, '')}" for letter in letters]
    return "".join([f"[{spellings[0]}]", *(f"[^{letter}]*[{letter}]" for letter in spellings[1:])]) if letters else ""
