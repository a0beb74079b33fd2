"""The levels and the drawn order on the Unicode test files, every case counted."""

from __future__ import annotations

import importlib
import os
from unicodedata import bidirectional

import pytest

from reader.text.levels import base_direction, paragraph_levels
from reader.text.lines import line_levels, visual_order

ucd = importlib.import_module("tests.reader.text.ucd")

CHARACTER_CASES, CLASS_CASES = 91_707, 770_241
STEP = 1 if os.environ.get("WARRAQ_FULL_CONFORMANCE") else 25

# One character for each bidirectional class of BidiTest.txt.
SAMPLES = {
    "L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "AN": "\u0661", "ES": "+", "ET": "$", "CS": ",", "B": "\u2029",
    "S": "\t", "WS": " ", "ON": "!", "BN": "\u200b", "NSM": "\u0300", "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c",
    "LRO": "\u202d", "RLO": "\u202e", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip


def resolve(text: str, base: str) -> tuple[list[str], list[int], int]:
    """Levels after L1 (x where X9 removes), drawn order, paragraph level."""
    paragraph = 1 if base == "R" else 0
    levels = line_levels(text, paragraph_levels(text, base), paragraph)  # type: ignore[arg-type]
    removed = [bidirectional(character) in ucd.REMOVED_CLASSES for character in text]
    kept = [i for i, is_removed in enumerate(removed) if not is_removed]
    order = [kept[place] for place in visual_order(bytes(levels[i] for i in kept))]
    shown = ["x" if is_removed else str(level) for is_removed, level in zip(removed, levels, strict=True)]
    return shown, order, paragraph


def test_character_test_holds_in_every_case() -> None:
    cases = wrong = 0
    for line in ucd.lines("BidiCharacterTest.txt"):
        codes, direction, level, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base = {"0": "L", "1": "R", "2": base_direction(text, "L")}[direction]
        shown, drawn, paragraph = resolve(text, base)
        cases += 1
        wrong += not (shown == levels.split() and drawn == [int(i) for i in order.split()] and paragraph == int(level))
    assert (cases, wrong) == (CHARACTER_CASES, 0)


@pytest.mark.parametrize("step", [STEP])
def test_class_test_holds_in_every_case_looked_at(step: int) -> None:
    cases = looked_at = wrong = 0
    levels: list[str] = []
    order: list[int] = []
    for line in ucd.lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = line[8:].split()
        elif line.startswith("@Reorder:"):
            order = [int(i) for i in line[9:].split()]
        elif not line.startswith("@"):
            classes, bits = line.split(";")
            text = "".join(SAMPLES[name] for name in classes.split())
            for bit, base in ((1, base_direction(text, "L")), (2, "L"), (4, "R")):
                if not int(bits) & bit:
                    continue
                cases += 1
                if cases % step:
                    continue
                looked_at += 1
                shown, drawn, _ = resolve(text, base)
                wrong += not (shown == levels and drawn == order)
    assert (cases, looked_at, wrong) == (CLASS_CASES, CLASS_CASES // step, 0)
