"""Names that begin with the letters of a proclitic stay whole, and lose a proclitic that really stands before them."""

from __future__ import annotations

import pytest

from index.entities import recognise

PLACES = ["لبنان", "فلسطين", "باريس", "وارسو", "ليبيا", "بنغازي", "كابول", "فيينا"]
PEOPLE = ["وائل", "بلال", "كريم"]

OF_A_PLACE = ["وصل الوفد إلى {} أمس", "عقد المؤتمر في {} بحضور عدد من السفراء", "أعلن مسؤول أن {} تستضيف القمة المقبلة"]
WITH_A_PLACE = ["يقع المقر ب{} منذ سنوات", "زار الوفد دمشق و{} الأسبوع الماضي", "الرحلات الجوية إلى روما و{} متوقفة"]
OF_A_PERSON = ["قال الدكتور {} حسن إن الأمر انتهى", "التقى الوزير {} حسن في مكتبه", "وأضاف {} حسن أن العمل مستمر"]
WITH_A_PERSON = ["التقى سامي حداد و{} حسن في المكتب", "شارك أحمد منصور و{} حسن في اللقاء", "وقال محمد صالح و{} حسن ذلك"]


def texts(text: str, kind: str) -> list[str]:
    return [mention.text for mention in recognise(text).mentions if mention.type == kind]


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("sentence", [*OF_A_PLACE, *WITH_A_PLACE])
def test_a_place_is_never_cut_and_loses_its_proclitic(sentence, name):
    assert name in texts(sentence.format(name), "LOC")


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("sentence", [*OF_A_PERSON, *WITH_A_PERSON])
def test_a_given_name_is_never_cut_and_loses_its_proclitic(sentence, name):
    assert f"{name} حسن" in texts(sentence.format(name), "PER")


@pytest.mark.parametrize("name", [*PLACES, *PEOPLE])
def test_the_canonical_name_is_whole_too(name):
    kind = "LOC" if name in PLACES else "PER"
    sentence = OF_A_PLACE[0] if name in PLACES else OF_A_PERSON[0]
    shown = [entity.canonical for entity in recognise(sentence.format(name)).entities if entity.type == kind]
    assert shown == [name if name in PLACES else f"{name} حسن"]
