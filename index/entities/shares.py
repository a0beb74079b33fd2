"""Companies in reports of the stock market: the share of X came first."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

RANK = 57

_VERBS = RULE_WORDS["share_verbs"]
_ENDS = RULE_WORDS["share_ends"]
_GENERIC = RULE_WORDS["generic"]
_LEAST_SHARES = 3
"""Times that an article speaks of a share or shares before it is a report of the market."""
_LONGEST = 5
_MOST_ITEMS = 12


def find_shares(page: Page) -> Iterator[Found]:
    """What stands between "the share of" and what it did."""
    if page.counts["سهم"] + page.counts["الاسهم"] + page.counts["السهم"] < _LEAST_SHARES:
        return
    for position in range(1, len(page.words)):
        if page.norm(position - 1) == "كل" and page.norm(position) == "من":
            yield from _counted_off(page, position + 1)
        if page.norm(position) not in ("سهم", "وسهم") or not _is_told_of(page, position):
            continue
        first = last = position + 1
        while last < first + _LONGEST and page.norm(last) and page.norm(last) not in _ENDS:
            last += 1
        if first < last < first + _LONGEST and page.norm(last) and page.norm(first) not in _GENERIC:
            yield page.found(first, last, "ORG", RANK, "share")


def _is_told_of(page: Page, position: int) -> bool:
    """Whether something is told of the share, and no shares are counted: five million shares."""
    is_listed = page.kind(position - 1) == "sign" and page.words[position - 1].text == "،"
    return page.norm(position) == "وسهم" or is_listed or page.norm(position - 1) in _VERBS


def _counted_off(page: Page, position: int) -> Iterator[Found]:
    """[The most traded were] each of X by 2%, Y by 3%."""
    items = 0
    while items < _MOST_ITEMS:
        last = position
        while last < position + _LONGEST and page.norm(last) and page.norm(last) != "بنسبه":
            last += 1
        if last == position or page.norm(last) != "بنسبه" or page.kind(last + 1) != "number":
            return
        cut = 1 if items and page.norm(position).startswith("و") and len(page.norm(position)) > 3 else 0
        yield page.found(position, last, "ORG", RANK, "share", cut)
        items += 1
        position = last + 2
        while page.kind(position) == "sign":
            position += 1
