"""Clubs that bear a city's name, in reports of matches and beside their players; elsewhere the city is a place."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "سجل مهاجم ⟦ORG|برشلونة⟧ هدفا",
        "تعادل ⟦ORG|برشلونة⟧ في مباراة الدوري بعد هدف متأخر في المرمى",
    ],
)
def test_the_club_is_an_organisation(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد إلى ⟦LOC|برشلونة⟧ للمشاركة في مؤتمر",
        "أقيمت مباراة الدوري في ⟦LOC|برشلونة⟧ وسجل الفريق هدفا في المرمى",
    ],
)
def test_the_city_stays_a_place(reads, text):
    reads(text)
