"""What speaks for and against each word's being part of a name: what the judge decides from.

The judge sees a word as the tagger's second pass does, and beside that what every rule proposed for it, whether the
proposals were settled in its favour, how sure the tagger is, and what the same word was taken for elsewhere in the
article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from index.entities.features import base_of
from index.entities.page import Found, Page
from index.entities.proposing import Case
from index.entities.tagger import Chances

_LEAST = 0.04
"""A chance below this is no evidence for a name."""
_OPENING, _CLOSING = frozenset("«“(["), frozenset("»”)]")
_QUOTE = '"'
_LONGEST_QUOTE = 3
"""Words behind the opening sign that are told apart."""


def evidence_of(page: Page, case: Case) -> list[list[list[str]]]:
    """For each word of each sentence of the reading its features."""
    reading = case.reading
    labels, rules = _settled(page, case.settled)
    own = _proposed(page, case.proposals)
    _add_settled(own, labels, rules)
    _add_repetitions(page, own, labels)
    _add_quotes(page, own, labels)
    for (first, last), chances in zip(reading.rows.spans, reading.chances, strict=True):
        _add_chances(own[first:last], chances)
    return [
        [[*seen, *own[position]] for position, seen in enumerate(row, first)]
        for row, (first, _) in zip(reading.rows.features, reading.rows.spans, strict=True)
    ]


def _settled(page: Page, settled: Iterable[Found]) -> tuple[list[str], list[str]]:
    """For each word what it was settled to be, and by which rule."""
    labels, rules = ["O"] * len(page.words), [""] * len(page.words)
    for span in settled:
        for position in range(span.first, span.last):
            labels[position] = f"{'I' if position > span.first else 'B'}{span.type}"
        rules[span.first : span.last] = [span.rule] * (span.last - span.first)
    return labels, rules


def _proposed(page: Page, proposals: Iterable[Found]) -> list[list[str]]:
    """For each word the rules that take it for the beginning, a part, or the end of a name's neighbourhood."""
    own: list[list[str]] = [[] for _ in page.words]
    for span in proposals:
        own[span.first].append(f"R=B{span.type}|{span.rule}")
        for position in range(span.first + 1, span.last):
            own[position].append(f"R=I{span.type}|{span.rule}")
        if span.last < len(own):
            own[span.last].append(f"RE={span.type}|{span.rule}")
    return own


def _add_settled(own: Sequence[list[str]], labels: Sequence[str], rules: Sequence[str]) -> None:
    for position, (features, label, rule) in enumerate(zip(own, labels, rules, strict=True)):
        features += (f"F={label}", f"F={label}|{rule}")
        if position:
            features += (f"F-1={labels[position - 1]}", f"F-1={labels[position - 1]}|{label}")
        if position + 1 < len(labels):
            features += (f"F+1={labels[position + 1]}", f"F+1={label}|{labels[position + 1]}")


def _add_repetitions(page: Page, own: Sequence[list[str]], labels: Sequence[str]) -> None:
    """What the other places of the same word on the page were settled to be."""
    cores = [_core(word.norm) if word.kind == "word" and word.norm else "" for word in page.words]
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for core, label in zip(cores, labels, strict=True):
        known[core][label[1:] or "O"] += 1
    for features, core, label in zip(own, cores, labels, strict=True):
        if len(core) < 3:
            continue
        others = known[core]
        total = others.total() - 1
        if total:
            kind = label[1:] or "O"
            counts = {other: count - (other == kind) for other, count in others.items()}
            most = max(counts, key=lambda other: (counts[other], other))
            features += (f"E={most}|{3 * counts[most] // total}", f"E={most}|F={label}")


def _core(norm: str) -> str:
    base = base_of(norm).norm
    return base[2:] if base.startswith("ال") and len(base) > 4 else base


def _add_quotes(page: Page, own: Sequence[list[str]], labels: Sequence[str]) -> None:
    """How many words behind an opening quotation mark or bracket the word stands."""
    opened = -1
    for position, word in enumerate(page.words):
        if word.kind == "break":
            opened = -1
        elif word.kind == "sign":
            for character in word.text:
                if character in _OPENING or (character == _QUOTE and opened < 0):
                    opened = position
                elif character in _CLOSING or character == _QUOTE:
                    opened = -1
        elif opened >= 0:
            own[position] += (f"q={min(position - opened, _LONGEST_QUOTE)}", f"q|F={labels[position]}")


def _add_chances(own: Sequence[list[str]], sentence: Sequence[Chances]) -> None:
    """How sure the tagger is of each kind of name, in steps; of the neighbours, how sure of none."""
    none = []
    for features, chances in zip(own, sentence, strict=True):
        kinds: dict[str, float] = defaultdict(float)
        for label, chance in chances.items():
            kinds[label[2:] or "O"] += chance
        none.append(kinds["O"])
        features.append(f"PO={int(kinds.pop('O') * 8)}")
        features += (f"P={kind}|{int(chance * 6)}" for kind, chance in kinds.items() if chance > _LEAST)
    for position, features in enumerate(own):
        if position:
            features.append(f"-1PO={int(none[position - 1] * 4)}")
        if position + 1 < len(none):
            features.append(f"+1PO={int(none[position + 1] * 4)}")
