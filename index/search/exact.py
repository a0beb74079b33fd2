"""Words in the very form they are quoted in, found in the text itself.

The index knows stems alone, so it names the articles that may hold a form, and their texts decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from index.arabic import CONTROLS, MARKS, SAME_LETTERS, tokens
from index.article import Span
from index.search.analysis import stem_of
from index.search.docsets import members
from index.search.query import TITLE_FORM, Phrase
from index.search.snapshot import Snapshot

Texts = Callable[[Sequence[int]], Iterable[tuple[int, str, str]]]
"""Keys of articles -> key, title and body of each."""

REMEMBERED = 64
"""Quoted forms whose articles are remembered for one state of the index."""

_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_UNEVEN = re.compile(rf"[\ufb50-\ufdff\ufe70-\ufeff\u0654{CONTROLS}]|(?<![^\W_])(?<![{MARKS}])[{MARKS}\u0640]")
"""Presentation forms, a hamza of its own, controls, marks before a word: such a text is folded token by token."""

_INSIDE = rf"[{MARKS}\u0640]*+"
"""What may stand between the letters of a word and behind the last."""


def no_texts(keys: Sequence[int]) -> Iterable[tuple[int, str, str]]:
    """The texts of an engine without a record."""
    return ()


def form_spans(text: str, forms: Sequence[str]) -> Iterator[Span]:
    """Every place where these folded forms stand one right behind the other."""
    pattern = _pattern(tuple(forms))
    if pattern is None or _UNEVEN.search(text):
        yield from _folded_spans(text, forms)
        return
    for match in pattern.finditer(text):
        yield Span(*match.span())


def _folded_spans(text: str, forms: Sequence[str]) -> Iterator[Span]:
    found = list(tokens(text))
    wanted, size = list(forms), len(forms)
    for first in range(len(found) - size + 1):
        if found[first][2] == wanted[0] and [term for _, _, term in found[first : first + size]] == wanted:
            yield Span(found[first][0], found[first + size - 1][1])


@lru_cache(maxsize=64)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str] | None:
    """The forms in any spelling that folds to them; None where more than Arabic letters are asked for."""
    if not all(map(_ARABIC_WORD.fullmatch, forms)):
        return None
    words = [[f"[{letter}{SAME_LETTERS.get(letter, '')}]" for letter in form] for form in forms]
    # Behind the first letter, since a pattern that begins with a set of letters skips to them.
    words[0][0] += rf"(?<![^\W_].)(?<![{MARKS}].)"
    between = rf"{_INSIDE}[\W_]+"
    return re.compile(rf"{between.join(map(_INSIDE.join, words))}{_INSIDE}(?![^\W_])")


class FormLookup:
    """The articles that hold quoted forms, remembered for the state of the index that was asked last."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._snapshot: Snapshot | None = None
        self._known: dict[tuple[str, str], tuple[int, ...]] = {}

    def keys(self, snapshot: Snapshot, name: str, value: str) -> tuple[int, ...]:
        """Keys of the articles whose text (or title, as the filter's name says) holds the forms."""
        if self._snapshot is not snapshot or len(self._known) > REMEMBERED:
            self._snapshot, self._known = snapshot, {}
        known = self._known
        if (found := known.get((name, value))) is None:
            found = known[name, value] = tuple(self._verified(snapshot, name, value))
        return found

    def _verified(self, snapshot: Snapshot, name: str, value: str) -> Iterator[int]:
        forms = value.split()
        for key, title, body in self._texts(_candidates(snapshot, forms)):
            # No quotation runs from the title into the body.
            texts = (title,) if name == TITLE_FORM else (title, body)
            if any(next(form_spans(text, forms), None) is not None for text in texts):
                yield key


def _candidates(snapshot: Snapshot, forms: Sequence[str]) -> list[int]:
    """Keys of the articles that hold the stems of the forms at their distances."""
    stems = [(distance, stem) for distance, stem in enumerate(map(stem_of, forms)) if stem]
    if not stems:
        return []
    phrase = Phrase(tuple((distance - stems[0][0], stem) for distance, stem in stems))
    return [
        segment.lists.keys[number]
        for segment in snapshot.segments
        for number in sorted(members(segment.living(segment.documents(phrase))))
    ]
