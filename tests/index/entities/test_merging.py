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


def test_joined_and_parted_spellings_of_a_name_are_one():
    text = "قال أبو بكر البغدادي ذلك، ثم خرج أبوبكر البغدادي. وقال عبد الله صالح ذلك، ثم خرج عبدالله صالح"
    assert {kind: count for (kind, _), count in names(text).items()} == {"PER": 2}
    assert len([entity for entity in recognise(text).entities if entity.type == "PER"]) == 2


def test_two_spellings_of_a_foreign_name_are_one():
    found = recognise("قال رئيس الوزراء بنيامين نتنياهو ذلك، وأضاف بنيامين نتانياهو أن الأمر انتهى")
    assert [entity.count for entity in found.entities if entity.type == "PER"] == [2]


def test_similar_short_names_are_two():
    found = recognise("قال الوزير محمد سالم ذلك، ورد الوزير محمود سليم عليه")
    assert [entity.count for entity in found.entities if entity.type == "PER"] == [1, 1]


def test_a_name_in_the_alias_table_stands_for_its_variants():
    text = "سيطر تنظيم الدولة الإسلامية على المدينة، وقال التحالف الدولي إن داعش انسحب"
    assert ("ORG", "داعش") in names(text)
    assert names(text)["ORG", "داعش"] == 2


def test_a_capital_is_not_its_country():
    found = names("قالت واشنطن إن الولايات المتحدة لن تشارك")
    assert found == {("LOC", "واشنطن"): 1, ("LOC", "الولايات المتحدة"): 1}


def test_an_organisation_without_its_head_noun_is_the_same():
    assert names("قال رئيس حزب الليكود ذلك، وانتقد الليكود القرار") == {("ORG", "حزب الليكود"): 2}


def test_a_short_name_of_two_bodies_stays_apart():
    text = "أعلنت وزارة الدفاع العراقية ذلك، وردت وزارة الدفاع التركية، ثم قالت وزارة الدفاع إن الأمر انتهى"
    assert names(text)["ORG", "وزارة الدفاع"] == 1


def test_dates_of_one_day_are_one_entity():
    found = recognise("وقع الهجوم يوم الاثنين. وقال إن ما حدث أمس، في 5 يوليو 2021، خطير", "2021-07-06")
    [day] = [entity for entity in found.entities if entity.type == "DATE"]
    assert (day.count, day.canonical) == (3, "5 يوليو 2021")
    assert day.value is not None
    assert day.value.text == "2021-07-05"


def test_without_the_day_of_the_article_relative_dates_stay_apart():
    found = recognise("وقع الهجوم يوم الاثنين. وقال إن ما حدث أمس خطير")
    assert [entity.count for entity in found.entities if entity.type == "DATE"] == [1, 1]


def test_equal_quantities_are_one_entity_and_other_units_another():
    found = recognise("قتل ثلاثة جنود، و3 مدنيين، وخسر 3 في المئة، ودفع 30 مليون دولار أو 30,000,000 دولار")
    assert [entity.count for entity in found.entities if entity.type == "NUM"] == [2, 1, 2]


def test_a_mention_says_what_found_it_and_how_sure_it_is():
    for mention in recognise("قال الرئيس جو بايدن في بغداد يوم الاثنين إن 15 في المئة من الجنود عادوا").mentions:
        assert mention.rule
        assert 0 < mention.score <= 1
