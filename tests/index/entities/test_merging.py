"""One entity for one thing: variants, proclitics, surnames, short forms, and no mixing of types."""

from __future__ import annotations

from index.entities import recognise


def names(text: str) -> dict[tuple[str, str], int]:
    return {(entity.type, entity.canonical): entity.count for entity in recognise(text).entities}


def test_a_country_with_and_without_proclitics_is_one():
    assert names("زار العراق ثم عاد إلى العراق، والعراق كبير، بالعراق") == {("LOC", "العراق"): 4}


def test_the_two_spellings_of_america_and_its_long_name_are_one():
    text = "في أميركا وفي أمريكا وفي الولايات المتحدة الأميركية"
    assert names(text) == {("LOC", "الولايات المتحدة"): 3}


def test_marks_make_no_second_entity():
    assert names("الولايات المتّحدة في المنطقة، ثم الولايات المتحدة") == {("LOC", "الولايات المتحدة"): 2}


def test_a_surname_belongs_to_the_whole_name():
    assert names("سلفه دونالد ترامب، وأن ترامب كان هنا") == {("PER", "دونالد ترامب"): 2}


def test_a_surname_that_two_people_share_stays_apart():
    found = names("التقى جورج بوش وجيب بوش، ثم خرج بوش. وقال الرئيس لورا بوش ذلك")
    assert ("PER", "بوش") in found


def test_the_hidden_article_comes_back_in_the_name():
    assert names("قلق للتحالف الدولي، وقال التحالف الدولي ذلك") == {("ORG", "التحالف الدولي"): 2}


def test_a_body_and_its_short_form_are_one():
    assert names("ميليشيات الحشد الشعبي ورئيس أركان الحشد") == {("ORG", "الحشد الشعبي"): 2}


def test_a_ministry_and_its_short_name_are_one():
    assert names("أعلنت وزارة الدفاع العراقية ذلك، وقالت وزارة الدفاع ذلك") == {("ORG", "وزارة الدفاع العراقية"): 2}


def test_types_never_mix():
    found = recognise("زار الرئيس جو بايدن بغداد، وأعلنت جامعة بغداد ذلك")
    for entity in found.entities:
        assert {found.mentions[position].type for position in entity.mentions} == {entity.type}
    assert {(entity.type, entity.canonical) for entity in found.entities} >= {("LOC", "بغداد"), ("ORG", "جامعة بغداد")}
