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


@pytest.mark.parametrize(
    "text",
    [
        "في مباراة الجولة الأولى فاز الفريق على ⟦ORG|أولمبيك سيدي بوزيد⟧",
        "في مباراة الجولة الأولى فاز على الفريق ⟦ORG|المستقبل الرياضي بقابس⟧",
        "في مباراة الجولة الأولى فاز على الفريق ⟦ORG|المستقبل القرمبالي⟧",
    ],
)
def test_a_club_bears_the_town_in_its_name(reads, text):
    reads(text)


def test_outside_of_matches_the_future_of_a_town_is_no_club(reads):
    reads("تحدث الوزير عن مستقبل ⟦LOC|تونس⟧")
    reads("بعد هجوم كبير وقفت الحكومة ضد ⟦LOC|برشلونة⟧")


def test_the_nation_behind_a_club_is_no_part_of_its_name(reads):
    reads("انتقل من ⟦ORG|ليفربول⟧ الإنجليزي إلى ⟦ORG|ريال مدريد⟧ الإسباني")
    reads("نشرت ⟦ORG|القدس العربي⟧ الخبر")


def test_the_capital_stays_a_place_in_a_report_of_a_match(reads):
    reads("تقام مباراة الفريق على كأس البطولة في العاصمة الويلزية ⟦LOC|كارديف⟧ قبل الشوط")
