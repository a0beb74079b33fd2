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
    ],
)
def test_ordinals_duals_and_crowds_are_no_quantities(reads, text):
    reads(text)
