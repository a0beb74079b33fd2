"""Which panes stand on a screen of which width, and on which side."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.screens.panes import Pane, arrange
from tests.reader.stage import main_screen, make_app, make_library, settle


@pytest.mark.parametrize(
    ("width", "active", "shown"),
    [
        (120, "list", {"list", "body", "entities"}),
        (100, "body", {"list", "body", "entities"}),
        (99, "list", {"list", "body"}),
        (60, "body", {"list", "body"}),
        (80, "entities", {"entities", "body"}),
        (59, "list", {"list"}),
        (50, "body", {"body"}),
        (50, "entities", {"entities"}),
    ],
)
def test_panes_by_width(width: int, active: Pane, shown: set[str]) -> None:
    found = arrange(width, active=active, is_list_hidden=False, is_entities_hidden=False)
    names = {"list": found.list_width, "entities": found.entities_width, "body": found.shows_body}
    assert {name for name, cells in names.items() if cells} == shown


def test_the_plain_form_has_one_pane_on_any_screen() -> None:
    found = arrange(200, active="body", is_list_hidden=False, is_entities_hidden=False, is_plain=True)
    assert (found.list_width, found.entities_width, found.shows_body) == (0, 0, True)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 20)])
async def test_panes_fill_the_screen_without_overlap(tmp_path: Path, size: tuple[int, int]) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=size) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            shown = [pane for pane in (screen.list, screen.body, screen.entities) if pane.display]
            assert sum(pane.outer_size.width for pane in shown) == size[0]
            assert all(pane.outer_size.height == size[1] - 1 for pane in shown)


async def test_the_arabic_interface_is_mirrored_and_the_language_switches_live(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            assert screen.entities.region.x < screen.body.region.x < screen.list.region.x
            await pilot.press("ش")
            await settle(pilot)
            assert screen.list.region.x < screen.body.region.x < screen.entities.region.x
            assert "Articles 1/3" in str(screen.list.border_title)


async def test_panes_hide_and_come_back(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            await pilot.press("e")
            assert not screen.entities.display
            await pilot.press("ص")
            assert not screen.list.display
            await pilot.press("w", "ث")
            assert screen.list.display
            assert screen.entities.display


async def test_on_a_narrow_screen_enter_opens_and_escape_returns(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(50, 20)) as pilot:
            await settle(pilot)
            screen = main_screen(pilot)
            assert (screen.list.display, screen.body.display) == (True, False)
            await pilot.press("enter")
            await settle(pilot)
            assert (screen.list.display, screen.body.display) == (False, True)
            await pilot.press("escape")
            assert (screen.list.display, screen.body.display) == (True, False)


@pytest.mark.parametrize(
    ("width", "order"), [(120, ["list", "body", "entities", "search"]), (80, ["list", "body", "search"])]
)
async def test_tab_goes_through_the_panes_in_reading_order(tmp_path: Path, width: int, order: list[str]) -> None:
    with make_library(tmp_path) as library:
        async with make_app(library).run_test(size=(width, 24)) as pilot:
            await settle(pilot)
            seen = []
            for _ in order:
                assert pilot.app.focused is not None
                seen.append(pilot.app.focused.id)
                await pilot.press("tab")
                await pilot.pause()
            assert seen == order
            await pilot.press("shift+tab")
            await pilot.pause()
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == order[-1]
