"""The learned tagger: two linear-chain CRFs, the second of which knows what the first said elsewhere in the article.

A name stands where its context gives it away at one place and where nothing does at another; the first pass reads every
sentence by itself, the second one adds to each word what the same word was taken for in the rest of the article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from threading import Lock
from typing import NamedTuple

from index.entities.crf import Model, as_sequence, open_model, open_packed
from index.entities.features import View, features_of, view
from index.entities.hints import hints_of
from index.entities.listed import find_listed
from index.entities.page import Found, Page
from index.entities.sentences import sentences

LABELS = ("O", "B-PERS", "I-PERS", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC")
_DOUBT = 0.35
"""What the chance of "no name" counts in the first pass: the second one sorts out what it lets in."""
_SURE = 0.985
"""Chance of "no name" above which no other label is looked at."""

Chances = dict[str, float]


class Tag(NamedTuple):
    """What the tagger says of one word."""

    label: str
    """One of `LABELS`."""
    chance: float


NO_TAG = Tag("O", 1.0)


@dataclass(frozen=True, slots=True)
class Rows:
    """The sentences of a page as the models read them."""

    spans: list[tuple[int, int]]
    """First word and the position after the last one of each sentence."""
    views: list[list[View]]
    features: list[list[list[str]]]
    """For each word of each sentence its features; `add_context` makes them those of the second pass."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger makes of a page."""

    rows: Rows
    """The sentences with the features of the second pass."""
    chances: list[list[Chances]]
    """For each word of each sentence the chance of each label, the mean of both passes."""
    tags: list[Tag]
    """The likeliest label of every word of the page."""


def rows_of(page: Page, listed: Iterable[Found] | None = None, *, is_anercorp: bool = False) -> Rows:
    """What the first pass sees of a page; `listed` are the names of the lists where somebody has looked them up.

    `is_anercorp` as in `features_of`.
    """
    spans = list(sentences(page))
    views = [[view(word.norm, word.kind) for word in page.words[first:last]] for first, last in spans]
    hints = hints_of(page, find_listed(page) if listed is None else listed)
    features = [
        features_of(seen, hints[first:last], is_anercorp=is_anercorp)
        for seen, (first, last) in zip(views, spans, strict=True)
    ]
    return Rows(spans, views, features)


class Tagger:
    """Both passes over one page at a time; threads wait for each other, for a model holds the sentence it was given."""

    def __init__(self, first: Model, second: Model | None) -> None:
        self._first, self._second = first, second
        self._lock = Lock()

    def tag(self, page: Page, *, is_anercorp: bool = False) -> list[Tag]:
        """A tag for every word of the page."""
        return self.read(page, is_anercorp=is_anercorp).tags

    def read(self, page: Page, listed: Iterable[Found] | None = None, *, is_anercorp: bool = False) -> Reading:
        """All that the tagger makes of a page; the arguments as in `rows_of`."""
        with self._lock:
            return self._read(page, rows_of(page, listed, is_anercorp=is_anercorp))

    def _read(self, page: Page, rows: Rows) -> Reading:
        tags = [NO_TAG] * len(page.words)
        chances = [_chances(self._first, row) for row in rows.features]
        if self._second is not None:
            add_context(rows, [[_leaning(chance) for chance in sentence] for sentence in chances])
            second = [_chances(self._second, row) for row in rows.features]
            chances = [
                [_mean(*pair) for pair in zip(*pairs, strict=True)] for pairs in zip(chances, second, strict=True)
            ]
        for (first, last), sentence in zip(rows.spans, chances, strict=True):
            tags[first:last] = decode(sentence)
        return Reading(rows, chances, tags)


def _chances(tagger: Model, row: list[list[str]]) -> list[Chances]:
    """For each word the chance of each label; only of "O" where nothing else comes into question."""
    tagger.set(as_sequence(row))
    found = []
    for position in range(len(row)):
        none = tagger.marginal("O", position)
        if none > _SURE:
            found.append({"O": none})
        else:
            chances = {label: tagger.marginal(label, position) for label in LABELS[1:]}
            chances["O"] = none
            found.append(chances)
    return found


def leanings(tagger: Model, rows: Rows) -> list[list[str]]:
    """What the second pass is told of each word: see `_leaning`."""
    return [[_leaning(chances) for chances in _chances(tagger, row)] for row in rows.features]


def _mean(one: Chances, other: Chances) -> Chances:
    return {label: (one.get(label, 0.0) + other.get(label, 0.0)) / 2 for label in one | other}


def _leaning(chances: Chances) -> str:
    """The likeliest kind of name, in favour of one; "O" where there is none."""
    if len(chances) == 1:
        return "O"
    kinds: dict[str, float] = defaultdict(float)
    for label, chance in chances.items():
        kinds[label[2:] or "O"] += chance
    kinds["O"] *= _DOUBT
    return max(kinds, key=lambda kind: kinds[kind])


def add_context(rows: Rows, kinds: Sequence[Sequence[str]]) -> None:
    """Add to each word's features what the same word was taken for elsewhere on the page."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for seen, sentence in zip(rows.views, kinds, strict=True):
        for word, kind in zip(seen, sentence, strict=True):
            known[_core(word)][kind] += 1
    for row, seen, sentence in zip(rows.features, rows.views, kinds, strict=True):
        for features, word, kind in zip(row, seen, sentence, strict=True):
            core = _core(word)
            if len(core) > 2:
                features += _context(known[core], kind)


def _core(word: View) -> str:
    base = word.stem.norm
    return base[2:] if base.startswith("ال") and len(base) > 4 else base


def _context(known: Counter[str], own: str) -> list[str]:
    others = known.copy()
    others[own] -= 1
    total = sum(others.values())
    if not total:
        return ["D=new"]
    majority = max(others, key=lambda kind: (others[kind], kind))
    found = [f"D={majority}|{3 * others[majority] // total}"]
    del others["O"]
    named = max(others, key=lambda kind: (others[kind], kind), default=None)
    if named is not None and others[named]:
        found += [f"DE={named}|{3 * others[named] // total}", f"DE={named}"]
    return found


def decode(sentence: Sequence[Chances]) -> list[Tag]:
    """The likeliest label of each word; a name that begins in the middle is taken to begin."""
    tags = []
    before = "O"
    for chances in sentence:
        label = max(chances, key=lambda name: chances[name])
        if label[0] == "I" and before[1:] != label[1:]:
            label = f"B{label[1:]}"
            chances = {**chances, label: chances[label] + chances[f"I{label[1:]}"]}
        tags.append(Tag(label, chances[label]))
        before = label
    return tags


_opening = Lock()


def tagger() -> Tagger:
    """The shipped tagger, read once a process; whoever asks while it is read waits."""
    with _opening:
        return _tagger()


@lru_cache(maxsize=1)
def _tagger() -> Tagger:
    folder = files("index.entities").joinpath("model")
    with as_file(folder.joinpath("first.crfsuite")) as path:
        first = open_model(path)
    return Tagger(first, open_packed(folder.joinpath("second.crf").read_bytes()))
