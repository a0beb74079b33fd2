"""Mentions of the same thing under one name: variants, joined spellings, surnames, clipped names."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from importlib.resources import files

from index.article import Entities, Entity, EntityType, Mention
from index.entities.page import Found, Page
from index.entities.propagation import name_norms
from index.entities.words import normal_form

_Key = tuple[EntityType, tuple[str, ...]]

_JOINED = ("ابو", "عبد")
_SPELLINGS = (("امريك", "اميرك"), ("ابراهم", "ابراهيم"))


def merge(page: Page, found: list[Found]) -> Entities:
    """The mentions with their canonical names and the entities they make up; types never mix."""
    keys = [_key(page, span) for span in found]
    roots = _longer_names(Counter(keys))
    groups: dict[_Key, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        groups[roots.get(key, key)].append(position)
    names = {root: _canonical(page, found, keys, root, members) for root, members in groups.items()}
    mentions = tuple(
        Mention(span.start, span.end, span.type, page.text[span.start : span.end], names[roots.get(key, key)])
        for span, key in zip(found, keys, strict=True)
    )
    entities = tuple(Entity(names[root], root[0], tuple(members)) for root, members in groups.items())
    return Entities(mentions, entities)


def _key(page: Page, span: Found) -> _Key:
    norms = name_norms(page, span)
    shown = _aliases().get((span.type == "LOC" or span.type == "ORG", _spelling(norms)))
    return span.type, _spelling(tuple(normal_form(shown).split())) if shown else _spelling(norms)


def _spelling(norms: tuple[str, ...]) -> tuple[str, ...]:
    """Parts of a name in the one spelling that counts: أبو and عبد apart, America with ير."""
    parts: list[str] = []
    for norm in norms:
        for variant, usual in _SPELLINGS:
            norm = norm.replace(variant, usual)
        head = next((joint for joint in _JOINED if norm.startswith(joint) and len(norm) > len(joint) + 2), None)
        if head and (head == "ابو" or norm[3:5] == "ال"):
            parts += [head, norm[len(head) :]]
        else:
            parts.append(norm)
    return tuple(parts)


@lru_cache(maxsize=1)
def _aliases() -> dict[tuple[bool, tuple[str, ...]], str]:
    """Variant -> the name to show."""
    content = files("index.entities").joinpath("gazetteer", "aliases.txt").read_text("utf-8")
    table = {}
    for line in content.splitlines():
        if line and not line.startswith("#"):
            names = [name.strip() for name in line.split("|")]
            for name in names:
                table[True, _spelling(tuple(normal_form(name).split()))] = names[0]
    return table


def _longer_names(counts: Counter[_Key]) -> dict[_Key, _Key]:
    """Short key -> the one longer key of the article that it stands for; left apart where two come into question."""
    endings: dict[_Key, set[_Key]] = defaultdict(set)
    for kind, norms in counts:
        if len(norms) < 2 or kind not in ("PER", "ORG"):
            continue
        for length in range(1, len(norms)):
            endings[kind, norms[:length]].add((kind, norms))
            if kind == "PER":
                endings[kind, norms[-length:]].add((kind, norms))
    for kind, norms in counts:
        if kind == "ORG" and len(norms) == 2 and norms[0] in ("حركه", "حزب", "تنظيم", "وكاله", "نادي"):
            endings[kind, norms[1:]].add((kind, norms))
    roots: dict[_Key, _Key] = {}
    for key in counts:
        longest = _one_chain(endings.get(key, set()))
        if longest is not None:
            roots[key] = longest
    return roots


def _one_chain(longer: set[_Key]) -> _Key | None:
    """The longest of the keys when all the others are parts of it, else None."""
    if not longer:
        return None
    longest = max(longer, key=lambda key: (len(key[1]), key[1]))
    joined = f" {' '.join(longest[1])} "
    return longest if all(f" {' '.join(norms)} " in joined for _, norms in longer) else None


def _canonical(page: Page, found: list[Found], keys: list[_Key], root: _Key, members: list[int]) -> str:
    """The name to show: an alias' first name, else the spelling most used for the longest form."""
    full = [member for member in members if keys[member] == root]
    shown = _aliases().get((root[0] in ("LOC", "ORG"), root[1]))
    if shown:
        return shown
    spellings = Counter(_written(page, found[member]) for member in full or members)
    return max(spellings, key=lambda name: (spellings[name], name))


def _written(page: Page, span: Found) -> str:
    """The mention as written, without marks and line breaks, and with the article that لل hides."""
    text = " ".join(_without_marks(page.text[span.start : span.end]).split())
    first = name_norms(page, span)[0]
    return f"ا{text}" if first.startswith("ال") and normal_form(text.split()[0]) == first[1:] else text


def _without_marks(text: str) -> str:
    return "".join(character for character in text if not "\u064b" <= character <= "\u0652" and character != "\u0640")
