"""Names found in part: with the surname behind or the given name before that no list holds, or in two pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.entities.likeness import name_likeness
from index.entities.name_parts import LONGEST_NAME, is_breaking, is_person_word, is_rare_name
from index.entities.page import Found, Page
from index.entities.tagger import Tag
from index.entities.wordtable import word_table

_SURELY_NONE = 0.97
"""Chance of "no name" above which a word is no surname."""
_SURELY_NONE_OF_GIVEN = 0.99
"""The same for a given name, even one of an everyday word, right before the name of a person."""
_SURELY_NAMED = 0.8
"""Chance of "inside a person" from which on the tagger alone makes a word a surname: Yu, Sen."""
_RARE = 4
"""Frequency of the word table: fewer than 256 times in 20 million words."""


def with_surnames(page: Page, found: Iterable[Found], tags: Sequence[Tag]) -> Iterator[Found]:
    """The same spans in order, people with the words that go on with their names."""
    spans = sorted(found)
    position = 0
    while position < len(spans):
        span = spans[position]
        position += 1
        if span.type == "PER":
            last = span.last
            while last - span.first < LONGEST_NAME:
                following = spans[position] if position < len(spans) else None
                if following is not None and following.first == last:
                    if following.type != "PER" or not _goes_on(page, following):
                        break
                    last = following.last
                    position += 1
                elif _is_surname(page, last, tags):
                    last += 1
                else:
                    break
            if last > span.last:
                span = span._replace(last=last, end=page.words[last - 1].end)
            span = _with_given_name(page, span, spans[position - 2].last if position > 1 else 0, tags)
        yield span


def _with_given_name(page: Page, span: Found, free: int, tags: Sequence[Tag]) -> Found:
    """The span with the given names before it that no list of the rules holds; from the word `free` on."""
    first = span.first
    is_open = span.start == page.words[first].start
    while is_open and first - 1 >= free and _is_given(page, first - 1, tags):
        first -= 1
    return span._replace(first=first, start=page.words[first].start) if first < span.first else span


def _is_given(page: Page, position: int, tags: Sequence[Tag]) -> bool:
    norm, lists = page.norm(position), page.lexicon
    facts = word_table().look_up(norm)
    if not norm or norm in lists.titles or is_breaking(page, position) or _is_one_listed(page, norm):
        return False
    is_seldom = facts.given > 1 and facts.frequency <= _RARE and norm not in lists.verbs and _is_led_up(page, position)
    if (norm in lists.given and norm not in lists.ordinary) or (
        is_seldom and not page.words[position].text.startswith("ال")
    ):
        return not _is_none(tags[position], _SURELY_NONE_OF_GIVEN)
    if _is_none(tags[position], _SURELY_NONE):
        return False
    if not is_person_word(page, position, is_sure=facts.is_foreign > 0 and is_rare_name(norm)):
        return False
    return not norm.startswith("ال") and (facts.given > 0 or facts.is_foreign > 0)


def _is_led_up(page: Page, position: int) -> bool:
    """Whether a title or a nationality stands right before: the actress *Alaa*, the Sudanese *Mutasim*."""
    before = page.norm(position - 1)
    return before in page.lexicon.nationalities or page.stem_in(position - 1, page.lexicon.titles) is not None


def _is_other_word(page: Page, position: int) -> bool:
    """Whether a word is an office, a verb of the present or future tense, the next person, or opens "God bless him"."""
    norm = page.norm(position)
    is_verb = len(norm) > 3 and norm.startswith(("ي", "ت")) and norm in page.lexicon.ordinary
    is_future = len(norm) > 5 and norm.startswith(("سي", "ست")) and norm.endswith(("ان", "ون"))
    is_blessing = page.norm(position + 1) == "الله" and norm != "عبد"
    return norm in page.lexicon.titles or norm[0] == "و" or is_verb or is_future or is_blessing


def _is_none(tag: Tag, limit: float) -> bool:
    """Whether the tagger is surer than the limit that a word is part of no name."""
    return tag.label == "O" and tag.chance > limit


def _is_one_listed(page: Page, norm: str) -> bool:
    """Whether a list holds the word alone, and not only as the beginning of a longer name: Ahmad, Ahmadabad's half."""
    return any(not phrase.rest for phrase in page.lexicon.phrases.get(norm, ()))


def _goes_on(page: Page, span: Found) -> bool:
    """Whether a second piece opens with neither a proclitic nor "or"."""
    return span.start == page.words[span.first].start and not is_breaking(page, span.first)


def _is_surname(page: Page, position: int, tags: Sequence[Tag]) -> bool:
    """Whether a word goes on with a name: not everyday, like a name by its letters, not surely none by its place."""
    norm = page.norm(position)
    if not norm or _is_none(tags[position], _SURELY_NONE) or is_breaking(page, position):
        return False
    tag = tags[position]
    if tag.label == "I-PERS" and tag.chance >= _SURELY_NAMED and not _is_other_word(page, position):
        return True
    if norm in page.lexicon.family_names:
        return tags[position].label != "O" or page.norm(position - 1) in page.lexicon.given
    if _is_one_listed(page, norm) or not is_person_word(page, position, is_sure=True):
        return False
    facts = word_table().look_up(norm)
    if norm.startswith(("ال", "و")):
        return facts.surname > 0
    return facts.surname > 0 or facts.is_foreign > 0 or name_likeness(norm) > 0
