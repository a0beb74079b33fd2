"""Words that were once lit wrongly or left dark, each with what stands beside it: what came of reading raw news."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "يحتاج إلى كابل وكابل شحن جديد",
        "وصل إلى محطة القطارات في الصباح",
        "رفع دعوى على مجلة ألمانية",
        "جرفت سيول خطيرة عشرات المنازل",
        "وتدمر كل شيء في مسارها",
        "قررت هيئة المحلفين ذلك",
        "رفضت شركة الطيران الطلب",
        "يتوفر عليها جوجل درايف",
        "نشر أحد هيئة الموظفين ذلك",
        "على موقع التواصل الاجتماعي",
        "استفتاء على تشكيل جمعية تأسيسية",
        "من الجنود في كمائن وهجمات",
    ],
)
def test_everyday_words_are_no_names(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "عاد إلى ⟦LOC|سيول⟧",
        "أعلنت ⟦ORG|وزارة البيئة والمياه⟧ و⟦ORG|هيئة الصحة⟧ ذلك",
        "رئيس ⟦ORG|جمعية الصداقة الإماراتية الكورية⟧",
        "قررت ⟦ORG|الحكومة الكورية الجنوبية⟧ ذلك",
        "ذكرت ⟦ORG|صحيفة الواشنطن بوست⟧ ذلك",
        "أمام ⟦ORG|الجمعية العامة للأمم المتحدة⟧. وقالت ⟦ORG|الجمعية العامة⟧ ذلك",
        "مدير ⟦ORG|مؤسسة الإذاعة والتلفزيون اليونانية⟧",
        "في منطقة ⟦LOC|أولاد صالح⟧",
    ],
)
def test_names_go_as_far_as_they_go(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "قاد الفريق ⟦PER|توماس بيورن⟧ سيسلك طريقا آخر",
        'قال أحد نواب "⟦PER|تيريزا ماي⟧" ذلك',
        "قالت ⟦PER|سارة بالين⟧ إن الأمر انتهى",
        "سجل ⟦PER|آلان مكغريغور⟧ ولكن اللاعب خسر",
        "مطرب الراب ⟦PER|كاني ويست⟧ يغير اسمه",
        "قال ⟦PER|بريت كافانو⟧ ذلك ثم عاد ⟦PER|كافانو⟧",
    ],
)
def test_people_end_where_their_names_end(reads, text):
    reads(text)


def test_a_proclitic_before_a_name_that_the_article_holds_bare_stays_outside(reads):
    reads("حولها ⟦PER|فرازير كليمو⟧. ثم عاد ⟦PER|كليمو⟧. بسبب عرقلته ل⟦PER|كليمو⟧ بدون كرة")
