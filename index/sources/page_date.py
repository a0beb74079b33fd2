"""When a page's article was published: a day that two of its witnesses name, or one that is written for machines.

Pages are full of dates (today's, the last comment's, those of other articles), and a wrong date is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from index.sources.dates import iso_date
from index.sources.linked_data import LinkedArticle
from index.sources.page_tree import PageTree

if TYPE_CHECKING:
    from lxml import etree

_PUBLISHED = (
    *("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "publish-date"),
    *(
        "pubdate",
        "publishdate",
        "publish_date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
    ),
    *(
        "dc.date",
        "dcterms.created",
        "dcterms.date",
        "date",
        "article.published",
        "cxenseparse:recs:publishtime",
        "rbpubdate",
    ),
)
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d|19\d\d)[/_-]?([01]\d|\d(?=[/_-]))[/_-]?([0-3]\d|\d(?=[/_-]))(?!\d)")
_MONTH_IN_ADDRESS = re.compile(r"/(20\d\d|19\d\d)[/_-]([01]?\d)/(?![0-3]?\d/)")
_STAMP = re.compile(r"(?<!\d)(1[0-9]{9})(?!\d)")
_WRITTEN = re.compile(
    r"(?<![\d/.-])(\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
    r"(?:[ T,،-]{1,3}\d{1,2}:\d{2}(?::\d{2})?)?(?![\d/])"
)
_DATE_NAME = re.compile(r"date|time|publish|posted|(?:^|[\s_-])(?:dat|pub|heure)(?=$|[\s_-])", re.IGNORECASE)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NEAR = 40
"""Elements before or after the headline among which its date stands."""


class Witness(NamedTuple):
    """What one part of a page says."""

    kind: str
    value: str
    """ISO 8601, a day or a moment."""
    is_explicit: bool
    """Whether it is written for machines to say just this."""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.value[:10])


def published(
    page: PageTree, linked: LinkedArticle | None, address: str, headlines: list[etree._Element]
) -> str | None:
    """The article's date in ISO 8601; None where too little agrees."""
    witnesses = [*_explicit(page, linked), *_implied(page, address, headlines)]
    groups: dict[date, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        # A moment in another time zone may fall on the next day.
        day = next((day for day in groups if abs((day - witness.day).days) <= 1), witness.day)
        groups[day].append(witness)
    ranked = sorted(groups.values(), key=_weight, reverse=True)
    if not ranked or (len(ranked) > 1 and _weight(ranked[0]) == _weight(ranked[1])):
        return None
    best, months = ranked[0], set(_months(page, address))
    kinds = {witness.kind for witness in best} | ({"month"} if best[0].day.isoformat()[:7] in months else set())
    is_alone = not any(witness.is_explicit for group in ranked[1:] for witness in group)
    if len(kinds) >= 2 or (best[0].is_explicit and is_alone):
        return best[0].value
    return None


def _weight(group: list[Witness]) -> tuple[int, bool]:
    return len({witness.kind for witness in group}), any(witness.is_explicit for witness in group)


def _explicit(page: PageTree, linked: LinkedArticle | None) -> Iterator[Witness]:
    yield from _witness("data", linked.published if linked else "", True)
    for value in page.meta(*_PUBLISHED):
        yield from _witness("meta", value, True)
    for element in page.root.iter("time", "span", "abbr", "p", "div"):
        is_published = "datepublished" in (element.get("itemprop") or "").lower() or element.get("pubdate") is not None
        if is_published:
            yield from _witness(
                "time", element.get("datetime") or element.get("content") or element.get("title") or "", True
            )


def _implied(page: PageTree, address: str, headlines: list[etree._Element]) -> Iterator[Witness]:
    near = list(_around(page.root, headlines))
    for element in near:
        if element.tag == "time":
            yield from _witness("time", element.get("datetime") or "", False)
    if found := _IN_ADDRESS.search(address):
        yield from _witness("address", "-".join(part.zfill(2) for part in found.groups()), False)
    for picture in page.meta("og:image", "twitter:image"):
        if found := _IN_ADDRESS.search(picture):
            yield from _witness("picture", "-".join(part.zfill(2) for part in found.groups()), False)
        elif found := _STAMP.search(picture.rpartition("/")[2]):
            yield from _witness("picture", datetime.fromtimestamp(int(found[1]), UTC).date().isoformat(), False)
    for element in near:
        if _DATE_NAME.search(f"{element.get('class', '')} {element.get('id', '')}") or element.tag == "time":
            written = " ".join("".join(element.itertext()).split()).translate(_DIGITS)
            if len(written) < 80:
                yield from _written(written)


def _written(text: str) -> Iterator[Witness]:
    """A date as people read it: the moment where it can be read, else the day."""
    found = _WRITTEN.search(text)
    for value in (found[0], found[1]) if found else (text,):
        if witness := next(_witness("text", value, False), None):
            yield witness
            return


def _months(page: PageTree, address: str) -> Iterator[str]:
    """Months in the addresses of the page and of its picture: where news sites file what they publish."""
    for place in (address, *page.meta("og:image")):
        for found in _MONTH_IN_ADDRESS.finditer(place):
            yield f"{found[1]}-{found[2].zfill(2)}"


def _around(root: etree._Element, headlines: list[etree._Element]) -> Iterator[etree._Element]:
    """Elements shortly before and after the headline, in the order of the page."""
    if not headlines:
        return
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for headline in headlines[:1]:
        place = elements.index(headline)
        yield from elements[max(0, place - _NEAR) : place + _NEAR]


def _witness(kind: str, value: str, is_explicit: bool) -> Iterator[Witness]:
    iso = iso_date(value.strip())
    if iso is not None and len(iso) >= 10 and 1990 <= int(iso[:4]) <= 2100:
        yield Witness(kind, iso, is_explicit)
