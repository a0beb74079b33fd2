"""Places: listed ones, names after a place head, datelines, and what only looks like a place."""

from __future__ import annotations

import pytest

WHOLE_WORDS = ["وائل", "بلال", "كريم", "لبنان", "فلسطين", "باريس", "وارسو", "ليبيا", "بنغازي", "كابول", "فيينا"]
PLACES = ["لبنان", "فلسطين", "باريس", "وارسو", "ليبيا", "بنغازي", "كابول", "فيينا"]


@pytest.mark.parametrize(
    "text",
    [
        "⟦LOC|الرمادي⟧ (⟦LOC|العراق⟧) - تعرّضت القاعدة إلى هجوم",
        "بين ⟦LOC|سوريا⟧ و⟦LOC|العراق⟧",
        "المصالح الأميركية ب⟦LOC|العراق⟧ في حال لم تنسحب",
        "تسليم الجزر من ⟦LOC|مصر⟧ ل⟦LOC|لمملكة العربية السعودية⟧",
        "التي تقودها ⟦LOC|الولايات المتّحدة⟧ في المنطقة",
        "سافر إلى ⟦LOC|مالي⟧ للعمل",
        "وَصَلَ إِلَى ⟦LOC|الْقَاهِرَةِ⟧ فَجْأَةً",
    ],
)
def test_a_listed_place_is_marked_without_its_proclitics(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "تعرّضت قاعدة ⟦LOC|عين الأسد⟧ العسكرية",
        "عثر عليها بقضاء ⟦LOC|هيت⟧ قرب الطريق",
        "الواقعة في ناحية ⟦LOC|البغدادي⟧ على الطريق",
        "في مدينة ⟦LOC|بيداوة⟧ الساحلية",
    ],
)
def test_a_generic_head_stays_outside_the_name(reads, text):
    reads(text)


@pytest.mark.parametrize("text", ["عبر ⟦LOC|مضيق تيران⟧ مباشرة", "من ⟦LOC|مطار تونس قرطاج⟧ مباشرة"])
def test_a_strait_and_an_airport_keep_their_heads(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "دعم مالي كبير للمشروع",
        "في مسقط رأسه بعد غياب طويل",
        "الاتفاقية المصرية السعودية الجديدة",
        "الحسابات الأميركية الإيرانية على الأراضي العراقية",
        "بلغت المدينة كلها",
    ],
)
def test_everyday_words_and_adjectives_are_no_places(reads, text):
    reads(text)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_that_begins_with_a_proclitic_letter_is_never_cut(reads, place):
    reads(f"زار الوفد ⟦LOC|{place}⟧ ثم عاد")
    reads(f"زار الوفد و⟦LOC|{place}⟧ ثم عاد")


@pytest.mark.parametrize("word", WHOLE_WORDS)
def test_no_mention_ever_starts_inside_these_words(word):
    from index.entities import recognise

    for text in (word, f"قال {word} أمس", f"التقى الرئيس {word} الحسن في المدينة"):
        start = text.index(word)
        assert all(not start < mention.start < start + len(word) for mention in recognise(text).mentions)


def test_a_town_of_everyday_letters_is_one_where_a_headline_opens_with_it(reads):
    reads("⟦LOC|نابل⟧ : القبض على أحد المتورطين في السرقة")
    reads("في حديثه عن الأزمة")


def test_a_city_that_only_the_word_table_holds_is_lit_behind_a_preposition(reads):
    reads("وصل الوفد إلى ⟦LOC|إيبادان⟧ قرب الحدود")
    reads("كانت إيبادان قبل غيرها")


def test_an_everyday_word_that_some_city_shares_stays_dark(reads):
    reads("جاء ذلك في بيان")


@pytest.mark.parametrize(
    "text",
    ["في مدينتي ⟦LOC|صفاقس⟧ و⟦LOC|المظيلة⟧ معا", "بين مدينتي ⟦LOC|لندن⟧ و⟦LOC|مانشستر⟧ خط جديد"],
)
def test_a_head_of_two_places_leads_to_the_second_one(reads, text):
    reads(text)


def test_what_else_follows_the_first_of_two_places_is_none(reads):
    reads("بين مدينتي ⟦LOC|حلب⟧ والحدود السورية طريق")


def test_an_airport_keeps_that_it_is_international(reads):
    reads("وصل إلى ⟦LOC|مطار دبي الدولي⟧ مبكرا")


def test_a_prison_described_by_an_adjective_is_no_named_site(reads):
    reads("احتجز في سجن فيدرالي خارج المدينة")


def test_a_site_that_bears_a_persons_name_is_one_place(reads):
    reads("ترميم ⟦LOC|جامع عقبة بن نافع⟧ في المدينة")
    reads("بنوا بحيرة على طريق المطار")


