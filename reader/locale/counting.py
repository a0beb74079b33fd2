"""Which form of a word a number asks for: Arabic has six of them, English two.

The names are those of the Unicode CLDR plural rules; both languages have a message for each, so that a sentence can
say a number anywhere.
"""

from __future__ import annotations

from typing import Literal

from reader.locale import Language, messages

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


class Counted(int):
    """A number that a message can have with its noun: written `{count:articles}`, it is `1 article` or `3 مقالات`."""

    def __new__(cls, number: int, language: Language) -> Counted:
        counted = super().__new__(cls, number)
        counted._language = language
        return counted

    _language: Language

    def __format__(self, noun: str) -> str:
        if not noun.isidentifier():
            return super().__format__(noun)
        words = messages(self._language)[f"counts.{noun}_{form_of(self, self._language)}"]
        return words.format(count=f"{int(self):,}")
