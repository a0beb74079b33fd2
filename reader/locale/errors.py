"""What went wrong, in the language of the interface.

Errors are raised, stored and handed to programs in English: `thing: problem; remedy` (index/errors.py). Their Arabic
wording is a table of sentences with gaps; what stands in a gap (a path, a number, the system's words) stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from reader.locale import Language

GAP = "{}"


def error_in(language: Language, error: Exception | str) -> str:
    """The text of an error in a language; parts that the table does not know stay English."""
    text = str(error)
    if language == "en":
        return text
    return _said(text) or _in_parts(text)


def _in_parts(text: str) -> str:
    """Turn the remedy, the last part that the table knows, and the longest problem before it."""
    for cut in reversed([place.start() for place in re.finditer("; ", text)]):
        if (remedy := _said(text[cut + 2 :])) is not None:
            return f"{_problem(text[:cut])}؛ {remedy}"
    return _problem(text)


def _problem(text: str) -> str:
    for place in re.finditer(": ", text):
        if (problem := _said(text[place.end() :])) is not None:
            return f"{text[: place.start()]}: {problem}"
    return text


def _said(part: str) -> str | None:
    """A part in Arabic where the table has its sentence, the one with the most words of its own first."""
    exact, patterns = wordings()
    if part in exact:
        return exact[part]
    for pattern, wording in patterns:
        if (found := pattern.fullmatch(part)) is not None:
            return wording.format(*found.groups())
    return None


@lru_cache(maxsize=1)
def wordings() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """The sentences without gaps, and the others as patterns; `{0}` in the Arabic is the first gap of the English."""
    table = tomllib.loads((Path(__file__).parent / "errors_ar.toml").read_text(encoding="utf-8"))
    exact = {english: arabic for english, arabic in table.items() if GAP not in english}
    gapped = sorted((english for english in table if GAP in english), key=len, reverse=True)
    return exact, [(_pattern(english), table[english]) for english in gapped]


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split(GAP))), re.DOTALL)
