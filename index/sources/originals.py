"""Originals: an article's own bytes, given back from text that was decoded before the article was found in it."""

from __future__ import annotations

import codecs

_BARE = {"utf-8-sig": "utf-8"}
_BY_MARK = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_LIKELY = ("utf-8", "cp1256", "iso8859_6", "cp1252", "cp720", "cp864", "mac_arabic", "utf-16-le", "utf-16-be")


def without_mark(encoding: str, head: bytes) -> str:
    """The encoding of a stream with this beginning, as a part out of its middle is in it: without a byte order mark."""
    if encoding in ("utf-16", "utf-32"):
        return next((bare for mark, bare in _BY_MARK.items() if head.startswith(mark)), encoding)
    return _BARE.get(encoding, encoding)


def encoding_of(data: bytes, text: str) -> str:
    """The encoding in which these bytes are this text; UTF-8 where the text was repaired and is in none of them."""
    for mark, encoding in _BY_MARK.items():
        if data.startswith(mark):
            return encoding
    bare = data.removeprefix(codecs.BOM_UTF8)
    # Nearly every text differs from what another encoding makes of it in its first kilobyte.
    likely = (name for name in _LIKELY if text.startswith(bare[:1024].decode(name, errors="replace")[:500]))
    return next((name for name in likely if bare.decode(name, errors="replace") == text), "utf-8")


def as_written(text: str, encoding: str) -> bytes:
    """A part of a decoded text in its file's encoding; in UTF-8 where that has no room for it.

    Equal to the bytes it was read from, but for those that nobody could read: they stand as U+FFFD.
    """
    try:
        return text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.encode("utf-8", "surrogatepass")
