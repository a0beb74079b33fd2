"""Which of the proposals stay: rules against each other, then rules against the tagger.

A rule is right where it knows the very words; the tagger is right about how far a person's name goes, and about words
that are no name at all in their place. The limits were read off the part of ANERcorp that the measuring model had not
seen (README.md, "Who wins").
"""

from __future__ import annotations

from collections.abc import Sequence

from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.name_parts import is_clan, is_rare_name
from index.entities.page import Found, Page
from index.entities.tagger import Tag
from index.entities.words import stems
from index.entities.wordtable import word_table

_BEFORE_PLACES = RULE_WORDS["before_places"]
LEAST_SCORE = {"PER": 0.9, "LOC": 0.75, "ORG": 0.85}
"""What a name that only the tagger sees must reach."""
_LEAST_OF_KNOWN = 0.65
"""The same for a person one of whose words the lists hold as a name and the news as nothing else."""
_STRONGER = 0.8
"""From here on a longer name of the tagger replaces what rules found inside it."""
_SURELY_BEYOND = 0.8
"""Chance of "no name" above which a word is cut off a name that a rule has made longer than the tagger."""
_SURELY_BEYOND_OF_HOUSE = 0.99
"""The same for a given name and for the house of somebody."""
_KNOWN = 4
"""Frequency of the word table: 64 times in the news, and more."""
_SURELY_NONE = {
    "given name": 0.95,
    "unknown words": 0.7,
    "unknown words after a title or verb": 0.8,
    "title": 0.95,
    "speaker": 0.8,
    "listed": 0.9,
    "listed everyday word": 0.8,
    "site": 0.97,
    "after a place head": 0.97,
    "town": 0.9,
}
"""Rule -> chance of "no name" above which the tagger's doubt counts more than the rule."""
_SURELY_NONE_OF_PLACED = 0.98
"""The same for a listed place behind a preposition."""
_SURELY_NONE_OF_SOLE = 0.99
"""The same for a listed name whose word means nothing else."""


def settle(page: Page, proposals: Sequence[Found]) -> list[Found]:
    """Keep of overlapping rules the one of higher rank; among names of people, places, organisations the longer one."""
    taken = bytearray(len(page.words))
    kept = []
    for span in sorted(proposals, key=_preference):
        if not any(taken[span.first : span.last]):
            taken[span.first : span.last] = b"\x01" * (span.last - span.first)
            kept.append(span)
    return kept


def _preference(span: Found) -> tuple[int, int, int, int]:
    is_counted = span.type in ("DATE", "NUM")
    return (0 if is_counted else 1, -span.rank if is_counted else 0, span.first - span.last, -span.rank)


def join(page: Page, kept: Sequence[Found], learned: Sequence[Found], tags: Sequence[Tag]) -> list[Found]:
    """What stays of the rules, and the names that the tagger adds."""
    owner: dict[int, Found] = {position: span for span in learned for position in range(span.first, span.last)}
    stays = [_trimmed(page, span, tags) for span in kept if _stands(page, span, owner, tags)]
    taken = bytearray(len(page.words))
    for span in stays:
        taken[span.first : span.last] = b"\x01" * (span.last - span.first)
    added = [span for span in learned if span.score >= _least(page, span) and not any(taken[span.first : span.last])]
    return [*stays, *added]


def _trimmed(page: Page, span: Found, tags: Sequence[Tag]) -> Found:
    """A rule's person without the words at the end that the tagger is sure of and no list of names holds."""
    last = span.last
    while (
        span.type == "PER"
        and span.rule != "listed"
        and last > span.first + 1
        and _is_beyond(page, last - 1, tags[last - 1])
    ):
        last -= 1
    return span if last == span.last else span._replace(last=last, end=page.words[last - 1].end)


def _is_beyond(page: Page, position: int, tag: Tag) -> bool:
    """Whether a word that news knows well stands behind a name, not in it."""
    norm, lists = page.norm(position), page.lexicon
    facts = word_table().look_up(norm)
    base = base_of(norm).norm if norm else ""
    is_known = norm in lists.ordinary or word_table().look_up(base).frequency >= _KNOWN
    is_listed = norm in lists.given or norm in lists.surnames or norm in lists.everyday_given
    is_borne = is_listed or norm in lists.family_names or facts.surname or facts.is_foreign
    return tag.label == "O" and tag.chance > _SURELY_BEYOND and is_known and not is_borne


