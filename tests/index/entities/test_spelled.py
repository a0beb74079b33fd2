"""Names of letters that newspapers spell, and papers named after a place."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "وأخبرت ⟦ORG|محطة دبليو إيه أف بي⟧ أن الأمر انتهى",
        "وهي تابعة ل⟦ORG|سي جي تي دي⟧ في الأصل",
        "كما قالت ⟦ORG|شبكة سي دي إف⟧ ذلك",
        "انتهى الأمر . (⟦ORG|يو .بي .آي⟧)",
        "في مهرجان ⟦ORG|تكساس تريبيون⟧ الكبير",
        "ذكرت ⟦ORG|سياتل ريفيو⟧ ذلك",
    ],
)
def test_spelled_names_and_papers_are_organisations(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    ["قال إن في الأمر شكا", "بي رغبة في أن أعود", "عاد إلى ⟦LOC|تكساس⟧ في الصباح", "لا أو في أو إن"],
)
def test_everyday_words_spell_nothing(reads, text):
    reads(text)
