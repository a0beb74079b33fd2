"""Reading, searching and marking, as a person does it at the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reader.stage import cells, main_screen, make_app, make_library, rows_of, settle

WIDE = (120, 36)


async def test_the_first_article_is_open_at_once_with_its_entities(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            assert screen.article is not None
            assert screen.article.id == "ramadi"
            assert screen.body.spots.mentions
            assert not library.marks("ramadi").is_read


async def test_markup_in_titles_and_bodies_is_text(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            # [/red] in a right-to-left line: brackets and slash change sides, the Latin word does not.
            assert cells(rows_of(screen.body)[0])[:6] == ["[", "r", "e", "d", "/", "]"]
            await pilot.press("down", "enter")
            await settle(pilot)
            assert "[bold]" in "".join(rows_of(screen.body))


async def test_the_body_is_joined_and_stands_at_the_right(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("down", "enter")
            await settle(pilot)
            row = rows_of(main_screen(pilot).body)[0]
            assert cells(row) == [
                *["ﺔ", "ﺳ", "ﻮ", "ﺳ", " ", "ﻲ", "ﻓ", " "],
                *["ﻢ", "ﻠ", "ﻴ", "ﻓ", " ", "ﺽ", "ﺮ", "ﻋ"],
            ]
            assert row.startswith("    ")
            assert row[-2:] == "ﻋ "


async def test_a_word_typed_in_arabic_finds_its_article(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await pilot.press("/", *"العراق")
            await pilot.press("enter")
            await settle(pilot)
            assert screen.list.count == 1
            await pilot.press("enter")
            await settle(pilot)
            lit = [screen.body.text[start:end] for start, end in screen.body.spots.hits]
            assert lit
            assert all("العراق" in word for word in lit)
            await pilot.press("escape", "escape", "escape")
            await settle(pilot)
            assert screen.list.count == 3


async def test_letters_typed_in_the_search_box_are_no_commands(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("ظ", "q", "م", "?", "space", "ا")
            assert main_screen(pilot).search.value == "qم? ا"
            assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("key", ["m", "م", "f5"])
async def test_a_bookmark_is_kept(tmp_path: Path, key: str) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert library.marks("ramadi").is_bookmarked
            assert "★" in rows_of(main_screen(pilot).list)[0]
            await pilot.press("f")
            await settle(pilot)
            assert main_screen(pilot).list.count == 1
            await pilot.press(key)
            await settle(pilot)
            assert not library.marks("ramadi").is_bookmarked


async def test_opening_marks_as_read_and_the_place_is_kept(tmp_path: Path) -> None:
    long = {"id": "long", "title": "طويل", "body": "\n".join(f"فقرة رقم {n} من المقال." for n in range(80))}
    with make_library(tmp_path, (long,)) as library:
        async with make_app(library).run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("enter", "space", "space")
            await settle(pilot)
            position = main_screen(pilot).body.position
            assert position > 0
            await pilot.press("ض")
        assert library.marks("long").is_read
        assert library.marks("long").position == position
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            assert main_screen(pilot).body.position == position


async def test_a_resize_keeps_the_text_at_the_top(tmp_path: Path) -> None:
    long = {"id": "long", "title": "طويل", "body": "\n".join("كلمة وكلمة أخرى " * 30 for _ in range(40))}
    with make_library(tmp_path, (long,)) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("enter", "space", "space", "space")
            body = main_screen(pilot).body
            position = body.position
            for size in ((70, 24), (50, 20), (110, 30), WIDE):
                await pilot.resize_terminal(*size)
                await settle(pilot)
            assert body.position == position
            assert "كلمة"[0] in body.text[position : position + 5]


async def test_keys_without_meaning_do_nothing(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            before = rows_of(screen.body), rows_of(screen.list)
            await pilot.press("ل", "ا", "b", "G", "T", "9", "f12", "ctrl+g", "~")
            await settle(pilot)
            assert (rows_of(screen.body), rows_of(screen.list)) == before


async def test_the_paragraph_and_the_article_are_copied_as_logical_text(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            article = library.article("ramadi")
            await pilot.press("غ")
            assert pilot.app.clipboard == article.text
            await pilot.press("c")
            assert pilot.app.clipboard == article.title


async def test_mentions_are_stepped_through_and_searched_for(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await pilot.press("د")
            first = screen.body.spots.focus
            assert first == (screen.body.spots.mentions[0].start, screen.body.spots.mentions[0].end)
            screen.entities.focus()
            await pilot.press("home", "space")
            assert screen.body.spots.focus.end > 0
            entity = screen.entities.entity
            assert entity is not None
            await pilot.press("س")
            await settle(pilot)
            assert screen.search.value.endswith(f'"{entity.canonical}"')


async def test_help_names_every_key_and_the_palette_runs_a_command(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await pilot.press("؟")
            assert len(pilot.app.screen_stack) == 2
            await pilot.press("escape")
            await pilot.press(":", *"التشكيل", "enter")
            await settle(pilot)
            assert len(pilot.app.screen_stack) == 1
            assert not screen.look.options.show_marks


async def test_the_plain_form_is_logical_text_at_the_left(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            await pilot.press("enter", "v")
            await settle(pilot)
            screen = main_screen(pilot)
            assert [pane.display for pane in (screen.list, screen.body, screen.entities)] == [False, True, False]
            assert rows_of(screen.body)[0].startswith("هجوم على قاعدة")


async def test_an_article_that_is_gone_is_told_and_nothing_breaks(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=WIDE) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            screen.open_article("nowhere")
            await settle(pilot)
            assert screen.notice.display
            assert "nowhere" in screen.notice.text


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with make_library(tmp_path, ()) as library:
        async with make_app(library, "en").run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "warraq import" in " ".join(" ".join(rows_of(main_screen(pilot).list)).split())
