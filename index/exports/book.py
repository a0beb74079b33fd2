"""EPUB 3.3: a chapter an article, pages that turn from left to right as Arabic books do."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from tempfile import TemporaryFile

from index.exported import Exported
from index.exports.page import body_of

_PIECE = 1 << 16

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_CHAPTER = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}" dir="rtl">
<head><title>{title}</title></head>
<body>
{body}</body>
</html>
"""
_CONTENTS = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="ar" xml:lang="ar" dir="rtl">
<head><title>المحتويات</title></head>
<body><nav epub:type="toc"><h1>المحتويات</h1><ol>
{entries}</ol></nav></body>
</html>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="ar" dir="rtl">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>ar</dc:language>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}</manifest>
<spine page-progression-direction="rtl">
<itemref idref="nav"/>
{spine}</spine>
</package>
"""


def render(items: Iterable[Exported]) -> Iterator[bytes]:
    # The table of contents comes last, and a zip file written into a pipe has headers that some readers refuse.
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            # EPUB Container 4.3: first, and as it is.
            book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            book.writestr("META-INF/container.xml", _CONTAINER)
            _write_chapters(book, items)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write_chapters(book: zipfile.ZipFile, items: Iterable[Exported]) -> None:
    titles: list[str] = []
    for number, item in enumerate(items, 1):
        title = escape(item.article.title or item.article.id)
        language = escape(item.article.language or "ar")
        chapter = _CHAPTER.format(language=language, title=title, body=body_of(item))
        book.writestr(f"{number:06}.xhtml", chapter.encode("utf-8", "replace"))
        titles.append(title)
    numbers = range(1, len(titles) + 1)
    entries = (f'<li><a href="{n:06}.xhtml">{title}</a></li>\n' for n, title in zip(numbers, titles, strict=True))
    book.writestr("nav.xhtml", _CONTENTS.format(entries="".join(entries) or "<li><span>-</span></li>\n"))
    now = datetime.now(UTC)
    package = _PACKAGE.format(
        identifier=uuid.uuid4(),
        title=f"ورّاق {now.date().isoformat()}",
        modified=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        items="".join(f'<item id="c{n}" href="{n:06}.xhtml" media-type="application/xhtml+xml"/>\n' for n in numbers),
        spine="".join(f'<itemref idref="c{n}"/>\n' for n in numbers),
    )
    book.writestr("book.opf", package)
