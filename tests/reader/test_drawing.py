"""What stands on the screen, drawn piece by piece where it changed, is what drawing all of it anew would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.style import Style
from textual.screen import Screen

from index.library import Library
from reader.locale import Language
from reader.screens.dialog import Dialog
from reader.widgets.article_list import ArticleList
from reader.widgets.document_view import DocumentView
from tests.reader.stage import main_screen, make_app, make_library, settle
from tests.reader.test_screen_following import MANY, newer

STEPS: tuple[tuple[str, ...], ...] = (
    ("down", "down"),
    ("enter",),
    ("down", "pagedown"),
    ("tab", "down"),
    ("escape", "end", "up"),
    ("home", "m"),
    ("slash", *"خبر"),
    (*" رقم",),
    ("enter",),
    ("n", "n"),
    ("f",),
    ("ampersand", *"ملا"),
    ("escape",),
    ("question_mark",),
    ("down", "escape"),
    ("slash", *"ظظظ"),
    ("ظ",),
    ("escape", "escape"),
)


def drawn(screen: Screen[object]) -> list[list[tuple[str, Style | None]]]:
    return [[(part.text, part.style) for part in row.simplify()] for row in screen._compositor.render_strips()]


def forget_what_is_drawn(screen: Screen[object]) -> None:
    for widget in (screen, *screen.query("*")):
        if isinstance(widget, ArticleList | DocumentView):
            widget._strips.clear()
        if isinstance(widget, Dialog) and widget._beneath is not None:
            widget._beneath._dimmed.clear()
        widget.refresh()


@pytest.mark.parametrize(("language", "size"), [("ar", (120, 36)), ("en", (50, 20))])
async def test_each_key_draws_all_that_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language, size: tuple[int, int]
) -> None:
    with make_library(tmp_path, MANY) as library, Library.open(library.path, seeds=False) as another:
        monkeypatch.setattr(library.entity_index, "gather", lambda progress, is_patient: None)
        async with make_app(library, language).run_test(size=size) as pilot:
            await settle(pilot)
            for number, step in enumerate(STEPS):
                if number == len(STEPS) // 2:
                    another.import_paths([newer(tmp_path, 3)])
                    main_screen(pilot).show_progress("3/200", 0.1)
                await pilot.press(*step)
                await settle(pilot)
                screen = pilot.app.screen
                stands = drawn(screen)
                forget_what_is_drawn(screen)
                assert drawn(screen) == stands, step
