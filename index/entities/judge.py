"""The judge: a third chain over the words that weighs what rules and tagger say of names, and overrules both if sure.

The rules were written and the tagger was trained on other texts: from marked news that neither had seen the judge
learnt how far to trust each of them, and where (build/marks). Dates are read by their grammars alone, and so are
numbers, but that the judge may say where digits count nothing: behind a product, in an address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from threading import Lock

from index.article import EntityType
from index.entities.crf import Model, as_sequence, open_packed
from index.entities.evidence import evidence_of
from index.entities.features import base_of
from index.entities.page import Found, Page
from index.entities.propagation import name_norms
from index.entities.proposing import Case
from index.entities.settling import means_nothing_else

NAMES: tuple[EntityType, ...] = ("PER", "LOC", "ORG")
"""What the judge finds by itself."""
_RANK = 30
_RULE = "judge"
"""What a span is called that nobody proposed."""
_NONE = "O"
_LEAST_OF_NEW = 0.7
"""The chance from which on a name is added where nothing was settled."""
_LEAST_OF_CHANGE = 0.9
"""The same for other ends or another type than what was settled."""
_LEAST_OF_EVERYDAY = 0.95
"""The same for a new name all of whose words are everyday ones."""
_BY_LETTERS = ("spelled letters", "place and closing word")
"""Rules that know a name by its form."""
_KIN = frozenset(
    ["ابيه", "ابيها", "ابيهم", "اخيه", "اخيها", "والده", "والدها", "والدته", "عمه", "جده", "ابنه", "ابنها"]
)
"""Words with a possessor, which end no name."""
_TOWNED = ("site", "site named after somebody", "body of a town")
"""Rules whose names may close with their town: the hospital X *in Kairouan*."""
_GOING_ON = frozenset(["ال", "بن", "ابن", "ابو", "ام", "عبد"])
"""Words of a person's name that never end it."""
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
        kept = _standing(page, verdicts, named)
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
        for row, (first, last) in zip(rows, case.reading.rows.spans, strict=True):
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


def _standing(page: Page, verdicts: Sequence[Found], settled: Sequence[Found]) -> list[Found]:
    """The verdicts that are sure enough for what they would change, and that break up no name known by its letters."""
    owner = {position: span for span in settled for position in range(span.first, span.last)}
    bodies = _bodies(page, [*verdicts, *settled])
    kept = []
    for verdict in verdicts:
        owners = {owner[position] for position in range(verdict.first, verdict.last) if position in owner}
        is_sure = verdict.score >= _least(page, owners, verdict)
        if is_sure and not _is_nobody(page, verdict, bodies) and not any(_breaks(page, verdict, it) for it in owners):
            kept.append(verdict)
    return kept


def _least(page: Page, settled: Collection[Found], verdict: Found) -> float:
    """What a verdict's chance must reach: little where it adds a name, much where it changes one."""
    if not settled:
        norms = [page.norm(position) for position in range(verdict.first, verdict.last)]
        is_everyday = all(norm and base_of(norm).norm in page.lexicon.ordinary for norm in norms)
        # The rules know the sites by their heads, and have said no.
        is_site = verdict.type == "LOC" and page.stem_in(verdict.first, page.lexicon.site_heads) is not None
        return _LEAST_OF_EVERYDAY if is_everyday or is_site else _LEAST_OF_NEW
    is_same = all((span.first, span.last, span.type) == (verdict.first, verdict.last, verdict.type) for span in settled)
    return 0.0 if is_same else _LEAST_OF_CHANGE


def _bodies(page: Page, spans: Sequence[Found]) -> dict[str, set[str]]:
    """Head of the organisations of several words, without its article -> their second words."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for span in spans:
        if span.type == "ORG" and span.last - span.first > 1:
            head, second, *_ = name_norms(page, span)
            bodies[head.removeprefix("ال")].add(second)
    return bodies


def _is_nobody(page: Page, verdict: Found, bodies: Mapping[str, Collection[str]]) -> bool:
    """Whether it is a bare "the council" in an article that names no council, or several, or somebody's father's."""
    if page.norm(verdict.last - 1) in _KIN:
        return True
    head = page.norm(verdict.first).removeprefix("ال")
    is_bare = verdict.type == "ORG" and verdict.last - verdict.first == 1 and head in page.lexicon.organisation_heads
    return is_bare and len(bodies.get(head, ())) != 1


def _breaks(page: Page, verdict: Found, settled: Found) -> bool:
    """Whether a verdict cuts or renames what a list, or the letters themselves, show to be a name."""
    if verdict.type == settled.type and verdict.first == settled.first and verdict.last == settled.last:
        return False
    is_inside = settled.first <= verdict.first and verdict.last <= settled.last
    if is_inside and verdict.type == "PER" and page.norm(verdict.last - 1) in _GOING_ON:
        return True
    is_clipped = is_inside and (settled.first, settled.type) == (verdict.first, verdict.type)
    if is_clipped and settled.rule in _TOWNED and page.norm(settled.last - 1).startswith("ب"):
        return True
    is_same = (settled.first, settled.last) == (verdict.first, verdict.last)
    if is_same and settled.rule.startswith("listed") and (settled.type, verdict.type) == ("LOC", "PER"):
        return True
    is_listed = settled.rule == "listed" and (
        settled.last - settled.first > 1 or means_nothing_else(page, settled.first)
    )
    if settled.rule == "listed" and (settled.type, verdict.type) == ("LOC", "PER") and verdict.first < settled.first:
        return True
    # The judge reads sentence by sentence, and the dots of abbreviations end them.
    is_dotted = any(page.kind(position) == "sign" for position in range(settled.first, settled.last))
    return is_inside and (is_listed or is_dotted or settled.rule in _BY_LETTERS)


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
