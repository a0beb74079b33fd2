"""Months by their names: three Gregorian series and the Hijri one."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from index.entities.words import normal_form


class Month(NamedTuple):
    """A name of a month and what it takes to read it as one."""

    rest: tuple[str, ...]
    """The words after its first one."""
    number: int
    is_hijri: bool
    needs: str
    """`?`: the name is a person's or an everyday word, and needs a day, a year or a time word beside it; `!`: a time
    word is not enough; the empty string: a month wherever it stands."""


@lru_cache(maxsize=1)
def months() -> dict[str, tuple[Month, ...]]:
    """First word of a name -> the months it may begin, the longest name first."""
    content = files("index.entities").joinpath("gazetteer", "months.txt").read_text("utf-8")
    found: dict[str, list[Month]] = {}
    for line in content.splitlines():
        if line and not line.startswith("#"):
            name, number = line.rsplit(" ", 1)
            first, *rest = normal_form(name.rstrip("?!")).split()
            needs = name[-1] if name[-1] in "?!" else ""
            found.setdefault(first, []).append(Month(tuple(rest), int(number.strip("h")), number[0] == "h", needs))
    return {first: tuple(sorted(named, key=lambda month: -len(month.rest))) for first, named in found.items()}
