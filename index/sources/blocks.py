"""A tree of HTML, or of what trafilatura makes of it, as a row of paragraphs that know how much of them is a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "code",
            "dd",
            "details",
            "div",
            "dl",
        ),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head"),
        *("header", "hr", "html", "item", "legend", "li", "list", "main", "nav", "ol", "p", "pre", "quote", "row"),
        *("section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_BREAKS = ("br", "lb")
_CELLS = ("td", "th", "cell")
_ITEMS = ("li", "item")
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "head")
_LINKS = ("a", "ref")
_SILENT = frozenset(("script", "style", "noscript", "template", "title", "graphic", "svg", "select", "option"))
_BLANKS = re.compile("[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, item or row."""

    text: str
    linked: int = 0
    """How many of its characters belong to links."""
    is_head: bool = False
    is_item: bool = False

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


def blocks_of(root: etree._Element) -> list[Block]:
    """The blocks of an element, in order; blanks as HTML counts them, items with a bullet or their number."""
    return [block for block in map(_tidied, _Reading().read(root)) if block.text]


def _tidied(block: Block) -> Block:
    text = _BLANKS.sub(" ", block.text).strip(" \xa0|")
    return replace(block, text="" if text in ("", "•") else text, linked=min(block.linked, len(text)))


class _Reading:
    """One pass over a tree, without recursion."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._linked = 0
        self._links = 0
        self._silent = 0
        self._numbers: list[int | None] = []
        self._heads = 0
        self._is_item = False

    def read(self, root: etree._Element) -> Iterator[Block]:
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if self._text and self._ends_block(name):
                    yield self._taken()
                self._open(name, element)
                if not self._silent:
                    self._add(element.text)
            else:
                if self._text and name in _BLOCKS and not self._silent:
                    yield self._taken()
                self._close(name)
                if element is not root and not self._silent:
                    self._add(element.tail)
        yield self._taken()

    def _ends_block(self, name: str) -> bool:
        return (name in _BLOCKS or name in _BREAKS) and not self._silent

    def _taken(self) -> Block:
        block = Block("".join(self._text), self._linked, self._heads > 0, self._is_item)
        self._text, self._linked, self._is_item = [], 0, False
        return block

    def _open(self, name: str, element: etree._Element) -> None:
        self._silent += name in _SILENT
        self._links += name in _LINKS
        self._heads += name in _HEADS
        if name in ("ul", "ol", "list"):
            self._numbers.append(0 if name == "ol" or element.get("rend") == "ol" else None)
        elif name in _ITEMS:
            self._text.append(self._bullet())
            self._is_item = True
        elif name in _CELLS and "".join(self._text).strip():
            self._text.append(" | ")

    def _close(self, name: str) -> None:
        self._silent -= name in _SILENT
        self._links -= name in _LINKS
        self._heads -= name in _HEADS
        if name in ("ul", "ol", "list") and self._numbers:
            self._numbers.pop()

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] is None:
            return "• "
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}. "

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if self._links:
                self._linked += len(_BLANKS.sub(" ", text).strip())
