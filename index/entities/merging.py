"""Mentions of the same thing under one name: variants, joined spellings, surnames, clipped names, equal values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from index.article import Entities, Entity, EntityType, Mention, Value
from index.entities.aliases import aliases, spelling
from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page
from index.entities.propagation import name_norms
from index.entities.values import value_of
from index.entities.words import normal_form

_Key = tuple[EntityType, tuple[str, ...]]

_DROPPED_HEADS = RULE_WORDS["clipped_heads"] | RULE_WORDS["naming_heads"] | RULE_WORDS["taken_in_heads"]
"""Head nouns that an organisation is named without: حركة النهضة, then النهضة."""
_LONGEST_SHOWN = 40
"""Letters of a date or quantity that is still a name to show."""


def merge(page: Page, found: list[Found], today: date | None = None) -> Entities:
    """The mentions with their values and canonical names, and the entities they make up; types never mix.

    `today` is the article's own day. The time is linear in the mentions.
    """
    values = [value_of(page, span, today) for span in found]
    keys = [_key(page, span, value) for span, value in zip(found, values, strict=True)]
    roots = _longer_names(Counter(keys))
    groups: dict[_Key, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        groups[roots.get(key, key)].append(position)
    names = {root: _canonical(page, found, keys, root, members) for root, members in groups.items()}
    mentions = tuple(
        _mention(page, span, names[roots.get(key, key)], value)
        for span, key, value in zip(found, keys, values, strict=True)
    )
    entities = tuple(
        Entity(names[root], root[0], tuple(members), values[members[0]]) for root, members in groups.items()
    )
    return Entities(mentions, entities)


def _mention(page: Page, span: Found, name: str, value: Value | None) -> Mention:
    text = page.text[span.start : span.end]
    return Mention(span.start, span.end, span.type, text, name, value, span.score, span.rule)


def _key(page: Page, span: Found, value: Value | None) -> _Key:
    if value is not None:
        return span.type, (value.kind, value.text, value.unit, value.currency or "")
    norms = name_norms(page, span)
    shown = aliases().get(spelling(norms)) if span.type in ("LOC", "ORG") else None
    norms = tuple(normal_form(shown).split()) if shown else norms
    return span.type, spelling(norms, is_person=span.type == "PER")


def _longer_names(keys: Iterable[_Key]) -> dict[_Key, _Key]:
    """Short key -> the one longer key of the article that it stands for; left apart where two come into question."""
    present = set(keys)
    longer: dict[_Key, set[_Key]] = defaultdict(set)
    for kind, norms in present:
        for short in _short_keys(kind, norms):
            if short in present:
                longer[short].add((kind, norms))
    roots = {}
    for key, candidates in longer.items():
        longest = _one_chain(candidates)
        if longest is not None:
            roots[key] = longest
    return roots


def _short_keys(kind: EntityType, norms: tuple[str, ...]) -> Iterable[_Key]:
    """What a name may be clipped to: its beginnings; a person's endings; an organisation without its head noun."""
    if kind not in ("PER", "ORG"):
        return
    for length in range(1, len(norms)):
        yield kind, norms[:length]
        if kind == "PER":
            yield kind, norms[-length:]
    if kind == "ORG" and len(norms) > 1 and norms[0] in _DROPPED_HEADS:
        yield kind, norms[1:]
        yield from ((kind, norms[1:length]) for length in range(2, len(norms)))
    if kind == "PER" and len(norms) > 2:
        # A middle name dropped: Abdel Fattah Saeed al-Sisi, Abdel Fattah al-Sisi.
        yield kind, (norms[0], norms[-1])


def _one_chain(longer: set[_Key]) -> _Key | None:
    """The longest of the keys when all the others are parts of it, else None."""
    longest = max(longer, key=lambda key: (len(key[1]), key[1]))
    joined = f" {' '.join(longest[1])} "
    ends = (longest[1][0], longest[1][-1])
    return longest if all(f" {' '.join(norms)} " in joined or norms == ends for _, norms in longer) else None


def _canonical(page: Page, found: list[Found], keys: list[_Key], root: _Key, members: list[int]) -> str:
    """The name to show: an alias' first name, else of the fullest form the spelling most used.

    Of a date or quantity the fullest wording counts, for it says most: "Monday 5 July 2021" before "yesterday".
    """
    shown = aliases().get(root[1]) if root[0] in ("LOC", "ORG") else None
    if shown:
        return shown
    full = [member for member in members if keys[member] == root]
    spellings = Counter(_written(page, found[member]) for member in full or members)
    if root[0] in ("DATE", "NUM"):
        short = [name for name in spellings if len(name) <= _LONGEST_SHOWN] or list(spellings)
        return max(short, key=lambda name: (len(name), spellings[name], name))
    return max(spellings, key=lambda name: (spellings[name], len(name), name))


def _written(page: Page, span: Found) -> str:
    """The mention as written, without marks and line breaks, and with the article that لل hides."""
    text = " ".join(_without_marks(page.text[span.start : span.end]).split())
    first = name_norms(page, span)[0]
    return f"ا{text}" if first.startswith("ال") and normal_form(text.split()[0]) == first[1:] else text


def _without_marks(text: str) -> str:
    return "".join(character for character in text if not "\u064b" <= character <= "\u0652" and character != "\u0640")
