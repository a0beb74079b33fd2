"""The case before the judge: what rules and tagger propose for a page, and what would stand without a judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.entities.agencies import find_agencies
from index.entities.brackets import find_bracketed
from index.entities.bylines import find_bylines
from index.entities.clubs import find_clubs
from index.entities.dates import find_dates
from index.entities.headed import with_heads
from index.entities.learned import find_learned
from index.entities.listed import find_listed
from index.entities.namesakes import with_namesakes, without_subjects
from index.entities.numbers import find_numbers
from index.entities.organisations import find_organisations
from index.entities.page import Found, Page
from index.entities.papers import find_papers
from index.entities.people import find_people
from index.entities.place_bodies import find_place_bodies
from index.entities.places import find_places
from index.entities.propagation import find_repeated
from index.entities.settling import join, settle
from index.entities.shares import find_shares
from index.entities.spelled import find_spelled
from index.entities.surnames import with_surnames
from index.entities.tagger import Reading, tagger
from index.entities.teams import find_teams
from index.entities.things import without_things

Rule = Callable[[Page], Iterable[Found]]

COUNTING_RULES: tuple[Rule, ...] = (find_dates, find_numbers)
NAMING_RULES: tuple[Rule, ...] = (
    find_bylines,
    find_shares,
    find_clubs,
    find_teams,
    find_agencies,
    find_spelled,
    find_papers,
    find_organisations,
    find_place_bodies,
    find_places,
    find_people,
)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of a page before anything is decided."""

    reading: Reading
    proposals: list[Found]
    """Every span that a rule or the tagger takes for a mention, overlaps included."""
    settled: list[Found]
    """Those that would stand without a judge, sorted, without overlap."""


def find_counted(page: Page) -> list[Found]:
    """Dates and numbers, overlaps included."""
    return [span for rule in COUNTING_RULES for span in rule(page)]


def propose(page: Page) -> Case:
    counted = find_counted(page)
    listed = list(find_listed(page))
    reading = tagger().read(page, listed)
    tags = reading.tags
    named = [*listed, *(span for rule in NAMING_RULES for span in rule(page))]
    learned = list(find_learned(page, tags))
    kept = settle(page, [*counted, *named])
    kept = without_things(page, join(page, kept, learned, tags))
    kept = list(with_heads(page, with_namesakes(page, with_surnames(page, kept, tags))))
    kept += find_bracketed(page, kept)
    found = with_surnames(page, [*kept, *find_repeated(page, kept, tags)], tags)
    return Case(reading, [*counted, *named, *learned], sorted(without_subjects(page, found)))
