"""The text of a feed or an outline as well-formed XML that is safe to parse.

What stands before the root element is cut off, with the document type in it: no parser ever sees a declaration of
entities, so that none can grow and none can ask for a file. The few harmless ones, and HTML's names, are written out
as characters. What is not well-formed is mended in the smallest way that helps: stray ampersands and signs, prefixes
that nobody declared, what follows the end; and at last libxml2's recovery closes what is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from xml.parsers import expat

from index.errors import SourceError
from index.sources.cleaning import without_controls

_ROOTS = ("rss", "rdf", "feed", "channel", "opml")
_ROOT_SOMEWHERE = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel|opml)(?=[\s>/])", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d][\w.-]*(?::[\w.-]+)?")
_SEARCHED = 1 << 16

_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\b)")
_LONGEST_ENTITY = 64
_MOST_GROWTH = 1 << 20
"""Characters that entities may add to a feed."""

_STRAY = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(?P<number>[0-9]+|[xX][0-9a-fA-F]+);|(?P<name>[\w.-]+);)?(?P<tail>\[[0-?]{0,32}[ -/]{0,8}[@-~])?"
    r"|<(?![A-Za-z_/!?])",
    re.DOTALL,
)
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})

_USED_PREFIX = re.compile(r"<([A-Za-z_][\w.-]{0,40}):[\w]|\s([A-Za-z_][\w.-]{0,40}):[\w.-]{1,60}\s?=\s?[\"']")
_DECLARED_PREFIX = re.compile(r"\sxmlns:([\w.-]{1,41})\s{0,9}=")
_MOST_PREFIXES = 64
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xhtml": "http://www.w3.org/1999/xhtml",
}

_CUT_OFF = frozenset({3, 5, 6, 20})
"""Expat: no element found, unclosed token, partial character, unclosed CDATA section."""
_JUNK_AFTER_ROOT = 9
_NOT_WELL_FORMED = frozenset({4, 7, 8})
"""Expat: invalid token, mismatched tag, duplicate attribute."""

_TEXT_ELEMENT = re.compile(r"<(title|description|content:encoded)(?:\s[^<>]{0,400})?(?<!/)>")


@dataclass(frozen=True, slots=True)
class Document:
    """One well-formed document, UTF-8 without a declaration."""

    data: bytes
    root: str
    """Name of the root element as written."""
    is_cut_off: bool = False
    """Whether the text ended before its elements did."""
    is_mended: bool = True
    """Whether it differs from what came."""


def well_formed(text: str, source: str) -> Document:
    """The document of a text, mended where it has to be.

    A SourceError where there is no XML in it, or where it declares what could grow beyond measure or ask for files.
    """
    if "\x1b" in text:
        text = without_controls(text)
    if _INVALID.search(text):
        text = _INVALID.sub("", text)
    start, root, head = _root(text, source)
    entities = _entities(head)
    body = text[start:]
    if not entities and not (found := _complaint(data := body.encode())):
        return Document(data, root, is_mended=False)
    body = _prefixed(_mended(body, entities, source))
    data = body.encode()
    found = _complaint(data)
    if found and found.code == _JUNK_AFTER_ROOT:
        data = data[: found.at]
        found = _complaint(data)
    if found and found.code in _NOT_WELL_FORMED and root.lower() != "feed":
        data = _with_texts_escaped(body).encode()
        found = _complaint(data)
    if not found:
        return Document(data, root)
    return Document(_recovered(data, source), root, is_cut_off=found.code in _CUT_OFF)


@dataclass(frozen=True, slots=True)
class _Complaint:
    code: int
    at: int
    """Byte at which the parser stopped."""


def _complaint(data: bytes) -> _Complaint | None:
    parser = expat.ParserCreate("utf-8", "\n")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return _Complaint(error.code, parser.ErrorByteIndex)
    return None


def _root(text: str, source: str) -> tuple[int, str, str]:
    """Where the root element starts, its name, and what stands before it."""
    place = _after_prolog(text)
    name = match[0] if (match := _NAME.match(text, place + 1)) and text[place] == "<" else ""
    local = name.rpartition(":")[2].lower()
    if local not in _ROOTS and local != "html":
        # A warning of the server's before the feed, or a comment inside its declaration.
        if found := _ROOT_SOMEWHERE.search(text, place, place + _SEARCHED):
            return found.start(), text[found.start() + 1 : found.end()], text[: found.start()]
        if not name:
            raise SourceError(source, "neither XML nor JSON", "give the address or the file of a feed")
    return place, name, text[:place]


def _after_prolog(text: str) -> int:
    """The offset of the first thing that is no blank, declaration, comment or document type; 0 in an empty text."""
    place = 0
    while found := re.compile(r"[\s\ufeff]*").match(text, place):
        place = found.end()
        if text.startswith("<?", place):
            end = text.find("?>", place) + 2
        elif text.startswith("<!--", place):
            end = text.find("-->", place) + 3
        elif text[place : place + 9].upper() == "<!DOCTYPE":
            end = _after_doctype(text, place)
        else:
            break
        if end <= place:
            break
        place = end
    return min(place, max(0, len(text) - 1))


def _after_doctype(text: str, place: int) -> int:
    """The offset behind a document type: its end, or that of the subset in brackets; 0 where nothing ends it."""
    end, bracket = text.find(">", place), text.find("[", place)
    if bracket == -1 or end < bracket:
        return end + 1
    closing = re.compile(r"\]\s*>").search(text, bracket)
    return closing.end() if closing else 0


def _entities(head: str) -> dict[str, str | None]:
    """The entities that a document type declares: name -> characters; None for one that must not be written out.

    Those are entities made of others (XML bombs), long ones, and ones from outside (files, addresses).
    """
    found: dict[str, str | None] = {}
    for parameter, name, double, single, outside in _ENTITY.findall(head) if "<!ENTITY" in head else ():
        if parameter:
            continue
        value = double or single
        is_plain = all(known in _XML_NAMES for known in re.findall(r"&([\w.-]+);", value))
        found.setdefault(name, value if is_plain and not outside and len(value) <= _LONGEST_ENTITY else None)
    return found


def _mended(body: str, entities: dict[str, str | None], source: str) -> str:
    """Stray signs escaped and names written out, outside comments and character data."""
    growth = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal growth
        sign = found[0]
        if sign[0] == "<":
            return sign if len(sign) > 1 else "&lt;"
        tail = found["tail"] or ""
        if number := found["number"]:
            return _numbered(number, tail)
        if not (name := found["name"]):
            return f"&amp;{tail}"
        if name in _XML_NAMES:
            return sign
        if name in entities:
            value = entities[name]
            growth += len(value or "")
            if value is None or growth > _MOST_GROWTH:
                raise SourceError(source, f"its entity {name} is a bomb or a file from outside", "it is not read")
            return _as_text(unescape(value)) + tail
        if (character := html5.get(f"{name};")) is not None:
            return _as_text(character) + tail
        return f"&amp;{sign[1:]}"

    return _STRAY.sub(mend, body)


def _numbered(number: str, tail: str) -> str:
    """A numeric reference as it may stand in XML: none to a control; an escape character goes with its sequence."""
    if len(number) > 8:
        return f"\ufffd{tail}"
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code == 0x1B:
        return ""
    if code < 0x20 and code not in (9, 10, 13):
        return tail
    if code > 0x10FFFF or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return f"\ufffd{tail}"
    return f"&#{code};{tail}"


def _as_text(characters: str) -> str:
    return characters.replace("&", "&amp;").replace("<", "&lt;")


def _with_texts_escaped(body: str) -> str:
    """The HTML that stands bare in RSS, escaped as RSS wants it: its tags close as HTML's do, not as XML's."""
    pieces: list[str] = []
    place, search_from = 0, 0
    endless: set[str] = set()
    while found := _TEXT_ELEMENT.search(body, search_from):
        search_from = found.end()
        if found[1] in endless:
            continue
        if (end := body.find(f"</{found[1]}>", found.end())) == -1:
            endless.add(found[1])
            continue
        text = body[found.end() : end]
        if "<" in text and "<![CDATA[" not in text:
            pieces += [body[place : found.end()], text.replace("<", "&lt;")]
            place = end
        search_from = end
    return "".join([*pieces, body[place:]])


def _prefixed(body: str) -> str:
    """The root element declares the prefixes that are used and that nobody declared."""
    used = {element or attribute for element, attribute in _USED_PREFIX.findall(body)}
    missing = sorted(used - set(_DECLARED_PREFIX.findall(body)) - {"xml", "xmlns"})[:_MOST_PREFIXES]
    declared = "".join(f' xmlns:{prefix}="{_NAMESPACES.get(prefix, f"urn:{prefix}")}"' for prefix in missing)
    name = _NAME.match(body, 1)
    return f"{body[: name.end()]}{declared}{body[name.end() :]}" if name and declared else body


def _recovered(data: bytes, source: str) -> bytes:
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise SourceError(source, "its XML can't be read", "try again later")
    return bytes(etree.tostring(root, encoding="utf-8", with_tail=False))
