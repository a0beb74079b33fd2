"""Marked text: how the tests of this wing write down what they expect."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from index.entities import recognise

_MARK = re.compile(r"⟦(PER|LOC|ORG|DATE|NUM)\|([^⟧]*)⟧")

Reads = Callable[[str], None]


def marked(text: str) -> str:
    """The text with every mention the recogniser finds set in marks."""
    parts, position = [], 0
    for mention in recognise(text).mentions:
        parts += [text[position : mention.start], f"⟦{mention.type}|{mention.text}⟧"]
        position = mention.end
    return "".join([*parts, text[position:]])


@pytest.fixture
def reads() -> Reads:
    """`reads("⟦LOC|الرمادي⟧ ...")`: without its marks, the text gets exactly these marks."""

    def check(expected: str) -> None:
        assert marked(_MARK.sub(r"\2", expected)) == expected

    return check
