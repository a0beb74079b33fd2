"""Digests that tell articles, and the states of an article, apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import Article

if TYPE_CHECKING:
    import hashlib


def sha256(text: str) -> hashlib._Hash:
    import hashlib  # an import needs it, the first list does not

    return hashlib.sha256(text.encode("utf-8", "surrogatepass"))


ARTICLE_COLUMNS = "id, title, body, source, date, category, url, author, language"
"""The columns of an article in the order of its fields: one left out would make it another article."""


def article_fields(article: Article) -> tuple[str | None, ...]:
    """The columns that hold what a source said, the id first."""
    a = article
    return (a.id, a.title, a.body, a.source, a.date, a.category, a.url, a.author, a.language)


def digest_of(article: Article) -> bytes:
    """What tells two states of an article apart: all that its source said."""
    said = article_fields(article)[1:]
    # Without the language where none was given, as digests were made before there was one.
    return sha256(repr(said if article.language else said[:-1])).digest()


def text_digest(title: str, body: str) -> bytes:
    """What two articles of the same words share; 16 bytes, for 100,000 of them lie in an index."""
    return sha256(f"{title}\n\n{body}").digest()[:16]
