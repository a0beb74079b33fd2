"""Companies that bear a founder's name: in an article about Christine Ford, Ford is she."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

_BODIES = RULE_WORDS["before_organisations"]


def with_namesakes(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """The same spans, a company of one word a person where a longer name of a person ends with that word.

    Right behind a person it is the end of that name.
    """
    spans = sorted(found)
    joined: list[Found] = []
    for span in spans:
        before = joined[-1] if joined else None
        if before and before.type == "PER" and before.last == span.first and _is_bare(page, span):
            joined[-1] = before._replace(last=span.last, end=span.end)
        else:
            joined.append(span)
    surnames = {page.norm(span.last - 1) for span in joined if span.type == "PER" and span.last - span.first > 1}
    for span in joined:
        cut = span.start - page.words[span.first].start
        norm = page.norm(span.first)
        is_named = _is_company(span) and (norm in surnames or norm[cut:] in surnames)
        yield span._replace(type="PER") if is_named and page.stem_in(span.first - 1, _BODIES) is None else span


def without_subjects(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """The same spans, parted where a known surname stands before a whole name: said Blatter [:] Lionel Messi."""
    spans = sorted(found)
    people = [tuple(page.norm(at) for at in range(span.first, span.last)) for span in spans if span.type == "PER"]
    surnames = {name[-1] for name in people if len(name) == 2}
    for span in spans:
        is_long = span.type == "PER" and span.rule != "listed" and span.last - span.first > 2
        rest = tuple(page.norm(at) for at in range(span.first + 1, span.last)) if is_long else ()
        if is_long and page.norm(span.first) in surnames and rest in people:
            yield page.found(span.first, span.first + 1, "PER", span.rank, span.rule)
            yield page.found(span.first + 1, span.last, "PER", span.rank, span.rule)
        else:
            yield span


def _is_company(span: Found) -> bool:
    return span.type == "ORG" and span.last - span.first == 1 and span.rule in ("listed", "tagger", "repeated")


def _is_bare(page: Page, span: Found) -> bool:
    """Whether a company of one word has neither proclitic nor article: "Ford" goes on with a name."""
    return _is_company(span) and span.start == page.words[span.first].start and page.norm(span.first)[:2] != "ال"
