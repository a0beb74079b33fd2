"""A concordance: every place where a query meets an article, with the words around it."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from index.arabic import TOKEN, fold_token
from index.article import TITLE_GAP, ArticleRow, Span, join_text
from index.search.snippets import occurrences
from index.search_reports import ConcordanceLine, ConcordanceSort

COMPARED = 4
"""Neighbours that decide the order."""

REACH = 200
"""Code points beside the keyword in which they are looked for."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u052f]")


def concordance_lines(row: ArticleRow, title: str, body: str, query: str) -> Iterator[ConcordanceLine]:
    """The places of one article in the order of its text; a phrase is one place."""
    text = join_text(title, body)
    is_right_to_left = reads_from_right(text)
    body_start = len(title) + len(TITLE_GAP) if title else 0
    first = last = 0
    paragraph = ""
    for start, end in occurrences(text, query):
        if start >= last:
            # A title is a paragraph, too. Lines of one paragraph share its string.
            first = max(text.rfind("\n", 0, start) + 1, body_start if start >= body_start else 0)
            last = text.find("\n", start)
            last = len(text) if last < 0 else last
            paragraph = text[first:last]
        # A phrase that runs over the end of a paragraph is shown as far as the paragraph goes.
        keyword = Span(start - first, min(end, last) - first)
        yield ConcordanceLine(row, Span(start, end), paragraph, keyword, is_right_to_left)


def reads_from_right(text: str) -> bool:
    """Whether a text is written in Arabic more than in Latin letters."""
    head = text[:300]
    return len(_RIGHT_TO_LEFT.findall(head)) >= len(_LEFT_TO_RIGHT.findall(head))


def arranged(
    lines: Iterable[ConcordanceLine], sort: ConcordanceSort, limit: int | None = None
) -> Iterator[ConcordanceLine]:
    """The first lines of an order; `date` is the order they come in, and waits for nothing."""
    if sort == "date":
        return islice(lines, limit)
    if limit is None:
        return iter(sorted(lines, key=lambda line: neighbours(line, sort)))
    return iter(heapq.nsmallest(limit, lines, key=lambda line: neighbours(line, sort)))


def neighbours(line: ConcordanceLine, side: ConcordanceSort) -> tuple[bool, list[str]]:
    """What a line is sorted by: the folded words on one side of the keyword, the nearest first.

    Sides are those of the screen: right of an Arabic keyword stands what comes before it. A keyword without a
    neighbour on that side comes last.
    """
    if (side == "right") == line.is_right_to_left:
        text = line.paragraph[max(0, line.keyword.start - REACH) : line.keyword.start]
        words = TOKEN.findall(text)[: -COMPARED - 1 : -1]
    else:
        text = line.paragraph[line.keyword.end : line.keyword.end + REACH]
        words = [match[0] for match in islice(TOKEN.finditer(text), COMPARED)]
    return not words, [fold_token(word) for word in words]
