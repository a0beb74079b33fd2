"""A text file in the seed's form: title, blank line, one paragraph a line."""

from __future__ import annotations

from pathlib import PurePath

from index.article import Article
from index.errors import SourceError, SourceFormatError
from index.sources.cleaning import clean, clean_body, clean_title
from index.sources.encodings import decode
from index.sources.item import Incoming


def read_text(data: bytes, source: str) -> Incoming:
    """The one article of a text file."""
    text, warning = decode(data, source)
    text = clean(text)
    if not text.strip():
        raise SourceError(source, "the file is empty", "put a title, a blank line and the text into it")
    title, _, rest = text.partition("\n")
    if not title.strip():
        raise SourceFormatError(source, line=1, expected="a title")
    gap, _, body = rest.partition("\n")
    if not rest or gap.strip():
        raise SourceFormatError(source, line=2, expected="a blank line after the title")
    article = Article(id="", title=clean_title(title), body=clean_body(body))
    return Incoming(article, source, proposed_id=PurePath(source).stem if source != "-" else "", warning=warning)
