"""What a page says of its article besides the text: title, author, source, language, address.

A page says each of these several times (JSON-LD, OpenGraph, meta, the visible headline), and one is often wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.arabic import tokens
from index.sources.addresses import normal_address
from index.sources.linked_data import LinkedArticle
from index.sources.page_tree import PageTree

if TYPE_CHECKING:
    from lxml import etree

_SEPARATOR = re.compile(r"\s+(?:[|\-–—»«·•]|::)\s+|\s*\|\s*")
_LANGUAGE = re.compile("[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_ARABIC_SCRIPT = frozenset(
    ("ar", "fa", "ur", "ckb", "ku", "ps", "ug", "sd", "arz", "ary", "apc", "pes", "prs", "azb", "pa", "ks")
)
_ARABIC_LETTER = re.compile("[\u0620-\u06ff]")
_LETTER = re.compile(r"[^\W\d_]")
_BEFORE_NAME = re.compile(r"(?:بقلم|كتب[ته]?|إعداد|بواسطة|by)\s*[:/-]?\s+", re.IGNORECASE)
_AUTHOR_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|writer)(?=$|[\s_-])", re.IGNORECASE)
_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_LONGEST = 2_000
"""Characters of a title or a name that are looked at."""

_MOST_HEADINGS = 20
_AMP_CACHE = ".cdn.ampproject.org"
_FRONT = re.compile("(?:www|m|mobile|amp|ar|arabic|beta)\\.")


def title_of(page: PageTree, linked: LinkedArticle | None) -> str:
    """The headline: the visible one where the page's own descriptions share most of its words, else what they say.

    Descriptions lose quotation marks and carry the site's name; headings may be the site's name alone.
    """
    headline = _squeezed(linked.headline) if linked else ""
    said = [text for text in map(_squeezed, page.meta("og:title", "twitter:title")) if text]
    in_head = _squeezed(page.root.findtext(".//title") or "")
    shown = (_squeezed("".join(head.itertext())) for head in islice(page.root.iter("h1"), _MOST_HEADINGS))
    headings = [text for text in shown if text]
    site = set(_words(" ".join(page.meta("og:site_name"))))
    for heading in headings:
        if any(_agrees(heading, text) for text in (headline, *said, in_head) if set(_words(text)) - site):
            return heading
    if headline:
        return headline
    if said or in_head:
        return _parted((said or [in_head])[0], site)[0]
    return headings[0] if len(headings) == 1 else ""


def _squeezed(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", unescape(text[:_LONGEST])).split())


def _words(text: str) -> list[str]:
    return [word for _, _, word in tokens(text)]


def _agrees(heading: str, text: str) -> bool:
    """Whether a heading is what a description says, give or take a word and the site's name."""
    ours, theirs = _words(heading), _words(text)
    if not ours or not theirs:
        return False
    shared = sum(1 for word in ours if word in set(theirs))
    return shared >= 0.7 * len(ours) and (len(ours) > 1 or len(theirs) == 1) and shared >= 0.4 * len(theirs)


def _parted(title: str, site: set[str]) -> tuple[str, str]:
    """A title and the site's name at its end or beginning, empty where there is none.

    Where the name is not known, it is a short part at an end of a long title that has no third part.
    """
    places = list(_SEPARATOR.finditer(title))
    if len(places) > 1 and not site:
        return title, ""
    for place, is_last in ((places[-1], True), (places[0], False)) if places else ():
        rest, name = title[: place.start()], title[place.end() :]
        if not is_last:
            rest, name = name, rest
        words = set(_words(name))
        if words and (words <= site if site else len(words) <= 3 and len(_words(rest)) >= 4):
            return rest, name
    return title, ""


def author_of(page: PageTree, linked: LinkedArticle | None, source: str) -> str:
    """Who wrote it; empty where only the site itself is named."""
    candidates = (
        linked.author if linked else "",
        *page.meta("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"),
        *_bylines(page.root),
    )
    for candidate in candidates:
        name = _BEFORE_NAME.sub("", _squeezed(candidate))
        is_name = 2 <= len(name) <= 100 and "://" not in name and not name.isdecimal() and "@" not in name
        if is_name and _words(name) != _words(source) and name.lower() not in ("admin", "administrator", "editor"):
            return name
    return ""


