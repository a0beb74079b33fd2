"""Paragraphs that a source puts above or below every article: noticed and told, never taken out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from index.arabic import tokens

_ENDS = 3
"""Paragraphs at each end of an article among which such lines stand."""

_LONGEST = 400
"""Characters; longer paragraphs that repeat are articles that came twice."""

_FEWEST_ARTICLES = 5
_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Repeated:
    """One such paragraph."""

    text: str
    """As it is written most often."""
    articles: int
    """How many articles hold it at an end."""
    share: float
    """Of all articles of the source that have a body, 0 to 1."""


def repeated_paragraphs(bodies: Iterable[tuple[str, str]], *, share: float = _SHARE) -> tuple[Repeated, ...]:
    """The paragraphs that stand among the first or last of at least `share` of the articles, most frequent first.

    `bodies` are ids and bodies of articles of one source. Spellings that fold to the same letters are one paragraph,
    and numbers do not count: a line with a year or a counter is the same line. An article counts once however often it
    holds the line, and bodies that are the same count once altogether.
    """
    holders: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[str] = set()
    for _, body in bodies:
        if not body or body in seen:
            continue
        seen.add(body)
        for key, text in _ends_of(body).items():
            holders[key] += 1
            spellings[key][text] += 1
    fewest = max(_FEWEST_ARTICLES, share * len(seen))
    return tuple(
        Repeated(spellings[key].most_common(1)[0][0], count, count / len(seen))
        for key, count in sorted(holders.items(), key=lambda item: (-item[1], item[0]))
        if count >= fewest
    )


def _ends_of(body: str) -> dict[str, str]:
    """The short paragraphs at the ends of a body, by their folded letters; one alone is the article itself."""
    paragraphs = body.split("\n")
    if len(paragraphs) < 2:
        return {}
    ends = paragraphs if len(paragraphs) <= 2 * _ENDS else [*paragraphs[:_ENDS], *paragraphs[-_ENDS:]]
    keyed = {_key(text): text for text in ends if len(text) <= _LONGEST}
    return {key: text for key, text in keyed.items() if key}


def _key(paragraph: str) -> str:
    return " ".join(word for _, _, word in tokens(paragraph) if not word.isdecimal())
