"""Companies that bear a founder's name: in an article about Christine Ford, Ford is she."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.entities.classes import RULE_WORDS
from index.entities.page import Found, Page

_BODIES = RULE_WORDS["before_organisations"]


def with_namesakes(page: Page, found: Iterable[Found]) -> Iterator[Found]:
    """The same spans, an organisation of one word a person where a longer name of a person ends with that word."""
    spans = list(found)
    surnames = {page.norm(span.last - 1) for span in spans if span.type == "PER" and span.last - span.first > 1}
    for span in spans:
        is_alone = span.type == "ORG" and span.last - span.first == 1 and span.rule in ("listed", "tagger", "repeated")
        norm = page.norm(span.first)
        cut = span.start - page.words[span.first].start
        is_named = is_alone and (norm in surnames or norm[cut:] in surnames)
        yield span._replace(type="PER") if is_named and page.stem_in(span.first - 1, _BODIES) is None else span
