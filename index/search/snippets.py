"""Where a text matches a query, and the piece of it that shows this best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from index.arabic import TOKEN
from index.article import Span
from index.search.analysis import root_of, stem_of
from index.search.exact import form_spans
from index.search.fuzzy import is_one_letter_away
from index.search.query import Exact, ExactPhrase, Fuzzy, Phrase, Prefix, Word, parse, positive_leaves
from index.search.sieve import sieve

_BLANK = re.compile(r"\s+")


class _Matcher:
    """The forms of a query, as one look-up a token."""

    def __init__(self, query: str) -> None:
        self._stems: set[str] = set()
        self._roots: dict[str, frozenset[str]] = {}
        self._starts: tuple[str, ...] = ()
        self._fuzzy: list[str] = []
        self._phrases: list[Phrase] = []
        self._quotations: list[tuple[str, ...]] = []
        leaves = list(positive_leaves(parse(query)))
        self._may_be_hit = sieve(leaves)
        for leaf in leaves:
            match leaf:
                case Exact():
                    self._quotations.append((leaf.form,))
                case ExactPhrase():
                    self._quotations.append(leaf.forms)
                case Word(stem, root, name):
                    self._roots[root] = frozenset(root)
                    if name != "root":
                        self._stems.add(stem)
                case Prefix(starts, stem):
                    self._starts += starts
                    self._stems.add(stem)
                case Fuzzy(stem):
                    self._fuzzy.append(stem)
                case Phrase():
                    self._phrases.append(leaf)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Every token that is hit."""
        return tuple(sorted(set(self._words(text)).union(*self._runs(text))))

    def occurrences(self, text: str) -> tuple[Span, ...]:
        """Every hit as a whole: a phrase is one, from its first word to its last."""
        found: list[Span] = []
        wholes = (Span(run[0].start, run[-1].end) for run in self._runs(text))
        for span in sorted({*self._words(text), *wholes}, key=lambda span: (span.start, -span.end)):
            if not found or span.start >= found[-1].end:
                found.append(span)
        return tuple(found)

    def _words(self, text: str) -> Iterator[Span]:
        """The tokens that are hit each by itself."""
        if self._stems or self._roots or self._starts or self._fuzzy:
            yield from self._tokens(text, self._is_hit)

    def _tokens(self, text: str, is_wanted: Callable[[str], bool]) -> Iterator[Span]:
        """The tokens whose stem is wanted, in no order.

        No token holds a blank, so the text is cut at blanks, and most of what lies between is told by its letters.
        """
        for chunk in filter(self._may_be_hit, set(text.split(" "))):
            tokens = [token for token in TOKEN.finditer(chunk) if self._may_be_hit(token[0])]
            hits = [token.span() for token in tokens if is_wanted(stem_of(token[0]))]
            if hits:
                for offset in _places(text, chunk):
                    yield from (Span(offset + start, offset + end) for start, end in hits)

    def _runs(self, text: str) -> Iterator[list[Span]]:
        """Tokens that are hit together: phrases without the stop words in them, quotations with them."""
        for phrase in self._phrases:
            for first in self._tokens(text, phrase.stems[0][1].__eq__):
                if run := phrase_at(phrase, text, first.start):
                    yield run
        for forms in self._quotations:
            for start, end in form_spans(text, forms):
                yield [Span(*token.span()) for token in TOKEN.finditer(text, start, end)]

    def _is_hit(self, stem: str) -> bool:
        if not stem:
            return False
        return (
            stem in self._stems
            or self._has_root(stem)
            or (bool(self._starts) and stem.startswith(self._starts))
            or any(is_one_letter_away(stem, other) for other in self._fuzzy)
        )

    def _has_root(self, stem: str) -> bool:
        """Letters of a root all stand in its stem, which spares most words the search for their root."""
        return any(letters.issubset(stem) and root_of(stem) == root for root, letters in self._roots.items())


@lru_cache(maxsize=32)
def _matcher(query: str) -> _Matcher:
    return _Matcher(query)


def _places(text: str, chunk: str) -> Iterator[int]:
    """Where a piece stands between blanks or the ends of a text."""
    place = text.find(chunk)
    while place >= 0:
        end = place + len(chunk)
        if (not place or text[place - 1] == " ") and (end == len(text) or text[end] == " "):
            yield place
        place = text.find(chunk, end)


def phrase_at(phrase: Phrase, text: str, start: int) -> list[Span]:
    """The words of a phrase whose first one begins at an offset; none where another follows."""
    tokens = list(islice(TOKEN.finditer(text, start), phrase.stems[-1][0] + 1))
    if len(tokens) <= phrase.stems[-1][0] or any(stem_of(tokens[place][0]) != stem for place, stem in phrase.stems):
        return []
    return [Span(*tokens[place].span()) for place, _ in phrase.stems]


def hit_spans(text: str, query: str) -> tuple[Span, ...]:
    """Every token of `text` that the query is found by, clitics and all, in order; nothing under a NOT."""
    return _matcher(query).spans(text)


def occurrences(text: str, query: str) -> tuple[Span, ...]:
    """As `hit_spans`, but a phrase is one range from its first word to its last."""
    return _matcher(query).occurrences(text)


def snippet(text: str, spans: Sequence[Span], width: int = 160) -> tuple[str, tuple[Span, ...]]:
    """The window of about `width` characters with most hits, cut at word ends, and the hits in it.

    White space is one blank each, an ellipsis stands where text was left out, and spans count in the snippet.
    """
    start, end = _window(text, spans, width)
    pieces: list[str] = ["… "] if text[:start].strip() else []
    length = len(pieces[0]) if pieces else 0
    moved: list[Span] = []
    at = start
    for span in (span for span in spans if start <= span.start and span.end <= end):
        before = _BLANK.sub(" ", text[at : span.start])
        lit = _BLANK.sub(" ", text[span.start : span.end])
        pieces += (before, lit)
        moved.append(Span(length + len(before), length + len(before) + len(lit)))
        length = moved[-1].end
        at = span.end
    pieces.append(_BLANK.sub(" ", text[at:end]))
    pieces.append(" …" if text[end:].strip() else "")
    return "".join(pieces), tuple(moved)


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    """Where the best window begins and ends: the first of those with most hits, its hits in the middle."""
    if not spans:
        return _at_words(text, 0, width)
    best, most, last = 0, 0, 0
    for first, span in enumerate(spans):
        last = max(last, first)
        while last + 1 < len(spans) and spans[last + 1].end - span.start <= width:
            last += 1
        if last - first + 1 > most:
            best, most = first, last - first + 1
    from_, to = _whole_chunks(text, spans[best].start, spans[best + most - 1].end)
    start = max(0, from_ - max(0, width - (to - from_)) // 2)
    start, end = _at_words(text, start, max(width, to - start))
    return min(start, from_), max(end, to)


def _whole_chunks(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with the brackets and quotes that touch it."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _at_words(text: str, start: int, width: int) -> tuple[int, int]:
    """The range [start, start + width) without the words it cuts; one word longer than that is cut itself."""
    end = min(len(text), start + width)
    while start < end and (text[start].isspace() or (start and not text[start - 1].isspace())):
        start += 1
    cut = end
    while end < len(text) and cut > start and not (text[cut].isspace() or text[cut - 1].isspace()):
        cut -= 1
    cut = cut if cut > start else end
    return start, start + len(text[start:cut].rstrip())
