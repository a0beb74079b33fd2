"""Markdown: a heading, where and when, the user's note, the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.exported import Exported

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_START = re.compile(r"^(\s*)([#+\-]|\d+[.)])", re.MULTILINE)


def render(items: Iterable[Exported]) -> Iterator[bytes]:
    for number, item in enumerate(items):
        rule = "\n---\n\n" if number else ""
        yield f"{rule}{_article(item)}".encode("utf-8", "replace")


def _article(item: Exported) -> str:
    article, marks = item.article, item.marks
    about = [_plain(part) for part in (article.source, (article.date or "")[:10], article.author) if part]
    if article.url:
        about.append(f"<{_address(article.url)}>")
    tags = " ".join(f"`{tag.replace('`', ' ')}`" for tag in marks.tags)
    parts = [f"# {_plain(article.title or article.id)}", " · ".join(about), tags, _quoted(marks.note)]
    return "\n\n".join(part for part in (*parts, *map(_plain, article.paragraphs)) if part) + "\n"


def _plain(text: str) -> str:
    """Text in which nothing is taken for a sign of the language."""
    return _START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", text))


def _quoted(note: str) -> str:
    return "\n".join(f"> {_plain(line)}" for line in note.split("\n")) if note else ""


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
