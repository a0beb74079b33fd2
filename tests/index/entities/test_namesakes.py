"""Companies that bear a founder's name."""

from __future__ import annotations


def test_in_an_article_about_a_person_the_company_of_that_name_is_the_person(reads):
    reads("قالت ⟦PER|كريستين فورد⟧ ذلك بوضوح. ثم عادت ⟦PER|فورد⟧ إلى منزلها")


def test_elsewhere_and_behind_a_head_it_stays_the_company(reads):
    reads("أعلنت ⟦ORG|فورد⟧ ذلك")
    reads("قالت ⟦PER|كريستين فورد⟧ ذلك عن ⟦ORG|شركة فورد⟧")


def test_right_behind_a_given_name_it_is_the_surname(reads):
    reads("شهدت الدكتورة ⟦PER|كريستين بلاسي فورد⟧ بذلك")