def _least(page: Page, span: Found) -> float:
    if span.type == "PER" and span.last - span.first > 1:
        for position in range(span.first, span.last):
            norm = base_of(page.norm(position)).norm if page.norm(position) else ""
            facts = word_table().look_up(norm)
            if (facts.given or facts.is_foreign) and (not facts.is_ordinary or is_rare_name(norm)):
                return _LEAST_OF_KNOWN
    return LEAST_SCORE[span.type]


def _stands(page: Page, span: Found, owner: dict[int, Found], tags: Sequence[Tag]) -> bool:
    """Whether a rule's span stays in view of what the tagger says of its words."""
    if span.type in ("DATE", "NUM"):
        return True
    others = {owner[position] for position in range(span.first, span.last) if position in owner}
    if span.rule == "listed after a head" and all(other.first < span.first for other in others):
        return True  # The tagger took in the head: state of New York.
    if not others:
        return not _is_surely_none(page, span, tags)
    other = min(others)
    if len(others) > 1 or (other.first, other.last) == (span.first, span.last):
        return True
    if span.type == other.type == "PER":
        is_whole = span.rule == "listed" and span.first <= other.first and other.last <= span.last
        return is_whole or other.score < _least(page, other) or _goes_further(page, span, other, tags)
    is_inside = other.first <= span.first and span.last <= other.last
    # A company of one word behind given names is the surname of its founder's namesake.
    is_surname = span.rule == "listed" and other.type == "PER" and span.first > other.first
    return not (is_inside and other.score >= _STRONGER and (span.type != "ORG" or is_surname))


def _goes_further(page: Page, span: Found, other: Found, tags: Sequence[Tag]) -> bool:
    """Whether a rule's longer name holds no word that the tagger is sure of being none: Donald *Trump*."""
    is_longer = span.first <= other.first and other.last <= span.last
    beyond = [place for place in range(span.first, span.last) if not other.first <= place < other.last]
    first = other.first
    return is_longer and all(
        tags[at].label != "O" or tags[at].chance <= _limit_beyond(page, at, first) for at in beyond
    )


def _limit_beyond(page: Page, position: int, first: int) -> float:
    """Chance of "no name" above which a word is none beside a person whom the tagger sees from `first` on.

    Of a given name before it and of a house behind it the tagger is wrong more often: *Ali* Jaafar, X *of the Alis*.
    """
    norm, lists = page.norm(position), page.lexicon
    is_given = position < first and norm in lists.given | lists.everyday_given and not norm.startswith("ال")
    is_of_house = is_clan(page, position) or is_clan(page, position - 1)
    return _SURELY_BEYOND_OF_HOUSE if is_given or is_of_house else _SURELY_BEYOND


def means_nothing_else(page: Page, position: int) -> bool:
    """Whether news uses the word of a listed name as no everyday word and as no part of a person's name."""
    lists = page.lexicon
    norm = next((stem.norm for stem in stems(page.norm(position)) if stem.norm in lists.phrases), "")
    facts = word_table().look_up(norm)
    is_borne = facts.given > 0 or facts.surname > 0 or norm in lists.given or norm in lists.surnames
    return bool(norm) and norm not in lists.ordinary and norm.removeprefix("ال") not in lists.ordinary and not is_borne


def _is_placed(page: Page, span: Found) -> bool:
    """Whether a preposition of place stands before the span, as a word or as the proclitic "in"."""
    is_inside = span.start > page.words[span.first].start and page.text[span.start - 1] == "ب"
    return is_inside or page.norm(span.first - 1) in _BEFORE_PLACES


def _is_surely_none(page: Page, span: Found, tags: Sequence[Tag]) -> bool:
    limit = _SURELY_NONE.get(span.rule)
    if limit is None or span.type == "ORG" or (span.rule == "listed" and span.last - span.first > 1):
        return False
    if span.rule == "listed" and means_nothing_else(page, span.first):
        limit = _SURELY_NONE_OF_SOLE
    elif span.rule == "listed" and span.type == "LOC" and _is_placed(page, span):
        limit = _SURELY_NONE_OF_PLACED
    none = sum(tags[position].chance for position in range(span.first, span.last) if tags[position].label == "O")
    return none / (span.last - span.first) > limit
