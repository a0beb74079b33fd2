"""The feeds of a page: what it names in its head, else what it links to, else where feeds usually lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from index.sources.addresses import normal_address
from index.sources.cleaning import clean_title
from index.sources.feed_text import feed_text
from index.sources.markup import start_tags, text_until_end

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/x.atom+xml",
        "application/x-atom+xml",
        "application/xml",
        "text/xml",
        "text/rss+xml",
    }
)
_LOOKS_LIKE_A_FEED = re.compile(
    r"(?:^|[/._=?&])(?:rss(?:2|20|[-_]?feeds?)?|feeds?|atom|rdf)(?:[/._=?&]|$)|\.(?:rss|rdf|atom)$",
    re.IGNORECASE,
)
_NO_FEED = re.compile(
    r"facebook\.com|twitter\.com|/comments/|wlwmanifest|oembed|wp-json|\.(?:png|jpe?g|gif|svg|css|js)$"
)
_USUAL_PATHS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feeds", "?feed=rss2")
_LONGEST_PAGE = 4 << 20
_MOST_LINKS = 50
_MOST_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class FeedLink:
    """One feed a page offers."""

    url: str
    title: str
    media_type: str
    """As the page says, such as application/rss+xml; empty where it does not."""


def discover_feeds(html: bytes, address: str) -> tuple[FeedLink, ...]:
    """The feeds a page names, in its order, each once; links that look like feeds only where it names none.

    `address` is the page's own, against which its links are resolved, and its base element's before that.
    """
    text, _ = feed_text(html[:_LONGEST_PAGE])
    base, looked_at = address, 0
    named: dict[str, FeedLink] = {}
    linked: dict[str, FeedLink] = {}
    for tag in start_tags(text):
        written = tag.attributes.get("href", "").strip()
        if not written:
            continue
        if tag.name == "base" and base == address:
            base = _joined(address, written) or address
        elif tag.name == "link" and _is_alternate(tag.attributes):
            title, media_type = tag.attributes.get("title", ""), tag.attributes.get("type", "").lower().strip()
            _add(named, _joined(base, written), title, media_type.partition(";")[0].strip())
        elif tag.name == "a" and looked_at < _MOST_LOOKED_AT and _LOOKS_LIKE_A_FEED.search(_path(written)):
            looked_at += 1
            if not _NO_FEED.search(written):
                _add(linked, _joined(base, written), text_until_end(text, tag.content_start, "a"), "")
    return tuple((named or linked).values())


def usual_addresses(address: str) -> tuple[str, ...]:
    """Where the feed of a site mostly lies, for a page that names none: to be tried in order."""
    parts = urlsplit(address)
    if not normal_address(address):
        return ()
    root = f"{parts.scheme}://{parts.netloc}/"
    folder = urljoin(address, parts.path if parts.path.endswith("/") else f"{parts.path}/")
    places = [root] if folder == root else [folder, root]
    return tuple(dict.fromkeys(f"{place}{path}" for place in places for path in _USUAL_PATHS))


def _is_alternate(attributes: dict[str, str]) -> bool:
    relations = attributes.get("rel", "").lower().split()
    media_type = attributes.get("type", "").lower().partition(";")[0].strip()
    if "alternate" not in relations or "stylesheet" in relations:
        return "feed" in relations
    return media_type in _FEED_TYPES and not _NO_FEED.search(attributes.get("href", ""))


def _add(links: dict[str, FeedLink], url: str, title: str, media_type: str) -> None:
    if url and len(links) < _MOST_LINKS:
        links.setdefault(normal_address(url), FeedLink(url, clean_title(title)[:200], media_type))


def _joined(base: str, written: str) -> str:
    if written.lower().startswith("feed:"):
        # feed://host/path and feed:https://host/path (an old scheme for subscribing).
        written = written[5:] if written[5:].lower().startswith("http") else f"http:{written[5:]}"
    try:
        url = urljoin(base, clean_title(written).replace(" ", "%20"))
    except ValueError:
        return ""
    return url if normal_address(url) else ""


def _path(written: str) -> str:
    return written.partition("://")[2].partition("/")[2] if "://" in written else written
