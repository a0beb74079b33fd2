"""Companies whose shares a report of the market counts off."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "بلغت الأسهم حدها وارتفع السهم. وجاء سهم ⟦ORG|أرابتك القابضة⟧ في المركز الأول",
        "بلغت الأسهم حدها وارتفع السهم. واحتل سهم ⟦ORG|أملاك⟧ المرتبة الثانية",
        "بلغت الأسهم حدها وارتفع السهم. وتصدر سهم ⟦ORG|طيران أبوظبي⟧ قائمة الأسهم",
    ],
)
def test_what_stands_between_a_share_and_its_place_is_a_company(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "بلغت الأسهم حدها وارتفع السهم. وتداول ⟦NUM|5 ملايين⟧ سهم من خلال صفقات",
        "بلغت الأسهم حدها وارتفع السهم. وحقق سهم الشركة في السوق ارتفاعا",
    ],
)
def test_counted_shares_the_company_and_a_lone_arrow_are_none(reads, text):
    reads(text)


def test_companies_counted_off_before_their_percentages_are_marked(reads):
    reads("ارتفعت الأسهم وارتفع السهم وبيع سهم. كل من ⟦ORG|دانة غاز⟧ بنسبة ⟦NUM|9%⟧، ⟦ORG|أركان⟧ بنسبة ⟦NUM|2%⟧")
    reads("تراجعت الأسهم وارتفع السهم وبيع سهم آخر. كل من باع بسعر أقل خسر")
