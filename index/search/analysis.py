"""From a token to what it is found by: a light stem and a root.

The stem (light10 with a longer prefix list, and ان ون ين kept on short words) joins spellings, articles and
clitics: وبالقاعدة, القاعدة, قاعدة. The root (ISRI: Taghva, Elkhoury, Coombs 2005) joins broken plurals and other
patterns with them: قواعد. Both are pure functions of the surface form, hence the memo.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from index.arabic import TOKEN, fold_token

ANALYSIS_VERSION = 2
"""Grows with every change of a term: an index written under another version has to be built again."""

MEMO_LIMIT = 250_000
"""Surface forms remembered, about 40 MB; what 10,000 articles hold."""


class Forms(NamedTuple):
    """What one surface form is found by."""

    stem: str
    root: str


class Token(NamedTuple):
    """One token of a text that is searched for; stop words have none."""

    start: int
    end: int
    position: int
    """Counts stop words too, so that phrases keep their distance."""
    forms: Forms


_PREFIXES = {
    "و": ("وبال", "وكال", "ولل", "وال"),
    "ف": ("فبال", "فلل", "فال"),
    "ب": ("بال",),
    "ك": ("كال",),
    "ل": ("لل",),
    "ا": ("ال",),
}
"""By first letter, so that most words are compared with none or one."""

_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
"""In Lucene's order: each is cut once at most, and none that comes before one that was cut."""

_SUFFIXES_BY_END = {
    end: tuple((n, suffix) for n, suffix in enumerate(_SUFFIXES) if suffix[-1] == end)
    for end in {suffix[-1] for suffix in _SUFFIXES}
}
_KEPT_ON_SHORT_WORDS = ("ان", "ون", "ين")
_ARABIC = re.compile(r"[\u0621-\u064a]")


def _is_arabic(word: str) -> bool:
    return "\u0621" <= word[0] <= "\u064a" or _ARABIC.search(word) is not None


@cache
def stop_words() -> frozenset[str]:
    lines = (files("index.search") / "stop_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold_token(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def variants() -> dict[str, str]:
    """Stems that spell one name differently -> the stem that stands for them all."""
    lines = (files("index.search") / "variants.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if line and not line.startswith("#")]
    return {other: group[0] for group in groups for other in group[1:]}


def strip_prefix(word: str) -> str:
    """Cut one article or clitic off a folded word, leaving two letters or more."""
    for prefix in _PREFIXES.get(word[:1], ()):
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            return word[len(prefix) :]
    return word[1:] if word.startswith("و") and len(word) >= 4 else word


def light_stem(word: str) -> str:
    """light10 (Larkey, Ballesteros, Connell 2007) of a folded word, suffixes in Lucene's order."""
    word = strip_prefix(word)
    first = 0
    while endings := _SUFFIXES_BY_END.get(word[-1:]):
        for number, suffix in endings:
            left = 4 if suffix in _KEPT_ON_SHORT_WORDS else 2
            if number >= first and word.endswith(suffix) and len(word) - len(suffix) >= left:
                word = word[: -len(suffix)]
                first = number + 1
                break
        else:
            break
    return word


class _Stemmers(threading.local):
    """Whoosh's ISRI stemmer keeps its word in the object: each thread has one of its own."""

    def __init__(self) -> None:
        from whoosh.lang.isri import ISRIStemmer

        class MendedStemmer(ISRIStemmer):
            """Its own `norm` has a replacement string that Python 3.7 and later refuse.

            The others do what its own do, without a loop over affixes: the first that fits, in its order.
            """

            def __init__(self) -> None:
                super().__init__()
                self.stop_words: Any = frozenset(self.stop_words)
                self._first_prefix, *prefixes = self.p3
                self._first_suffix, *suffixes = self.s3
                self._prefixes, self._short_prefixes = tuple(prefixes), tuple(self.p2)
                self._suffixes, self._short_suffixes = tuple(suffixes), tuple(self.s2)
                self._one_letter_prefixes, self._one_letter_suffixes = frozenset(self.p1), frozenset(self.s1)

            def norm(self, num: int) -> str:
                if num != 1 and self.stm[:1] in ("آ", "أ", "إ"):
                    self.stm = "ا" + self.stm[1:]
                return str(self.stm)

            def pre32(self) -> None:
                word = self.stm
                if len(word) < 6:
                    return
                if word.startswith(self._first_prefix):
                    self.stm = word[3:]
                elif word.startswith(self._short_prefixes):
                    self.stm = word[2:]
                elif word.startswith(self._prefixes):
                    self.stm = word[3:]

            def suf32(self) -> None:
                word = self.stm
                if len(word) < 6:
                    return
                if word.endswith(self._first_suffix):
                    self.stm = word[:-3]
                elif word.endswith(self._short_suffixes):
                    self.stm = word[:-2]
                elif word.endswith(self._suffixes):
                    self.stm = word[:-3]

            def pre1(self) -> None:
                if self.stm[:1] in self._one_letter_prefixes:
                    self.stm = self.stm[1:]

            def suf1(self) -> None:
                if self.stm[-1:] in self._one_letter_suffixes:
                    self.stm = self.stm[:-1]

        new: Any = MendedStemmer
        self.isri: Any = new()


@cache
def _stemmers() -> _Stemmers:
    return _Stemmers()


def root_of(stem: str) -> str:
    """The root of a stem as ISRI sees it; often wrong, so never the only thing a word is found by.

    The root of the stem, not of the surface form: whatever meets by stem then meets by root too, and the articles
    that hold a word in any form are one posting list.
    """
    if not _is_arabic(stem):
        return stem
    return _broken_plural(stem) or str(_stemmers().isri.stem(stem))


def _broken_plural(stem: str) -> str:
    """The root inside فواعيل (صواريخ -> صرخ), a pattern ISRI lacks; empty for any other word."""
    if len(stem) == 6 and stem[1:3] == "وا" and stem[4] == "ي":
        return stem[0] + stem[3] + stem[5]
    return ""


_stems: dict[str, str] = {}


def stem_of(surface: str) -> str:
    """What a token is found by first; empty for a stop word or one without letters."""
    stem = _stems.get(surface)
    if stem is None:
        if len(_stems) >= MEMO_LIMIT:
            _stems.clear()
        stem = _stems[surface] = stem_afresh(surface)
    return stem


def stem_afresh(surface: str) -> str:
    """The same, not remembered: for whoever does so himself."""
    word = fold_token(surface)
    if not word or word in stop_words():
        return ""
    stem = light_stem(word) if _is_arabic(word) else word
    return variants().get(stem, stem)


_memo: dict[str, Forms | None] = {}


def forms(surface: str) -> Forms | None:
    """Stem and root of a token as it is written; None for a stop word or one without letters."""
    try:
        return _memo[surface]
    except KeyError:
        if len(_memo) >= MEMO_LIMIT:
            _memo.clear()
        stem = stem_of(surface)
        found = _memo[surface] = Forms(stem, root_of(stem)) if stem else None
        return found


def analyse(text: str) -> Iterator[Token]:
    """The tokens of a text that it is found by, with offsets of the text as it is stored."""
    for position, match in enumerate(TOKEN.finditer(text)):
        if (found := forms(match[0])) is not None:
            yield Token(match.start(), match.end(), position, found)


def token_count(text: str) -> int:
    """Tokens of a text, stop words included: where the next position would be."""
    return len(TOKEN.findall(text))
