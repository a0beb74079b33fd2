"""One story in several papers is one row of the list, and a key lists all who tell it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.library import Library
from reader.app import WarraqApp
from reader.locale import Language, say_in
from reader.screens.news_desk import Habits
from tests.reader.stage import main_screen, make_app, make_library, make_look, rows_of, settle
from tests.reader.test_screen_searching import WIDE, search

WORDS = (
    "أعلنت الحكومة يوم الثلاثاء عن خطة جديدة لإصلاح شبكة الكهرباء في البصرة بعد أسابيع من الاحتجاجات التي شهدتها"
    " المدينة بسبب انقطاع التيار، وقال وزير الطاقة في مؤتمر صحفي إن العمل يبدأ في الشهر المقبل ويستمر عامين كاملين،"
    " وإن كلفة المشروع تبلغ مليار دولار تموّلها الدولة وثلاثة مصارف دولية وافقت على القرض في الأسبوع الماضي."
)
STORY = tuple(
    {"id": f"s{n}", "title": f"خطة الكهرباء {n}", "body": WORDS, "source": source, "date": f"2021-07-0{n}"}
    for n, source in enumerate(("العرب", "الوطن", "الأهرام"), 1)
)
OTHERS = (
    {
        "id": "film",
        "title": "عرض فيلم في سوسة",
        "body": "يعرض الفيلم في مدينة سوسة.",
        "source": "جوهرة",
        "date": "2021-07-05",
    },
    {"id": "game", "title": "فوز المنتخب", "body": "فاز المنتخب في البصرة.", "source": "كرة", "date": "2021-07-04"},
)


def told_library(folder: Path) -> Library:
    library = make_library(folder, (*STORY, *OTHERS))
    library.stories.gather()
    return library


def titles(pilot: Pilot[int]) -> list[str]:
    shown = main_screen(pilot).list
    rows = [shown.row_at(position) for position in range(shown.count)]
    return [row.id for row in rows if row is not None]


def unfolded_app(library: Library, language: Language = "ar") -> WarraqApp:
    return WarraqApp(library, make_look(language), say_in, habits=Habits(fold_stories=False))


@pytest.mark.parametrize("key", ["3", "٣"])
async def test_a_story_is_one_row_with_a_count_and_a_key_lists_it(tmp_path: Path, key: str) -> None:
    with told_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            assert titles(pilot) == ["film", "game", "s3"]
            await pilot.press("end")
            about = [row for row in rows_of(main_screen(pilot).list) if "+2" in row]
            assert len(about) == 1
            assert about[0].split()[-1] == "+2"
            await pilot.press(key)
            await settle(pilot)
            assert titles(pilot) == ["s3", "s2", "s1"]
            await pilot.press("escape")
            await settle(pilot)
            assert titles(pilot) == ["film", "game", "s3"]
            assert main_screen(pilot).list.cursor == 2


async def test_the_story_of_the_open_article_is_listed_from_the_body(tmp_path: Path) -> None:
    with told_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            await pilot.press("end", "enter", "3")
            await settle(pilot)
            assert titles(pilot) == ["s3", "s2", "s1"]
            assert main_screen(pilot).active == "list"
            assert "This story" in str(main_screen(pilot).list.border_title)


async def test_an_article_that_nobody_else_tells_has_no_story(tmp_path: Path) -> None:
    with told_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("3")
            await settle(pilot)
            assert "No other article" in main_screen(pilot).notice.text
            assert len(titles(pilot)) == 3


async def test_a_search_folds_stories_and_searches_in_a_story(tmp_path: Path) -> None:
    with told_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await search(pilot, "البصرة")
            assert len(titles(pilot)) == 2
            await pilot.press(*(("down",) if titles(pilot)[0] == "game" else ()), "3")
            await settle(pilot)
            assert (len(titles(pilot)), main_screen(pilot).search.value) == (3, "")
            await search(pilot, "1")
            assert titles(pilot) == ["s1"]
            await pilot.press("escape")
            await settle(pilot)
            assert len(titles(pilot)) == 3
            await pilot.press("escape")
            await settle(pilot)
            assert (len(titles(pilot)), main_screen(pilot).search.value) == (2, "البصرة")


async def test_no_bookmark_hides_behind_another(tmp_path: Path) -> None:
    with told_library(tmp_path) as library:
        library.bookmark("s1")
        library.bookmark("s2")
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("f")
            await settle(pilot)
            assert titles(pilot) == ["s2", "s1"]


async def test_a_setting_lists_every_article(tmp_path: Path) -> None:
    with told_library(tmp_path) as library:
        async with unfolded_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            assert len(titles(pilot)) == 5


async def test_stories_found_while_one_reads_are_folded(tmp_path: Path) -> None:
    with make_library(tmp_path, (*STORY, *OTHERS)) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            for _ in range(60):
                await pilot.pause(0.1)
                if main_screen(pilot).list.count == 3:
                    break
            assert titles(pilot) == ["film", "game", "s3"]
