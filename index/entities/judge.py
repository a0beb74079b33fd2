"""The judge: a third chain over the words that weighs what rules and tagger say of names, and overrules both if sure.

The rules were written and the tagger was trained on other texts: from marked news that neither had seen the judge
learnt how far to trust each of them, and where (build/marks). Dates are read by their grammars alone, and so are
numbers, but that the judge may say where digits count nothing: behind a product, in an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from threading import Lock

from index.article import EntityType
from index.entities.crf import Model, as_sequence, open_packed
from index.entities.evidence import evidence_of
from index.entities.features import base_of
from index.entities.overruling import standing
from index.entities.page import Found, Page
from index.entities.proposing import Case

NAMES: tuple[EntityType, ...] = ("PER", "LOC", "ORG")
"""What the judge finds by itself."""
_RANK = 30
_RULE = "judge"
"""What a span is called that nobody proposed."""
_NONE = "O"
_SURELY_NONE = 0.97
"""Chance of "no mention" from which on a settled name falls."""
_NO_COUNT = 0.9
"""The same for a number."""


class Judge:
    """A model whose labels are "O" and `B` and `I` with each type; threads wait for each other as at the tagger."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._lock = Lock()

    def decide(self, page: Page, case: Case) -> list[Found]:
        """The mentions that stand, sorted, without overlap.

        What was settled stays unless the judge is sure of something else; where it only doubts, the rules have seen
        more of the guideline than it has.
        """
        named = [span for span in case.settled if span.type in NAMES]
        verdicts, none = self._verdicts(page, case)
        counted = [
            span
            for span in case.settled
            if span.type == "DATE" or (span.type == "NUM" and _chance(none, span) < _NO_COUNT)
        ]
        kept = standing(page, verdicts, named)
        taken = {position for span in kept for position in range(span.first, span.last)}
        for span in named:
            chance = _chance(none, span)
            if chance < _SURELY_NONE and taken.isdisjoint(range(span.first, span.last)):
                kept.append(span._replace(score=round(min(span.score, 1 - chance), 3)))
        return sorted(_beside_counts(kept, counted))

    def _verdicts(self, page: Page, case: Case) -> tuple[list[Found], list[float]]:
        """The names by the judge alone, and each word's chance of none, 0 outside the sentences.

        A name is a proposal where one has the same words.
        """
        found: list[Found] = []
        none = [0.0] * len(page.words)
        proposed = _Proposed(page, [*case.settled, *case.proposals])
        rows = evidence_of(page, case)
        seen = bytearray(len(page.words))
        for span in case.proposals:
            seen[span.first : span.last] = b"\x01" * (span.last - span.first)
        for row, told, (first, last) in zip(rows, case.reading.chances, case.reading.rows.spans, strict=True):
            if not any(seen[first:last]) and all(len(word) == 1 for word in told):
                continue  # Neither rule nor tagger sees anything here.
            with self._lock:
                labels = self._model.tag(as_sequence(row))
                none[first:last] = [self._model.marginal("O", position) for position in range(last - first)]
                for start, end, kind in spans_of(labels):
                    chances = [self._model.marginal(labels[position], position) for position in range(start, end)]
                    span = proposed.span(first + start, first + end, kind)
                    found.append(span._replace(score=round(sum(chances) / len(chances), 3)))
        return found, none


def _chance(none: Sequence[float], span: Found) -> float:
    return sum(none[span.first : span.last]) / (span.last - span.first)


def spans_of(labels: Sequence[str]) -> Iterator[tuple[int, int, EntityType]]:
    """First word, position after the last one and type of each name in a row of labels, dates and numbers left out."""
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] != _NONE:
            while last < len(labels) and labels[last] == f"I{labels[first][1:]}":
                last += 1
            yield from ((first, last, kind) for kind in NAMES if labels[first].endswith(kind))
        first = last


def _beside_counts(names: Sequence[Found], counted: Sequence[Found]) -> list[Found]:
    """Names and dates or numbers without overlap: what is longer stays, the count where both are equal."""
    counts = {position: span for span in counted for position in range(span.first, span.last)}
    kept = [name for name in names if all(_length(span) < _length(name) for span in _on(name, counts))]
    taken = {position: name for name in kept for position in range(name.first, name.last)}
    return [*kept, *(span for span in counted if not any(_on(span, taken)))]


def _on(span: Found, others: Mapping[int, Found]) -> Iterator[Found]:
    """Those of the others that share a word with the span."""
    return (others[position] for position in range(span.first, span.last) if position in others)


def _length(span: Found) -> int:
    return span.end - span.start


class _Proposed:
    """The spans that were proposed, by their words and by where they begin."""

    def __init__(self, page: Page, spans: Sequence[Found]) -> None:
        self._page = page
        self._same: dict[tuple[int, int, EntityType], Found] = {}
        self._opening: dict[tuple[int, EntityType], Found] = {}
        for span in spans:
            self._same.setdefault((span.first, span.last, span.type), span)
            self._opening.setdefault((span.first, span.type), span)

    def span(self, first: int, last: int, kind: EntityType) -> Found:
        """The proposal with these words, or a new span that begins with the letter where another one begins."""
        same = self._same.get((first, last, kind))
        if same is not None:
            return same
        norm = self._page.norm(first)
        made = self._page.found(first, last, kind, _RANK, _RULE, base_of(norm).cut if norm else 0)
        opening = self._opening.get((first, kind))
        return made._replace(start=opening.start) if opening else made


_opening = Lock()


def judge() -> Judge:
    """The shipped judge, read once a process; whoever asks while it is read waits."""
    with _opening:
        return _judge()


@lru_cache(maxsize=1)
def _judge() -> Judge:
    return Judge(open_packed(files("index.entities").joinpath("model", "judge.crf").read_bytes()))
