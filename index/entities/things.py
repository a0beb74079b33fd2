"""Things that bear names of their own: a virus, a storm, a game. What stands behind such a noun is no person.

Floods bear the letters of Seoul.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page
from index.entities.words import normal_form

_THINGS = RULE_WORDS["things"]
_FLOODS = RULE_WORDS["floods"]
_SEOUL = "سيول"
_KOREA = frozenset(["كوريا", "الكوري", "الكوريه", "الكوريتين"])
_OPENING = "\"«“'("


def without_things(page: Page, found: Iterable[Found]) -> list[Found]:
    """The same spans without the people that an article once calls a thing: the virus Flame, and Flame ever after."""
    spans = [span for span in found if not _is_flood(page, span)]
    things = {_name(page, span) for span in spans if span.type == "PER" and _is_thing(page, span)}
    return [span for span in spans if span.type != "PER" or _name(page, span) not in things]


def _is_flood(page: Page, span: Found) -> bool:
    """Whether Seoul stands in a report of rain and not of Korea."""
    is_alone = span.type == "LOC" and span.last == span.first + 1 and page.norm(span.first).endswith(_SEOUL)
    is_rain = any(page.counts[word] or page.counts[f"و{word}"] for word in _FLOODS)
    return is_alone and is_rain and not any(page.counts[word] for word in _KOREA)


def _is_thing(page: Page, span: Found) -> bool:
    """Whether the noun stands right before, or before the quotes around the name."""
    if span.start != page.words[span.first].start:
        return False
    before = span.first - 1
    if page.kind(before) == "sign" and page.words[before].text in _OPENING:
        before -= 1
    return page.stem_in(before, _THINGS) is not None


def _name(page: Page, span: Found) -> tuple[str, ...]:
    """The words of a span; its proclitics are what the first one has more than the name."""
    first = page.words[span.first]
    letters = len(normal_form(first.text[: span.start - first.start]))
    return (first.norm[letters:], *(page.words[at].norm for at in range(span.first + 1, span.last)))
