"""What the rules work on, a text cut into words, and what they hand back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

from index.article import EntityType
from index.entities.lexicon import Lexicon
from index.entities.words import Stem, Word, offset_of_letter, stems
from index.entities.wordtable import word_table


class Found(NamedTuple):
    """A span that a rule takes for a name, in words and in characters."""

    first: int
    last: int
    """Position after the last word."""
    start: int
    end: int
    type: EntityType
    rank: int
    """Where two spans overlap, the higher rank stays, then the longer one."""
    rule: str
    score: float = 0.95
    """How sure the finder is, 0 to 1."""


_MARGIN = 64
"""Places beside the text that rules may ask for: Python counts the negative ones from the end of the same margin."""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one text beside the lists they are looked up in."""

    text: str
    words: list[Word]
    lexicon: Lexicon
    counts: Counter[str]
    """How often each normal form stands in the text."""
    _norms: list[str] = field(init=False, repr=False)
    _kinds: list[str] = field(init=False, repr=False)
    _stems: list[tuple[Stem, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        norms = [word.norm if word.kind == "word" else "" for word in self.words]
        object.__setattr__(self, "_norms", [*norms, *[""] * _MARGIN])
        object.__setattr__(self, "_stems", [stems(norm) if norm else () for norm in self._norms])
        object.__setattr__(self, "_kinds", [*(word.kind for word in self.words), *["break"] * _MARGIN])

    def norm(self, position: int) -> str:
        """Normal form of a word; the empty string outside the text and for everything that is no Arabic word."""
        return self._norms[position]

    def kind(self, position: int) -> str:
        return self._kinds[position]

    def stem_in(self, position: int, entries: Container[str]) -> Stem | None:
        """The least shortened form of a word that `entries` (a set or a dict) holds."""
        for stem in self._stems[position]:
            if stem.norm in entries:
                return stem
        return None

    def hidden_proclitic(self, position: int) -> int:
        """1 where an unknown word is another word of the page behind a proclitic: whoever writes Clemo and لكليمو."""
        norm = self.norm(position)
        is_behind = len(norm) > 4 and norm[0] in "لبو" and norm[1:] in self.counts and norm not in self.lexicon.given
        return int(is_behind and not any(word_table().look_up(norm)))

    def found(self, first: int, last: int, kind: EntityType, rank: int, rule: str, cut: int = 0) -> Found:
        start = offset_of_letter(self.words[first], cut)
        end = self.words[last - 1]
        is_closed = end.kind == "sign" and end.text[0] in "%٪)"
        return Found(first, last, start, end.start + 1 if is_closed else end.end, kind, rank, rule)
