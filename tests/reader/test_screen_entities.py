"""Entities on the screen: from the pane to every article that names one."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.library import Library
from index.reports import Correction, Gathered
from reader.screens.company import CompanyScreen
from reader.screens.corrections import CorrectionsScreen
from reader.screens.naming import NamingScreen
from reader.widgets.pair_list import PairList
from reader.widgets.timeline import Timeline, bars, every_month
from tests.reader.stage import main_screen, make_app, make_library, rows_of, settle
from tests.reader.test_screen_searching import WIDE


def gather(library: Library) -> None:
    library.entity_index.gather(lambda _: None)


async def point_at(pilot: Pilot[int], name: str, kind: str = "LOC") -> None:
    """Stand on an entity of the open article."""
    await settle(pilot)
    screen = main_screen(pilot)
    screen.show_pane("entities")
    screen.entities.point_at(name, kind)
    await pilot.pause()
    assert screen.entities.entity is not None
    assert screen.entities.entity.canonical == name


@pytest.mark.parametrize(("language", "field"), [("ar", "كيان"), ("en", "entity")])
async def test_enter_lists_every_article_that_names_the_entity(tmp_path: Path, language: str, field: str) -> None:
    with make_library(tmp_path) as library:
        gather(library)
        async with make_app(library, language).run_test(size=WIDE) as pilot:  # type: ignore[arg-type]
            await point_at(pilot, "العراق")
            await pilot.press("enter")
            await settle(pilot)
            screen = main_screen(pilot)
            assert screen.search.value == f'{field}:"العراق"'
            assert [row.id for row in library.rows(screen._row_keys)] == ["ramadi"]
            assert [screen.body.text[start:end] for start, end in screen.body.spots.hits] == ["العراق", "العراق"]
            assert "العراق" in screen.notice.text


async def test_while_the_table_is_young_the_words_are_searched_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_library(tmp_path) as library:
        monkeypatch.setattr(library.entity_index, "gather", lambda *_, **__: None)
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await point_at(pilot, "عين الأسد")
            await pilot.press("enter")
            await settle(pilot)
            screen = main_screen(pilot)
            assert screen.search.value == '"عين الأسد"'
            assert "1 of 3" in screen.notice.text


async def test_the_reader_fills_the_table_and_tells_how_far_it_is(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await settle(pilot)
            pane = main_screen(pilot).entities
            pane.show_progress(Gathered(12_345, 55_000))
            assert "22 %" in str(pane.border_subtitle)
            await pilot.pause(0.6)
            await settle(pilot)
            assert library.entity_index.gathered() == Gathered(3, 3)
            assert str(pane.border_subtitle or "") == ""


async def test_an_entitys_company_is_shown_and_both_are_searched_for(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        gather(library)
        async with make_app(library).run_test(size=WIDE) as pilot:
            await point_at(pilot, "العراق")
            await pilot.press("ك")
            await settle(pilot)
            screen = pilot.app.screen
            assert isinstance(screen, CompanyScreen)
            first, last = rows_of(screen.query_one(Timeline))[:2]
            assert first == "███".rjust(len(first))
            assert "2021" in last
            names = [one.name for one in screen._company.companions]
            assert "الرمادي" in names
            await pilot.press(*["down"] * names.index("الرمادي"), "enter")
            await settle(pilot)
            assert main_screen(pilot).search.value == 'كيان:"العراق" كيان:"الرمادي"'
            assert main_screen(pilot).list.count == 1


def test_months_without_an_article_are_gaps_and_many_months_share_a_bar() -> None:
    months = every_month([("2020-11", 1), ("2021-02", 8)])
    assert months == [1, 0, 0, 8]
    assert bars(months, 40) == "▁▁▁      ███"
    assert bars(months, 3) == "▁ █"
    assert bars([1, 1, 0, 0, 3, 5], 3) == "▂ █"
    assert bars([], 10) == ""


async def test_a_wrong_entity_is_hidden_in_pane_and_text_and_comes_back(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        gather(library)
        async with make_app(library, "en").run_test(size=WIDE) as pilot:
            await point_at(pilot, "العراق")
            screen = main_screen(pilot)
            lit = len(screen.body.spots.mentions)
            await pilot.press("ط", "enter")
            await settle(pilot)
            assert library.corrections.all() == (Correction("LOC", "العراق"),)
            assert len(screen.body.spots.mentions) == lit - 2
            assert "العراق" not in {entity.canonical for entity in screen._entities.entities}
            assert "Hidden" in screen.notice.text
            await pilot.press("h", "end", "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, CorrectionsScreen)
            row = rows_of(pilot.app.screen.query_one(PairList))[0]
            assert row.endswith("hidden")
            await pilot.press("x")
            await settle(pilot)
            assert library.corrections.all() == ()
            await pilot.press("escape")
            await settle(pilot)
            assert len(screen.body.spots.mentions) == lit


async def test_a_wrong_type_and_a_wrong_name_are_corrected(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        gather(library)
        async with make_app(library, "en").run_test(size=(50, 20)) as pilot:
            await point_at(pilot, "العراق")
            screen = main_screen(pilot)
            await pilot.press("h", "down", "down", "enter")
            await settle(pilot)
            assert library.corrections.all() == (Correction("LOC", "العراق", "ORG", "العراق"),)
            screen.entities.point_at("العراق", "ORG")
            await pilot.press("h", *["down"] * 3, "enter")
            await settle(pilot)
            assert isinstance(pilot.app.screen, NamingScreen)
            await pilot.press(*"بغداد", "enter")
            await settle(pilot)
            assert Correction("LOC", "العراق", "ORG", "بغداد") in library.corrections.all()
            assert {mention.canonical for mention in screen.body.spots.mentions if mention.type == "ORG"} == {"بغداد"}
            screen.entities.point_at("بغداد", "ORG")
            await pilot.press("h", *["down"] * 4, "enter")
            await settle(pilot)
            assert library.corrections.all() == ()
            assert "As it was" in screen.notice.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 20)])
async def test_one_type_alone_is_lit_listed_and_stepped_through(tmp_path: Path, size: tuple[int, int]) -> None:
    article = {"id": "visit", "title": "", "body": "زار بغداد ودمشق يوم 4 يوليو 2021 مع 15 وزيرا."}
    with make_library(tmp_path, (article,)) as library:
        async with make_app(library, "en").run_test(size=size) as pilot:
            await point_at(pilot, "بغداد")
            screen = main_screen(pilot)
            types = {mention.type for mention in screen.body.spots.mentions}
            assert types >= {"LOC", "DATE", "NUM"}
            await pilot.press("g")
            assert {mention.type for mention in screen.body.spots.mentions} == {"LOC"}
            assert "Places" in str(screen.entities.border_title)
            assert "Places alone" in screen.notice.text
            rows = [row.split()[0] for row in rows_of(screen.entities) if row.strip()]
            assert rows == ["Places", *["L"] * (len(rows) - 1)]
            await pilot.press("]")
            assert "place" in str(screen.body.border_subtitle)
            assert screen.body.display
            await pilot.press(*["ذ"] * len(types))
            assert {mention.type for mention in screen.body.spots.mentions} == types
            screen.show_pane("entities")
            await pilot.pause()
            assert "Entities" in str(screen.entities.border_title)
