"""Which articles are folded into one story, and which are not."""

from __future__ import annotations

import random
import threading
from itertools import count
from pathlib import Path

import pytest

from index.article import Article
from index.incoming import Incoming
from index.library import Criteria, Library
from index.resemblance import bands, is_near, resemblance, wording

BODY = (
    "أعلنت وزارة النقل أن أعمال توسيع الميناء القديم تبدأ بعد انتهاء الدراسة التي كلفت بها مكتبا هندسيا وأوضح المتحدث"
    " باسمها أن الأرصفة الجديدة ستتسع لسفن أكبر وأن الصيادين سينقلون إلى حوض مجاور مؤقتا وأضاف أن الأهالي سيستشارون قبل"
    " وضع المخطط النهائي وأن الشركات المحلية تقدم عروضها في جلسة علنية وقال رئيس البلدية إن المدينة انتظرت هذا المشروع"
    " طويلا بسبب خلاف على ملكية الأرض حسمه القضاء لمصلحة الدولة ورأى خبراء أن الطريق الساحلي يحتاج إلى جسر آخر حتى لا"
    " تختنق الحركة عند مدخل المرفأ ودعا نقيب البحارة إلى تدريب العاملين على الرافعات الحديثة"
)
WORDS = BODY.split()
_ids = count()


def put(library: Library, body: str, title: str = "", source: str = "", date: str | None = None) -> int:
    article = Article(f"s{next(_ids)}", title, body, source, date)
    return library._store.put_incoming(Incoming(article, "test"))[1]


def told(one: str, other: str) -> bool:
    """Whether two texts are found to be one story, the sketches included."""
    worded = wording(one), wording(other)
    shared = set(bands(worded[0])) & set(bands(worded[1]))
    return bool(shared) and resemblance(*worded) > 0


@pytest.fixture
def gathered(empty_library: Library) -> tuple[Library, list[int]]:
    """Three papers with one report, and another report."""
    library = empty_library
    edited = BODY.replace("أعلنت وزارة النقل", "بيروت - قالت وزارة النقل والأشغال في بيان")
    keys = [
        put(library, BODY, "توسيع الميناء", "الصباح", "2021-07-01"),
        put(library, edited, "الميناء القديم يتسع", "المساء", "2021-07-02"),
        put(library, " ".join(WORDS[:70]), "أرصفة جديدة", "الظهيرة", "2021-07-03T08:00:00"),
        put(library, " ".join(reversed(WORDS)), "خبر آخر", "الصباح", "2021-07-02"),
    ]
    library.stories.gather()
    return library, keys


def test_a_report_in_three_papers_is_one_row_with_a_count(gathered: tuple[Library, list[int]]) -> None:
    library, (first, second, third, other) = gathered
    assert list(library.keys()) == [third, other, second, first]
    assert list(library.keys(Criteria(folds_stories=True))) == [third, other]
    assert list(library.keys(Criteria(folds_stories=True, source="الصباح"))) == [other, first]
    assert library.story_sizes([first, second, third, other]) == {first: 3, second: 3, third: 3}
    newest_first = [row.key for row in library.story_of(library.rows([first])[0].id)]
    assert newest_first == [third, second, first]
    assert [row.key for row in library.story_of(library.rows([other])[0].id)] == [other]


def test_what_a_query_finds_is_folded_and_still_found(gathered: tuple[Library, list[int]]) -> None:
    library, keys = gathered
    found = library.search_keys("الميناء")
    assert len(found) == 4
    assert len(library.folded(found)) == 2
    assert set(library.folded(found)) <= set(keys)


def test_many_hits_are_folded_page_by_page(empty_library: Library) -> None:
    for number in range(150):
        put(empty_library, f"كلمة {number} " * 3)
    twins = [put(empty_library, BODY, date="2021-07-01") for _ in range(2)]
    empty_library.stories.gather()
    found = empty_library.search_keys("كلمة OR الميناء")
    folded = empty_library.folded(found)
    assert len(found) - len(folded) in (0, 1)
    assert len(set(folded) & set(twins)) == 1
    assert len(folded) == 151


EDITED = {
    "another lead": "قال مصدر مسؤول أمس، في تصريح لوكالة محلية: " + " ".join(WORDS[4:]),
    "the end cut off": " ".join(WORDS[:65]),
    "more at the end": BODY + " " + "وكانت المدينة قد شهدت في الربيع معرضا للقوارب الخشبية زاره كثير من الناس",
    "other spellings": BODY.replace("أن", "ان").replace("إلى", "الى"),
    "vowel marks": BODY.replace("أعلنت", "أَعلَنَت").replace("الميناء", "المِيناء"),
    "a sentence left out": " ".join(WORDS[:30] + WORDS[38:]),
    "words an editor changed": BODY.replace("طويلا", "كثيرا").replace("حسمه", "أنهاه").replace("دعا", "طالب"),
}


@pytest.mark.parametrize("how", EDITED)
def test_an_edited_copy_is_the_same_story(how: str) -> None:
    assert told(BODY, EDITED[how])


