"""What the listed names say of each word of a page, as features of the tagger."""

from __future__ import annotations

from collections.abc import Iterable

from index.entities.page import Found, Page


def hints_of(page: Page, listed: Iterable[Found]) -> list[tuple[str, ...]]:
    """For each word the kind of the listed name that it begins or belongs to."""
    hints: list[tuple[str, ...]] = [()] * len(page.words)
    for span in listed:
        hints[span.first] = (f"L=B{span.type}",)
        for position in range(span.first + 1, span.last):
            hints[position] = (f"L=I{span.type}",)
    return hints
