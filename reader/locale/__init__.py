"""The messages of the reader in its two languages: one TOML file each, a table a room of the house."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal

Language = Literal["ar", "en"]


@lru_cache(maxsize=2)
def messages(language: Language) -> dict[str, str]:
    """All messages of a language by `table.key`, in logical order."""
    tables = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    return {f"{table}.{key}": text for table, entries in tables.items() for key, text in entries.items()}


def say_in(language: Language) -> Callable[..., str]:
    """A function that says a message: its key and its named values to text.

    A whole number may stand with its noun, in the form it asks for: `{count:articles}` is `1 article` or `3 مقالات`.
    """
    table = messages(language)

    def say(key: str, **values: object) -> str:
        if not values:
            return table[key]
        if any(type(value) is int for value in values.values()):
            from reader.locale.counting import Counted  # the first screen counts nothing

            values = {name: Counted(value, language) if type(value) is int else value for name, value in values.items()}
        return table[key].format(**values)

    return say