WEATHER = (
    "يكون الطقس {day} غائما جزئيا على كامل المناطق مع أمطار متفرقة بالشمال والوسط وتكون الريح من القطاع الغربي قوية"
    " نسبيا قرب السواحل وتتراوح سرعتها بين {wind} و50 كيلومترا في الساعة والبحر مضطرب وتتراوح الحرارة القصوى بين {low}"
    " و{high} درجة وتصل إلى 30 درجة في الجنوب الغربي وتدعو المصالح المختصة مستعملي الطريق إلى الحذر عند الصباح بسبب"
    " الضباب الكثيف الذي قد يحجب الرؤية على الطرقات الجبلية وفي الأودية المنخفضة"
)
REPORTS = {
    "the weather of two days": (
        WEATHER.format(day="الجمعة", wind=20, low=18, high=24),
        WEATHER.format(day="السبت", wind=30, low=19, high=26),
    ),
    "one number": (
        WEATHER.format(day="الجمعة", wind=20, low=18, high=24),
        WEATHER.format(day="الجمعة", wind=20, low=18, high=25),
    ),
    "Arabic digits": (
        WEATHER.format(day="الجمعة", wind="٢٠", low=18, high=24),
        WEATHER.format(day="الجمعة", wind="٢٥", low=18, high=24),
    ),
    "the weekday": (
        WEATHER.format(day="الجمعة", wind=20, low=18, high=24),
        WEATHER.format(day="الأحد", wind=20, low=18, high=24),
    ),
    "numbers in words": (BODY + " بعد عامين وثلاثة أشهر", BODY + " بعد عامين وخمسة أشهر"),
    "a name in a short report": (
        "فاز اللاعب سامي الحداد بلقب بطولة المدينة للشطرنج بعد مباراة طويلة شهدها جمهور كبير في قاعة النادي مساء أمس",
        "فاز اللاعب نبيل النجار بلقب بطولة المدينة للشطرنج بعد مباراة طويلة شهدها جمهور كبير في قاعة النادي مساء أمس",
    ),
    "other words": (BODY, " ".join(sorted(WORDS))),
    "half of the words": (BODY, " ".join(WORDS[: len(WORDS) // 2] + sorted(WORDS[len(WORDS) // 2 :]))),
    "next to nothing": ("عاجل", "عاجل"),
}


@pytest.mark.parametrize("what", REPORTS)
def test_reports_that_differ_in_what_counts_are_two_stories(what: str) -> None:
    assert not told(*REPORTS[what])
    assert what == "next to nothing" or told(REPORTS[what][0], REPORTS[what][0])


def test_stories_of_other_days_are_other_stories(empty_library: Library) -> None:
    dates = ("2021-07-01", "2021-07-04", "2021-08-04", None)
    keys = [put(empty_library, BODY, date=date) for date in dates]
    empty_library.stories.gather()
    july, later = (
        {told.key for told in empty_library.story_of(row.id)} for row in empty_library.rows([keys[0], keys[2]])
    )
    assert {keys[0], keys[1]} <= july
    assert not july & later
    assert july | later == set(keys)
    assert is_near("2021-07-01T23:00:00+01:00", "2021-07-04")
    assert not is_near("2021-07-01", "2021-07-05")
    assert is_near("2021-07-01", None)


def test_an_article_that_changes_leaves_its_story(gathered: tuple[Library, list[int]]) -> None:
    library, (first, second, third, _) = gathered
    changed = Article(
        library.rows([second])[0].id, "تصحيح", "نص مختلف تماما عن كل ما سبق نشره في هذه الصحيفة من قبل اليوم"
    )
    library._store.put_incoming(Incoming(changed, "test"))
    assert not library.stories.gathered().is_whole
    library.stories.gather()
    assert library.story_sizes([first, second, third]) == {first: 2, third: 2}


def test_comparing_goes_on_where_it_stopped(empty_library: Library) -> None:
    library = empty_library
    keys = [put(library, BODY if n % 20 == 0 else f"خبر رقم {n} عن موضوع لا يشبه غيره") for n in range(60)]
    seen: list[int] = []
    compare = library.stories._compare

    def stop_after_one(batch: object) -> None:
        compare(batch)  # type: ignore[arg-type]
        seen.append(library.stories.gathered().listed)
        library.stories.leave_off()

    library.stories._compare = stop_after_one  # type: ignore[method-assign]
    library.stories.gather()
    assert seen == [25]
    with Library(library.path) as again:
        again.stories.gather()
        assert again.stories.gathered().is_whole
        assert again.story_sizes(keys) == dict.fromkeys(keys[::20], 3)


def test_marks_can_be_set_while_articles_are_compared(empty_library: Library) -> None:
    shuffled = random.Random(5)
    keys = [put(empty_library, " ".join(shuffled.sample(WORDS, 60))) for _ in range(100)]
    thread = threading.Thread(target=empty_library.stories.gather, kwargs={"is_patient": True})
    thread.start()
    for row in empty_library.rows(keys[:20]):
        empty_library.bookmark(row.id)
    thread.join()
    assert empty_library.stats()["bookmarked"] == 20
    assert empty_library.stories.gathered().is_whole


def test_comparing_loads_nothing_before_it_is_asked(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from pathlib import Path; from index.library import Library, Criteria\n"
        f"library = Library.open(Path({str(tmp_path / 'library')!r}))\n"
        "library.keys(Criteria(folds_stories=True))\n"
        "assert not {'rensa', 'numpy', 'index.resemblance'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])
