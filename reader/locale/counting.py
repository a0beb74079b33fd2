"""Which form of a word a number asks for: Arabic has six of them, English two.

The names are those of the Unicode CLDR plural rules; both languages have a message for each, so that a sentence can
say a number anywhere.
"""

from __future__ import annotations

from typing import Literal

from reader.locale import Language

Form = Literal["zero", "one", "two", "few", "many", "other"]


def form_of(number: int, language: Language) -> Form:
    """The form that goes with a whole number: مقال, مقالان, 3 مقالات, 11 مقالًا, 100 مقال."""
    if number == 0:
        return "zero"
    if language == "en":
        return "one" if number == 1 else "other"
    if number <= 2:
        return "one" if number == 1 else "two"
    rest = number % 100
    if rest <= 2:
        return "other"
    return "few" if rest <= 10 else "many"
