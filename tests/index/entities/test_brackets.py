"""A short name in brackets behind the full one."""

from __future__ import annotations


def test_the_short_name_of_an_organisation_in_brackets_is_one_too(reads):
    reads("قرر ⟦ORG|حزب العدالة والتنمية⟧ (⟦ORG|المصباح⟧) ذلك")


def test_an_explanation_in_brackets_is_no_short_name(reads):
    reads("قرر ⟦ORG|حزب العدالة والتنمية⟧ (حاليا) ذلك")


def test_brackets_behind_a_place_hold_no_short_name(reads):
    reads("وصل إلى ⟦LOC|بغداد⟧ (القديمة) صباحا")
