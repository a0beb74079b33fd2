"""From a text to its entities: rules and tagger propose, the judge decides, names merge."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from threading import Thread

from index.article import Entities
from index.entities.gluing import ungluing
from index.entities.judge import judge
from index.entities.lexicon import lexicon
from index.entities.merging import merge
from index.entities.page import Found, Page
from index.entities.propagation import find_repeated
from index.entities.proposing import find_counted, propose
from index.entities.settling import settle
from index.entities.tagger import NO_TAG, tagger
from index.entities.values import article_day
from index.entities.words import split_words


def recognise_text(text: str, date: str | None = None, *, model: Path | None = None) -> Entities:
    """The entities of a text; `date` moves no mention, and is what relative dates count from."""
    if model is None and not lexicon.cache_info().currsize:
        _unpack_early()
    words = list(ungluing(split_words(text)))
    page = Page(text, words, lexicon(), Counter(word.norm for word in words))
    return merge(page, find_all(page) if model is None else find_by_model(page, model), article_day(date))


def _unpack_early() -> None:
    """Begin to read the models in other threads, which costs nothing where a processor is free."""
    for model in (tagger, judge):
        Thread(target=model, name="entity models", daemon=True).start()


def find_by_model(page: Page, model: Path) -> list[Found]:
    """Dates and numbers by the grammars, names by the user's own model, and what repeats them."""
    from index.entities.neural import find_neural, open_tagger

    kept = settle(page, [*find_counted(page), *find_neural(page, open_tagger(model).verdicts(page))])
    return sorted([*kept, *find_repeated(page, kept, [NO_TAG] * len(page.words))])


def find_all(page: Page) -> list[Found]:
    """Every mention with the rule that found it, sorted, without overlap."""
    if all(word.kind != "word" for word in page.words):
        return sorted(settle(page, find_counted(page)))
    return judge().decide(page, propose(page))
