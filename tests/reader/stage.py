"""A library of a few articles and the reader on it, for the tests of screens and widgets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from index.library import Library
from reader.app import WarraqApp
from reader.locale import Language, say_in
from reader.screens.main import MainScreen
from reader.widgets.look import Look

ARTICLES = (
    {
        "id": "ramadi",
        "title": "هجوم على قاعدة [red]عين الأسد[/red]",
        "body": "الرمادي (العراق) - تعرّضت قاعدة عين الأسد لهجوم.\nوقال العراق إنه يحقّق في الأمر.",
        "source": "العرب",
        "date": "2021-07-06",
    },
    {
        "id": "cinema",
        "title": "عرض فيلم في سوسة",
        "body": "[bold]يعرض[/bold] الفيلم في مدينة سوسة.",
        "source": "جوهرة",
        "date": "2021-07-05",
    },
    {
        "id": "english",
        "title": "A quiet day",
        "body": "Nothing happened in Tunis.",
        "source": "Wire",
        "date": "2021-07-04",
    },
)


def make_library(folder: Path, articles: tuple[dict[str, str], ...] = ARTICLES) -> Library:
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    library = Library.open(folder / "library", seeds=False)
    assert library.import_paths([source]).added == len(articles)
    return library


def make_look(language: Language = "ar") -> Look:
    return Look(say_in(language), language)


def make_app(library: Library, language: Language = "ar") -> WarraqApp:
    return WarraqApp(library, make_look(language), say_in)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until no worker runs and everything they told is on the screen."""
    await pilot.pause()
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def main_screen(pilot: Pilot[int]) -> MainScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def drawn_rows(widget: Widget, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collects the rows of a widget that are drawn from now on."""
    drawn: list[int] = []
    render_line = widget.render_line

    def counting(y: int) -> Strip:
        drawn.append(y)
        return render_line(y)

    monkeypatch.setattr(widget, "render_line", counting)
    return drawn


def rows_of(widget: Widget) -> list[str]:
    """What a widget draws, row by row, without its border."""
    return [_text(widget.render_line(y)) for y in range(widget.content_size.height)]


def _text(strip: Strip) -> str:
    return "".join(segment.text for segment in strip)


def cells(row: str) -> list[str]:
    """The cells of a row without the blanks around it, each mark with its base."""
    found: list[str] = []
    for character in row.strip():
        if found and "\u064b" <= character <= "\u0652":
            found[-1] += character
        else:
            found.append(character)
    return found
