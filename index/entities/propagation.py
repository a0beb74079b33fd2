"""What an article has named once it names again: the same words, a surname, the short form of a long name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.article import EntityType
from index.entities.aliases import one_word_aliases
from index.entities.classes import RULE_WORDS
from index.entities.name_parts import is_rare_name
from index.entities.page import Found, Page
from index.entities.tagger import Tag
from index.entities.words import Stem, normal_form, stems

RANK = 20

_SURELY_NONE = 0.9
"""Chance of "no name" above which an everyday word is no surname."""
_SONS = {f"{letter}بن": (Stem(1, "بن"),) for letter in "ولب"}
""" "Bin" behind a proclitic, too short to be cut elsewhere: لبن is milk, too."""
_NAMES = frozenset(["PER", "LOC", "ORG"])
_CLIPPED_HEADS = RULE_WORDS["clipped_heads"]
_QUOTED_ONLY = ("paper in a dateline", "paper spoken to", "paper under a place's name")
"""Rules whose names are everyday words or places wherever they stand without quotes: the paper "Gulf"."""
_MINISTRIES = RULE_WORDS["ministries"]
_SPOKESMEN = RULE_WORDS["spokesmen"]
_BARE_HEADS = {
    ("حركه",): "الحركه",
    ("مجلس", "الامن"): "المجلس",
    ("مجلس", "التعاون"): "المجلس",
    ("المرصد", "السوري"): "المرصد",
}
"""First words of names -> the noun with its article that stands for the one such body of an article."""


def find_repeated(page: Page, found: Iterable[Found], tags: Sequence[Tag]) -> Iterator[Found]:
    """Unmarked words that repeat a name found elsewhere in the text.

    A surname that is an everyday word as well counts only where the tagger thinks of a name too.
    """
    taken = bytearray(len(page.words))
    doubtful: set[str] = set()
    ministries: set[str] = set()
    shorts: dict[tuple[str, ...], EntityType] = {}
    spans = list(found)
    for span in spans:
        taken[span.first : span.last] = b"\x01" * (span.last - span.first)
        if span.type == "ORG":
            ministries.update(_ministry(page, span))
        if span.type in _NAMES and span.rule not in _QUOTED_ONLY:
            for short in _short_forms(page, span):
                shorts.setdefault(short, span.type)
            everyday = _everyday_short(page, span)
            if everyday and (everyday,) not in shorts:
                shorts[(everyday,)] = span.type
                doubtful.add(everyday)
    for bare in _bare_heads(page, spans):
        shorts.setdefault((bare,), "ORG")
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for short in sorted(shorts, key=len, reverse=True):
        by_first.setdefault(short[0], []).append(short)
    position = 0
    while position < len(page.words):
        span_or_none = _repeated(page, position, taken, by_first, shorts)
        if span_or_none is None and page.norm(position) in ministries and not taken[position]:
            span_or_none = _ministry_again(page, position)
        if span_or_none and page.norm(position) in doubtful and _is_surely_none(tags[position]):
            span_or_none = None
        if span_or_none:
            yield span_or_none
        position = span_or_none.last if span_or_none else position + 1


def _bare_heads(page: Page, spans: Iterable[Found]) -> Iterator[str]:
    """ "The movement", "the council", where all bodies of the article with that head are one by their second words."""
    names = {name_norms(page, span)[:2] for span in spans if span.type == "ORG"}
    for opening, bare in _BARE_HEADS.items():
        bodies = {name for name in names if name[0] in (opening[0], bare) and len(name) > 1}
        if len(bodies) == 1 and all(name[: len(opening)] == opening for name in bodies):
            yield bare


def _ministry(page: Page, span: Found) -> tuple[str, ...]:
    """What the ministry of the interior is called next: the Interior."""
    norms = name_norms(page, span)
    at = 2 if norms[1:2] == ("الشوون",) else 1
    return norms[at : at + 1] if norms[0] == "وزاره" and norms[at : at + 1] and norms[at] in _MINISTRIES else ()


def _ministry_again(page: Page, position: int) -> Found | None:
    """The bare adjective behind a verb of saying or a spokesman; behind a noun with its article it is an adjective."""
    if page.norm(position - 1) in _SPOKESMEN or page.stem_in(position - 1, page.lexicon.verbs):
        return page.found(position, position + 1, "ORG", RANK, "ministry again")
    return None


def _is_surely_none(tag: Tag) -> bool:
    return tag.label == "O" and tag.chance > _SURELY_NONE


def _everyday_short(page: Page, span: Found) -> str:
    """An everyday word that may stand for the whole name: a person's surname, a party's name without its head."""
    norms = name_norms(page, span)
    lists = page.lexicon
    if len(norms) < 2 or len(norms[-1]) < 4 or norms[-1] not in lists.ordinary or norms[-1] == "الله":
        return ""
    if span.type == "ORG":
        is_clipped = len(norms) == 2 and norms[0] in _CLIPPED_HEADS and norms[1].startswith("ال")
        return norms[1] if is_clipped else ""
    return norms[-1] if span.type == "PER" and norms[-1] not in lists.surnames else ""


def _repeated(
    page: Page,
    position: int,
    taken: bytearray,
    by_first: dict[str, list[tuple[str, ...]]],
    shorts: dict[tuple[str, ...], EntityType],
) -> Found | None:
    norm = page.norm(position)
    if not norm or taken[position]:
        return None
    for cut, stem in (*stems(norm), *_SONS.get(norm, ())):
        for short in by_first.get(stem, ()):
            if len(short) == 1 and _is_listed(page, stem):
                continue
            last = position + len(short)
            is_same = all(page.norm(position + n) == word for n, word in enumerate(short) if n)
            if is_same and not any(taken[position:last]):
                return page.found(position, last, shorts[short], RANK, "repeated", cut)
    return None


def _is_listed(page: Page, norm: str) -> bool:
    """Whether a list holds the word by itself: then the rule of listed names has weighed it at every place."""
    return any(not phrase.rest for phrase in page.lexicon.phrases.get(norm, ()))


def _short_forms(page: Page, span: Found) -> Iterator[tuple[str, ...]]:
    """The name as it stands, and what newspapers shorten it to."""
    norms = name_norms(page, span)
    if not norms or (len(norms) == 1 and len(norms[0]) < 3) or norms == ("الله",):
        return
    yield norms
    if span.type == "ORG":
        yield from ((alias,) for alias in one_word_aliases().get(norms, ()))
    if len(norms) < 2 or len(norms[1]) < 3:
        return
    if span.type == "PER":
        yield from _parts_of_person(page, norms)
    elif span.type == "ORG" and norms[0] in _CLIPPED_HEADS and norms[1].startswith("ال") and len(norms) == 2:
        if norms[1] not in page.lexicon.ordinary:
            yield norms[1:]
    elif span.type == "ORG" and len(norms) > 3 and norms[0] in page.lexicon.definite_heads:
        if norms[1] in page.lexicon.adjectives and norms[1] not in page.lexicon.nationalities:
            yield norms[:2]
    elif span.type == "ORG" and norms == ("الحشد", "الشعبي"):
        yield norms[:1]


def _parts_of_person(page: Page, norms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    lists = page.lexicon
    last = norms[-1]
    if norms[-2] in ("بن", "ابو", "ال", "عبد", "دي", "فان"):
        yield norms[-2:]
        return
    is_everyday = last in lists.ordinary and last not in lists.surnames and not is_rare_name(last)
    is_everyday = is_everyday or last == "الله"
    if len(last) > 2 and not is_everyday and last not in lists.everyday_given:
        yield (last,)
    if norms[0] not in lists.everyday_given and norms[0] not in lists.ordinary and len(norms[0]) > 3:
        yield norms[:1]


def name_norms(page: Page, span: Found) -> tuple[str, ...]:
    """The normal forms of a span's words, the first one without its proclitics."""
    word = page.words[span.first]
    first = word.norm
    if span.start > word.start:
        letters = len(normal_form(word.text[: span.start - word.start]))
        first = _without_prefix(page, first, letters)
    return (first, *(page.words[position].norm for position in range(span.first + 1, span.last)))


def _without_prefix(page: Page, norm: str, letters: int) -> str:
    """The word behind its proclitics; after لل the article comes back unless the ل is the name's own."""
    rest = norm[letters:]
    hides_article = norm[letters - 1 : letters + 1] == "لل" and rest not in page.lexicon.phrases
    return f"ا{rest}" if hides_article and rest not in page.lexicon.given else rest
