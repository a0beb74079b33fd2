"""What a search answers with: hits, other spellings, the places in the texts, and why an article was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.article import ArticleRow, Span

How = Literal["exact", "stem", "root", "prefix", "fuzzy", "phrase"]
"""What joins a form of the text with a word of the query; `exact`: the very letters, once they are folded."""

Kind = Literal["word", "exact", "prefix", "fuzzy", "phrase"]
"""What was asked for."""

ConcordanceSort = Literal["date", "left", "right"]
"""Newest article first, or by the words on one side of the keyword as it stands on the screen."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found."""

    key: int
    id: str
    title: str
    source: str
    date: str | None
    score: float
    snippet: str
    snippet_spans: tuple[Span, ...]
    title_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, and how many there are in all."""

    query: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another spelling of a query, and how many articles it finds."""

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class FoundForm:
    """One surface form of an article that a word of a query is found by."""

    text: str
    how: How
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundWord:
    """What an article holds of one word, prefix or phrase of a query, and what that is worth."""

    word: str
    """As it was typed."""
    kind: Kind
    field: str
    """Where alone it was looked for: `title`, `root`; empty for the whole text."""
    forms: tuple[FoundForm, ...]
    """The nearest first; none where the article was found by other words."""
    stem_score: float
    root_score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is a hit."""

    id: str
    words: tuple[FoundWord, ...]
    filters: tuple[tuple[str, str], ...]
    """Field and value of every claim about the article that is no word of its text."""


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One place where a query meets an article, in its paragraph."""

    row: ArticleRow
    span: Span
    """In the article's text."""
    paragraph: str
    keyword: Span
    """The same place in the paragraph."""
    is_right_to_left: bool
    """How the article is written."""

    @property
    def text(self) -> str:
        """The keyword as it stands in the article."""
        return self.paragraph[self.keyword.start : self.keyword.end]

    def before(self, width: int) -> str:
        """At most so many code points before the keyword, in whole words."""
        start = max(0, self.keyword.start - width)
        context = self.paragraph[start : self.keyword.start]
        is_cut = start > 0 and not self.paragraph[start - 1].isspace() and not context[:1].isspace()
        return (context.partition(" ")[2] if is_cut else context).lstrip()

    def after(self, width: int) -> str:
        """At most so many code points after the keyword, in whole words."""
        end = self.keyword.end + width
        context = self.paragraph[self.keyword.end : end]
        is_cut = end < len(self.paragraph) and not self.paragraph[end].isspace() and not context[-1:].isspace()
        return (context.rpartition(" ")[0] if is_cut else context).rstrip()
