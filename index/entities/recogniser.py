"""From a text to its entities: rules propose, the better proposal stays, repetitions follow, names merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from index.article import Entities
from index.entities.agencies import find_agencies
from index.entities.brackets import find_bracketed
from index.entities.bylines import find_bylines
from index.entities.clubs import find_clubs
from index.entities.dates import find_dates
from index.entities.gluing import ungluing
from index.entities.headed import with_heads
from index.entities.learned import find_learned, tags_of
from index.entities.lexicon import lexicon
from index.entities.listed import find_listed
from index.entities.merging import merge
from index.entities.namesakes import with_namesakes, without_subjects
from index.entities.numbers import find_numbers
from index.entities.organisations import find_organisations
from index.entities.page import Found, Page
from index.entities.papers import find_papers
from index.entities.people import find_people
from index.entities.places import find_places
from index.entities.propagation import find_repeated
from index.entities.settling import join, settle
from index.entities.shares import find_shares
from index.entities.spelled import find_spelled
from index.entities.surnames import with_surnames
from index.entities.tagger import NO_TAG, unpack_early
from index.entities.teams import find_teams
from index.entities.things import without_things
from index.entities.values import article_day
from index.entities.words import split_words

Rule = Callable[[Page], Iterable[Found]]

COUNTING_RULES: tuple[Rule, ...] = (find_dates, find_numbers)
NAMING_RULES: tuple[Rule, ...] = (
    find_listed,
    find_bylines,
    find_shares,
    find_clubs,
    find_teams,
    find_agencies,
    find_spelled,
    find_papers,
    find_organisations,
    find_places,
    find_people,
)


def recognise_text(text: str, date: str | None = None, *, model: Path | None = None) -> Entities:
    """The entities of a text; `date` moves no mention, and is what relative dates count from."""
    if model is None and not lexicon.cache_info().currsize:
        unpack_early()
    words = list(ungluing(split_words(text)))
    page = Page(text, words, lexicon(), Counter(word.norm for word in words))
    return merge(page, find_all(page) if model is None else find_by_model(page, model), article_day(date))


def find_by_model(page: Page, model: Path) -> list[Found]:
    """Dates and numbers by the grammars, names by the user's own model, and what repeats them."""
    from index.entities.neural import find_neural, open_tagger

    counted = [span for rule in COUNTING_RULES for span in rule(page)]
    kept = settle(page, [*counted, *find_neural(page, open_tagger(model).verdicts(page))])
    return sorted([*kept, *find_repeated(page, kept, [NO_TAG] * len(page.words))])


def find_all(page: Page) -> list[Found]:
    """Every mention with the rule that found it, sorted, without overlap."""
    counted = [span for rule in COUNTING_RULES for span in rule(page)]
    if all(word.kind != "word" for word in page.words):
        return sorted(settle(page, counted))
    tags = tags_of(page)
    kept = settle(page, [*counted, *(span for rule in NAMING_RULES for span in rule(page))])
    kept = without_things(page, join(page, kept, list(find_learned(page, tags)), tags))
    kept = list(with_heads(page, with_namesakes(page, with_surnames(page, kept, tags))))
    kept += find_bracketed(page, kept)
    found = with_surnames(page, [*kept, *find_repeated(page, kept, tags)], tags)
    return list(without_subjects(page, found))
