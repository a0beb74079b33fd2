"""Rules against each other, and rules against the tagger."""

from __future__ import annotations

from index.article import EntityType
from index.entities.build.corpora import page_of
from index.entities.page import Found, Page
from index.entities.settling import join, settle
from index.entities.tagger import NO_TAG, Tag

TEXT = "التقى دونالد ترامب وفدا من بغداد"


def span(page: Page, first: int, last: int, kind: EntityType, rule: str, rank: int = 40, score: float = 0.95) -> Found:
    return page.found(first, last, kind, rank, rule)._replace(score=score)


def test_of_two_names_the_longer_one_stays():
    page = page_of(TEXT)
    short, long = span(page, 1, 2, "PER", "a", rank=60), span(page, 1, 3, "PER", "b", rank=10)
    assert settle(page, [short, long]) == [long]


def test_a_date_stays_before_any_name():
    page = page_of(TEXT)
    date, name = span(page, 1, 2, "DATE", "a"), span(page, 1, 3, "PER", "b")
    assert settle(page, [name, date]) == [date]


def test_a_longer_name_of_the_rules_stays_unless_the_tagger_is_sure_that_the_rest_is_none():
    page = page_of(TEXT)
    rule, learned = span(page, 1, 3, "PER", "given name"), span(page, 1, 2, "PER", "tagger")
    doubtful = [NO_TAG, Tag("B-PERS", 0.99), Tag("O", 0.5), *[NO_TAG] * 4]
    sure = [NO_TAG, Tag("B-PERS", 0.99), Tag("O", 0.99), *[NO_TAG] * 4]
    assert join(page, [rule], [learned], doubtful) == [rule]
    assert join(page, [rule], [learned], sure) == [learned]


def test_a_listed_word_that_the_tagger_surely_takes_for_none_falls():
    page = page_of(TEXT)
    place = span(page, 5, 6, "LOC", "listed")
    assert join(page, [place], [], [NO_TAG] * 7) == []
    assert join(page, [place], [], [*[NO_TAG] * 5, Tag("O", 0.5), NO_TAG]) == [place]


def test_an_unsure_name_of_the_tagger_is_not_added():
    page = page_of(TEXT)
    tags = [NO_TAG, Tag("B-PERS", 0.6), *[NO_TAG] * 5]
    assert join(page, [], [span(page, 1, 2, "PER", "tagger", score=0.6)], tags) == []
