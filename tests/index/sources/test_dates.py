"""Dates as Arabic feeds write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Thu, 01 Jun 2017 13:29:00 +0100", "2017-06-01T13:29:00+01:00"),
        ("Thu, 1 Jun 2017 13:29:00 GMT", "2017-06-01T13:29:00+00:00"),
        ("Wed, 27 Nov 2013 00:00:00 -0000", "2013-11-27T00:00:00"),
        ("Sat, 07 Sep 02 00:00:01 EST", "2002-09-07T00:00:01-05:00"),
        ("Thu, 5 Jun 2003 10:00 GMT+3", "2003-06-05T10:00:00+03:00"),
        ("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21"),
        ("Thursday, June 5, 2019", "2019-06-05"),
        ("jeu, 01 juin 2017 10:00:00 +0100", "2017-06-01T10:00:00+01:00"),
        ("2021-07-06T10:30:00Z", "2021-07-06T10:30:00+00:00"),
        ("2021-07-06 10:30:00 +0300", "2021-07-06T10:30:00+03:00"),
        ("2021-07-06 10:30:00 UTC", "2021-07-06T10:30:00+00:00"),
    ],
)
def test_moments_of_the_standards_keep_their_zone(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("الجمعة, 07 أكتوبر 2016 00:00", "2016-10-07T00:00:00"),
        ("الخميس، 6 كانون الثاني/يناير 2021", "2021-01-06"),
        ("6 تشرين الثاني 2020", "2020-11-06"),
        ("٦ تشرين الأول ٢٠٢٠", "2020-10-06"),
        ("7 جويلية 2019 - 14:05", "2019-07-07T14:05:00"),
        ("1 غشت 2018 الساعة 3:05 صباحا", "2018-08-01T03:05:00"),
        ("السبت 28 مايو 2022م", "2022-05-28"),
        ("28 مَايُو 2022 10:30 مساءً", "2022-05-28T22:30:00"),
        ("10:00 بتوقيت مكة المكرمة 5 يونيو 2019", "2019-06-05T10:00:00+03:00"),
        ("5 يونيو 2019 10:00 بتوقيت غرينتش", "2019-06-05T10:00:00+00:00"),
    ],
)
def test_arabic_names_of_days_and_of_three_series_of_months(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize(
    "names",
    [
        "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول",
        "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
        "جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
        "يناير,فبراير,مارس,أبريل,ماي,يونيو,يوليوز,غشت,شتنبر,أكتوبر,نونبر,دجنبر",
    ],
)
def test_every_month_of_every_series(names: str, number: int) -> None:
    assert iso_date(f"3 {names.split(',')[number - 1]} 2015") == f"2015-{number:02}-03"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("11/03/2017 11:46:00 ص", "2017-03-11T11:46:00"),
        ("12/03/2017 08:42:00 م", "2017-03-12T20:42:00"),
        ("30/03/2017 12:00:00 ص", "2017-03-30T00:00:00"),
        ("٣٠/٠٣/٢٠١٧ ١٢:٠٠ م", "2017-03-30T12:00:00"),
        ("5/28/2021 3:00:00 PM", "2021-05-28T15:00:00"),
        ("7.6.2017", "2017-06-07"),
        ("2017/6/7", "2017-06-07"),
    ],
)
def test_figures_put_the_day_first_and_tell_morning_from_evening(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    ["12 رمضان 1438", "أمس", "قبل 3 ساعات", "31/02/2021", "32 مايو 2020", "5 مايو يونيو 2020", "مايو 2020", "1/2/3",
     "2018", "Fri, 07 Oct 2016 25:00:00 GMT", "5 مايو 2020 عن الوكالة", "9999999999/1/1", "1 " * 5_000],
)  # fmt: skip
def test_what_nobody_can_read_is_none(written: str) -> None:
    assert iso_date(written) is None


@given(st.datetimes(), st.integers(-14, 14))
def test_a_moment_written_by_rfc_822_comes_back(moment: object, hours: int) -> None:
    from datetime import datetime, timedelta, timezone
    from email.utils import format_datetime

    assert isinstance(moment, datetime)
    at = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert iso_date(format_datetime(at)) == at.isoformat()


@given(st.text(alphabet=st.sampled_from("0123456789٣:/-.+ صممايوTZGMT,قبل"), max_size=60))
def test_any_text_is_a_date_or_none(written: str) -> None:
    begin = time.process_time()
    found = iso_date(written)
    assert found is None or found[:2].isdigit()
    assert time.process_time() - begin < 0.5
