"""What is taken out of text on its way in: only what no reader wants and what could harm a terminal.

Harakat, tatweel, ZWNJ, ZWJ, quotes and presentation forms stay. Bidi overrides, embeddings and isolates go: they stand
unbalanced in hundreds of real articles and turn digits around. Escape sequences go whole, or their tails would be read.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

_ESCAPES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    "|\x1b[\\]PX^_][^\x07\x1b\x9c]{0,4096}(?:\x07|\x9c|\x1b\\\\)"  # OSC, DCS, SOS, PM, APC
    "|\x1b[ -/]*[0-~]"
)
"""The one-byte forms of OSC and its like are left to `_STRIPPED`: doubly encoded quotes look the same, and what stands
between two of them is text. A string must end within 4,096 characters, so that a lone introducer costs nothing more."""

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028]")
_STRIPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]+")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SUSPECTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]")
"""Every character that one of the above begins with: most text has none, and one search is a tenth of four."""

_BLANKS = re.compile("[ \t]+")


def clean(text: str) -> str:
    """Text with newlines as \\n, in NFC, without controls, escape sequences, bidi overrides and isolates."""
    text = without_controls(text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def without_controls(text: str) -> str:
    """As `clean`, with the marks in the order they were written in: for whoever counts in the text as given."""
    if _SUSPECTS.search(text) is None:
        return text
    text = _ESCAPES.sub("", text) if "\x1b" in text or "\x9b" in text else text
    # U+2029 ends a paragraph, so that it is the blank line of text that has only line ends.
    text = _STRIPPED.sub("", _NEWLINES.sub("\n", text).replace("\u2029", "\n\n"))
    return _SURROGATES.sub("\ufffd", text)


def clean_title(text: str) -> str:
    """A title is one line."""
    return " ".join(clean(text).split())


def clean_body(text: str) -> str:
    """Paragraphs, one a line, blanks at their ends and empty ones dropped."""
    text = clean(text)
    if "  " in text or "\t" in text:
        text = _BLANKS.sub(" ", text)
    lines = map(str.strip, text.split("\n"))
    return "\n".join(line for line in lines if line)
