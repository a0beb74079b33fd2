"""Viruses, storms and games are no people, whatever their names look like."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "اكتشاف فيروس ميني فليم وقال خبير إن ميني فليم خطير",
        "ضرب إعصار مايكل ولاية ⟦LOC|فلوريدا⟧",
    ],
)
def test_what_an_article_calls_a_thing_is_no_person(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "ضرب الإعصار المدينة وقال الرئيس ⟦PER|مايك بنس⟧ ذلك",
        "شارك ⟦PER|مايكل كين⟧ في عرض جديد",
    ],
)
def test_people_beside_things_stay_people(reads, text):
    reads(text)
