"""What the judge may overrule: how sure it must be, and what it may not break up however sure it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from index.entities.body_parts import GENERIC
from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.page import Found, Page
from index.entities.propagation import name_norms
from index.entities.settling import means_nothing_else

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
_HEADED = "surely after a place head"
_COMPOUND_FIRST = RULE_WORDS["compound_first"]
"""First halves of places of two words: the quarter Deir Baalba."""
_GOING_ON = frozenset(["ال", "بن", "ابن", "ابو", "ام", "عبد"])
"""Words of a person's name that never end it."""


def standing(page: Page, verdicts: Sequence[Found], settled: Sequence[Found]) -> list[Found]:
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
    is_generic = verdict.type == "LOC" and verdict.last == verdict.first + 1 and page.norm(verdict.first) in GENERIC
    if page.norm(verdict.last - 1) in _KIN or is_generic:
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
    if is_clipped and settled.rule == _HEADED and page.norm(settled.first) in _COMPOUND_FIRST:
        return True
    is_same = (settled.first, settled.last) == (verdict.first, verdict.last)
    if is_same and settled.rule.startswith("listed") and (settled.type, verdict.type) == ("LOC", "PER"):
        return True
    is_listed = settled.rule == "listed" and (
        settled.last - settled.first > 1 or means_nothing_else(page, settled.first)
    )
    if settled.rule == "listed" and (settled.type, verdict.type) == ("LOC", "PER") and verdict.first < settled.first:
        return True
    is_whole = verdict.first <= settled.first and settled.last <= verdict.last
    if settled.rule in _BY_LETTERS and not is_whole:
        return True
    # The judge reads sentence by sentence, and the dots of abbreviations end them.
    is_dotted = any(page.kind(position) == "sign" for position in range(settled.first, settled.last))
    return is_inside and (is_listed or is_dotted or settled.rule in _BY_LETTERS)
