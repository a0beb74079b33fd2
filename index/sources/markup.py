"""HTML to plain paragraphs, without a tree: one pass over the tags, in time and memory of the text's own size.

What a feed or a letter holds is a fragment, often broken and sometimes hostile. Nothing in it is run, fetched or
resolved: tags are taken out, text stays. Tags end where browsers end them (HTML, 13.2.5), so that no attribute leaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_TAG = re.compile(
    r"<(?:(?P<close>/)?(?P<name>[a-z][^\s/<>]*+)(?P<attributes>"
    r"(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]++)|[^=>]++|=)*+)(?P<end>>|\Z)"
    r"|!--.*?(?:-->|\Z)|[!?/][^>]*+(?:>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
"""Quantifiers are possessive and each branch reaches the end at most once, so that no text takes longer than its length
in steps."""

_ATTRIBUTE = re.compile(r"([^\s=>\"'/][^\s=>/]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++)))?")

_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot thead tr"
    " ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_DROPPED_NAMES = (
    "script style iframe noscript template svg math object audio video canvas select textarea button head title"
    " noembed noframes map"
)
_DROPPED = frozenset(_DROPPED_NAMES.split())
_INLINE_NAMES = (
    "a abbr acronym b base bdi bdo big cite code col colgroup data del dfn em embed font i img input ins kbd label link"
    " mark meta param q rp rt ruby s samp small source span strike strong sub sup td th time track tt u var wbr"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_KNOWN = _BLOCKS | _DROPPED | _INLINE
_NAMES = "|".join(sorted(_KNOWN, key=len, reverse=True))

_KNOWN_TAG = re.compile(rf"</?(?:{_NAMES})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;(/?(?:{_NAMES})(?=[\s/]|&gt;)(?:[^<>&]|&(?![lg]t;))*+)&gt;", re.IGNORECASE)
_CLEARLY_ESCAPED = re.compile(
    r"&lt;(?:/[a-z][a-z0-9]{0,10}|br */?|p|(?:img|p|div|a) (?:[^<>&]|&(?![lg]t;))*+)&gt;", re.IGNORECASE
)
_RESIDUE = re.compile(r"&(?:[a-zA-Z]{2,8}[0-9]{0,2}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});")
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_ESCAPE_NUMBER = re.compile(r"&#(?:0{0,4}27|[xX]0{0,4}1[bB]);?")
_HIDING = re.compile(r"\bhidden(?=[\s=]|$)|display\s*:\s*none", re.IGNORECASE)

_BLANKS = re.compile("[ \t\r\f]+")
_BLANK_LINE = re.compile(" ?\n(?: ?\n)+ ?")
_SENTENCE_END = re.compile("[.!?؟…:؛]['\"»”)\\]]*$")
_WRAPPED_WIDTH = 100
"""Characters; longer lines are no lines of text wrapped by a program."""


class Tag(NamedTuple):
    """One start tag."""

    name: str
    attributes: dict[str, str]
    content_start: int


def paragraphs_of(html: str) -> str:
    """The text of an HTML fragment, or of plain text, one paragraph a line.

    Block elements and br end a paragraph; items of lists get a bullet or a number; scripts, frames, pictures and what
    is hidden go. Escaped once too often, it is unescaped once more. The result still has to pass `clean_body`.
    """
    html = html.replace("<![CDATA[", "").replace("]]>", "")
    if "&lt;" in html and _CLEARLY_ESCAPED.search(html):
        html = _ESCAPED_TAG.sub(lambda found: f"<{unescape(_bounded(found[1]))}>", html)
    if "<" not in html or not _KNOWN_TAG.search(html):
        return _own_lines(_decoded(html))
    text = _Text().read(html)
    lines = [line for line in (line.strip(" \r") for line in text.split("\n")) if line]
    if len(lines) == 1:
        return _sentence_lines(lines[0].split("\r"))
    return "\n".join(line.replace("\r", " ") for line in lines)


def line_of(text: str) -> str:
    """A title: entities decoded, HTML taken out; what only looks like a tag (`<PDF>`) is text."""
    if "&lt;" in text and _CLEARLY_ESCAPED.search(text):
        text = _ESCAPED_TAG.sub(lambda found: f"<{unescape(_bounded(found[1]))}>", text)
    if "<" in text:
        text = _KNOWN_TAG.sub(lambda found: " " if found[0][1:3].lower() in ("br", "p>") else "", text)
    return _decoded(text)


def start_tags(html: str) -> Iterator[Tag]:
    """The start tags of a page, in order, attributes decoded; scripts, styles and comments are passed over."""
    place = 0
    unclosed: set[str] = set()
    while found := _TAG.search(html, place):
        place = found.end()
        if not (name := (found["name"] or "").lower()) or found["close"]:
            continue
        yield Tag(name, _attributes(found["attributes"]), place)
        if name in ("script", "style", "iframe", "template"):
            place = _end_of(html, name, place, unclosed)


def text_until_end(html: str, start: int, name: str) -> str:
    """The text from an offset up to the end tag of an element, looked for in the next 2,000 characters."""
    piece = html[start : start + 2_000]
    return _decoded(_TAG.sub("", piece[: piece.lower().find(f"</{name}")]))


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        name, *values = match.groups()
        found.setdefault(name.lower(), _decoded(next((value for value in values if value is not None), "")))
    return found


def _bounded(text: str) -> str:
    return _ENDLESS_NUMBER.sub("\ufffd", text) if "&#" in text else text


def _decoded(text: str) -> str:
    """Entities to characters; those that come out of it once more, such as `&amp;quot;` did, too."""
    if "&" not in text:
        return text
    if "&#" in text:
        # The escape character is decoded for `clean` to find the whole sequence; `unescape` would leave its tail.
        text = _ESCAPE_NUMBER.sub("\x1b", _bounded(text))
    text = unescape(text)
    return _RESIDUE.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def _end_of(html: str, name: str, start: int, unclosed: set[str]) -> int:
    """Where an element ends whose content is no text; where nothing ends it, its start, and never looked for again."""
    if name not in unclosed:
        closing = re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE).search(html, start)
        if closing:
            return closing.end()
        unclosed.add(name)
    return len(html) if name in ("script", "style") else start


class _Text:
    """The text of a fragment as it is read: \\n between paragraphs, \\r where a text was broken in the source."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._lists: list[int | None] = []
        self._due = ""
        """The bullet of an item whose text has not come yet: `<li><p>` is one paragraph, `<li><img></li>` none."""
        self._preformatted = 0
        self._unclosed: set[str] = set()

    def read(self, html: str) -> str:
        place = 0
        while found := _TAG.search(html, place):
            self._add(html[place : found.start()])
            place = found.end()
            name = (found["name"] or "").lower()
            if not name:
                continue
            if not found["end"] and name not in _KNOWN:
                # The text ends inside what is no tag: "a <b and so on".
                self._add(html[found.start() :])
            elif found["close"]:
                self._close(name)
            elif _is_dropped(name, found["attributes"]):
                place = _end_of(html, name, place, self._unclosed)
            else:
                self._open(name)
        self._add(html[place:])
        return "".join(self._pieces)

    def _add(self, text: str) -> None:
        if not text:
            return
        text = _decoded(text).replace("\r\n", "\n")
        if not self._preformatted:
            text = _BLANKS.sub(" ", text)
            if "\n" in text:
                # A blank line inside a text ends a paragraph, whatever HTML says: nobody leaves one by chance.
                text = _BLANK_LINE.sub("\0", text).replace("\n", "\r").replace("\0", "\n")
        if self._due and text.strip():
            text = self._due + text.lstrip()
            self._due = ""
        self._pieces.append(text)

    def _open(self, name: str) -> None:
        if name in _BLOCKS:
            self._pieces.append("\n")
        if name in ("ul", "ol", "menu", "dir"):
            self._lists.append(0 if name == "ol" else None)
        elif name == "li":
            self._due = self._bullet()
        elif name in ("td", "th") and self._pieces and self._pieces[-1].strip():
            self._pieces.append(" | ")
        elif name == "pre":
            self._preformatted += 1

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self._pieces.append("\n")
        if name in ("ul", "ol", "menu", "dir") and self._lists:
            self._lists.pop()
        elif name == "li":
            self._due = ""
        elif name == "pre" and self._preformatted:
            self._preformatted -= 1

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "• "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "


