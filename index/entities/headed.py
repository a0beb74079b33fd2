"""The head noun before an organisation that the tagger or a list found bare: the company Ford, the movement Fatah."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

_HEADS = RULE_WORDS["naming_heads"] | RULE_WORDS["taken_in_heads"]


def with_heads(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """The same spans, the organisations among them with the head noun that stands right before them."""
    ends: set[int] = set()
    for span in found:
        before = span.first - 1
        stem = page.stem_in(before, _HEADS) if span.type == "ORG" and before not in ends else None
        if stem is None or span.start > page.words[span.first].start or _has_head(page, span):
            yield span
        else:
            yield page.found(before, span.last, "ORG", span.rank, span.rule, stem.cut)._replace(score=span.score)
        ends.update(range(span.first, span.last))


def _has_head(page: Page, span: Found) -> bool:
    return page.norm(span.first) in _HEADS or page.norm(span.first) in page.lexicon.organisation_heads
