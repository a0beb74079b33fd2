"""Bytes to text: byte order marks, UTF-16 without one, UTF-8, the Arabic code pages, and what to do when none fits."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from unicodedata import normalize

from index.errors import SourceError
from index.sources.letters import PLAUSIBLE, surprise
from index.sources.mojibake import undo_mojibake

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_ARABIC = {"cp1256": 0.0, "iso8859_6": 0.3, "cp720": 0.3, "cp864": 0.6, "mac_arabic": 0.0}
"""The one-byte encodings of Arabic, and how many bits a character each must be better than Windows' by: text of
ISO 8859-6 that reads as well in cp1256 is rarer than the reverse. Mac's is weighed by its blanks."""

_DECLARED_BITS = 0.5
"""What a declaration is worth, in bits a character: it settles a tie, and no more, for it is wrong too often."""

# fmt: off
_DECLARABLE = frozenset((
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp437", "cp720",
    "cp850", "cp864", "cp866", "cp874", "cp949", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6",
    "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
    "koi8-r", "koi8-u", "mac-arabic", "mac-farsi", "mac-roman", "mac-cyrillic", "mac-greek", "mac-turkish", "big5",
    "big5hkscs", "gb2312", "gbk", "gb18030", "euc_jp", "shift_jis", "cp932", "iso2022_jp", "euc_kr", "tis-620"
))
# fmt: on
"""Names of Python's codecs that a declaration may ask for. UTF-7 is none: browsers do not know it either, and scripts
are smuggled in with it."""

_LABELS = {
    # The HTML standard reads these two as Windows' Latin page, and so was the text written.
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "x-mac-arabic": "mac-arabic",
    "macarabic": "mac-arabic",
    "dos-720": "cp720",
    "asmo-708": "iso8859-6",
    "x-sjis": "shift_jis",
    "x-gbk": "gbk",
}

_BINARY_SHARE = 0.1
"""Share of undecodable or control characters beyond which bytes are no text."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_REMEDY = "save it as text in UTF-8 and import that"

_UTF16_HEAD = 4096
_WORD_BEYOND_ASCII = re.compile(rb"[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,200}")
_SAMPLE = 1_024
"""Bytes of words beyond ASCII that an encoding is judged by: some 200 words, wherever in the file the first stand. A
headline of three words is enough for all but one in a thousand."""

_GUESSED_FROM = 16_384
"""Bytes that charset-normalizer is shown of other scripts."""

_PLAIN_UTF16 = re.compile("[\t\n\r -~\xa0-\xff\u0609-\u06ff\u0750-\u077f\u2000-\u206f\ufb50-\ufdff\ufe70-\ufeff]")
_STRAY_BYTE = re.compile(
    rb"(?<=[\xc2-\xf4])[\xc0\xc1\xf5-\xff](?=[\x80-\xbf])|(?<=[\xe0-\xf4][\x80-\xbf])[\xc0\xc1\xf5-\xff](?=[\x80-\xbf])"
)
_FORMS = re.compile("[\ufe70-\ufefc]+")


def decode(data: bytes, source: str, *, declared: str = "") -> tuple[str, str]:
    """The text of some bytes and a warning, empty where every byte was understood.

    UTF-16 without a mark is looked for before UTF-8, since Arabic in it is often valid UTF-8 full of U+0006. What is
    UTF-8 is so whatever a header or the text itself declares; `declared` settles what is left open. Bytes that are no
    text raise SourceError.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _repaired(*_lenient(data, encoding, source), source)
    if encoding := bare_utf16(data) or "":
        return _lenient(data, encoding, source)
    _refuse_binary(data, source)
    try:
        return _repaired(data.decode("utf-8"), "", source)
    except UnicodeDecodeError:
        pass
    damaged = _DamagedUtf8.read(data)
    if damaged.is_sure:
        return _repaired(damaged.text, damaged.warning(source), source)
    label, sample = _codec(declared), _sample(data, _SAMPLE)
    if (found := _one_byte(data, sample, source, label)) is not None:
        return found
    if damaged.is_likely:
        return _repaired(damaged.text, damaged.warning(source), source)
    return _other(data, sample, source, label)


def bare_utf16(data: bytes) -> str | None:
    """UTF-16 that has no mark, by the characters its first bytes would come to: letters, blanks and points of Arabic or
    Latin text, never controls. Other encodings and binary data come to Chinese or to nothing."""
    head = data[: min(len(data), _UTF16_HEAD) & ~1]
    if len(head) < 8:
        return None
    for places, encoding in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        if (places.count(6) + places.count(0)) * 2 < len(places):
            continue
        text = head.decode(encoding, errors="replace")
        if sum(1 for _ in _PLAIN_UTF16.finditer(text)) >= 0.97 * len(text):
            return encoding
    return None


