"""Organisations: listed ones, a head and what belongs to its name, quoted names, short forms."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "مرتبطة ب⟦ORG|الحرس الثوري الإيراني⟧ وتقاتل",
        "المتحدث باسم ⟦ORG|التحالف الدولي⟧ الذي تقوده",
        "قلق استثنائي ل⟦ORG|لتحالف الدولي⟧ لأن الأجهزة",
        "بينها ⟦ORG|كتائب حزب الله العراقي⟧ التي هددت",
        "قتل قائد ⟦ORG|فيلق القدس الإيراني⟧ والمشرف",
        "ضد تنظيم ⟦ORG|داعش⟧ في المنطقة",
    ],
)
def test_a_listed_body_is_marked_in_its_longest_form(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "وأعلنت ⟦ORG|وزارة الدفاع العراقية⟧ العثور على منصة",
        "الصادر عن ⟦ORG|هيئة الأوراق المالية والسلع⟧ خلال جلسة",
        "عمد ⟦ORG|الجيش الأميركي⟧ إلى تركيبها",
        "ل⟦ORG|لقوات الأميركية⟧ في المنطقة",
        "أعدها ⟦ORG|المرصد التونسي للاقتصاد⟧، تضمنت",
        "ينظم ⟦ORG|المركز الوطني للسينما والصورة⟧ دورة",
    ],
)
def test_a_head_takes_the_words_that_belong_to_the_name(reads, text):
    reads(text)


def test_an_adjective_of_the_other_gender_belongs_to_somebody_else(reads):
    reads("المتحدث باسم ⟦ORG|وزارة الداخلية⟧ الألماني قال ذلك")


@pytest.mark.parametrize(
    "text",
    [
        "قرر المجلس ذلك",
        "القوات الأمنية فتحت تحقيقا",
        "قوات الأمن ضبطت سيارة",
        "امتثالا لقرار البرلمان القاضي بإنهاء الوجود",
        "جنودا أميركيين في المنطقة",
        "شكلت لجنة تحقيق في الحادث",
    ],
)
def test_generic_bodies_stay_unmarked(reads, text):
    reads(text)


def test_of_a_quoted_name_only_the_inside_is_marked(reads):
    reads('ذكرته صحيفة "⟦ORG|هآرتس⟧" الإسرائيلية')
    reads('قال زعيم "⟦ORG|الديمقراطية الجديدة⟧" ذلك')


def test_a_short_form_is_marked_after_the_whole_name_only(reads):
    reads("ميليشيات ⟦ORG|الحشد الشعبي⟧ إلى جانب رئيس أركان ⟦ORG|الحشد⟧")
    reads("وسط الحشد الكبير من الناس")


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت ⟦ORG|هيئة الشارقة للكتاب⟧ ذلك",
        "تضامنها مع ⟦ORG|وزارة الشؤون الخارجية⟧ في المنطقة",
        "وافق ⟦ORG|اتحاد الناشرين العرب⟧ على ذلك",
        "أعلنت ⟦ORG|وزارة الصحة ووقاية المجتمع⟧ ذلك",
        "خسر ⟦ORG|نادي مانشستر سيتي⟧ المباراة",
        "كلفت ⟦ORG|جامعة ولاية أريزونا⟧ خبراء بذلك",
    ],
)
def test_a_purpose_an_affair_members_and_a_listed_name_belong_to_the_body(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "فاز ⟦ORG|المنتخب الإيطالي⟧ للمرة الأولى بالبطولة",
        "قرر مجلس الإدارة ذلك",
        "شهدت حركة النقل الجوي تراجعا",
        "توجه ممثل ⟦ORG|وزارة الصحة⟧ إلى المنطقة",
    ],
)
def test_what_follows_a_body_by_chance_stays_outside(reads, text):
    reads(text)


def test_of_a_team_only_the_name_is_marked(reads):
    reads("فاز فريق ⟦ORG|ناشونالز⟧ بالمباراة")
    reads("يعمل فريق طبي في المنطقة")