def _bylines(root: etree._Element) -> Iterator[str]:
    """What the page marks as the author's name, then a short line of that class that begins as bylines do."""
    classed = []
    for element in root.iter("a", "span", "div", "p", "address", "li", "h4", "h5"):
        if "author" in (element.get("rel") or "").lower() or (element.get("itemprop") or "").lower() == "author":
            yield "".join(element.itertext())
        elif _AUTHOR_CLASS.search(element.get("class") or ""):
            classed.append(element)
    for element in classed[:_MOST_HEADINGS]:
        line = _squeezed("".join(element.itertext()))
        if len(line) <= 60 and _BEFORE_NAME.match(line):
            yield line


def source_of(page: PageTree, linked: LinkedArticle | None, address: str) -> str:
    """The site's name, else the publisher's, else what stands beside the title in the window's, else the host."""
    beside = _parted(_squeezed(page.root.findtext(".//title") or ""), set())[1]
    for name in (*page.meta("og:site_name", "application-name"), linked.publisher if linked else "", beside):
        if squeezed := _squeezed(name):
            return squeezed
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


def language_of(page: PageTree, linked: LinkedArticle | None, text: str) -> str:
    """BCP 47, as the page declares it; templates that say English above an Arabic text are not believed."""
    declared = (
        page.root.get("lang") or "",
        page.root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
        linked.language if linked else "",
        *page.meta("og:locale", "content-language", "language", "dc.language", "inlanguage"),
    )
    is_arabic_script = 2 * sum(1 for _ in _ARABIC_LETTER.finditer(text)) > sum(1 for _ in _LETTER.finditer(text))
    for tag in map(_language, declared):
        if tag and (tag.split("-")[0] in _ARABIC_SCRIPT) == is_arabic_script:
            return tag
    return ""


def _language(declared: str) -> str:
    """The tag in its usual case; `ar_AR`, which means Argentina, is plain Arabic."""
    tag = declared.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return ""
    main, *rest = tag.lower().split("-")
    rest = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
    return "-".join((main, *(part for part in rest if part.lower() != main)))


def address_of(page: PageTree, linked: LinkedArticle | None, address: str) -> str:
    """The address the page gives itself, absolute; empty where it gives none to be believed.

    A page may speak for its own site only: one that names another's address would take that article's place. The front
    page is no article's address, whatever a template says.
    """
    links = [
        link.get("href") or "" for link in page.root.iter("link") if "canonical" in (link.get("rel") or "").lower()
    ]
    for candidate in (*links, *page.meta("og:url"), linked.address if linked else ""):
        try:
            absolute = urljoin(address, candidate.strip()) if candidate.strip() else ""
            parts = urlsplit(absolute)
        except ValueError:
            continue
        is_page = parts.path.strip("/") or parts.query
        if normal_address(absolute) and is_page and (not address or _is_same_site(absolute, address)):
            return absolute
    return ""


def _is_same_site(one: str, other: str) -> bool:
    first, second = _site(one), _site(other)
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _site(address: str) -> str:
    host = (urlsplit(address).hostname or "").lower().rstrip(".")
    if host.endswith(_AMP_CACHE):
        # The cache writes the dots of the site's name as hyphens, and its hyphens twice.
        host = host.removesuffix(_AMP_CACHE).replace("--", "\0").replace("-", ".").replace("\0", "-")
    while match := _FRONT.match(host):
        if host.count(".") < 2:
            break
        host = host[match.end() :]
    return host


def section_of(page: PageTree, linked: LinkedArticle | None) -> str:
    sections: Iterable[str] = (*page.meta("article:section"), linked.section if linked else "")
    return next((squeezed for section in sections if (squeezed := _squeezed(section))), "")


def headline_elements(root: etree._Element, title: str) -> list[etree._Element]:
    """The headings that show the title."""
    words = _words(title)
    return [
        head
        for head in islice(root.iter("h1", "h2"), _MOST_HEADINGS)
        if words and _words("".join(head.itertext())) == words
    ]
