"""BibTeX (biblatex's fields): one @online entry an article, for whoever cites it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.exported import Exported

_SIGNS = re.compile(r"([&%$#_])")
_OTHER = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def render(items: Iterable[Exported]) -> Iterator[bytes]:
    used: set[str] = set()
    for item in items:
        yield _entry(item, _name(item.article.id, used)).encode("utf-8", "replace")


def _name(article_id: str, used: set[str]) -> str:
    """A name of letters that BibTeX takes, and that no entry before has."""
    base = re.sub(r"[^A-Za-z0-9:_-]+", "-", article_id).strip("-") or "article"
    name, number = base, 2
    while name in used:
        name, number = f"{base}-{number}", number + 1
    used.add(name)
    return name


def _entry(item: Exported, name: str) -> str:
    article = item.article
    fields = {
        "title": f"{{{_text(article.title or article.id)}}}",
        "author": f"{{{_text(article.author)}}}" if article.author else "",
        "organization": _text(article.source),
        "date": (article.date or "")[:10],
        "url": article.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": item.added[:10] if article.url else "",
        "langid": "arabic" if article.language in ("", "ar") else article.language,
        "note": _text(item.marks.note.replace("\n", " ")),
        "keywords": _text(", ".join(item.marks.tags)),
    }
    lines = (f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@online{{{name},\n{''.join(lines)}}}\n\n"


def _text(text: str) -> str:
    return _SIGNS.sub(r"\\\1", "".join(_OTHER.get(letter, letter) for letter in text))
