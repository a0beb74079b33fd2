"""Why an article is a hit: which of its forms meet which word of the query, and how much each counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.arabic import TOKEN, fold_token
from index.article import Article, Span
from index.search.analysis import root_of, stem_of
from index.search.exact import form_spans
from index.search.fuzzy import is_one_letter_away
from index.search.part import RankedWord
from index.search.query import (
    Exact,
    ExactPhrase,
    Fuzzy,
    Phrase,
    Prefix,
    Word,
    parse,
    positive_filters,
    positive_leaves,
)
from index.search.snapshot import Snapshot
from index.search.snippets import phrase_at
from index.search_reports import Explanation, FoundForm, FoundWord, How, Kind

Leaf = Word | Prefix | Fuzzy | Phrase

Scores = tuple[float, float]
"""What a leaf adds to the score of an article by stem and by root."""

_NEARNESS: tuple[How, ...] = ("exact", "stem", "prefix", "phrase", "fuzzy", "root")

NO_SCORES: Scores = (0.0, 0.0)


def explain(article: Article, query: str, scores: Sequence[Scores] = ()) -> Explanation:
    """What of a query stands in an article; `scores` are those of `score_parts`."""
    tree = parse(query)
    text = _Tokens(article.text, len(article.title))
    worth = iter(scores)
    words = tuple(
        FoundWord(leaf.typed, _kind(leaf), _field(leaf), tuple(text.forms(leaf)), *next(worth, NO_SCORES))
        for leaf in _leaves(query)
    )
    return Explanation(article.id, words, tuple((claim.field, claim.value) for claim in positive_filters(tree)))


def score_parts(snapshot: Snapshot, query: str, key: int) -> tuple[Scores, ...]:
    """What each leaf of a query adds to the score of an article, in the order of `explain`; none for no such article.

    A phrase counts by the stems of its words; prefix and fuzzy words decide what is found and count nothing.
    """
    for segment in reversed(snapshot.segments):
        for number, other in enumerate(segment.lists.keys):
            if other == key and number not in segment.deleted:
                return tuple(
                    (
                        segment.scores(_stems(snapshot, leaf, count), [number])[number],
                        segment.scores(_roots(snapshot, leaf, count), [number])[number],
                    )
                    for leaf, count in _leaves(query).items()
                )
    return ()


def _leaves(query: str) -> Counter[Leaf]:
    """The leaves in the order they were typed, each with how often."""
    return Counter(positive_leaves(parse(query)))


def _stems(snapshot: Snapshot, leaf: Leaf, count: int) -> list[RankedWord]:
    """The stems of a leaf that add to a score."""
    match leaf:
        case Word(stem, _, name) if name != "root":
            return [snapshot.ranked(stem, "", count)]
        case Phrase(stems):
            return [snapshot.ranked(stem, "") for _, stem in stems]
    return []


def _roots(snapshot: Snapshot, leaf: Leaf, count: int) -> list[RankedWord]:
    match leaf:
        case Word(_, root, name) if name != "title":
            return [snapshot.ranked("", root, count)]
    return []


def _kind(leaf: Leaf) -> Kind:
    match leaf:
        case Exact() | ExactPhrase():
            return "exact"
        case Prefix():
            return "prefix"
        case Fuzzy():
            return "fuzzy"
        case Phrase():
            return "phrase"
    return "word"


def _field(leaf: Leaf) -> str:
    return leaf.field if isinstance(leaf, Word | Phrase) else ""


class _Tokens:
    """The tokens of one article, looked through once for each leaf."""

    def __init__(self, text: str, title_end: int) -> None:
        self._text = text
        self._title_end = title_end
        self._matches: list[re.Match[str]] = list(TOKEN.finditer(text))
        self._stems = [stem_of(match[0]) for match in self._matches]

    def forms(self, leaf: Leaf) -> list[FoundForm]:
        """The surface forms that meet a leaf, the nearest and then the most frequent first."""
        spans: dict[tuple[str, How], list[Span]] = {}
        for span, how in self._places(leaf):
            if _field(leaf) != "title" or span.end <= self._title_end:
                spans.setdefault((self._text[span.start : span.end], how), []).append(span)
        found = [FoundForm(form, how, tuple(places)) for (form, how), places in spans.items()]
        return sorted(found, key=lambda form: (_NEARNESS.index(form.how), -len(form.spans)))

    def _places(self, leaf: Leaf) -> Iterator[tuple[Span, How]]:
        match leaf:
            case Exact():
                yield from ((span, "exact") for span in form_spans(self._text, (leaf.form,)))
            case ExactPhrase():
                yield from ((span, "exact") for span in form_spans(self._text, leaf.forms))
            case Phrase():
                for token, stem in zip(self._matches, self._stems, strict=True):
                    if stem == leaf.stems[0][1] and (run := phrase_at(leaf, self._text, token.start())):
                        yield Span(run[0].start, run[-1].end), "phrase"
            case _:
                verdicts = {stem: _verdict(stem, leaf) for stem in set(self._stems)}
                folded = fold_token(leaf.typed)
                for match, stem in zip(self._matches, self._stems, strict=True):
                    if (how := verdicts[stem]) is not None:
                        is_same = how == "stem" and fold_token(match[0]) == folded
                        yield Span(*match.span()), "exact" if is_same else how


def _verdict(stem: str, leaf: Word | Prefix | Fuzzy) -> How | None:
    """How a stem of the text meets a word of the query."""
    match leaf:
        case _ if not stem:
            return None
        case Word():
            if stem == leaf.stem and leaf.field != "root":
                return "stem"
            return "root" if leaf.field != "title" and root_of(stem) == leaf.root else None
        case Prefix():
            return "prefix" if stem == leaf.stem or stem.startswith(leaf.starts) else None
        case Fuzzy():
            return "fuzzy" if is_one_letter_away(stem, leaf.stem) else None
