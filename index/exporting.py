"""Reading articles out of the record with all that is known of them, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.article import Article, Marks
from index.exported import Exported
from index.store import Store

_PAGE = 200


def exported(store: Store, keys: Sequence[int]) -> Iterator[Exported]:
    """Some articles in the order of the keys; keys no longer there are left out."""
    for first in range(0, len(keys), _PAGE):
        yield from _page(store, keys[first : first + _PAGE])


def _page(store: Store, keys: Sequence[int]) -> Iterator[Exported]:
    places = ",".join("?" * len(keys))
    rows = store.select(
        "SELECT a.key, a.id, a.title, a.body, a.source, a.date, a.category, a.url, a.author, a.language,"
        " a.added, a.origin, a.is_summary, coalesce(m.is_read, 0), coalesce(m.is_bookmarked, 0),"
        " coalesce(m.note, ''), coalesce(m.position, 0)"
        f" FROM articles a LEFT JOIN marks m ON m.id = a.id WHERE a.key IN ({places})",
        *keys,
    )
    ids = [row[1] for row in rows]
    tags = _grouped(store, "SELECT id, tag FROM tags WHERE id IN", ids)
    identities = _grouped(store, "SELECT id, identity FROM identities WHERE id IN", ids)
    feeds = _grouped(store, "SELECT id, feed FROM feed_articles WHERE id IN", ids)
    found = {}
    for key, *said, added, origin, is_summary, is_read, is_bookmarked, note, position in rows:
        article = Article(*said)
        marks = Marks(bool(is_read), bool(is_bookmarked), tags[article.id], note, position)
        names = identities[article.id], feeds[article.id]
        found[key] = Exported(article, marks, added, origin, bool(is_summary), *names)
    return (found[key] for key in keys if key in found)


def _grouped(store: Store, statement: str, ids: Sequence[str]) -> defaultdict[str, tuple[str, ...]]:
    """The second column of each id, sorted."""
    grouped: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for article_id, value in sorted(store.select(f"{statement} ({','.join('?' * len(ids))})", *ids)):
        grouped[article_id] += (value,)
    return grouped
