"""What a page says of its article in JSON-LD (schema.org), read as far as it can be believed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)$")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|\]\]>|/\*\]\]>\*/)\s*$"
)
_MOST_NODES = 2_000
_MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article as JSON-LD describes it; empty strings where it says nothing."""

    headline: str = ""
    published: str = ""
    author: str = ""
    body: str = ""
    """May hold HTML."""
    language: str = ""
    address: str = ""
    publisher: str = ""
    section: str = ""
    is_free: bool = True


def linked_article(blocks: Iterable[str]) -> LinkedArticle | None:
    """The first article with a headline or a text that the blocks describe."""
    for block in blocks:
        for node in _nodes(_parsed(block)):
            if _is_article(node):
                article = _article(node)
                if article.headline or article.body:
                    return article
    return None


def _parsed(block: str) -> Any:
    if len(block) > _MOST_CHARACTERS:
        return None
    text = _WRAPPING.sub("", block).strip().rstrip(";")
    try:
        # Line ends inside strings are against the standard and everywhere.
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Objects, breadth first, so that a page's own article comes before those it mentions."""
    queue, seen = [value], 0
    while queue and seen < _MOST_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue.extend(node[:_MOST_NODES])
        elif isinstance(node, dict):
            yield node
            queue.extend(child for child in node.values() if isinstance(child, dict | list))


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _article(node: dict[str, Any]) -> LinkedArticle:
    updates = node.get("liveBlogUpdate")
    parts = [node.get("articleBody")]
    if isinstance(updates, list):
        parts += [
            update.get(name) for update in updates if isinstance(update, dict) for name in ("headline", "articleBody")
        ]
    # Markup in the text is left for whoever makes paragraphs of it.
    texts = [part.strip() for part in parts if isinstance(part, str)]
    return LinkedArticle(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        author="، ".join(dict.fromkeys(_names(node.get("author")))),
        body="\n\n".join(filter(None, texts)),
        language=_text(node.get("inLanguage")) or next(_names(node.get("inLanguage")), ""),
        address=_text(node.get("url")) or _address(node.get("mainEntityOfPage")),
        publisher=next(_names(node.get("publisher")), ""),
        section=next(_names(node.get("articleSection")), ""),
        is_free=node.get("isAccessibleForFree") not in (False, "False", "false"),
    )


def _text(value: Any) -> str:
    return unescape(value).strip() if isinstance(value, str) else ""


def _names(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        name = _text(entry.get("name")) if isinstance(entry, dict) else _text(entry)
        if name and not name.startswith(("http://", "https://")):
            yield name


def _address(value: Any) -> str:
    return _text(value.get("@id")) or _text(value.get("url")) if isinstance(value, dict) else _text(value)