def _is_dropped(name: str, attributes: str) -> bool:
    """Whether an element's content is no text for readers, or hidden from them."""
    if name in _DROPPED:
        return not attributes.endswith("/")
    # Elements without content hide nothing behind them.
    may_hide = len(attributes) > 5 and name in _KNOWN and name not in ("br", "img", "hr", "input")
    return may_hide and bool(_HIDING.search(attributes))


def _own_lines(text: str) -> str:
    """Plain text: its lines are its paragraphs, unless a program wrapped them at a width."""
    lines = [line for line in (line.strip() for line in text.splitlines()) if line]
    if len(lines) < 2:
        return "".join(lines)
    broken = [line for line in lines[:-1] if not _SENTENCE_END.search(line)]
    widths = [len(line) for line in lines[:-1]]
    is_wrapped = len(broken) * 2 > len(lines) - 1 and max(widths) <= _WRAPPED_WIDTH and min(widths) > 0.6 * max(widths)
    return (" " if is_wrapped and max(widths) > 40 else "\n").join(lines)


def _sentence_lines(lines: list[str]) -> str:
    """HTML in one paragraph: line ends are blanks, unless every line ends a sentence, as where a writer's paragraphs
    went into HTML unmarked."""
    lines = [line for line in (line.strip() for line in lines) if line]
    if all(_SENTENCE_END.search(line) for line in lines[:-1]):
        return "\n".join(lines)
    return " ".join(lines)
