"""Bytes to text: byte order marks, UTF-16 without one, UTF-8, and what to do when none of them fits."""

from __future__ import annotations

import codecs

from index.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_BINARY_SHARE = 0.1
"""Share of undecodable or control characters beyond which bytes are no text."""


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of some bytes and a warning, empty where every byte was understood.

    UTF-16 without a mark is looked for before UTF-8, since Arabic in it is often valid UTF-8 full of U+0006.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data, encoding, source)
    return _lenient(data, bare_utf16(data) or "utf-8", source)


def bare_utf16(data: bytes) -> str | None:
    """UTF-16 by its high bytes: in Arabic text most are 06 (letters) or 00 (blanks, digits)."""
    head = data[:4096]
    if len(head) < 8:
        return None
    for places, encoding in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        if (places.count(6) + places.count(0)) / len(places) > 0.7:
            return encoding
    return None


def _lenient(data: bytes, encoding: str, source: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > max(4, _BINARY_SHARE * len(text)):
        raise SourceError(source, "not UTF-8 text", "save it as UTF-8 and import it again; formats: text, jsonl")
    return text, f"{source}: {lost} unreadable character(s) stand as U+FFFD; save the file as UTF-8 to mend them"
