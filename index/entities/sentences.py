"""Where the sentences of a page lie: the stretches that the tagger reads at once."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.page import Page

LONGEST = 120
"""Words: a stretch that no full stop ends is cut here, so that time stays linear."""

_STOPS = frozenset(".!؟?;؛…")


def sentences(page: Page) -> Iterator[tuple[int, int]]:
    """First word and the position after the last one of each sentence that holds an Arabic word."""
    first = 0
    has_word = False
    for position in range(len(page.words)):
        has_word = has_word or page.words[position].kind == "word"
        if _ends(page, position) or position + 1 - first >= LONGEST:
            if has_word:
                yield first, position + 1
            first, has_word = position + 1, False
    if has_word:
        yield first, len(page.words)


def _ends(page: Page, position: int) -> bool:
    """A line break or a full stop; the dot of an abbreviated title (د.) ends nothing."""
    word = page.words[position]
    if word.kind == "break":
        return True
    return word.kind == "sign" and not _STOPS.isdisjoint(word.text[:4]) and len(page.norm(position - 1)) != 1
