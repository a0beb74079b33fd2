"""What the library answers with: what an import did, what a search found, what a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.article import Article, ArticleRow, EntityType, Marks, Span

How = Literal["exact", "stem", "root", "prefix", "fuzzy", "phrase"]
"""What joins a form of the text with a word of the query; `exact`: the very letters, once they are folded."""

Kind = Literal["word", "exact", "prefix", "fuzzy", "phrase"]
"""What was asked for."""

ConcordanceSort = Literal["date", "left", "right"]
"""Newest article first, or by the words on one side of the keyword as it stands on the screen."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What tells whether a list is still whole."""

    articles: int
    last_key: int
    """The highest row number."""
    pending: int
    """Articles that the full-text index does not hold yet."""
    told: int
    """Articles that belong to a story which others tell too."""


@dataclass(frozen=True, slots=True)
class ImportFailure:
    """One thing that could not be taken in, and why."""

    source: str
    error: str
    is_warning: bool = False
    """Whether it is in all the same, and something was put right."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    added: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: tuple[ImportFailure, ...] = ()
    """The first of them; the log of the import has more."""
    warnings: tuple[str, ...] = ()
    """The first of them, too."""
    ids: tuple[str, ...] = ()
    """Of the articles added or updated, the first thousand."""
    number: int = 0
    """By which `imports` knows its log."""
    failed_count: int = 0
    warned_count: int = 0
    resumed: int = 0
    """Items that an interrupted import of the same sources had taken in already; counted nowhere else."""
    is_broken_off: bool = False
    """Whether the library was closed before all was in."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An article with all that the record knows of it."""

    article: Article
    marks: Marks
    added: str
    """When it came in, ISO 8601 in UTC."""
    origin: str
    is_summary: bool
    identities: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    """Addresses of the feeds that brought it."""


@dataclass(frozen=True, slots=True)
class TidyReport:
    """What was dropped for its age, or would be."""

    dropped: int
    is_dry_run: bool


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import has come."""

    done: int
    """Articles dealt with, good or known."""
    failed: int
    bytes_done: int
    """Of the files, those passed over included."""
    bytes_total: int
    """0 where nobody knows, as of a pipe."""
    seconds: float

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import in the log."""

    number: int
    started: str
    """ISO 8601 in UTC."""
    finished: str | None
    """None while it runs, and where it was interrupted: the same import goes on where it stopped."""
    sources: tuple[str, ...]
    added: int
    updated: int
    duplicates: int
    failed: int
    warned: int


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
class SavedSearch:
    """A query that the user gave a name."""

    name: str
    query: str


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


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of the library found."""

    name: str
    is_ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """How far the table of the library's entities has come."""

    listed: int
    """Articles whose names are in it."""
    articles: int
    outdated: int = 0
    """Those among the listed ones that another recogniser read than the one that reads now."""

    @property
    def is_whole(self) -> bool:
        return self.listed >= self.articles

    @property
    def is_fresh(self) -> bool:
        """Whether nothing is left to be read."""
        return self.is_whole and not self.outdated

    @property
    def is_telling(self) -> bool:
        """Whether what it answers is as good as whole: at most one article in fifty is missing."""
        return self.articles - self.listed <= self.articles * 0.02


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that shares articles with another."""

    name: str
    type: EntityType
    articles: int
    """How many of them."""


@dataclass(frozen=True, slots=True)
class Company:
    """Where an entity appears, and with whom."""

    articles: int = 0
    companions: tuple[Companion, ...] = ()
    """The most frequent first."""
    months: tuple[tuple[str, int], ...] = ()
    """ISO months and how many of the articles are of each, in order; without the months that have none."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of an entity that the recogniser names otherwise."""

    type: EntityType
    name: str
    new_type: EntityType | None = None
    """None: it is hidden."""
    new_name: str = ""


@dataclass(frozen=True, slots=True)
class RefreshProgress:
    """How far a refresh has come."""

    done: int
    """Feeds dealt with, good or bad."""
    feeds: int
    added: int
    updated: int
    failed: int


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did."""

    feeds: int = 0
    """Asked."""
    unchanged: int = 0
    """Those whose server said that nothing is new."""
    added: int = 0
    """Articles."""
    updated: int = 0
    failed: tuple[ImportFailure, ...] = ()
    """Feeds that brought nothing, by address, and why."""
    waiting: int = 0
    """Feeds left alone for now, because they failed before or asked for it."""
    warnings: tuple[str, ...] = ()
    is_cancelled: bool = False
