"""One HTML page; every paragraph takes its direction from its own letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from index.exported import Exported

_HEAD = """<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Warraq</title>
<style>
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font-family: serif; line-height: 1.8; }
article + article { border-top: 1px solid; margin-top: 3rem; }
.about { opacity: .7; }
blockquote { border-inline-start: 3px solid; margin-inline: 0; padding-inline-start: 1rem; }
</style>
</head>
<body>
"""
_FOOT = "</body>\n</html>\n"


def render(items: Iterable[Exported]) -> Iterator[bytes]:
    yield _HEAD.encode()
    for item in items:
        yield f"<article>\n{body_of(item)}</article>\n".encode("utf-8", "replace")
    yield _FOOT.encode()


def body_of(item: Exported) -> str:
    """An article as the elements of a page; good XML too."""
    article, marks = item.article, item.marks
    lines = [f'<h1 dir="auto">{escape(article.title or article.id)}</h1>']
    about = [
        f"<bdi>{escape(part)}</bdi>" for part in (article.source, (article.date or "")[:10], article.author) if part
    ]
    if article.url.startswith(("http://", "https://")):
        about.append(f'<a href="{escape(article.url)}">{escape(article.url)}</a>')
    if about:
        lines.append(f'<p class="about">{" · ".join(about)}</p>')
    if marks.tags:
        lines.append(f'<p class="about">{" ".join(f"<bdi>#{escape(tag)}</bdi>" for tag in marks.tags)}</p>')
    if marks.note:
        lines.append(f'<blockquote dir="auto">{"<br/>".join(map(escape, marks.note.split(chr(10))))}</blockquote>')
    lines += [f'<p dir="auto">{escape(paragraph)}</p>' for paragraph in article.paragraphs]
    return "".join(f"{line}\n" for line in lines)
