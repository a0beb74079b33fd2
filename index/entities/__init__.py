"""People, places, organisations, dates and quantities in the text of an article.

`recognise` is the one door of this wing. What stands behind it (rules, word lists, a learned tagger) loads with the
first call, so that opening a library costs nothing of it.
"""

from __future__ import annotations

from pathlib import Path

from index.article import Entities

__all__ = ["fingerprint", "recognise"]


def recognise(text: str, date: str | None = None, *, model: Path | None = None) -> Entities:
    """The mentions of `text`, sorted and apart, and the entities they belong to.

    Offsets are code points of `text` as given. `date`, the article's own day in ISO 8601, is where the values of
    relative dates count from; the places of the mentions are the same without it. `model` is the folder of a token
    classifier of the user's own that finds the names (see neural.py); raises `EntityModelError` where it can't.
    """
    from index.entities.recogniser import recognise_text

    return recognise_text(text, date, model=model)


def fingerprint(model: Path | None = None) -> str:
    """What tells one recogniser from another: it changes with any rule, list or model."""
    from index.entities.version import fingerprint_of

    return fingerprint_of(model)
