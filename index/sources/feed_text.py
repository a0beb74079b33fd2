"""The characters of a feed: which encoding its bytes are in, whatever it and its server say.

Servers and declarations lie often enough (UTF-8 declared as windows-1256, windows-1256 as UTF-8, nothing at all) that
the bytes are asked first: what is strict UTF-8 is UTF-8, what is UTF-16 by its zero bytes is UTF-16, and Arabic in a
single-byte encoding shows by its letters. Only then a declaration counts, and at last the detector's guess.
"""

from __future__ import annotations

import codecs
import re

from index.sources.encodings import bare_utf16
from index.sources.letters import PLAUSIBLE, surprise
from index.sources.mojibake import undo_mojibake

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEGINNINGS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""XML 1.0, appendix F: what `<` or `<?xm` is in encodings that are not ASCII's kind."""

_XML_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_PARAMETER = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)

_NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"})
"""Codecs that a feed can name but that read no feed."""

_STATEFUL = ("iso2022", "hz")
"""Codecs whose text is ASCII bytes, and so strict UTF-8 as well."""

_WIDER = {"gb2312": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
"""What is written where the narrower one is declared (WHATWG encodings)."""

_DOUBTFUL = frozenset({"utf-8", "cp1252", "iso8859-15", "cp1256", "iso8859-6"})
"""Declarations that bytes in an Arabic encoding stand under when nobody took care."""

_PAGES = {"cp1256": 0.0, "iso8859-6": 0.3}
"""The Arabic code pages of feeds, and how many bits a character each must read better by than Windows', which is far
commoner."""

_BEYOND_ASCII = re.compile(b"[\x80-\xff]")

_DAMAGE = 0.1
"""Share of undecodable places among all characters beyond ASCII up to which text is damaged UTF-8."""


def feed_text(data: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a feed, of an outline or of a page, and a warning, empty where every byte was understood."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                return _lenient(data, encoding)
            break
    for beginning, encoding in _BEGINNINGS:
        if data.startswith(beginning):
            return _lenient(data, encoding)
    if wide := bare_utf16(data):
        return _lenient(data, wide)
    declared = _declared(data, content_type)
    if data.isascii() and (stateful := next((name for name in declared if name.startswith(_STATEFUL)), None)):
        return _lenient(data, stateful)
    text, warning = _as_utf8(data) or _single_byte(data, declared)
    return (undo_mojibake(text) or text if _looks_spoilt(text) else text), warning


def _looks_spoilt(text: str) -> bool:
    """Whether it is worth a closer look if this was UTF-8 that somebody read in another encoding and saved again.

    Half the bytes of Arabic in UTF-8 are D8 and D9: two rare letters of windows-1256, where no alef is left then.
    """
    return text.count("ط") + text.count("ظ") > text.count("ا") or text.count("Ø") + text.count("Ù") > 3


def _as_utf8(data: bytes) -> tuple[str, str] | None:
    try:
        return data.decode(), ""
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            # Cut off inside a character: the feed is cut off, its characters are not in doubt.
            return data[: error.start].decode(), ""
    text = data.decode(errors="replace")
    lost = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return (text, _said(lost)) if lost <= _DAMAGE * beyond_ascii else None


def _single_byte(data: bytes, declared: list[str]) -> tuple[str, str]:
    for encoding in declared:
        if encoding not in _DOUBTFUL:
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                continue
    if arabic := _arabic(data):
        return _lenient(data, arabic)
    for encoding in declared:
        if encoding != "utf-8":
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                continue
    return _lenient(data, _detected(data) or next((name for name in declared if name != "utf-8"), "cp1252"))


def _declared(data: bytes, content_type: str) -> list[str]:
    """Encodings by the names of codecs, the document's own word first: a server's is its default more often."""
    head = data[:2_048]
    names = [match[1] for match in (_XML_DECLARATION.search(head), _PARAMETER.search(head)) if match]
    names += _PARAMETER.findall(content_type.encode("ascii", "ignore"))
    found = []
    for name in names:
        try:
            codec = codecs.lookup(name.decode("ascii"))
        except (LookupError, UnicodeError, ValueError):
            continue
        if codec.name not in _NO_TEXT and getattr(codec, "_is_text_encoding", True):
            found.append(_WIDER.get(codec.name, codec.name))
    return list(dict.fromkeys(found))


def _arabic(data: bytes) -> str | None:
    """windows-1256 or ISO-8859-6, whichever reads more like Arabic, where either does."""
    sample = _sample(data, 4_096)
    weighed = min((surprise(sample.decode(encoding, "replace")) + bits, encoding) for encoding, bits in _PAGES.items())
    return weighed[1] if weighed[0] < PLAUSIBLE else None


def _sample(data: bytes, size: int) -> bytes:
    """The part of some bytes where those beyond ASCII begin."""
    start = found.start() if (found := _BEYOND_ASCII.search(data)) else 0
    return data[max(0, start - 64) : start + size]


def _detected(data: bytes) -> str | None:
    """The detector's guess from the part where characters beyond ASCII begin."""
    import chardet

    name = chardet.detect(_sample(data, 1 << 14))["encoding"]
    try:
        found = codecs.lookup(name).name if name else None
    except LookupError:
        return None
    # A handful of bytes looks like DOS to it, which served no feeds.
    return None if found and re.fullmatch(r"cp(?:437|7\d\d|8\d\d)", found) else found


def _lenient(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    # The last character may be cut in two with the feed.
    return text, _said(lost) if lost > text.endswith("\ufffd") else ""


def _said(lost: int) -> str:
    return f"{lost} unreadable character(s) stand as U+FFFD"
