"""Clubs under an everyday word or a town's name, and the same words where nobody plays."""

from __future__ import annotations

import pytest

_MATCH = " في مباراة من الدوري سجل فيها اللاعب في الشوط الأول."


@pytest.mark.parametrize(
    "text",
    [
        "حسم فريق ⟦ORG|الهلال⟧ اللقاء، ورفع ⟦ORG|الهلال⟧ رصيده",
        "سجل لاعب ⟦ORG|الاتحاد⟧ هدفا، وتفوق على ضيفه ⟦ORG|النصر⟧",
        "قال مدرب ⟦ORG|الوصل⟧ إن ⟦ORG|الوصل⟧ قادر على الفوز",
    ],
)
def test_a_club_under_an_everyday_word_is_one_in_a_report_of_a_match(reads, text):
    reads(text + _MATCH)


@pytest.mark.parametrize(
    "text",
    [
        "توج فريق ⟦ORG|السالمية⟧ باللقب، ورفض ⟦ORG|السالمية⟧ القرار",
        "فاز ⟦ORG|كمبالا سيتي⟧ على ضيفه",
    ],
)
def test_a_club_under_a_towns_name_is_no_town_in_a_report_of_a_match(reads, text):
    reads(text + _MATCH)


@pytest.mark.parametrize(
    "text",
    [
        "ظهر الهلال في السماء، فأعلن الاتحاد النصر",
        "مدرب الهلال في إجازة",
        "يعيش في ⟦LOC|السالمية⟧ منذ سنوات",
    ],
)
def test_without_a_match_the_same_words_are_no_clubs(reads, text):
    reads(text)


def test_a_town_behind_a_preposition_stays_one_beside_its_club(reads):
    reads("خسر فريق ⟦ORG|السالمية⟧ في ⟦LOC|السالمية⟧" + _MATCH)
