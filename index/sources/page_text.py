"""The paragraphs of the article on a page: what trafilatura finds, without what stands around an article.

Trafilatura loses next to nothing and keeps buttons, the lines of date and section, and teasers; they are known by their
place, by how much of them is a link, by the headings of such lists. Where it finds little, the densest part of the page
is taken.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from index.arabic import tokens
from index.sources.blocks import Block, blocks_of

if TYPE_CHECKING:
    from lxml import etree

_OUTSIDE = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "iframe",
            "button",
            "select",
            "textarea",
            "input",
            "nav",
            "dialog",
            "figcaption",
        ),
        *("object", "embed", "video", "audio", "canvas", "template"),
    )
)
_AROUND = frozenset(("footer", "aside"))
_GONE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "toolbar")
)
_GONE_NAMES = re.compile(
    r"(?:^|[\s_-])(?<!\bno[_-])(?<!has[_-])(?<!with[_-])(?<!hide[_-])(?:related|recommend(?:ed|ation|ations)?|read-?(?:more|also|next)|see-?also|more-?(?:news|stories|posts)"
    r"|shar(?:e|es|er|ing|e-?buttons?|ethis|edaddy|addtoany)|addtoany|addthis|social(?:s|-?media)?|comments?|respond|disqus"
    r"|cookies?|consent|gdpr|newsletters?|subscri(?:be|ption)|breadcrumbs?|side-?bar|widgets?|popular|most-?(?:read|viewed)"
    r"|trending|ticker|tags|tag-?(?:list|cloud|links)|captions?|credits?|ads?|advert(?:s|isement|ising)?|banner|sponsor(?:ed)?"
    r"|promo|outbrain|taboola|print(?:-?only)?|author-?(?:box|bio|info)|pagination|pager|post-?nav(?:igation)?|menus?|nav(?:bar)?"
    r"|skip(?:-?link)?|pop-?up|modal|overlay|log-?in|sign-?in|paywall|footer|toolbar|tool-?box|player|playlist|jp-relatedposts"
    r"|wp-caption-text|entry-?footer|entry-?meta|post-?meta|meta-?info|byline|date-?line|time-?stamp|reading-?time|rating"
    r"|screen-?reader-?text|visually-?hidden|sr-?only)(?=$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:(?:article|post|entry|fb|facebook|user|reader)s?[_-])?(?:disqus(?:[_-]?thread)?|respond"
    r"|comments?(?:[_-]?(?:list|area|section|wrap(?:per)?|box|container|thread))?)(?=$|\s)",
    re.IGNORECASE,
)
"""What readers wrote goes whatever its length: it is often longer than the article."""

_MAY_HOLD_COMMENTS = ("div", "section", "ol", "ul", "table")

_FILED_UNDER = re.compile(r"(?<!\S)(?:category|tag(?!-(?:list|cloud|links)))-\S+")
"""WordPress writes an article's sections and tags among the classes of its element."""

_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST = 0.4
"""Share of a page's text above which an element is kept, whatever else its name says: it holds the article."""

_POOR = 250
"""Characters below which what trafilatura found is measured against the densest part of the page."""

_MOST_ELEMENTS = 20_000
_MOST_LEVELS = 200
"""A page beyond these is left to the densest part: trafilatura takes minutes for a million line breaks."""

_MOST_HEADINGS = 20

_SENTENCE = re.compile('[.!?؟…۔:؛»"”]$')
_DATE = re.compile(r"\d{4}|\d\d?[:/.-]\d\d")
_BYLINE = re.compile(r"^(?:بقلم|كتب|كتبت|كتبه|إعداد|تحرير|by)\s*[:/-]\s*\S.{0,60}$", re.IGNORECASE)
_RIGHTS = re.compile("جميع الحقوق محفوظة|حقوق النشر محفوظة|©|all rights reserved|copyright", re.IGNORECASE)
_FOLLOW = re.compile(
    "^(?:لمتابعة|تابع(?:وا|ونا|نا)?|انضم(?:وا)?|اشترك(?:وا)?|حمّل|حملوا|للاشتراك|follow|join|subscribe)\\b.{0,160}"
    "(?:فيسبوك|تويتر|تلغرام|تليغرام|تليجرام|واتساب|قناتنا|صفحتنا|يوتيوب|غوغل|جوجل|نشرتنا|النشرة|"
    "facebook|twitter|telegram|whatsapp|channel|newsletter|google news)",
    re.IGNORECASE,
)


