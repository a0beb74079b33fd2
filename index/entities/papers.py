"""Papers and companies named after a place in another language: Texas Tribune, Denver Post."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page
from index.entities.words import Stem, stems

RANK = 61

_CLOSERS = RULE_WORDS["name_closers"]


def find_papers(page: Page) -> Iterator[Found]:
    """A listed place right before a word that closes such names."""
    for position in range(len(page.words) - 1):
        for stem, last in _places(page, position):
            if page.norm(last) in _CLOSERS:
                while page.norm(last) in _CLOSERS:
                    last += 1
                yield page.found(position, last, "ORG", RANK, "place and closing word", stem.cut)
                break


def _places(page: Page, position: int) -> Iterator[tuple[Stem, int]]:
    """The places that begin here, and the positions after them."""
    norm = page.norm(position)
    for stem in stems(norm) if norm else ():
        for phrase in page.lexicon.phrases.get(stem.norm, ()):
            rest = enumerate(phrase.rest)
            if phrase.type == "LOC" and all(page.norm(position + 1 + place) == word for place, word in rest):
                yield stem, position + 1 + len(phrase.rest)
