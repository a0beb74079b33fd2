"""What sources put above or below each of their articles, told by `warraq doctor`; it is never taken out."""

from __future__ import annotations

from collections.abc import Iterator

from index.reports import Finding
from index.store import Store

_SOURCES = 20
"""Those with the most articles."""

_ARTICLES = 100
"""The latest of each."""

_SHOWN = 80
"""Characters of a paragraph that are shown."""


def repeated_findings(store: Store) -> Iterator[Finding]:
    """One for each source whose articles begin or end with the same paragraph: the most frequent one."""
    from index.sources.boilerplate import repeated_paragraphs

    sources = store.select(
        "SELECT source FROM articles WHERE source <> '' GROUP BY source ORDER BY count(*) DESC, source LIMIT ?",
        _SOURCES,
    )
    for (source,) in sources:
        bodies = store.select(
            "SELECT id, body FROM articles WHERE source = ? ORDER BY moment DESC, key DESC LIMIT ?", source, _ARTICLES
        )
        if found := repeated_paragraphs(bodies):
            text = found[0].text if len(found[0].text) <= _SHOWN else f"{found[0].text[:_SHOWN]}…"
            others = f", and {len(found) - 1} others" if len(found) > 1 else ""
            yield Finding("boilerplate", True, f"{source}: {found[0].share:.0%} of its articles hold “{text}”{others}")
