"""The seed article, entity by entity."""

from __future__ import annotations

from importlib.resources import files

import pytest

from index.article import Entities
from index.entities import recognise


@pytest.fixture(scope="module")
def seed() -> Entities:
    (path,) = (entry for entry in files("seeds").iterdir() if entry.name.endswith(".txt"))
    return recognise(path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("kind", "canonical", "count"),
    [
        ("LOC", "عين الأسد", 5),
        ("LOC", "العراق", 7),
        ("LOC", "الرمادي", 2),
        ("LOC", "بغداد", 2),
        ("LOC", "سوريا", 2),
        ("LOC", "إيران", 2),
        ("LOC", "الولايات المتحدة", 1),
        ("ORG", "سفارة الولايات المتحدة", 1),
        ("LOC", "هيت", 1),
        ("LOC", "البغدادي", 1),
        ("PER", "واين ماروتو", 1),
        ("PER", "أنتوني بلينكن", 1),
        ("PER", "جون كيربي", 1),
        ("PER", "جو بايدن", 1),
        ("PER", "دونالد ترامب", 2),
        ("PER", "أبومهدي المهندس", 1),
        ("ORG", "الحشد الشعبي", 2),
        ("ORG", "التحالف الدولي", 3),
        ("ORG", "كتائب حزب الله العراقي", 1),
        ("ORG", "فيلق القدس الإيراني", 1),
        ("ORG", "الحرس الثوري الإيراني", 1),
        ("ORG", "وزارة الدفاع الأميركية", 1),
        ("ORG", "تنظيم داعش", 2),
        ("ORG", "القوات الأميركية", 2),
        ("ORG", "الجيش الأميركي", 1),
        ("NUM", "2500", 1),
        ("NUM", "أربعين", 1),
        ("NUM", "تسعين كيلومترا", 1),
        ("DATE", "الإثنين", 1),
        ("DATE", "السابع والعشرين من يونيو الماضي", 1),
        ("DATE", "يناير من العام الماضي", 1),
        ("DATE", "بداية العام الجاري", 1),
    ],
)
def test_the_seed_article_names_it_that_often(seed, kind, canonical, count):
    assert [entity.count for entity in seed.entities if (entity.type, entity.canonical) == (kind, canonical)] == [count]


def test_the_people_of_the_seed_article_are_these_six_and_nobody_else(seed):
    assert sum(entity.type == "PER" for entity in seed.entities) == 6
