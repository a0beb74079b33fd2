"""What a query brings beyond row numbers: hits with the places that show why, their explanation, the concordance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from index.article import Article, ArticleRow, Span
from index.entity_hits import entity_filters, with_mentions, with_words
from index.errors import ArticleNotFoundError
from index.search.concordance import arranged, concordance_lines
from index.search.explain import explain
from index.search.snippets import hit_spans, snippet
from index.search_reports import ConcordanceLine, ConcordanceSort, Explanation, Hit, SearchResult

if TYPE_CHECKING:
    from index.corrections import Corrections
    from index.entity_index import EntityIndex
    from index.fulltext import FullText
    from index.store import Store

_READ_AT_ONCE = 50
"""Articles of a concordance read together: the first lines come at once."""


class Answers:
    """Joins what the engine finds with the articles of the record and the entities of the articles."""

    def __init__(self, store: Store, fulltext: FullText, entity_index: EntityIndex, corrections: Corrections) -> None:
        self._store = store
        self._fulltext = fulltext
        self._entity_index = entity_index
        self._corrections = corrections

    def search(
        self, query: str, *, limit: int = 20, offset: int = 0, sort: Literal["relevance", "date"] = "relevance"
    ) -> SearchResult:
        """The best articles for a query, with the places that show why."""
        found = self._fulltext.ask(lambda engine: engine.search(query, limit=limit, offset=offset, sort=sort))
        rows = {row.key: row for row in self._store.rows([key for key, _ in found.hits])}
        hits = (self._hit(rows[key], score, query) for key, score in found.hits if key in rows)
        return SearchResult(query, found.total, tuple(hits))

    def _hit(self, row: ArticleRow, score: float, query: str) -> Hit:
        article = self._store.article(row.id)
        spans = self._shown_spans(row.key, article, query)
        title_end = len(article.title)
        title_spans = tuple(span for span in spans if span.end <= title_end)
        body_spans = [Span(s - article.body_start, e - article.body_start) for s, e in spans if s >= article.body_start]
        text, text_spans = snippet(article.body, body_spans)
        return Hit(row.key, row.id, row.title, row.source, row.date, score, text, text_spans, title_spans)

    def _shown_spans(self, key: int, article: Article, query: str) -> tuple[Span, ...]:
        """As `hit_spans`; a page of hits is not made to wait until the entities of each are recognised."""
        spans = hit_spans(article.text, query)
        if not (names := entity_filters(query)):
            return spans
        kept = self._entity_index.kept(key)
        if kept is None:
            return with_words(spans, names, article)
        return with_mentions(spans, names, self._corrections.applied(kept))

    def hit_spans(self, article: Article, query: str) -> tuple[Span, ...]:
        """Every form in an article that a query meets, and every mention of an entity it asks for."""
        spans = hit_spans(article.text, query)
        names = entity_filters(query)
        if not names:
            return spans
        key = self._store.key_of(article.id)
        if key is None:
            raise ArticleNotFoundError(article.id)
        return with_mentions(spans, names, self._corrections.applied(self._entity_index.entities(key, article)))

    def explain(self, article_id: str, query: str) -> Explanation:
        """Why a query finds an article: the forms that meet each of its words, and what each counts."""
        article = self._store.article(article_id)
        key = self._store.key_of(article_id) or 0
        return explain(article, query, self._fulltext.ask(lambda engine: engine.score_parts(query, key)))

    def concordance(
        self, query: str, *, sort: ConcordanceSort = "date", limit: int | None = None
    ) -> tuple[int, Iterator[ConcordanceLine]]:
        """How many articles a query finds, and the places in them.

        Articles are read as the lines are asked for; to sort by neighbours all of them are read first.
        """
        found = self._fulltext.ask(lambda engine: engine.search(query, limit=engine.document_count(), sort="date"))
        lines = self._concordance_lines([key for key, _ in found.hits], query)
        return found.total, arranged(lines, sort, limit)

    def _concordance_lines(self, keys: Sequence[int], query: str) -> Iterator[ConcordanceLine]:
        for first in range(0, len(keys), _READ_AT_ONCE):
            some = keys[first : first + _READ_AT_ONCE]
            rows = {row.key: row for row in self._store.rows(some)}
            for key, title, body in self._store.texts(some):
                if key in rows:
                    yield from concordance_lines(rows[key], title, body, query)
