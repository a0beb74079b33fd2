"""Names that the tagger finds."""

from __future__ import annotations

from collections.abc import Iterator

from index.article import EntityType
from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.name_parts import is_rare_name
from index.entities.page import Found, Page
from index.entities.tagger import Tag, tagger

RANK = 30

_PREPOSITIONS = RULE_WORDS["prepositions"]
_PROCLITICS = frozenset("وفبلك")
_TYPES: dict[str, EntityType] = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}


def find_learned(page: Page, tags: list[Tag]) -> Iterator[Found]:
    """The names among the tags, each with the mean chance of its words; proclitics stay outside.

    No "and" stands behind a preposition: there و is the first letter of the name, as in Wade.
    """
    position = 0
    while position < len(tags):
        label = tags[position].label
        if label[0] != "B":
            position += 1
            continue
        last = position + 1
        while last < len(tags) and tags[last].label == f"I{label[1:]}":
            last += 1
        if label[2:] in _TYPES:
            yield _found(page, tags, position, _closed(page, position, last), _TYPES[label[2:]])
        position = last


def _closed(page: Page, first: int, last: int) -> int:
    """The end without a lone proclitic, as before a quotation mark, and without everyday words behind a proclitic."""
    while last > first + 1 and _is_outside(page, page.norm(last - 1)):
        last -= 1
    return last


def _is_outside(page: Page, norm: str) -> bool:
    if not norm or norm in _PROCLITICS:
        return norm in _PROCLITICS
    base = base_of(norm)
    return base.cut > 0 and base.norm in page.lexicon.ordinary and not is_rare_name(base.norm)


def _found(page: Page, tags: list[Tag], first: int, last: int, kind: EntityType) -> Found:
    cut = base_of(page.norm(first)).cut if page.norm(first) else 0
    if page.norm(first).startswith("و") and page.norm(first - 1) in _PREPOSITIONS:
        cut = 0
    score = sum(tag.chance for tag in tags[first:last]) / (last - first)
    return page.found(first, last, kind, RANK, "tagger", cut)._replace(score=round(score, 3))


def tags_of(page: Page) -> list[Tag]:
    return tagger().tag(page)
