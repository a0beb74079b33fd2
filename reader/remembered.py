"""What the reader chose on the screen, kept from one session to the next.

A choice holds as long as the setting it was made over says the same: who changes the settings file, or names a language
on the command line, is not overruled by a key pressed last week.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, get_args

from reader.locale import Language

DARK, LIGHT = "textual-dark", "textual-light"


@dataclass(frozen=True, slots=True)
class View:
    """All that keys change for good."""

    language: Language = "en"
    theme: str = DARK
    show_marks: bool = True
    isolate_numbers: bool = False
    reading_width: int = 90
    is_list_hidden: bool = False
    is_entities_hidden: bool = False


def packed(view: View, settled: View) -> str:
    """The choices as text: of each the setting it was made over, and what was chosen."""
    had, has = asdict(settled), asdict(view)
    return json.dumps({name: [had[name], has[name]] for name in has if has[name] != had[name]})


def unpacked(text: str, settled: View) -> View:
    """The view that the settings and the choices made over them come to; what can't be read is passed over."""
    try:
        choices = json.loads(text)
    except ValueError:
        return settled
    if not isinstance(choices, dict):
        return settled
    had = asdict(settled)
    chosen = {
        name: choice[1]
        for name, choice in choices.items()
        if name in had and isinstance(choice, list) and len(choice) == 2 and choice[0] == had[name]
    }
    return replace(settled, **{name: value for name, value in chosen.items() if _is_valid(name, value, had[name])})


def _is_valid(name: str, value: Any, usual: Any) -> bool:
    if name == "language":
        return value in get_args(Language)
    if name == "theme":
        return value in (DARK, LIGHT)
    return type(value) is type(usual)
