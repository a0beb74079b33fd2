"""ANERcorp's labels, and a teacher's, put right by the guideline; and which of a teacher's sentences are sure."""

from __future__ import annotations

from collections.abc import Sequence

from index.entities.agencies import find_agencies
from index.entities.listed import find_listed
from index.entities.organisations import find_organisations
from index.entities.page import Found, Page
from index.entities.settling import settle
from index.entities.tagger import Tag

LEAST_CHANCE = 0.75
"""A teacher's sentence is learnt from when each of its words is at least this sure."""
LEAST_CHANCE_OF_NONE = 0.95
"""The same for a sentence without any name."""


def by_guideline(page: Page, labels: Sequence[str]) -> list[str]:
    """The labels with the ministries, armies and parties that ANERcorp leaves out.

    An organisation of the rules is taken where it cuts no name in two and covers none of a person.
    """
    found = [
        span for rule in (find_listed, find_agencies, find_organisations) for span in rule(page) if span.type == "ORG"
    ]
    marked = list(labels)
    for span in settle(page, found):
        if not _cuts(marked, span):
            marked[span.first] = "B-ORG"
            marked[span.first + 1 : span.last] = ["I-ORG"] * (span.last - span.first - 1)
    return marked


def _cuts(labels: Sequence[str], span: Found) -> bool:
    is_open = labels[span.first][0] == "I" or (span.last < len(labels) and labels[span.last][0] == "I")
    return is_open or any(label[2:] == "PERS" for label in labels[span.first : span.last])


def is_sure(tags: Sequence[Tag], labels: Sequence[str]) -> bool:
    """Whether a teacher's sentence holds nothing doubtful but what the rules have decided."""
    is_named = any(label != "O" for label in labels)
    least = LEAST_CHANCE if is_named else LEAST_CHANCE_OF_NONE
    return all(tag.chance >= least or tag.label != label for tag, label in zip(tags, labels, strict=True))
