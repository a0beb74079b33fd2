"""News agencies in brackets, which sign reports: (وام), (د.ب.أ), (أ ف ب), (يو .بي .آي); papers under a place's name."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

RANK = 62

_AGENCIES = RULE_WORDS["bracket_agencies"]
_PLACE_PAPERS = RULE_WORDS["place_papers"]
"""Papers under the name of a place, which only quotes or the colon of a dateline tell apart: the paper "Gulf"."""
_PRESS = RULE_WORDS["press"]
"""Words of other languages that make a place's name a paper's or an agency's: Iran *Press*."""
_STROKES = frozenset(["-", "–", "—", "ـ", "ـــ"])
_LETTER_NAMES = RULE_WORDS["letter_names"] | RULE_WORDS["everyday_letter_names"]


def find_agencies(page: Page) -> Iterator[Found]:
    for position in range(1, len(page.words) - 1):
        if page.norm(position) in _PLACE_PAPERS and _is_paper(page, position):
            yield page.found(position, position + 1, "ORG", RANK, "paper under a place's name")
            continue
        if page.norm(position) in _PRESS and _is_town(page, position - 1):
            yield page.found(position - 1, position + 1, "ORG", RANK, "paper under a place's name")
            continue
        if page.kind(position - 1) != "sign":
            continue
        if _is_quoted(page, position):
            yield page.found(position, position + 1, "ORG", RANK, "agency in quotes")
            continue
        if page.norm(position) in _AGENCIES and _signs(page, position):
            yield page.found(position, position + 1, "ORG", RANK, "agency behind its town")
            continue
        if not page.words[position - 1].text.endswith("("):
            continue
        last = _letters_end(page, position)
        is_agency = page.norm(position) in _AGENCIES
        end = position + 1 if is_agency else last
        if end > position and page.kind(end) == "sign" and page.words[end].text.startswith(")"):
            yield page.found(position, end, "ORG", RANK, "agency in brackets")


def _is_quoted(page: Page, position: int) -> bool:
    """Whether a listed short name stands alone between quotes: the agency "WAT"."""
    return page.norm(position) in _AGENCIES and _has_quotes(page, position)


def _signs(page: Page, position: int) -> bool:
    """Whether an agency stands behind a town and a stroke at the beginning of a paragraph: "Damascus-Sana"."""
    if page.words[position - 1].text not in _STROKES or not _is_town(page, position - 2):
        return False
    return any(page.kind(at) == "break" or at < 0 for at in (position - 3, position - 4))


def _is_town(page: Page, position: int) -> bool:
    """Whether the word ends a listed place."""
    norm, before = page.norm(position), page.norm(position - 1)
    listed = page.lexicon.phrases
    is_alone = any(phrase.type == "LOC" and not phrase.rest for phrase in listed.get(norm, ()))
    return is_alone or any(phrase.type == "LOC" and phrase.rest == (norm,) for phrase in listed.get(before, ()))


def _is_paper(page: Page, position: int) -> bool:
    """Whether the word stands alone between quotes, or behind a town, a stroke or "to" and before a colon."""
    if page.kind(position + 1) != "sign":
        return False
    if page.kind(position - 1) == "sign" and _has_quotes(page, position):
        return True
    is_town = _is_town(page, position - 1)
    is_stroke = page.kind(position - 1) == "sign" and page.words[position - 1].text in _STROKES
    has_colon = page.words[position + 1].text[0] == ":"
    return has_colon and (is_town or is_stroke or page.norm(position - 1) == "ل")


def _has_quotes(page: Page, position: int) -> bool:
    before, behind = page.words[position - 1].text, page.words[position + 1].text
    return before[-1] in '"«“”' and behind[0] in '"»”“'


def _letters_end(page: Page, position: int) -> int:
    """Position after three or four letters or their names, dotted or not; the position itself where there are none."""
    last, letters = position, 0
    while len(page.norm(last)) == 1 or page.norm(last) in _LETTER_NAMES:
        letters += 1
        last += 1
        if page.kind(last) == "sign" and page.words[last].text == ".":
            last += 1
    return last if 3 <= letters <= 4 else position
