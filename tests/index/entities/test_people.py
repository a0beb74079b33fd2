"""People: given names, titles, verbs of saying, and the words a name must not swallow."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "وأكد ⟦PER|واين ماروتو⟧ المتحدث باسم القوة",
        "وقال وزير الخارجية الأميركي ⟦PER|أنتوني بلينكن⟧ إن الغارات مهمة",
        "المتحدث باسم ⟦ORG|وزارة الدفاع الأميركية⟧ ⟦PER|جون كيربي⟧ على أنّ الضربات",
        "بتوجيه من الرئيس ⟦PER|جو بايدن⟧، وذلك",
        "عن سلفه الجمهوري ⟦PER|دونالد ترامب⟧ إزاء",
        "رئيس الأركان ⟦PER|أبومهدي المهندس⟧ الذي قتل",
        "إعلان الملك ⟦PER|سلمان بن عبد العزيز⟧ إنشاء جسر",
        "وكتب ⟦PER|كريم الهلالي⟧ في التقرير",
        "وصل ⟦PER|وائل جسار⟧ و⟦PER|بلال الهلالي⟧ معا",
        "المدعو ⟦PER|نصر الدين بن ذياب⟧ الموقوف",
    ],
)
def test_a_person_is_marked_as_far_as_the_name_goes(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "قال الرئيس إن الحكومة ستعمل على ذلك",
        "وأضاف أن هناك محاولة جديدة",
        "سعيد جدا بهذا العمل الكبير",
        "هذا أمر جميل وكريم من الناس",
        "كل أمل الناس في السلام",
    ],
)
def test_titles_and_everyday_words_alone_are_nobody(reads, text):
    reads(text)


def test_a_surname_and_a_given_name_alone_are_found_once_the_whole_name_stands_in_the_text(reads):
    reads("سجل ⟦PER|فرازير كليمو⟧ هدفا. وبعدها عاد ⟦PER|كليمو⟧ إلى الملعب مع ⟦PER|فرازير⟧.")


def test_a_word_that_no_name_announced_stays_unmarked(reads):
    reads("وبعدها عاد كليمو إلى الملعب")


@pytest.mark.parametrize(
    "text", ["رد على اتهامات ⟦PER|المهدي بن غربية⟧ أمس", "صحة الاتهامات ضد ⟦PER|بن غربية⟧ في الملف"]
)
def test_the_word_for_son_makes_a_name_of_its_neighbours(reads, text):
    reads(text.replace(" أمس", " ⟦DATE|أمس⟧"))


def test_a_word_behind_an_office_is_not_the_son_before_it(reads):
    reads("قال الرئيس ⟦PER|بن علي⟧ ذلك")


def test_behind_a_preposition_the_letter_of_and_is_the_name_s_own(reads):
    reads("إطلاق النار على ⟦PER|وايد سيمز⟧ في المدينة")


def test_a_name_ends_before_the_particle_that_looks_like_van(reads):
    reads("حسب المسؤول ⟦PER|حافظ بن يحيا⟧ فإنّ الإنتاج زاد")
    reads("سجل ⟦PER|روبن فان بيرسي⟧ هدفا")


def test_a_listed_name_of_several_words_stands_whole(reads):
    reads("محرج بالنسبة إلى ⟦PER|شي جين بينغ⟧، رئيس الدولة")


def test_a_listed_club_before_a_player_keeps_its_second_word(reads):
    reads("صانع ألعاب ⟦ORG|بوكا جونيورز⟧ ⟦PER|خوان رومان ريكيلمي⟧ عاد")


def test_a_seldom_word_without_a_feminine_is_the_family_behind_a_given_name(reads):
    reads("ردا على النائب ⟦PER|المنجي الرحوي⟧ في المجلس")


def test_who_speaks_is_parted_from_whom_he_speaks_of(reads):
    reads("قال ⟦PER|جوزيف بلاتر⟧ ذلك عن ⟦PER|ليونيل ميسي⟧ .وقال ⟦PER|بلاتر⟧ ⟦PER|ليونيل ميسي⟧ شاب جيد")


def test_a_verb_is_no_given_name_before_a_surname(reads):
    reads("تحدث ⟦PER|جوزيف بلاتر⟧ ثم استهزأ ⟦PER|بلاتر⟧ به")


def test_a_foreign_given_name_stands_with_a_known_surname(reads):
    reads("أعرف أن رئيسنا ⟦PER|فلورنتينو بيريز⟧ بعث برسالة")


def test_who_follows_and_in_a_list_stands_without_it(reads):
    reads("شارك ⟦PER|إبراهيم راشد⟧، و⟦PER|علي محمد حسين الأسدي⟧، في العرض")


def test_a_name_ends_before_what_is_prayed_for_it(reads):
    reads("روى الإمام عن ⟦PER|ابن عباس⟧ رضي الله عنهما في سبيل الله")


@pytest.mark.parametrize(
    "text",
    [
        "قبل أن يعدل ⟦PER|علي العابدي⟧ النتيجة",
        "وصلت ⟦PER|يمينة الزغلامي⟧ متأخرة",
        "قال وزير المالية ⟦PER|رافع العيساوي⟧ إن الميزانية",
        "قاد العرض المايسترو ⟦PER|طارق يوسف⟧ مجددا",
    ],
)
def test_a_given_name_of_everyday_letters_is_one_before_a_family_name(reads, text):
    reads(text)


@pytest.mark.parametrize("text", ["وقع رافع القيمة في الخطأ", "على العالمي أن ينتظر", "قال شيخ الأزهر إن الحوار مفيد"])
def test_the_same_words_before_anything_else_are_no_people(text):
    from index.entities import recognise

    assert not [mention for mention in recognise(text).mentions if mention.type == "PER"]


def test_an_age_is_nobody(reads):
    reads("توفي الممثل ⟦PER|سعد مجيد⟧ عن عمر ناهز ⟦NUM|سبعين⟧ عاما")


def test_a_town_behind_a_letter_is_no_given_name(reads):
    reads("توجه إلى زاوية تابعة ل⟦LOC|بني خلاد⟧ صباحا")


def test_god_is_none_of_the_people_of_an_article(reads):
    reads("روي عن ⟦PER|عبد الله بن عامر⟧ أن رسول الله قال ذلك والله أعلم")
    reads("قال الشيخ ⟦PER|عبد الحليم محمود⟧ رحمه الله كلمته")


def test_the_house_of_somebody_belongs_to_the_name(reads):
    reads("⟦LOC|دبي⟧: ⟦PER|إيمان عبد الله آل علي⟧ أكدت الدكتورة ⟦PER|عائشة سهيل⟧")
