"""Did you mean: other spellings of a query with a word that no article holds.

Such a word is compared with the words of the index: one slip away, two on longer words, two words written as one, or
all of it typed on the other keyboard layout. The index knows stems; what is shown is a form that stands in an article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise

from index.arabic import MARKS, TOKEN, fold_token
from index.search.analysis import root_of, stem_of
from index.search.docsets import size
from index.search.exact import Texts
from index.search.fuzzy import SLIP, easy_slips, neighbours, slip
from index.search.keyboard import typed_on_arabic, typed_on_latin
from index.search.pasted import logical
from index.search.query import Exact, ExactPhrase, Fuzzy, Phrase, Word, is_prose, parse, positive_leaves
from index.search.snapshot import Snapshot
from index.search_reports import Suggestion

FEW_HITS = 3
"""With more hits, which a root may have brought, only what is near, frequent and of another root is suggested."""

COUNT = 5
"""Suggestions at most."""

SHORTEST, LONG, LONGEST = 3, 5, 20
"""Letters of a stem that is corrected at all, of one with two slips, and of one too long to be a word."""

MOST_SLIPS = 2.0
FEW_MIXED = 2
"""Suggestions where several words are in doubt: the best of each, and the second best."""

RARE, COMMON = 2, 50
"""A word in so few articles is itself taken for a slip if one beside it is in so many times more."""

ARTICLES_READ = 4
"""Articles whose forms of a stem are counted."""

RANGE_LIMIT = 1_500
"""Words of one segment with the same beginning that are compared."""

BREAK = 0.75
"""What a blank too few or too many costs."""

_REPEATED = re.compile(r"(.)\1+")
_UNSPOKEN = re.compile(rf"[{MARKS}\u0640]")


@dataclass(frozen=True, slots=True)
class _TypedWord:
    """A word where it stands in the query."""

    start: int
    end: int
    folded: str
    stem: str


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """What may stand in the place of a word; the likelier, the smaller."""

    band: int
    """Slips in halves: among equals, what more articles hold comes first."""
    rarity: int
    text: str
    """A stem, or for two words the words."""
    is_stem: bool = True


def suggest(snapshot: Snapshot, query: str, texts: Texts, count: int = COUNT) -> tuple[Suggestion, ...]:
    """Other queries that find more, the likeliest first; none for a query that finds enough."""
    query = logical(query)
    speller = _Speller(snapshot, texts)
    if not any(map(speller.is_doubtful, _words_of(query))):
        return ()
    found = _strict_total(snapshot, query)
    spellings: Iterable[str] = speller.corrected(query, has_hits=found > FEW_HITS)
    if found <= FEW_HITS:
        spellings = list(speller.other_layout(query)) or chain(spellings, speller.joined(query))
    better = (spelling for spelling in dict.fromkeys(spellings) if _strict_total(snapshot, spelling) > found)
    return tuple(Suggestion(spelling, snapshot.search(spelling, 1).total) for spelling in islice(better, count))


def _strict_total(snapshot: Snapshot, query: str) -> int:
    """How many articles hold all the words: a search that finds none goes on with some of them."""
    return snapshot.search(query, 1).total if is_prose(query) else snapshot.run(parse(query), 1).total


class _Speller:
    """Proposes spellings from the words of one state of the index."""

    def __init__(self, snapshot: Snapshot, texts: Texts) -> None:
        self._snapshot = snapshot
        self._texts = texts
        self._frequencies: dict[str, int] = {}

    # Whole queries

    def other_layout(self, query: str) -> Iterator[str]:
        """The query as the other layout would have written it, where all its words are words then."""
        for spelling in (typed_on_arabic(query), typed_on_latin(query)):
            stems = [stem_of(word) for word in TOKEN.findall(spelling)]
            if spelling != query.lower() and any(stems) and all(self._frequency(stem) for stem in stems if stem):
                yield spelling

    def corrected(self, query: str, *, has_hits: bool) -> Iterator[str]:
        """The query with each doubtful word in another spelling."""
        doubtful = [(word, found) for word in _words_of(query) if (found := self._replacements(word, has_hits))]
        if not doubtful:
            return
        ranks = max(len(found) for _, found in doubtful)
        for rank in range(ranks if len(doubtful) == 1 else min(ranks, FEW_MIXED)):
            spelling = query
            for word, found in reversed(doubtful):
                text = found[min(rank, len(found) - 1)]
                spelling = spelling[: word.start] + text + spelling[word.end :]
            yield spelling

    def joined(self, query: str) -> Iterator[str]:
        """The query with two neighbours written as one word."""
        words = _words_of(query)
        for first, second in pairwise(words):
            is_doubtful = not (self._frequency(first.stem) and self._frequency(second.stem))
            if is_doubtful and self._frequency(stem_of(first.folded + second.folded)):
                yield query[: first.end] + query[second.start :]

    # One word

    def is_doubtful(self, word: _TypedWord) -> bool:
        return len(word.stem) >= SHORTEST and len(word.folded) <= LONGEST and self._frequency(word.stem) <= RARE

    def _replacements(self, word: _TypedWord, has_hits: bool) -> list[str]:
        """What may stand in the place of a doubtful word, as it stands in articles, the likeliest first."""
        if not self.is_doubtful(word):
            return []
        least = COMMON * (self._frequency(word.stem) + has_hits)
        near = (
            _Candidate(round(cost * 2), -self._frequency(stem), stem)
            for stem, cost in self._near(word).items()
            if not has_hits or (cost <= SLIP and root_of(stem) != root_of(word.stem))
        )
        likely = sorted(one for one in (*near, *self._split(word)) if -one.rarity > least)[: 2 * COUNT]
        shown = sorted(found for one in likely if (found := self._shown(word, one)).band <= 2 * MOST_SLIPS)
        kept = shown[: 1 if has_hits else COUNT]
        return [one.text for one in kept if one.band <= shown[0].band + 1]

    def _near(self, word: _TypedWord) -> dict[str, float]:
        """Stems of the index near a word, and how great a slip leads to each."""
        costs: dict[str, float] = {}
        self._weigh(costs, word.stem, neighbours(word.stem, first_letter_holds=False))
        self._weigh(costs, word.folded, neighbours(word.folded))
        if (squeezed := _REPEATED.sub(r"\1", word.folded)) != word.folded:
            self._weigh(costs, squeezed, neighbours(squeezed))
        if len(word.stem) >= LONG:
            self._weigh(costs, word.stem, {two for one in easy_slips(word.stem) for two in easy_slips(one)})
            if not costs:
                self._weigh(costs, word.stem, self._begun_alike(word.stem))
        costs.pop(word.stem, None)
        return {stem: cost for stem, cost in costs.items() if cost <= MOST_SLIPS}

    def _weigh(self, costs: dict[str, float], typed: str, spellings: Iterable[str]) -> None:
        for spelling in spellings:
            stem = stem_of(spelling)
            if stem and len(stem) > 1 and self._frequency(stem):
                costs[stem] = min(costs.get(stem, MOST_SLIPS + 1), slip(typed, spelling))

    def _begun_alike(self, stem: str) -> set[str]:
        """Stems with the same first half: what is left to compare has two slips in the other."""
        found: set[str] = set()
        for segment in self._snapshot.segments:
            text = segment.lists.text
            start = (len(stem) + 1) // 2
            first, last = text.prefix_range(stem[:start].encode())
            while last - first > RANGE_LIMIT and start < len(stem):
                start += 1
                first, last = text.prefix_range(stem[:start].encode())
            found.update(text.key(number).decode() for number in range(first, last) if text.frequency(number) > 1)
        letters = set(stem)
        return {other for other in found if abs(len(other) - len(stem)) <= 2 and len(letters.difference(other)) <= 2}

    def _split(self, word: _TypedWord) -> Iterator[_Candidate]:
        """The word as two that stand side by side in an article."""
        for place in range(2, len(word.folded) - 1):
            halves = word.folded[:place], word.folded[place:]
            stems = tuple(enumerate(map(stem_of, halves)))
            if all(stem and self._frequency(stem) for _, stem in stems) and (count := self._count(Phrase(stems))):
                yield _Candidate(round(BREAK * 2), -count, " ".join(halves), is_stem=False)

    def _shown(self, word: _TypedWord, candidate: _Candidate) -> _Candidate:
        """The candidate as a form that stands in an article, and how far that is from what was typed."""
        if not candidate.is_stem:
            words = [self._form(half, stem_of(half)) for half in candidate.text.split()]
            return replace(candidate, text=" ".join(words))
        form = self._form(word.folded, candidate.text)
        return _Candidate(round(slip(word.folded, fold_token(form)) * 2), candidate.rarity, form)

    def _form(self, typed: str, stem: str) -> str:
        counts: Counter[str] = Counter()
        for _, title, body in self._texts(self._first_keys(stem)):
            counts.update(form for form in TOKEN.findall(f"{title} {body}") if stem_of(form) == stem)
        best = min(counts, key=lambda form: (slip(typed, fold_token(form)), -counts[form]), default=typed)
        return _UNSPOKEN.sub("", best)

    # The index

    def _frequency(self, stem: str) -> int:
        """In how many articles a stem occurs."""
        found = self._frequencies.get(stem)
        if found is None:
            term = stem.encode("utf-8", "surrogatepass")
            fields = (segment.lists.text for segment in self._snapshot.segments)
            found = sum(field.frequency(number) for field in fields if (number := field.find(term)) >= 0)
            self._frequencies[stem] = found
        return found

    def _count(self, phrase: Phrase) -> int:
        return sum(size(segment.documents(phrase)) for segment in self._snapshot.segments)

    def _first_keys(self, stem: str) -> list[int]:
        keys: list[int] = []
        for segment in self._snapshot.segments:
            keys += [segment.lists.keys[number] for number in segment.ids("text", stem.encode())[:ARTICLES_READ]]
        return keys[:ARTICLES_READ]


def _words_of(query: str) -> list[_TypedWord]:
    """The words of a query that are looked for in the text: no fields, no operators, nothing under a NOT."""
    wanted: set[str] = set()
    for leaf in positive_leaves(parse(query)):
        match leaf:
            case Exact() | ExactPhrase():
                continue
            case Word(stem) | Fuzzy(stem):
                wanted.add(stem)
            case Phrase(stems):
                wanted.update(stem for _, stem in stems)
    return [
        _TypedWord(*match.span(), fold_token(match[0]), stem)
        for match in TOKEN.finditer(query)
        if (stem := stem_of(match[0])) in wanted
    ]
