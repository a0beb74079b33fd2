"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read by hand: feedparser knows nothing of it."""

from __future__ import annotations

import json
import re
from typing import Any

from index.errors import SourceError
from index.sources.feed import FeedContent, FeedItem

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def json_content(text: str, source: str) -> FeedContent:
    """The feed of a JSON text; one that is cut off keeps the items that are whole."""
    is_cut_off = False
    try:
        document = json.loads(text.strip("\ufeff \t\r\n\x00"), strict=False)
    except (ValueError, RecursionError) as error:
        document = _beginning(text)
        is_cut_off = True
        if document is None:
            raise SourceError(source, f"its JSON can't be read ({_bounded(error)})", "try again later") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise SourceError(source, 'JSON, but no feed: it has no list of "items"', "give the address of a feed")
    return FeedContent(
        title=_text(document.get("title")),
        site=_text(document.get("home_page_url")),
        language=_text(document.get("language")),
        items=tuple(_item(item) for item in document["items"] if isinstance(item, dict)),
        is_cut_off=is_cut_off,
    )


def _item(item: dict[str, Any]) -> FeedItem:
    tags = item.get("tags")
    return FeedItem(
        title=_text(item.get("title")),
        text=_text(item.get("content_html")) or _text(item.get("content_text")),
        summary=_text(item.get("summary")),
        addresses=(_text(item.get("url")), _text(item.get("external_url"))),
        enclosure=_enclosure(item.get("attachments")),
        guid=_text(item.get("id")),
        author=_author(item),
        category=next(filter(None, map(_text, tags)), "") if isinstance(tags, list) else "",
        dates=tuple(filter(None, (_text(item.get("date_published")), _text(item.get("date_modified"))))),
        language=_text(item.get("language")),
    )


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    # 1.0 has one author, 1.1 a list of them.
    found = authors if isinstance(authors, list) else [item.get("author")]
    names = (_text(author.get("name")) for author in found if isinstance(author, dict))
    return "، ".join(dict.fromkeys(filter(None, names)))


def _enclosure(attachments: object) -> str:
    found = attachments if isinstance(attachments, list) else []
    return next((url for each in found if isinstance(each, dict) and (url := _text(each.get("url")))), "")


def _text(value: object) -> str:
    """A string as it is; a number as its figures, since ids are often numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        return str(value)
    except ValueError:
        # An integer of thousands of figures.
        return ""


def _beginning(text: str) -> dict[str, Any] | None:
    """What is whole of a feed that breaks off: what stands before its items, and the items up to the break."""
    if not (start := _ITEMS.search(text)):
        return None
    decoder, place, end = json.JSONDecoder(strict=False), start.end(), start.end()
    while True:
        try:
            _, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        gap = _BETWEEN.match(text, end)
        place = gap.end() if gap else end
    try:
        document = json.loads(f"{text[: start.end()]}{text[start.end() : end]}]}}", strict=False)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _bounded(error: Exception) -> str:
    return str(error)[:120]
