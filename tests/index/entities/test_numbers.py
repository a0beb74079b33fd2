"""Quantities: digits, words, money, percent, measures; and the numbers that are none."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "وعددهم حوالي ⟦NUM|2500⟧ جندي",
        "وعددهم ⟦NUM|٢٥٠٠⟧ جندي",
        "أكثر من ⟦NUM|أربعين⟧ هجوما",
        "على بعد ⟦NUM|تسعين كيلومترا⟧ غربي",
        "يبلغ وزنه ⟦NUM|550 رطلا⟧ فقط",
        "⟦NUM|ثلاثة⟧ صواريخ على القاعدة",
        "سقوط الصواريخ ⟦NUM|الثلاثة⟧ على القاعدة",
        "بلغت ⟦NUM|30 مليون دولار⟧ في المجموع",
        "بنسبة ⟦NUM|15 في المئة⟧.",
        "بنسبة ⟦NUM|79.3 بالمائة⟧، وكذلك",
        "بنسبة ⟦NUM|65.82%⟧ من الأصوات",
        "إشغاله ⟦NUM|100 %⟧. وأكد",
        "نحو ⟦NUM|مئتين وخمسين ألف⟧ شخص",
        "نحو ⟦NUM|خمسة وعشرين⟧ شخصا",
        "بقيمة ⟦NUM|350,000 دولار أمريكي⟧ فقط",
        "بلغ ⟦NUM|13،499⟧ صفقة",
        "من ⟦NUM|60⟧ إلى ⟦NUM|70 مليون دولار⟧ فقط",
        "فاز بنتيجة ⟦NUM|2-1⟧ في المباراة",
        "فاز بنتيجة ⟦NUM|صفر-2⟧ في المباراة",
        "بنسبة ⟦NUM|5ر33 بالمائة⟧ فقط",
        "بقيمة ⟦NUM|2،34 درهم⟧ فقط",
        "بقيمة ⟦NUM|3 مليون و775 ألف دينار⟧ فقط",
        "بين ⟦NUM|6 آلاف⟧ و⟦NUM|7 آلاف⟧ سجين",
        "نحو ⟦NUM|ثلاثة ملايين ونصف المليون⟧ شخص",
        "نحو ⟦NUM|نصف مليون⟧ شخص",
        "بقيمة ⟦NUM|عشرة آلاف ليرة سورية⟧ فقط",
        "بقيمة ⟦NUM|$100⟧ فقط",
        "بسرعة ⟦NUM|45 كلم/س⟧ قرب الساحل",
        "خلال ⟦NUM|الاثني عشر⟧ شهرا",
        "ما مجموعه ⟦NUM|24 مليون برميل⟧ فقط",
        "من بين لاعبيه الـ⟦NUM|12⟧ في الفريق",
    ],
)
def test_a_quantity_takes_its_unit_but_not_what_it_counts(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "في الدور السادس عشر للبطولة",
        "واحد من المسؤولين الكبار",
        "آلاف الأشخاص في الشوارع",
        "أحد المسؤولين وإحدى الشركات",
        "أطلق صاروخان على القاعدة",
        "وأحد الناخبين في الشارع",
        "حجز كمية من البضائع",
        "بموجب القانون عدد 52 والمرسوم التشريعي رقم 38",
        "في الدورة الـ37 للمعرض وفي الذكرى الأربعين",
        "طائرات إف-16 وهاتف آيفون 7 ومنفذ USB 3",
    ],
)
def test_ordinals_duals_and_crowds_are_no_quantities(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    ["حاجة تقدر ب⟦NUM|مليون ونصف طن⟧ من القمح", "بنسبة ⟦NUM|5 فاصل 7 بالمائة⟧ فقط"],
)
def test_a_half_behind_a_proclitic_and_a_spoken_point_belong_to_the_number(reads, text):
    reads(text)


def test_a_break_behind_a_number_is_no_point(reads):
    reads("بعد ⟦NUM|3⟧ فواصل قصيرة")


@pytest.mark.parametrize(
    "text",
    [
        "قيمتها ⟦NUM|تريليوني دولار⟧ تقريبا",
        "أكثر من ⟦NUM|ألف⟧ تجربة جديدة",
        "تعادل أمام مضيفه ⟦NUM|2-،2⟧ في اللقاء",
        "شرب من ألف كأس",
    ],
)
def test_two_trillions_more_than_a_thousand_and_a_result_with_a_comma(reads, text):
    reads(text)


def test_the_numbers_of_a_lists_points_are_none(reads):
    reads("1- بدأ العمل 2- انتهى العمل 3- عاد العمال")
    reads("فاز الفريق ⟦NUM|1-صفر⟧ ثم خسر ⟦NUM|2/صفر⟧")


def test_tens_behind_a_thousand_in_the_accusative_are_added_to_it(reads):
    reads("نزح ⟦NUM|26 ألفاً و80⟧ شخصاً من المدينة")


def test_fils_are_money_in_the_plural_too(reads):
    reads("تراجع سعر السهم ⟦NUM|5 فلوس⟧ وأغلق")


@pytest.mark.parametrize(
    "text",
    [
        "وبلغت سرعة الرياح ⟦NUM|100 كلم في الساعة⟧ قرب الساحل",
        "تصل الحرارة إلى ⟦NUM|38 درجة⟧ ظهرا",
        "بتقنية ⟦NUM|32 نانومترا⟧ الجديدة",
        "على مساحة ⟦NUM|15 دونما⟧ تقريبا",
        "شاشة قياسها ⟦NUM|84 إنشا⟧ فقط",
    ],
)
def test_rates_degrees_and_small_and_large_measures_are_taken_in(reads, text):
    reads(text)


def test_what_is_left_of_a_character_reference_is_no_number(reads):
    reads("أكدت الجبهة #187;الشعبية#171; ذلك")
    reads("بلغ عددهم # ⟦NUM|187⟧ ; في المجموع")


def test_each_one_is_no_count(reads):
    reads("حصل كل واحد منهم على كتاب")


@pytest.mark.parametrize(
    "text",
    [
        "سجل الهدف في الدقيقة ⟦NUM|90+2⟧ من المباراة",
        "تراجع السهم بنسبة ⟦NUM|-3.5%⟧ عند الإغلاق",
        "صادرات بقيمة ⟦NUM|462،4 م د⟧ في المجموع",
        "فاز بسباق ⟦NUM|200م⟧ حرة",
        "استفاد منه ⟦NUM|مليون⟧ شخص على الأقل",
        "فازت بمبلغ ⟦NUM|مليون و250 ألف دولار⟧ فقط",
        "رصدت البلدية ⟦NUM|مليارا و500 مليون سنتيم⟧ للعملية",
        "يقدر الغلاف ب⟦NUM|مليار و100 مليون سنتيم⟧ فقط",
        "نحو ⟦NUM|440 دولاراً أميركياً⟧ فقط",
        "غلاف مالي يناهز ⟦NUM|13,6 مليون دج⟧ فقط",
        "وصلت الحرارة إلى ⟦NUM|20 درجة مئوية⟧ تحت الصفر",
        "مسابقة وزن ⟦NUM|53 كيلوجرامًا⟧ للسيدات",
        "وصل المؤشر إلى ⟦NUM|5037،28⟧ نقطة",
        "انخفضت النسبة ب⟦NUM|2ر2⟧ نقطة",
        "دفعوا ⟦NUM|7 دينارات⟧ للتذكرة",
    ],
)
def test_added_minutes_losses_budgets_and_bare_millions_are_one_quantity(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "أصدر المرسوم رقم (257) المتضمن أسماء الأعضاء",
        "احتفال بمناسبة العيد الستين للثورة",
        "خرج الفريق من دور الثمانية للبطولة",
        "غادر الملعب في الدقيقة السادسة و العشرين من المباراة",
        "شارك في اجتماع مجموعة الأربع والعشرين للشؤون النقدية",
        "التحضير للقمة العربية الـ(33) في العاصمة",
        "اجتماع الوزراء في دورته الـ142 في المدينة",
        "الدول الأطول: 1. ⟦LOC|هولندا⟧ 2. ⟦LOC|بلجيكا⟧ 3. ⟦LOC|إستونيا⟧",
    ],
)
def test_numbers_that_tell_the_which_count_nothing(reads, text):
    reads(text)


def test_digits_that_letters_hang_on_are_a_model_unless_the_letters_are_a_unit(reads):
    reads("القمر 21B يبث البرنامج على شبكة 5G")
    reads("ذاكرة سعتها ⟦NUM|64⟧GB للهاتف")


def test_sterling_is_a_currency_without_the_pound(reads):
    reads("بلغت ⟦NUM|4.9 مليار استرليني⟧ بارتفاع")
