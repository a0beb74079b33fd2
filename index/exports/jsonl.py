"""JSON Lines: one article a line with all that the record knows of it: an import of them gives the same library."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.exported import Exported


def render(items: Iterable[Exported]) -> Iterator[bytes]:
    for item in items:
        yield json.dumps(record(item), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def own_line(belongings: Mapping[str, Any]) -> bytes:
    """What else there is in a library, in a line before those of its articles."""
    return json.dumps({"warraq": belongings}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def record(item: Exported) -> dict[str, Any]:
    """The fields of a line; what the source did not say is left out."""
    article, marks = item.article, item.marks
    said = {
        "source": article.source,
        "date": article.date,
        "category": article.category,
        "url": article.url,
        "author": article.author,
        "language": article.language,
    }
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        **{name: value for name, value in said.items() if value},
        "added": item.added,
        "origin": item.origin,
        "identities": list(item.identities),
        "feeds": list(item.feeds),
        "is_summary": item.is_summary,
        "marks": {
            "read": marks.is_read,
            "bookmarked": marks.is_bookmarked,
            "tags": list(marks.tags),
            "note": marks.note,
            "position": marks.position,
        },
    }
