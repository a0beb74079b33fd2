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


def find_shares(page: Page) -> Iterator[Found]:
    """What stands between "the share of" and what it did."""
    if page.counts["سهم"] + page.counts["الاسهم"] + page.counts["السهم"] < _LEAST_SHARES:
        return
    for position in range(1, len(page.words)):
        if page.norm(position) not in ("سهم", "وسهم") or not _is_told_of(page, position):
            continue
        first = last = position + 1
        while last < first + _LONGEST and page.norm(last) and page.norm(last) not in _ENDS:
            last += 1
        if first < last < first + _LONGEST and page.norm(last) and page.norm(first) not in _GENERIC:
            yield page.found(first, last, "ORG", RANK, "share")


def _is_told_of(page: Page, position: int) -> bool:
    """Whether something is told of the share, and no shares are counted: five million shares."""
    return page.norm(position) == "وسهم" or page.norm(position - 1) in _VERBS
