"""The word lists of the gazetteer folder, read once and kept in normal form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from index.article import EntityType
from index.entities.words import fold_letters
from index.entities.wordtable import word_table


class Phrase(NamedTuple):
    """A listed name: the words after its first one, and what it names."""

    rest: tuple[str, ...]
    type: EntityType
    is_everyday: bool
    """The same letters are an ordinary word: only what stands before can make it a name."""


class OrdinaryWords(Container[str]):
    """The everyday words as the word table marks them: nothing is parsed and nothing held twice."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and bool(word_table().look_up(word).is_ordinary)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the rules look words up in."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    """By first word, longest phrase first."""
    given: frozenset[str]
    everyday_given: frozenset[str]
    surnames: frozenset[str]
    family_names: frozenset[str]
    """Surnames that are titles or everyday words as well: they count behind a given name only."""
    figures: frozenset[str]
    """First words of people whom one word names."""
    ordinary: Container[str]
    """Everyday words, by the word table."""
    titles: frozenset[str]
    strong_titles: frozenset[str]
    """Titles after which one unknown word is a person."""
    verbs: frozenset[str]
    place_heads: frozenset[str]
    site_heads: frozenset[str]
    """Place heads that belong to the name: strait, airport."""
    organisation_heads: dict[str, str]
    """Head -> "m" or "f", with "+" where the name may go on with "and"."""
    definite_heads: dict[str, str]
    adjectives: frozenset[str]
    nationalities: frozenset[str]
    """Definite forms, masculine and feminine."""
    indefinite_nationalities: frozenset[str]
    countries: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the lists: about 40 ms, once a process."""
    given, everyday = _marked("given_arabic.txt", "?")
    titles, strong = _marked("titles.txt", "!")
    heads, sites = _marked("place_heads.txt", "!")
    nations = _norms("nationalities.txt")
    return Lexicon(
        phrases=_phrases(),
        given=(given | _norms("given_foreign.txt")) - everyday,
        everyday_given=everyday,
        surnames=_norms("surnames.txt"),
        family_names=_norms("family_names.txt"),
        figures=_norms("figures.txt"),
        ordinary=OrdinaryWords(),
        titles=titles | strong,
        strong_titles=strong,
        verbs=_norms("verbs.txt"),
        place_heads=heads | sites,
        site_heads=sites,
        organisation_heads=_genders("org_heads.txt"),
        definite_heads=_genders("org_definite.txt"),
        adjectives=_norms("adjectives.txt"),
        nationalities=frozenset(f"ال{nation}{ending}" for nation in nations for ending in ("", "ه")),
        indefinite_nationalities=nations,
        countries=_norms("countries.txt"),
    )


def _lines(name: str) -> Iterator[str]:
    """The entries of a list in normal form, folded all at once."""
    return _entries(fold_letters(_content(name)))


def _content(name: str) -> str:
    return _folder().joinpath(name).read_text("utf-8")


@lru_cache(maxsize=1)
def _folder() -> Traversable:
    return files("index.entities").joinpath("gazetteer")


def _entries(content: str) -> Iterator[str]:
    return (line for line in content.split("\n") if line and line[0] != "#")


def _norms(name: str) -> frozenset[str]:
    return frozenset(_lines(name))


def _marked(name: str, mark: str) -> tuple[frozenset[str], frozenset[str]]:
    """The entries of a list without and with a trailing mark."""
    plain: set[str] = set()
    marked: set[str] = set()
    for line in _lines(name):
        (marked if line.endswith(mark) else plain).add(line.rstrip(mark))
    return frozenset(plain), frozenset(marked)


def _genders(name: str) -> dict[str, str]:
    pairs = (line.rsplit(" ", 1) for line in _lines(name))
    return dict(pairs)


class Phrases(Mapping[str, tuple[Phrase, ...]]):
    """The listed names by their first word, longest first; a name is taken apart when somebody asks for its first word.

    Six thousand names are listed, and an article asks for some hundred words of them.
    """

    def __init__(self, lines: Iterable[tuple[str, EntityType]]) -> None:
        self._lines: dict[str, list[tuple[str, EntityType]]] = {}
        for line, kind in lines:
            self._lines.setdefault(line.partition(" ")[0].rstrip("?"), []).append((line, kind))
        self._read: dict[str, tuple[Phrase, ...]] = {}

    def __getitem__(self, first: str) -> tuple[Phrase, ...]:
        known = self._read.get(first)
        if known is None:
            known = self._read[first] = _read_phrases(self._lines[first])
        return known

    def __contains__(self, first: object) -> bool:
        return first in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _read_phrases(lines: Iterable[tuple[str, EntityType]]) -> tuple[Phrase, ...]:
    """The names of one first word; of the same name in two lists the later one counts."""
    by_rest = {}
    for line, kind in lines:
        rest = tuple(line.rstrip("?").split()[1:])
        by_rest[rest] = Phrase(rest, kind, line.endswith("?"))
    return tuple(sorted(by_rest.values(), key=lambda phrase: -len(phrase.rest)))


def _phrases() -> Phrases:
    sources: tuple[tuple[str, EntityType], ...] = (
        ("towns.txt", "LOC"),
        ("countries.txt", "LOC"),
        ("cities.txt", "LOC"),
        ("places.txt", "LOC"),
        ("organisations.txt", "ORG"),
        ("people.txt", "PER"),
    )
    return Phrases((line, kind) for name, kind in sources for line in _lines(name))
