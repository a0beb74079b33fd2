"""Other names of the same thing, which share no words with it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from index.entities.words import normal_form

_SPELLINGS = (("امريك", "اميرك"), ("ابراهم", "ابراهيم"))
_BEFORE_ARTICLE = "عبد"
_VOWEL_FROM = 6
"""Letters of a person's name from which on an inner alef is a matter of spelling: نتنياهو and نتانياهو."""


def spelling(norms: tuple[str, ...], *, is_person: bool = False) -> tuple[str, ...]:
    """The words of a name in the one spelling that counts: أبو and عبد apart, ابن as بن, America with ير."""
    parts: list[str] = []
    for norm in norms:
        for variant, usual in _SPELLINGS:
            norm = norm.replace(variant, usual)
        parts += _apart(norm)
    if is_person:
        parts = [_without_alefs(part) if len(part) >= _VOWEL_FROM else part for part in parts]
    return tuple(parts)


def _apart(norm: str) -> tuple[str, ...]:
    if norm == "ابن":
        return ("بن",)
    if norm.startswith("ابو") and len(norm) > 5:
        return ("ابو", norm[3:])
    if norm.startswith(_BEFORE_ARTICLE) and norm[3:5] == "ال" and len(norm) > 5:
        return (_BEFORE_ARTICLE, norm[3:])
    return (norm,)


def _without_alefs(word: str) -> str:
    head = 3 if word.startswith("ال") else 1
    return word[:head] + word[head:-1].replace("ا", "") + word[-1]


@lru_cache(maxsize=1)
def one_word_aliases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Normal form of a name of several words -> its other names that are one word with the article."""
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names in _rows():
        if not any(" " not in name and name.startswith("ال") for name in names):
            continue
        norms = [tuple(normal_form(name).split()) for name in names]
        shorts = tuple(words[0] for words in norms if len(words) == 1 and words[0].startswith("ال"))
        table.update({words: shorts for words in norms if len(words) > 1 and shorts})
    return table


@lru_cache(maxsize=1)
def aliases() -> dict[tuple[str, ...], str]:
    """Spelling of a variant -> the name to show."""
    return {spelling(tuple(normal_form(name).split())): names[0] for names in _rows() for name in names}


@lru_cache(maxsize=1)
def _rows() -> list[list[str]]:
    content = files("index.entities").joinpath("gazetteer", "aliases.txt").read_text("utf-8")
    lines = (line for line in content.splitlines() if line and not line.startswith("#"))
    return [[name.strip() for name in line.split("|")] for line in lines]
