"""Closed word classes of the grammars and rules, in normal form."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from index.entities.words import fold_letters


@lru_cache(maxsize=16)
def word_classes(name: str) -> dict[str, frozenset[str]]:
    """The classes of a list whose lines are a class name and its words."""
    content = files("index.entities").joinpath("gazetteer", name).read_text("utf-8")
    classes = {}
    for line in fold_letters(content).splitlines():
        if line and not line.startswith("#"):
            key, *words = line.split()
            classes[key] = frozenset(words)
    return classes


RULE_WORDS = word_classes("rule_words.txt")
"""What the rules for people, places and organisations tell words apart by."""