def _lenient(data: bytes, encoding: str, source: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), ""
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > max(4, _BINARY_SHARE * len(text)):
        raise SourceError(source, f"not the {encoding} text that its first bytes promise", _REMEDY)
    return text, _lost(lost, source)


def _lost(count: int, source: str) -> str:
    return f"{source}: {count} unreadable character(s) stand as U+FFFD; save the file as UTF-8 to mend them"


def _repaired(text: str, warning: str, source: str) -> tuple[str, str]:
    repaired = undo_mojibake(text)
    if repaired is None:
        return text, warning
    said = f"{source}: was UTF-8 read in another encoding and saved again; it was turned back"
    return repaired, f"{warning}; {said}" if warning else said


def _refuse_binary(data: bytes, source: str) -> None:
    if len(data) - len(data.translate(None, _CONTROLS)) > max(4, _BINARY_SHARE * len(data)):
        what = next((what for signature, what in _SIGNATURES if data.startswith(signature)), "binary data")
        raise SourceError(source, f"{what}, not text", _REMEDY)


@dataclass(frozen=True, slots=True)
class _DamagedUtf8:
    """Bytes read as UTF-8 against what does not fit it."""

    text: str
    lost: int
    """Bytes or sequences that stand as U+FFFD."""
    understood: int
    """Characters beyond ASCII."""
    left_out: int

    @classmethod
    def read(cls, data: bytes) -> _DamagedUtf8:
        """A byte that UTF-8 never holds, inside a character that is whole without it, was put there and is left out."""
        mended = _STRAY_BYTE.sub(b"", data)
        text = mended.decode("utf-8", errors="replace")
        lost = text.count("\ufffd")
        understood = len(text) - lost - len(text.encode("ascii", errors="ignore"))
        return cls(text, lost, understood, len(data) - len(mended))

    @property
    def is_sure(self) -> bool:
        """A bad byte here and there."""
        return self.lost * 4 <= self.understood

    @property
    def is_likely(self) -> bool:
        """More is understood than lost: no other encoding comes to that, garbage in the middle of a file does."""
        return self.lost <= self.understood

    def warning(self, source: str) -> str:
        if self.lost:
            return _lost(self.lost, source)
        return f"{source}: {self.left_out} byte(s) that UTF-8 does not know were left out"


def _one_byte(data: bytes, sample: bytes, source: str, label: str) -> tuple[str, str] | None:
    """The text in the Arabic encoding that suits its letters best; None where none does."""
    weighed = sorted((_bits(sample, data, encoding, label), encoding) for encoding in _ARABIC)
    bits, encoding = weighed[0]
    if bits >= PLAUSIBLE:
        return None
    text = data.decode(encoding, errors="replace")
    if encoding == "cp864":
        # It holds shapes of letters, not letters: as text they could be neither found nor shaped.
        text = _FORMS.sub(lambda found: normalize("NFKC", found[0]), text)
    lost = text.count("\ufffd")
    return _repaired(text, _lost(lost, source) if lost else "", source)


def _sample(data: bytes, enough: int) -> bytes:
    words: list[bytes] = []
    size = 0
    for found in _WORD_BEYOND_ASCII.finditer(data):
        words.append(found[0])
        size += len(found[0])
        if size > enough:
            break
    return b" ".join(words)


def _bits(sample: bytes, data: bytes, encoding: str, declared: str) -> float:
    text = normalize("NFKC", sample.decode(encoding, errors="replace"))
    bits = surprise(text) + _ARABIC[encoding]
    if encoding == "mac_arabic" and data.count(0xA0) <= data.count(0x20):
        # Macs write a right-to-left blank of their own between Arabic words; to the others it is a no-break space.
        bits += 0.6
    return bits - (_DECLARED_BITS if codecs.lookup(encoding).name == declared else 0)


def _codec(declared: str) -> str:
    """The codec a declaration names; empty for what is none, or none that is to be believed."""
    label = declared.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    name = _LABELS.get(name, name)
    return name if name in _DECLARABLE else ""


def _other(data: bytes, sample: bytes, source: str, declared: str) -> tuple[str, str]:
    """Text of another script: as declared, else as charset-normalizer judges, which says so."""
    if declared:
        text = data.decode(declared, errors="replace")
        if text.count("\ufffd") <= max(1, len(sample) // 100):
            return text, ""
    from charset_normalizer import from_bytes

    best = from_bytes(data if len(data) <= _GUESSED_FROM else _sample(data, _GUESSED_FROM)).best()
    if best is None or best.encoding.startswith("utf_7"):
        raise SourceError(source, "no text in UTF-8, UTF-16 or an encoding of Arabic", _REMEDY)
    text = data.decode(best.encoding, errors="replace")
    return text, f"{source}: read as {best.encoding}, which is a guess; save it as UTF-8 to be sure"
