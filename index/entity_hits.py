"""Where an article names what a query calls by `entity:`: its mentions, among the words that the query meets."""

from __future__ import annotations

from collections.abc import Iterable

from index.article import Article, Entities, Span
from index.entity_index import mentions_of, typed_name


def entity_filters(query: str) -> tuple[str, ...]:
    """The names that a query asks for; none under a NOT."""
    if ":" not in query:
        return ()
    from index.search.query import parse, positive_filters

    return tuple(one.value for one in positive_filters(parse(query)) if one.field == "entity")


def with_mentions(spans: Iterable[Span], names: Iterable[str], entities: Entities) -> tuple[Span, ...]:
    """The spans and the mentions of those names, in text order; where two overlap, one from the first to the last."""
    named = (entities.mentions[number] for name in names for number in mentions_of(entities, name))
    return _apart([*spans, *(Span(mention.start, mention.end) for mention in named)])


def with_words(spans: Iterable[Span], names: Iterable[str], article: Article) -> tuple[Span, ...]:
    """The spans and the words of those names: for an article of which nobody knows the mentions yet."""
    from index.search.snippets import hit_spans

    folded = (typed_name(name)[1] for name in names)
    # One word in quotes is that very form: وبغداد would not be found.
    queries = (f'"{name}"' if " " in name else name for name in folded)
    return _apart([*spans, *(span for query in queries for span in hit_spans(article.text, query))])


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(Span(*span))
    return tuple(joined)
