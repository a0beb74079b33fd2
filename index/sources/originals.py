"""Originals: an article's own bytes, given back from text that was decoded before the article was found in it."""

from __future__ import annotations

import codecs
import re

_BARE = {"utf-8-sig": "utf-8"}
_BY_MARK = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# fmt: off
_LIKELY = (
    "utf-8", "cp1256", "iso8859_6", "cp1252", "cp720", "cp864", "mac_arabic", "utf-16-le", "utf-16-be",
    "cp1251", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1250", "cp1253", "cp1254", "cp1255",
    "cp874", "latin_1",
)
# fmt: on
"""Those of Arabic, then those of the world; which of them it is, the text itself proves."""

_UNREADABLE = re.compile("(\ufffd+)")
_MOST_LOST = 4
"""Bytes that one U+FFFD stands for."""

_MOST_TRIES = 1_000
"""Places that a part may begin at alike, as every item does, until it is given up."""


def without_mark(encoding: str, head: bytes) -> str:
    """The encoding of a stream with this beginning, as a part out of its middle is in it: without a byte order mark."""
    if encoding in ("utf-16", "utf-32"):
        return next((bare for mark, bare in _BY_MARK.items() if head.startswith(mark)), encoding)
    return _BARE.get(encoding, encoding)


class Decoded:
    """A text and the bytes that it was decoded from."""

    def __init__(self, data: bytes, text: str) -> None:
        self._data = data
        self._encoding = _encoding_of(data, text)

    def original(self, part: str) -> bytes:
        """The bytes of a part of the text, those that nobody could read with them."""
        written = as_written(part, self._encoding)
        return _found(part, self._encoding, self._data) or written if "\ufffd" in part else written


def as_written(part: str, encoding: str) -> bytes:
    """A part of a decoded text in its encoding; in UTF-8 where that has no room for it.

    Equal to the bytes it was read from, but for those that nobody could read: they stand as U+FFFD.
    """
    try:
        return part.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return part.encode("utf-8", "surrogatepass")


def _encoding_of(data: bytes, text: str) -> str:
    """The encoding in which these bytes are this text; UTF-8 where the text was repaired and is in none of them."""
    for mark, encoding in _BY_MARK.items():
        if data.startswith(mark):
            return encoding
    bare = data.removeprefix(codecs.BOM_UTF8)
    # Nearly every text differs from what another encoding makes of it in its first kilobyte.
    likely = (name for name in _LIKELY if text.startswith(bare[:1024].decode(name, errors="replace")[:500]))
    return next((name for name in likely if bare.decode(name, errors="replace") == text), "utf-8")


def _found(part: str, encoding: str, data: bytes) -> bytes:
    """The place in the data that has all that is readable of a part in its order; empty where there is none."""
    first, *others = _UNREADABLE.split(part)
    beginning = as_written(first, encoding)
    gaps = list(zip(map(len, others[::2]), (as_written(run, encoding) for run in others[1::2]), strict=True))
    start = -1
    for _ in range(_MOST_TRIES if beginning else 0):
        start = end = data.find(beginning, start + 1)
        if start < 0:
            break
        end += len(beginning)
        for lost, run in gaps:
            at = data.find(run, end + lost, end + _MOST_LOST * lost + len(run))
            if at < 0:
                break
            end = at + len(run)
        else:
            return data[start:end]
    return b""
