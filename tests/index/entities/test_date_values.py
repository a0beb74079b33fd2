"""What dates come to in ISO 8601, counted from a Tuesday, 6 July 2021."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import recognise

TODAY = "2021-07-06"
PIECES = "يوم 31 30 29 0 فبراير رمضان صفر من الشهر العام الجاري الماضي المقبل قبل منذ 9999 عاما قرون السبت و إلى - / "
PIECES += "الساعة 24:00 25 ليلا نهاية الربع الأخير القرن 21 2021 1442 هـ الأول عشر أمس بعد غد 13/13/2020 شهر هذا الصيف"
ISO = re.compile(
    r"P\d+[DWMY]|PT\d+[HM]|T\d\d:\d\d|\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?|\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}",
)


def values(text: str, day: str | None = TODAY) -> list[str | None]:
    mentions = recognise(text, day).mentions
    return [mention.value and mention.value.text for mention in mentions if mention.type == "DATE"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("في 27 يونيو 2021", "2021-06-27"),
        ("في 27 حزيران 2021", "2021-06-27"),
        ("في 27 جوان 2021", "2021-06-27"),
        ("في ٢٧ يونيو ٢٠٢١", "2021-06-27"),
        ("في 27/6/2021", "2021-06-27"),
        ("في 2021-06-27", "2021-06-27"),
        ("في 27/6/21", "2021-06-27"),
        ("في نوفمبر/تشرين الثاني 2013", "2013-11"),
        ("في الأول من سبتمبر (أيلول) عام 1977", "1977-09-01"),
        ("من 18 إلى 20 ماي 2017", "2017-05-18/2017-05-20"),
        ("يومي 9 و10 جانفي 1978", "1978-01-09/1978-01-10"),
        ("في عام 1950", "1950"),
        ("في عام ألفين", "2000"),
        ("في غرة مارس 2017", "2017-03-01"),
        ("على الساعة 14 و55 دق", "T14:55"),
        ("موسم 2016/2017", "2016/2017"),
        ("موسم 1994/95", "1994/1995"),
        ("عامي 2012 و2013", "2012/2013"),
        ("خلال الربع الأول من عام 2017", "2017-01/2017-03"),
        ("في صائفة 2015", "2015-06/2015-08"),
        ("نهاية 2014", "2014-12"),
        ("خلال الأسبوع الأول من شهر ماي 2017", "2017-05-01/2017-05-07"),
        ("في القرن التاسع عشر", "1801/1900"),
        ("خلال ثمانينيات القرن العشرين", "1980/1989"),
        ("على الساعة 16:00", "T16:00"),
        ("على الساعة الثالثة بعد الزوال", "T15:00"),
        ("على الساعة التاسعة و النصف ليلا", "T21:30"),
        ("الساعة 12:30 ليلا", "T00:30"),
        ("في خريف عام 2019", "2019-09/2019-11"),
        ("خلال شتاء 2020-2021", "2020-12/2021-02"),
        ("في شتاء 2020", "2020"),
        ("خلال الثلث الأول من عام 2021", "2021-01/2021-04"),
        ("نشر ديسمبر 2, 2021 8:15 ص", "2021-12-02T08:15"),
        ("ليلة الجمعة 27-12-1434 هـ", "2013-11-01"),
        ("في الثلث الأخير من رمضان 1442", "2021-05-03/2021-05-12"),
    ],
)
def test_a_full_date_needs_no_day_of_the_article(text, iso):
    assert values(text) == values(text, None) == [iso]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("في سنة 61 هـ", "0680/0681"),
        ("في سنة 8 هـ", "0629/0630"),
        ("في 10 محرم 61 هـ", "0680-10/0680-11"),
        ("في رمضان 1250 هـ", "1835-01"),
        ("عام 1300 هـ", "1882/1883"),
        ("في 1 محرم 1600", "2173-12/2174-01"),
    ],
)
def test_hijri_years_outside_the_tables_come_to_gregorian_months_and_years(text, iso):
    assert values(text, None) == [iso]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("في السابع والعشرين من يونيو الماضي", "2021-06-27"),
        ("العام قبل الماضي", "2019"),
        ("الليلة قبل الماضية", "2021-07-04"),
        ("يلعب الفريق الليلة", "2021-07-06"),
        ("في يناير من العام الماضي", "2020-01"),
        ("منذ بداية العام الجاري", "2021-01"),
        ("قال يوم الاثنين إن", "2021-07-05"),
        ("قال يوم الثلاثاء إن", "2021-07-06"),
        ("قال الأربعاء إن", "2021-06-30"),
        ("قال يوم الثلاثاء الماضي إن", "2021-06-29"),
        ("يلتقي الجمعة المقبلة", "2021-07-09"),
        ("أمس الثلاثاء", "2021-07-05"),
        ("أول من أمس", "2021-07-04"),
        ("أمس الأول", "2021-07-04"),
        ("بعد غد الخميس", "2021-07-08"),
        ("منذ 3 أيام", "2021-07-03"),
        ("قبل ثلاثة أيام", "2021-07-03"),
        ("قبل أسبوعين", "2021-06-22"),
        ("قبل عامين", "2019"),
        ("منذ شهر", "2021-06"),
        ("الأسبوع الماضي", "2021-06-28/2021-07-04"),
        ("خلال العشرة أعوام الماضية", "2011/2021"),
        ("نوفمبر الماضي", "2020-11"),
        ("في نوفمبر", "2021-11"),
        ("في مارس", "2021-03"),
        ("ديسمبر المقبل", "2021-12"),
        ("يوم 19 من الشهر الجاري", "2021-07-19"),
        ("يومي الاثنين والثلاثاء", "2021-07-05/2021-07-06"),
        ("هذا الصيف", "2021-06/2021-08"),
        ("القرن الماضي", "1901/2000"),
        ("للأسبوع الماضي", "2021-06-28/2021-07-04"),
        ("الليلة الماضية", "2021-07-05"),
    ],
)
def test_a_relative_date_counts_from_the_day_of_the_article(text, iso):
    assert values(text) == [iso]
    assert values(text, None) == [None]


def test_an_hour_is_of_the_day_it_names_or_of_none():
    assert values("الساعة الثامنة من مساء أمس") == ["2021-07-05T20:00"]
    assert values("الساعة الثامنة من مساء أمس", None) == ["T20:00"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("في 15 رمضان 1442", "2021-04-27"),
        ("في 10 ذو الحجة 1441 هـ", "2020-07-31"),
        ("خلال شهر رمضان 1442", "2021-04-13/2021-05-12"),
        ("في عام 1442هـ", "2020-08-20/2021-08-08"),
        ("في رمضان الماضي", "2021-04-13/2021-05-12"),
    ],
)
def test_hijri_dates_are_told_as_gregorian_days(text, iso):
    assert values(text) == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "في 31 يونيو 2021",
        "في 29 شباط 2021",
        "في 13/13/2020",
        "العام نفسه",
        "الموسم الماضي",
        "عامي 1997 و2001",
        "قبل 99999999 سنة",
    ],
)
def test_what_the_calendar_does_not_tell_has_no_value(text):
    assert values(text) == [None]


def test_a_moment_gives_its_day_and_an_unreadable_one_none():
    assert values("أمس", "2021-07-06T23:10:00+03:00") == ["2021-07-05"]
    assert values("أمس", "6 يوليو") == [None]
    assert values("أمس", "") == [None]


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.sampled_from(["الاثنين", "السبت", "الأحد", "الخميس"]))
def test_a_bare_weekday_lies_in_the_last_seven_days(day, weekday):
    [iso] = values(f"قال يوم {weekday} إن", day.isoformat())
    assert 0 <= (day - date.fromisoformat(iso)).days < 7


@given(
    st.lists(st.sampled_from(PIECES.split()), max_size=9),
    st.sampled_from([None, TODAY, "0001-01-01", "9999-12-31"]),
)
def test_no_run_of_time_words_is_an_error_and_every_value_is_iso(pieces, day):
    assert all(iso is None or ISO.fullmatch(iso) for iso in values(" ".join(pieces), day))


def test_hijridate_is_imported_by_hijri_dates_only():
    code = "import sys; from index.entities import recognise; recognise({!r}); print('hijridate' in sys.modules)"
    for text, is_imported in (("في 27 يونيو 2021", "False"), ("في 15 رمضان 1442", "True")):
        done = subprocess.run([sys.executable, "-c", code.format(text)], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == is_imported
