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

_ESCAPED_ENDS = re.compile(r"(?:\\r)?\\n(?![A-Za-z])")
"""Line ends that were escaped once too often; `C:\\news` is none."""

_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FEWEST_BREAKS = 2
"""Line breaks of HTML that text in one line has at least, to be taken for them: one may be what the text is about."""

_WIDE_BLANKS = re.compile("[ \t\xa0]{2,}")
_SENTENCE_END = re.compile("[.!?؟…۔][\"'»”)]?$")
_SENTENCE_ENDS = re.compile("[.!?؟…۔][\"'»”)]?[ \t\xa0]")

_WORD_STYLES = re.compile(
    r"(?:Normal\s*0\s*)?(?:\d{1,3}\s+)?(?:(?:false|true)\s*){0,4}(?:(?:[A-Z]{2}-[A-Z]{2}|X-NONE)\s*){0,4}"
    r"(?:MicrosoftInternetExplorer4\s*)?/\*\s*Style Definitions\s*\*/\s*(?:table\.Mso\w{1,40}\s*\{[^{}]{0,4000}\}\s*)+"
)
"""The style sheet that Word puts before pasted text; a real article of the Khaleej corpus opens with one."""


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
    if "table.Mso" in text:
        text = _WORD_STYLES.sub("", text)
    if "\\n" in text:
        text = _ESCAPED_ENDS.sub("\n", text)
    if "<" in text and "\n" not in text.strip() and len(_HTML_BREAK.findall(text)) >= _FEWEST_BREAKS:
        text = _HTML_BREAK.sub("\n", text)
    if "  " in text or "\t" in text or "\xa0" in text:
        text = _BLANKS.sub(" ", _broken_at_wide_blanks(text))
    lines = map(str.strip, text.split("\n"))
    return "\n".join(line for line in lines if line)


def _broken_at_wide_blanks(text: str) -> str:
    """Text in one line whose paragraphs are set apart by two blanks or more, broken there.

    Only where all wide blanks but a tenth follow a sentence, and as many sentences at least have a single blank after
    them: who types two after every full stop sets no paragraphs apart.
    """
    text = text.strip()
    if "\n" in text:
        return text
    wide = list(_WIDE_BLANKS.finditer(text))
    ends = [found for found in wide if _SENTENCE_END.search(text[max(0, found.start() - 2) : found.start()])]
    sentences = sum(1 for _ in _SENTENCE_ENDS.finditer(text))
    if len(ends) < 2 or len(ends) < 0.9 * len(wide) or sentences < 2 * len(ends):
        return text
    pieces, start = [], 0
    for found in ends:
        pieces.append(text[start : found.start()])
        start = found.end()
    return "\n".join((*pieces, text[start:]))
