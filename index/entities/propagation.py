"""What an article has named once it names again: the same words, a surname, the short form of a long name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import EntityType
from index.entities.page import Found, Page
from index.entities.words import stems

RANK = 20

_NAMES = frozenset(["PER", "LOC", "ORG"])
_CLIPPED_HEADS = frozenset("حركه حزب هييه تنظيم نادي جماعه قناه".split())


def find_repeated(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """Unmarked words that repeat a name found elsewhere in the text."""
    taken = bytearray(len(page.words))
    shorts: dict[tuple[str, ...], EntityType] = {}
    for span in found:
        taken[span.first : span.last] = b"\x01" * (span.last - span.first)
        if span.type in _NAMES:
            for short in _short_forms(page, span):
                shorts.setdefault(short, span.type)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for short in sorted(shorts, key=len, reverse=True):
        by_first.setdefault(short[0], []).append(short)
    position = 0
    while position < len(page.words):
        span_or_none = _repeated(page, position, taken, by_first, shorts)
        if span_or_none:
            yield span_or_none
        position = span_or_none.last if span_or_none else position + 1


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
    for cut, stem in stems(norm):
        for short in by_first.get(stem, ()):
            last = position + len(short)
            is_same = all(page.norm(position + n) == word for n, word in enumerate(short) if n)
            if is_same and not any(taken[position:last]):
                return page.found(position, last, shorts[short], RANK, "repeated", cut)
    return None


def _short_forms(page: Page, span: Found) -> Iterator[tuple[str, ...]]:
    """The name as it stands, and what newspapers shorten it to."""
    norms = name_norms(page, span)
    if not norms or len(norms) == 1 and len(norms[0]) < 3:
        return
    yield norms
    if len(norms) < 2:
        return
    if span.type == "PER":
        yield from _parts_of_person(page, norms)
    elif span.type == "ORG" and norms[0] in _CLIPPED_HEADS and norms[1].startswith("ال") and len(norms) == 2:
        if norms[1] not in page.lexicon.ordinary:
            yield norms[1:]
    elif span.type == "ORG" and norms == ("الحشد", "الشعبي"):
        yield norms[:1]


def _parts_of_person(page: Page, norms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    lists = page.lexicon
    last = norms[-1]
    if norms[-2] in ("بن", "ابو", "ال", "عبد", "دي", "فان"):
        yield norms[-2:]
        return
    is_everyday = last in lists.ordinary and last not in lists.surnames
    if len(last) > 2 and not is_everyday and not (last in lists.everyday_given):
        yield (last,)
    if norms[0] not in lists.everyday_given and norms[0] not in lists.ordinary and len(norms[0]) > 3:
        yield norms[:1]


def name_norms(page: Page, span: Found) -> tuple[str, ...]:
    """The normal forms of a span's words, the first one without its proclitics."""
    first = page.words[span.first].norm
    offset = span.start - page.words[span.first].start
    if offset:
        first = _stem_at(first, page.words[span.first].text[:offset])
    return (first, *(page.words[word].norm for word in range(span.first + 1, span.last)))


def _stem_at(norm: str, prefix: str) -> str:
    """The stem behind a written prefix; after لل the article comes back."""
    letters = sum(1 for character in prefix if not "\u064b" <= character <= "\u0652" and character != "\u0640")
    rest = norm[letters:]
    is_hidden_article = letters and norm[letters - 1 : letters + 1] == "لل" and len(rest) > 3
    return f"ا{rest}" if is_hidden_article and not rest.startswith("لا") and rest != "لبنان" else rest
