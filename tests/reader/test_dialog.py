"""What lies beneath a dialog shows through it, and costs a frame only where it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from textual.geometry import Region
from textual.pilot import Pilot
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip

from index.library import Library
from reader.screens.dialog import Dialog
from tests.reader.stage import drawn_rows, main_screen, make_app, make_library, settle

SIZE = (100, 24)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    with make_library(tmp_path) as made:
        monkeypatch.setattr(made.entity_index, "gather", lambda progress, is_patient: None)
        yield made


def textual_dims(screen: Screen[object], dialog: Dialog[object]) -> list[list[Segment]]:
    """The rows of a screen as Textual itself shows them beneath a dialog."""
    shade = dialog.styles.background
    return [list(BackgroundScreen.process_segments(row, shade)) for row in screen._compositor.render_strips()]


async def note_box(pilot: Pilot[int]) -> Dialog[object]:
    await pilot.press("ampersand")
    await settle(pilot)
    dialog = pilot.app.screen
    assert isinstance(dialog, Dialog)
    return dialog


async def test_a_dialog_dims_what_lies_beneath_as_textual_does(library: Library) -> None:
    app = make_app(library)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        app.console._color_system = ColorSystem.TRUECOLOR
        screen = main_screen(pilot)
        dialog = await note_box(pilot)
        for text in ("", "40/200"):
            screen.show_progress(text, 0.2 if text else None)
            await settle(pilot)
            for y, row in enumerate(textual_dims(screen, dialog)):
                assert list(dialog.render_line(y).simplify()) == list(Strip(row).simplify()), y


async def test_in_few_colours_what_lies_beneath_is_faint_and_keeps_its_colours(library: Library) -> None:
    app = make_app(library)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        app.console._color_system = ColorSystem.STANDARD
        screen = main_screen(pilot)
        dialog = await note_box(pilot)
        shown = screen._compositor.render_strips()
        for y, row in enumerate(shown):
            drawn = dialog.render_line(y)
            assert drawn.text == row.text
            for (_, style, _), (_, before, _) in zip(drawn, row, strict=True):
                assert style is not None
                assert style.dim
                assert before is None or (style.color, style.bgcolor) == (before.color, before.bgcolor)


async def test_rows_that_change_beneath_a_dialog_are_drawn_and_no_others(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(library)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        screen.show_progress("40/200", 0.2)
        dialog = await note_box(pilot)
        drawn = drawn_rows(dialog, monkeypatch)
        screen.list.refresh()
        await pilot.pause(0.1)
        assert drawn == []
        screen.show_progress("41/200", 0.2)
        await settle(pilot)
        assert set(drawn) == {screen.progress.region.y}
        drawn.clear()
        await pilot.press("z")
        await pilot.pause(0.1)
        assert drawn == []


async def test_a_letter_typed_while_rows_beneath_change_is_drawn(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(library)
    sent: list[str] = []
    monkeypatch.setattr(app, "_display", lambda _, update: update and sent.append(update.render_segments(app.console)))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await note_box(pilot)
        typed = ""
        for count, letter in enumerate("qzxjwvkq"):
            screen.show_progress(f"{count}/200", count / 200)
            sent.clear()
            await pilot.press(letter)
            screen.show_progress(f"{count}/200 ", count / 200)
            await pilot.pause(0.05)
            typed += letter
            assert typed in "".join(sent)


async def test_a_dialog_in_another_window_size_shows_all_rows(library: Library) -> None:
    app = make_app(library)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        dialog = await note_box(pilot)
        await pilot.resize_terminal(60, 18)
        await settle(pilot)
        expected = textual_dims(main_screen(pilot), dialog)
        assert len(expected) == 18
        strips = dialog.render_lines(Region(0, 0, 60, 18))
        assert [strip.text for strip in strips] == ["".join(part.text for part in row) for row in expected]