@pytest.mark.parametrize(
    "text",
    [
        "في معتمدية ⟦LOC|الشابة⟧ من الجهة",
        "وصلوا إلى ولاية ⟦LOC|الكاف⟧ ليلا",
        "استهدف القصف بلدة ⟦LOC|الطيور⟧ مجددا",
    ],
)
def test_an_everyday_word_after_a_district_head_is_its_name(reads, text):
    reads(text)


@pytest.mark.parametrize("text", ["انتهت ولاية الرئيس قبل موعدها", "ولاية الفقيه", "تعمل بلدية العاصمة على المشروع"])
def test_the_office_behind_the_same_head_is_no_place(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات قاعدة «⟦LOC|العند⟧» فجرا",
        'معرض في قرية "⟦LOC|المفتاحة⟧" القديمة',
        "قبالة جزيرة “⟦LOC|غوادالوبي⟧” المكسيكية",
    ],
)
def test_of_a_quoted_name_after_a_place_head_only_the_inside_is_lit(reads, text):
    reads(text)


def test_a_quoted_sentence_after_a_place_head_is_no_place(reads):
    reads("قال في قرية «نريد أن نعيش في وطننا بسلام وأمان»")


@pytest.mark.parametrize(
    "text",
    [
        "صلى في ⟦LOC|جامع الزيتونة⟧ يوم العيد",
        "اجتماع في ⟦LOC|قصر الحكومة⟧ صباحا",
        "تجمعوا في ⟦LOC|ساحة الشهداء⟧ ليلا",
        "يقطن في ⟦LOC|شارع الاستقلال⟧ منذ صغره",
        "على أرضية ⟦LOC|ملعب فيلا بارك⟧ مجددا",
    ],
)
def test_a_site_that_an_everyday_word_names_is_one_with_its_head(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    ["ولد في برج العقرب", "نقاش في ساحة اللعب", "وأدى العطل إلى اضطراب الحركة", "مستشفى الجهة في حاجة إلى أدوية"],
)
def test_signs_fields_and_verbs_are_no_sites(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "المكاتب الواقعة في ⟦LOC|شارع الشيخ زايد⟧ الرئيسي",
        "تاريخ بناء ⟦LOC|مسجد السلطان حسن⟧ وترميمه",
        "أقيم المعرض في ⟦LOC|قصر الأمير طاز⟧ القديم",
        "حادث في ⟦LOC|شارع محمد الخامس⟧ ليلا",
    ],
)
def test_a_site_keeps_the_title_and_the_number_of_whom_it_is_named_after(reads, text):
    reads(text)


def test_a_small_town_of_the_arab_lands_is_known(reads):
    reads("قصف استهدف ⟦LOC|كفر نبل⟧ ثم ⟦LOC|معرة مصرين⟧")
    reads("وصلت القافلة إلى ⟦LOC|عطبرة⟧ من ⟦LOC|صيدنايا⟧")


def test_an_everyday_word_that_hides_a_town_behind_a_letter_is_none(reads):
    reads("كانت الوثائق بحوزة المتهم")
    reads("خرجت مسيرة سلمية في المدينة")


def test_an_adjective_in_the_accusative_is_no_country(reads):
    reads("صرح أن مسافراً ليبياً اعتدى على الحارس")


def test_the_second_of_two_adjectives_is_no_country(reads):
    reads("قصفت طائرات روسية وسورية المنطقة")
    reads("بين ⟦LOC|تركيا⟧ و⟦LOC|سورية⟧")


def test_a_tournament_with_a_countrys_name_is_no_country(reads):
    reads("فاز بلقب كوبا أمريكا مجددا")
    reads("سافر إلى ⟦LOC|كوبا⟧ مجددا")


def test_of_two_directions_neither_is_part_of_the_name(reads):
    reads("مهاجرون من شمال ووسط ⟦LOC|أفريقيا⟧ وصلوا")


def test_a_hospital_is_a_body_and_keeps_what_it_is_for_and_its_town(reads):
    reads("نقل إلى ⟦ORG|مستشفى الملك خالد المدني⟧ فورا")
    reads("توفي في ⟦ORG|مستشفى الأغالبة بالقيروان⟧ وفتح تحقيق")


def test_a_road_stays_outside_whom_it_is_named_after(reads):
    reads("حادث على طريق ⟦LOC|الأمير تركي الأول⟧ ليلا")
    reads("تعرف إليه عن طريق صديق")


def test_the_kingdom_behind_a_preposition_is_no_adjective(reads):
    reads("توجه إلى ⟦LOC|السعودية⟧ في زيارة")


def test_a_quarter_and_a_camp_are_named_without_their_head(reads):
    reads("انفجار في حي ⟦LOC|دير بعلبة⟧ قرب مخيم ⟦LOC|الدهيشة⟧.")


def test_a_hospital_keeps_the_title_of_whom_it_is_named_after(reads):
    reads("خرجوا من ⟦ORG|مستشفى الأمير حمزة⟧، ثم عادوا")
