"""Whether two articles tell the same story in the same words, as papers do that print one agency's report.

Texts are compared by their runs of three folded words. A pair is looked at closely where a sketch of each (MinHash,
Broder 1997) says that it is worth it, and a fold asks for more than many words in common: what is counted and dated
must agree, for the prices, the weather and the market of two days are told in the same words.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import chain
from re import compile as pattern
from typing import NamedTuple

from index.arabic import tokens

BANDS, ROWS = 16, 4
"""A sketch is cut into bands, and two texts are worth a look that share one. With 16 of 4, texts that have seven tenths
of their runs in common share one in 99 of 100 cases, half of them in 64, a quarter in 6."""

ALIKE = 0.7
"""Runs in both of two texts, as a share of the runs in either (Jaccard)."""

HELD = 0.9
"""Share of the shorter text's runs that the longer holds: one is the other cut short, or with more at its end."""

HELD_AT_LEAST_ALIKE = 0.4

LONG = 80
"""Runs from which on a few changed words may be an editor's; in a shorter text they may be all that is news."""

SHORT_ALIKE, SHORT_HELD = 0.9, 0.95

FEWEST = 12
"""Runs below which nothing can be told."""

MOST_REPLACED = 0.25
"""Share of a text's numbers and days that may be others in the other, if the words around them are, too: somebody wrote
another lead."""

DAYS_APART = 3

_SEED = 1
_NUMBER = pattern(r"\d+")
"""Without its decimal point, which one paper writes with a blank before it."""

_TELLING_WORDS = """
احد اثنين ثلاثاء اربعاء خميس جمعه سبت
يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
جانفي فيفري افريل ماي جوان جويليه اوت شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين كانون
محرم صفر رجب شعبان رمضان شوال مليون ملايين مليونا مليار مليارات مليارا الف الاف الفا مءه ماءه مءتين ماءتين
واحد اثنان ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره ثلاث اربع خمس ست سبع ثماني تسع عشر
عشرون عشرين ثلاثون ثلاثين اربعون اربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين
اول اولي ثاني ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه عاشر عاشره
monday tuesday wednesday thursday friday saturday sunday million billion
"""
_TELLING = frozenset(_TELLING_WORDS.split())
"""Folded words that count or date, without the article and the conjunction before them."""


class Told(NamedTuple):
    """What a text counts or dates at one place: `before` and `after` it the nearest other words."""

    before: str
    values: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a text is compared."""

    runs: frozenset[str]
    """Three folded words with blanks between them."""
    told: Counter[Told]
    """Numbers, number words, weekdays and months in their places, and how often each is said there."""


def wording(text: str) -> Wording:
    """The runs of a text and what it counts and dates. Headlines every paper writes itself."""
    words = [word for _, _, word in tokens(text)]
    runs = frozenset(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    return Wording(runs, Counter(_told(words)))


def _told(words: Sequence[str]) -> Iterator[Told]:
    before, values = "", list[str]()
    for word in chain(words, ("",)):
        found = _values(word)
        values += found
        if not found:
            if values:
                yield Told(before, tuple(values), word)
                values = []
            before = word


def _values(word: str) -> Sequence[str]:
    """What a folded word counts or dates: the 25 of و25, the month, the number."""
    plain = word.removeprefix("و").removeprefix("ال")
    return (plain,) if plain in _TELLING else _NUMBER.findall(word)


def bands(text: Wording) -> tuple[int, ...]:
    """Numbers of 64 bits; two texts that share one are worth a close look. None for a text that is too short."""
    if len(text.runs) < FEWEST:
        return ()
    from rensa import RMinHash  # type: ignore[attr-defined]  # a module of Rust, which tells no types

    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(list(text.runs))
    digest: Sequence[int] = sketch.digest()
    return tuple(_band(number, digest[number * ROWS : (number + 1) * ROWS]) for number in range(BANDS))


def _band(number: int, rows: Sequence[int]) -> int:
    packed = struct.pack(f"<{ROWS + 1}Q", number, *rows)
    return int.from_bytes(blake2b(packed, digest_size=8).digest(), "little", signed=True)


def resemblance(one: Wording, other: Wording) -> float:
    """How much two texts are alike, 0 to 1; 0 where they are not the same story."""
    shared = len(one.runs & other.runs)
    fewer = min(len(one.runs), len(other.runs))
    if fewer < FEWEST or not shared:
        return 0.0
    alike, held = shared / (len(one.runs) + len(other.runs) - shared), shared / fewer
    least_alike, least_held = (ALIKE, HELD) if fewer >= LONG else (SHORT_ALIKE, SHORT_HELD)
    if alike < least_alike and (held < least_held or alike < HELD_AT_LEAST_ALIKE):
        return 0.0
    return alike if _tell_the_same(one.told, other.told) else 0.0


def _tell_the_same(one: Counter[Told], other: Counter[Told]) -> bool:
    """Whether no number or day stands in the place of another; one text may say more of them than the other.

    In the place of another: between the same two words, or so many that it makes no matter where.
    """
    more, less = one - other, other - one
    if {(told.before, told.after) for told in more} & {(told.before, told.after) for told in less}:
        return False
    values, other_values = _all_values(one), _all_values(other)
    replaced = min((values - other_values).total(), (other_values - values).total())
    return replaced <= MOST_REPLACED * min(values.total(), other_values.total())


def _all_values(told: Counter[Told]) -> Counter[str]:
    values: Counter[str] = Counter()
    for place, count in told.items():
        for value in place.values:
            values[value] += count
    return values


def is_near(one: str | None, other: str | None) -> bool:
    """Whether two dates, ISO 8601, are of the same days; what has none may be of any."""
    try:
        days = [date.fromisoformat(day[:10]) for day in (one, other) if day]
    except ValueError:
        return True
    return len(days) < 2 or abs((days[0] - days[1]).days) <= DAYS_APART
