"""Papers in quotes, behind a dateline and where somebody speaks to them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "⟦LOC|دبي⟧ - «⟦ORG|الخليج⟧»: نظم المركز دورة",
        '⟦LOC|بيروت⟧: "⟦ORG|الديار⟧" اختتمت الدورة',
        "⟦LOC|رأس الخيمة⟧ «⟦ORG|الخليج⟧»: نظم المركز دورة",
        "قال المدير ل«⟦ORG|الديار⟧» إن الأمر انتهى",
        'أضاف في تصريح لـ"⟦ORG|عكاظ⟧" أن الأمر انتهى',
    ],
)
def test_the_paper_is_an_organisation(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        '⟦LOC|باريس⟧ "مدينة النور" جميلة',
        "في ⟦LOC|دبي⟧ - «الأسرة»: عنوان المعرض",
        'اختار المنظمون شعارا ل"الدورة" الجديدة',
    ],
)
def test_other_quoted_words_are_none(reads, text):
    reads(text)


def test_the_word_without_quotes_is_not_the_paper(reads):
    reads("⟦LOC|دبي⟧ - «⟦ORG|الخليج⟧»: دول ⟦LOC|الخليج⟧ تتقدم")
