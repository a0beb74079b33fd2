"""Dates and times: three month series, Hijri, words and digits, relative ones; and what is only a number."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "في ⟦DATE|السابع والعشرين من يونيو الماضي⟧ إلى ضربات",
        "تضم قوات ⟦DATE|الإثنين⟧ إلى هجوم",
        "في ⟦DATE|يناير من العام الماضي⟧.",
        "ومنذ ⟦DATE|بداية العام الجاري⟧ استهدف",
        "⟦DATE|أمس الثلاثاء⟧، مع مراسلين",
        "⟦DATE|يوم الأحد 19 مارس⟧ بداية",
        "من ⟦DATE|18 إلى 20 ماي⟧، وهو",
        "خلال ⟦DATE|جانفي 2010⟧ و⟦DATE|أفريل 2017⟧.",
        "في ⟦DATE|27 حزيران 2021⟧.",
        "في ⟦DATE|نوفمبر/تشرين الثاني 2013⟧ وبدأ",
        "في ⟦DATE|15 رمضان 1442⟧.",
        "في ⟦DATE|12/03/2017⟧.",
        "في ⟦DATE|٢٧ يونيو ٢٠٢١⟧.",
        "بداية من ⟦DATE|الساعة 16:00⟧ بالتوقيت المحلي",
        "في حدود ⟦DATE|الساعة التاسعة و النصف ليلا⟧ إلى العاصمة",
        "خلال ⟦DATE|العشرة أعوام الماضية⟧ منذ سقوط النظام",
        "في ⟦DATE|صائفة 2015⟧، أسفرت",
        "الموقعة في ⟦DATE|1979⟧، وجاءت",
        "حدث ذلك ⟦DATE|قبل أسبوعين⟧ في المدينة",
        "⟦DATE|مساء السبت⟧ في المدينة",
        "⟦DATE|مطلع هذا العام⟧ في المدينة",
        "في ⟦DATE|الْأُسْبُوعِ الْمَاضِي⟧.",
    ],
)
def test_a_date_is_one_span_without_its_preposition(reads, text):
    reads(text)


@pytest.mark.parametrize(
    "text",
    [
        "وهو مؤخرا وحاليا في العمل",
        "خلال الآونة الأخيرة مصدر قلق",
        "حقق الفريق ⟦NUM|2010⟧ نقاط",
        "الرقم صفر في اللوحة",
        "الدورة السادسة من المهرجان",
    ],
)
def test_vague_times_and_counts_are_no_dates(reads, text):
    reads(text)
