"""Which file is what: by its first bytes where they tell, else by its name."""

from __future__ import annotations

import re

from index.errors import SourceError
from index.sources.encodings import bare_utf16
from index.sources.feed import looks_like_feed
from index.sources.fields import field_of
from index.sources.names import format_by_name
from index.sources.telegram import looks_like_telegram
from index.sources.trec import looks_tagged

HEAD = 1 << 16
"""Bytes that the judgement is made by."""

_PACKED = ((b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"))
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file", "save it as .docx or .csv and import that"),
    (b"{\\rtf", "a Rich Text file", "save it as .docx or as plain text and import that"),
    (b"Rar!", "a RAR archive", "unpack it and import the folder"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and import the folder"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it and import what was in it"),
    (b"SQLite format 3\x00", "a database", "export its articles as CSV or JSON and import those"),
    (b"PAR1", "a Parquet file", "export its articles as CSV or JSON and import those"),
    (b"ARROW1", "an Arrow file", "export its articles as CSV or JSON and import those"),
    *(
        (start, "a picture", "only text can be imported")
        for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00")
    ),
    *(
        (start, "a recording", "only text can be imported")
        for start in (b"ID3", b"OggS", b"fLaC", b"RIFF", b"\x1a\x45\xdf\xa3")
    ),
    *((start, "a program", "only text can be imported") for start in (b"\x7fELF", b"MZ")),
)
_PDF = "a PDF file: its text has lost the order and the letters of Arabic"
_PDF_REMEDY = "find the article as a page or as text, or save its text as .txt after reading it over"

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_PAGE_ROOT = re.compile(r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_OPML = re.compile(r"<opml\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|[a-z][\w:.-]*[\s>])", re.IGNORECASE)
_MBOX = re.compile(r"From \S+ .*\d{2}:\d{2}.*\n[\w-]+:")
_MAIL = re.compile(
    r"(?:(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-[\w-]+|DKIM-Signature"
    r"|Content-Type|Reply-To|List-Id|Sender|Authentication-Results|ARC-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*){3}",
    re.IGNORECASE,
)
_BODY = re.compile(r"\"body\"\s*:")


def packing_of(head: bytes) -> str:
    """`gz`, `bz2` or `xz` where bytes are compressed, `zip` and `tar` for archives; empty for others."""
    if head.startswith(_ZIP):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    return next((packing for start, packing in _PACKED if head.startswith(start)), "")


def format_of(head: bytes, name: str, content_type: str = "") -> str:
    """The format of a file that is no archive; SourceError, with what to do, for what can't be read.

    The content is asked first, since names lie: pages saved as .xml, lines of JSON as .txt, error pages as anything.
    """
    refuse(head, name)
    by_name = format_by_name(name)
    start = _text(head)
    if start.startswith("<"):
        return _tagged_format(head, start, name, by_name, content_type)
    if start[:1] in ("{", "[") and by_name in ("", "json", "jsonl", "text", "csv"):
        return _json_format(head, start, by_name)
    if by_name in ("", "text", "mbox", "mail"):
        if _MBOX.match(start):
            return "mbox"
        if _MAIL.match(start.replace("\r\n", "\n")):
            return "mail"
    if by_name in ("json", "feed", "page", "archive", "epub", "docx"):
        # None of them begins with a letter.
        by_name = "page" if by_name == "page" else ""
    return by_name or ("tsv" if _is_table(start, "\t") else "csv" if _is_table(start, ",") else "text")


def refuse(head: bytes, name: str) -> None:
    """SourceError for files that nothing can be read from, by their first bytes."""
    if head.lstrip()[:5] == b"%PDF-":
        raise SourceError(name, _PDF, _PDF_REMEDY)
    for start, problem, remedy in _OTHERS:
        # Two letters can be a beginning of text.
        if head.startswith(start) and (len(start) > 2 or b"\x00" in head[:64]):
            raise SourceError(name, problem, remedy)


def _text(head: bytes) -> str:
    """The beginning as text, as far as formats are told by it, without marks and blanks."""
    wide = bare_utf16(head) or ("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "")
    text = head.decode(wide or "utf-8", errors="replace")
    return text.lstrip("\ufeff \t\r\n\x00")


def _tagged_format(head: bytes, start: str, name: str, by_name: str, content_type: str) -> str:
    if looks_like_feed(head):
        return "feed"
    if _PAGE_ROOT.match(start):
        return "page"
    if looks_tagged(start):
        return "trec"
    if _OPML.search(start[:2048]):
        raise SourceError(name, "a list of feeds (OPML)", "use `warraq feeds import-opml`")
    if by_name == "page" or "html" in content_type or _PAGE.search(start[:4096]):
        return "page"
    if by_name in ("text", "csv", "tsv", "mail", "mbox", "trec"):
        return by_name
    if _XML.match(start):
        raise SourceError(name, "XML of a kind that is no news known here", "save its articles as text, CSV or JSON")
    return by_name or "text"


def _json_format(head: bytes, start: str, by_name: str) -> str:
    if looks_like_telegram(start):
        return "telegram"
    if looks_like_feed(head):
        return "feed"
    first, _, rest = start.partition("\n")
    # Many a .json is a line of JSON for each article.
    if by_name == "jsonl" or (start.startswith("{") and rest.lstrip().startswith("{")):
        return "jsonl"
    if by_name not in ("", "json"):
        return by_name
    is_line = by_name == "" and _BODY.search(first) is not None and start.startswith("{") and not rest.strip()
    return "jsonl" if is_line else "json"


def _is_table(start: str, separator: str) -> bool:
    """Whether the first line names columns, one of them that of the text."""
    first, _, rest = start.partition("\n")
    fields = [field_of(cell.strip().strip('"')) for cell in first.split(separator)]
    return bool(rest.strip()) and len(fields) > 1 and "body" in fields and all(fields)
