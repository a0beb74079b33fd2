"""Closed word classes of the grammars and rules, in normal form."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from index.entities.words import normal_form


@lru_cache(maxsize=4)
def word_classes(name: str) -> dict[str, frozenset[str]]:
    """The classes of a list whose lines are a class name and its words."""
    content = files("index.entities").joinpath("gazetteer", name).read_text("utf-8")
    classes = {}
    for line in content.splitlines():
        if line and not line.startswith("#"):
            key, *words = line.split()
            classes[key] = frozenset(normal_form(word) for word in words)
    return classes


@lru_cache(maxsize=1)
def months() -> dict[tuple[str, ...], bool]:
    """Words of a month -> whether they need a day, a year or the word "month" beside them."""
    content = files("index.entities").joinpath("gazetteer", "months.txt").read_text("utf-8")
    lines = (line for line in content.splitlines() if line and not line.startswith("#"))
    return {tuple(normal_form(line.rstrip("?")).split()): line.endswith("?") for line in lines}


RULE_WORDS = word_classes("rule_words.txt")
"""What the rules for people, places and organisations tell words apart by."""