@cache
def _phrases(name: str) -> frozenset[str]:
    text = (files("index.sources") / "phrases" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(key_of(line) for line in text.splitlines() if line.strip() and not line.startswith("#"))


def key_of(text: str) -> str:
    """The folded words of a line: what two spellings of it share."""
    return " ".join(word for _, _, word in tokens(text))


def article_blocks(root: etree._Element, title: str) -> list[Block]:
    """The article's paragraphs, in order; empty where the page has none."""
    pruned = _pruned(root, key_of(title))
    found = _trimmed(_by_trafilatura(pruned), title)
    if text_size(found) >= _POOR and len(found) > 2:
        return found
    densest = _trimmed(_densest(pruned), title)
    return densest if _is_better(densest, found) else found


def _is_better(densest: list[Block], found: list[Block]) -> bool:
    """Whether it is much longer, or has paragraphs where trafilatura joined them: in a page made of div alone."""
    ratio = text_size(densest) / max(1, text_size(found))
    return ratio > 1.5 or (ratio > 0.6 and len(densest) >= 2 * len(found))


def text_size(blocks: Iterable[Block]) -> int:
    """Characters that are no links."""
    return sum(len(block.text) - block.linked for block in blocks)


def _by_trafilatura(root: etree._Element) -> list[Block]:
    if not _is_of_usual_size(root):
        return []
    from trafilatura import bare_extraction

    if not (logger := logging.getLogger("trafilatura")).handlers:
        # Without a handler Python would print its warnings into the terminal.
        logger.addHandler(logging.NullHandler())
    # Links are kept to see which lines are nothing else.
    found = bare_extraction(
        deepcopy(root), fast=True, include_comments=False, include_tables=True, include_links=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    return blocks_of(body) if body is not None else []


def _is_of_usual_size(root: etree._Element) -> bool:
    from lxml import etree

    elements = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        elements += event == "start"
        depth += 1 if event == "start" else -1
        if elements > _MOST_ELEMENTS or depth > _MOST_LEVELS:
            return False
    return True


def _pruned(root: etree._Element, title_key: str) -> etree._Element:
    """A copy without what is no article by its element, role, visibility or name."""
    root = deepcopy(root)
    held = {around for sign in _signs_of_article(root, title_key) for around in (sign, *sign.iterancestors())}
    for element in [element for element in root.iter() if _is_outside(element) and element not in held]:
        _drop(element)
    lengths = _text_lengths(root)
    most = _MOST * lengths[root]
    for element in [element for element in lengths if _is_around(element) and element not in held]:
        if lengths[element] <= most and element.tag not in ("body", "html", "head", "main"):
            _drop(element)
    return root


def _is_outside(element: etree._Element) -> bool:
    """What is no part of an article whatever its length."""
    return element.tag in _OUTSIDE or (element.tag in _MAY_HOLD_COMMENTS and bool(_COMMENTS.search(_names(element))))


def _signs_of_article(root: etree._Element, title_key: str) -> Iterator[etree._Element]:
    """The headline, and what the page itself marks as the text: whatever is around them stays."""
    for head in islice(root.iter("h1"), _MOST_HEADINGS):
        if title_key and key_of("".join(head.itertext())) == title_key:
            yield head
    yield from islice(root.iterfind(".//*[@itemprop='articleBody']"), _MOST_HEADINGS)


def _text_lengths(root: etree._Element) -> dict[etree._Element, int]:
    """Every element, in the order of the page, with the characters in it that are no link's."""
    from lxml import etree

    lengths: dict[etree._Element, int] = {}
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            links += element.tag == "a"
            lengths[element] = 0 if links else len((element.text or "").strip())
            continue
        links -= element.tag == "a"
        if (parent := element.getparent()) is not None and parent in lengths:
            lengths[parent] += lengths[element] + (0 if links else len((element.tail or "").strip()))
    return lengths


def _is_around(element: etree._Element) -> bool:
    if element.tag in _AROUND or element.tag.startswith("amp-"):
        return True
    attributes = element.attrib
    if not attributes:
        return False
    if attributes.get("role", "").lower() in _GONE_ROLES or attributes.get("aria-hidden") == "true":
        return True
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    if element.tag in ("p", "h1", "article"):
        # Paragraphs are judged by what they say; an article has its own tags and sections among its names.
        return False
    names = _names(element)
    return len(names) > 1 and _GONE_NAMES.search(names) is not None


def _names(element: etree._Element) -> str:
    names = f"{element.get('id', '')} {element.get('class', '')}".strip()
    return _CAMEL.sub("-", _FILED_UNDER.sub("", names)) if names else ""


def _drop(element: etree._Element) -> None:
    """Take an element out of its tree, not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if tail := element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = f"{parent.text or ''} {tail}"
        else:
            before.tail = f"{before.tail or ''} {tail}"
    parent.remove(element)


def _densest(root: etree._Element) -> list[Block]:
    """The element whose own paragraphs hold the most text outside links, as Readability weighs them (2009)."""
    scores: dict[etree._Element, float] = defaultdict(float)
    for element in root.iter("p", "div", "td", "section", "article", "pre", "blockquote", "span", "li"):
        own = len((element.text or "").strip()) + sum(
            len((child.tail or "").strip()) for child in element if isinstance(child.tag, str)
        )
        if own < 25:
            continue
        for ancestor, share in zip((element, *element.iterancestors()), (0.3, 1.0, 0.5, 0.2), strict=False):
            if ancestor.tag != "html":
                scores[ancestor] += own * share
    if not scores:
        body = root.find(".//body")
        return blocks_of(body if body is not None else root)
    best = max(scores, key=lambda element: scores[element])
    return blocks_of(best)


def _trimmed(blocks: list[Block], title: str) -> list[Block]:
    blocks = _without_teasers(_from_title(blocks, key_of(title)))
    blocks = [block for block in blocks if not _is_button(block)]
    while blocks and _is_before_text(blocks[0]):
        del blocks[0]
    while blocks and _is_after_text(blocks[-1]):
        del blocks[-1]
    return _once(blocks)


def _from_title(blocks: list[Block], title_key: str) -> list[Block]:
    """What follows the headline, where it stands near the top again under short lines."""
    for number, block in enumerate(blocks[:8]):
        if title_key and key_of(block.text) == title_key:
            return blocks[number + 1 :]
        if len(block.text) > 150:
            break
    return [block for block in blocks if not (block.is_head and title_key and key_of(block.text) == title_key)]


def _without_teasers(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    in_list = False
    for block in blocks:
        is_teaser = _is_teaser(block)
        if is_teaser or (in_list and _is_like_a_headline(block)):
            in_list = True
            continue
        in_list = False
        kept.append(block)
    return kept


def _is_teaser(block: Block) -> bool:
    """A heading of a list of other articles, or one that is named after such a heading in the same line."""
    words = key_of(block.text[:120]).split()
    phrases = _phrases("teasers")
    if " ".join(words) in phrases:
        return len(block.text) < 60
    if len(block.text) > 250:
        return False
    opening = re.split("[:：|]|\\.{2,}|…", block.text, maxsplit=1)
    is_opened = len(opening) == 2 and key_of(opening[0]) in phrases
    return is_opened or (block.link_share > 0.5 and any(" ".join(words[:size]) in phrases for size in (2, 3)))


def _is_like_a_headline(block: Block) -> bool:
    return block.link_share > 0.5 or (len(block.text) < 140 and not _SENTENCE.search(block.text))


def _is_button(block: Block) -> bool:
    """Words of buttons only, or a short line that is a link from end to end."""
    parts = [key_of(part) for part in re.split("[|•·/]", block.text)]
    parts = [part for part in parts if part]
    if not parts or all(part in _phrases("buttons") or part.isdecimal() for part in parts):
        return True
    return block.link_share > 0.9 and not (block.is_item and len(block.text) > 60 and _SENTENCE.search(block.text))


def _is_before_text(block: Block) -> bool:
    return _is_meta(block) or (len(block.text) < 80 and block.link_share > 0.5)


def _is_after_text(block: Block) -> bool:
    if block.is_head or block.link_share > 0.6 or _is_meta(block):
        return True
    return len(block.text) < 250 and bool(_RIGHTS.search(block.text) or _FOLLOW.search(block.text))


def _is_meta(block: Block) -> bool:
    """A line of date, time and section only, or of who wrote it."""
    if len(block.text) > 120:
        return False
    if _BYLINE.match(block.text):
        return True
    if not _DATE.search(block.text):
        return False
    words = [word for word in key_of(block.text).split() if not word.isdecimal() and word not in _phrases("datelines")]
    # What may be left is the section, in one or two words.
    return len(words) <= 2 and sum(map(len, words)) <= 16 and not _SENTENCE.search(block.text)


def _once(blocks: list[Block]) -> list[Block]:
    """A long paragraph that stands twice (a standfirst that opens the text again) stands once."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if len(block.text) > 60 and block.text in seen:
            continue
        seen.add(block.text)
        kept.append(block)
    return kept
