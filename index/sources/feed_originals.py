"""The originals of a feed's items: each one's own element or object as it came, not the whole feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from index.errors import SourceError
from index.sources.json_values import JsonValues

_MARKUP = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])[^<>]{0,4096}?(?P<empty>/?)>",
    re.DOTALL | re.IGNORECASE,
)


def element_originals(text: str, mended: Sequence[str]) -> Sequence[str]:
    """The elements of the items as the text of a feed has them.

    `mended` are the same as the parser met them, after `well_formed`: they stand in where the text is so broken that
    not as many elements can be told apart in it.
    """
    found = list(_elements(text))
    return found if len(found) == len(mended) else mended


def _elements(text: str) -> Iterator[str]:
    """What stands between the tags of items; one that is not closed ends where the next begins, or with the text."""
    start = -1
    for tag in _MARKUP.finditer(text):
        if tag["end"] is None:
            continue
        if tag["end"]:
            if start >= 0:
                yield text[start : tag.end()]
            start = -1
            continue
        if start >= 0:
            yield text[start : tag.start()]
        start = tag.start()
        if tag["empty"]:
            yield tag[0]
            start = -1
    if start >= 0:
        yield text[start:]


def object_originals(text: str, source: str) -> Sequence[str]:
    """The objects in the `items` of a JSON Feed; of one that is cut off, those that are whole."""
    values = JsonValues(iter([text]), source)
    found: list[str] = []
    with suppress(SourceError):
        for name in values.members():
            if name == "items" and values.peek() == "[":
                found = []
                for _ in values.elements():
                    if isinstance(values.value(), dict):
                        found.append(values.written)
            else:
                values.value()
    return found
