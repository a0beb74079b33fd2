"""Pages: the whole text of an article whose feed holds the beginning only, fetched from its address."""

from __future__ import annotations

from dataclasses import replace

from index.article import Article
from index.errors import SourceError
from index.feed_intake import PAGE
from index.incoming import Incoming
from index.refreshing import Refreshing
from index.store import Store

_SHARED = 0.4
"""Share of the words of headline and summary that a page's text has to hold: a page that asks for consent, or for
money, may be long and tells of something else."""

_FEW = 5
"""Words from which on their share says something."""


class Pages:
    """Fetches the pages of articles."""

    def __init__(self, store: Store, refreshing: Refreshing) -> None:
        self._store = store
        self._refreshing = refreshing

    def wants_page(self, article_id: str) -> bool:
        """Whether an article holds the beginning only and one of its feeds is set to have it fetched whole."""
        return bool(
            self._store.select(
                "SELECT 1 FROM articles a JOIN feed_articles l ON l.id = a.id JOIN feeds f ON f.url = l.feed"
                " WHERE a.id = ? AND a.is_summary AND a.url <> '' AND f.fetches_pages LIMIT 1",
                article_id,
            )
        )

    def fetch_full(self, article_id: str) -> Article:
        """The article with the text of its page, if that is more than the record holds; it is kept.

        FetchError or SourceError where the page can't be had. A page that tells less, or of something else, leaves the
        article as it was, and it is not tried again by itself.
        """
        article = self._store.article(article_id)
        if not article.url:
            raise SourceError(article_id, "its source gave no address", "look for it in a browser by its headline")
        page, data = self._page(article)
        if not is_better(article, page):
            self._store.change("UPDATE articles SET is_summary = 0 WHERE id = ?", article_id)
            return article
        whole = replace(
            article,
            body=page.article.body,
            author=article.author or page.article.author,
            language=article.language or page.article.language,
        )
        self._store.put_incoming(
            Incoming(
                whole,
                f"{PAGE}{article.url}",
                identities=page.identities,
                is_summary=page.is_summary,
                original=data,
            )
        )
        return self._store.article(article_id)

    def _page(self, article: Article) -> tuple[Incoming, bytes]:
        """What the page of an article tells, and its bytes."""
        from index.sources.exchange import PAGE_BYTES, Limits

        limits = replace(self._refreshing.limits or Limits(), size=PAGE_BYTES)
        fetched = self._refreshing.fetched(article.url, limits=limits, may_be_private=self._may_be_private(article.id))
        page: Incoming = self._refreshing.workers.read(
            "page",
            fetched.address,
            fetched.data,
            fetched.address,
            content_type=fetched.content_type,
            address=fetched.address,
        )
        return page, fetched.data

    def _may_be_private(self, article_id: str) -> bool:
        """Whether a feed of the user's own network brought the article: a stranger's names no address there."""
        from index.sources.addresses import host_of
        from index.sources.hosts import is_own_name

        feeds = self._store.select("SELECT feed FROM feed_articles WHERE id = ?", article_id)
        return any(is_own_name(host_of(feed)) for (feed,) in feeds)


def is_better(article: Article, page: Incoming) -> bool:
    """Whether a page tells more of an article than the record does."""
    body = page.article.body
    if page.is_summary or len(body) <= len(article.body):
        return False
    known, told = _words(f"{article.title} {article.body}"), _words(f"{page.article.title} {body}")
    return len(known) < _FEW or len(known & told) >= _SHARED * len(known)


def _words(text: str) -> set[str]:
    from index.arabic import tokens

    return {term for _, _, term in tokens(text)}
