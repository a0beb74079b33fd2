"""A text file: the seed's form (title, blank line, one paragraph a line), and any other that text comes in."""

from __future__ import annotations

import re
from dataclasses import replace

from index.article import Article
from index.errors import SourceError
from index.sources.cleaning import clean, clean_body, clean_title
from index.sources.encodings import decode
from index.sources.fields import Place, article_of, field_of
from index.sources.item import Incoming
from index.sources.names import stem_of
from index.sources.wrapping import unwrapped

_LONGEST_TITLE = 200
"""Code points: twice the longest headline of 90,815 articles; a first line beyond is a paragraph."""

_HEADER = re.compile(r"([^\W\d_][\w ._-]{0,40}?)\s*[:：=]\s*(\S.*|$)")
_FENCE = re.compile(r"(?:---|\+\+\+)\s*")
_HEADING = re.compile(r"#{1,6}\s+")


def read_text(data: bytes, source: str) -> Incoming:
    """The one article of a text file; SourceError where it is empty or no text."""
    text, warning = decode(data, source)
    text = clean(text)
    if not text.strip():
        raise SourceError(source, "the file is empty", "put a title, a blank line and the text into it")
    proposed_id = stem_of(source)
    headers, rest = _headers(text)
    title, body = _title_and_body(rest)
    if not headers:
        article = Article(id="", title=clean_title(title), body=clean_body(unwrapped(body)))
        return Incoming(article, source, proposed_id=proposed_id, warning=warning)
    if any(field_of(name) == "title" for name in headers):
        title, body = "", rest
    record = {**({"title": title} if title else {}), **headers, "body": clean_body(unwrapped(body))}
    incoming = article_of(record, Place(source, 1), number=1, warning=warning, is_own=True)
    return replace(incoming, origin=source, proposed_id=proposed_id)


def _title_and_body(text: str) -> tuple[str, str]:
    """The first line is the title where it is short and something follows; else there is none."""
    title, _, body = text.lstrip().partition("\n")
    if not body.strip() or len(title) > _LONGEST_TITLE:
        return "", text
    return _HEADING.sub("", title, count=1) if title.startswith("#") else title, body


def _headers(text: str) -> tuple[dict[str, str], str]:
    """What lines such as `Title: ...` or `العنوان: ...` at the beginning say, and the text behind them.

    One line could be a headline that quotes somebody: it takes two, a title, or a fence around them (front matter).
    """
    lines = text.lstrip().split("\n")
    fence = _FENCE.fullmatch(lines[0])
    headers: dict[str, str] = {}
    place = 1 if fence else 0
    while place < len(lines) and (found := _HEADER.fullmatch(lines[place])) and (fence or field_of(found[1])):
        headers.setdefault(found[1], found[2].strip("\"' "))
        place += 1
    if fence and not (place < len(lines) and _FENCE.fullmatch(lines[place])):
        return {}, text
    fields = {field_of(name) for name in headers} - {"", "body"}
    if not fence and "title" not in fields and len(fields) < 2:
        return {}, text
    known = {name: value for name, value in headers.items() if field_of(name) not in ("", "body")}
    inline = next((value for name, value in headers.items() if field_of(name) == "body"), "")
    return known, "\n".join([inline, *lines[place + bool(fence) :]])
