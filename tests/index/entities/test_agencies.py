"""The agencies that sign a report in brackets."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["وام", "د.ب.أ", "أ ف ب", "أ.ف.ب", "رويترز"])
def test_an_agency_in_brackets_is_an_organisation(reads, name):
    reads(f"ولم تعرف الأسباب. (⟦ORG|{name}⟧)")


def test_a_letter_in_brackets_and_a_word_are_none(reads):
    reads("في الفئة (أ) من القائمة (وكالات)")


def test_an_agency_alone_in_quotes_is_one_too(reads):
    reads('نقلته وكالة الأنباء الرسمية "⟦ORG|وات⟧" في نشرتها')


def test_the_same_word_in_quotes_with_others_is_none(reads):
    reads('شعار "بنا نبني" في الحملة')


@pytest.mark.parametrize(
    "text",
    [
        'قالت المديرة ل"⟦ORG|الخليج⟧" إن العدد ارتفع',
        "⟦LOC|دبي⟧ - ⟦ORG|الخليج⟧: حققت الشركة أرباحا",
        "تحدث شباب المدينة ل«⟦ORG|الخليج⟧» عن الفرحة",
    ],
)
def test_the_paper_called_gulf_is_known_by_its_quotes_or_its_colon(reads, text):
    reads(text)


def test_without_them_the_gulf_is_a_sea(reads):
    reads("دول ⟦LOC|الخليج⟧ تبحث الأزمة")
