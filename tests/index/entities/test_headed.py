"""The head noun before a bare organisation."""

from __future__ import annotations


def test_a_company_takes_its_head_in(reads):
    reads("أعلنت ⟦ORG|شركة مايكروسوفت⟧ ذلك")


def test_a_quoted_name_leaves_its_head_out(reads):
    reads('قالت صحيفة "⟦ORG|هآرتس⟧" ذلك')


def test_a_group_takes_its_head_in_and_its_proclitic_not(reads):
    reads("تحدث ل⟦ORG|وكالة رويترز⟧ عن ذلك")
