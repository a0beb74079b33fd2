"""Every action can be reached on both layouts, and nothing hangs on a key that sends two letters."""

from __future__ import annotations

from collections import Counter

import pytest

from reader.keys import ACTIONS, Scope, actions_of, key_sign
from reader.locale import messages

FORBIDDEN = set("bBGT") | set("لاأإآ")


def test_no_action_uses_a_key_that_the_arabic_layout_sends_as_two_letters() -> None:
    assert [(action.id, key) for action in ACTIONS for key in action.keys if key in FORBIDDEN] == []


@pytest.mark.parametrize("scope", ["everywhere", "list", "body", "entities"])
def test_a_key_means_one_thing_in_a_pane(scope: str) -> None:
    reachable = [*actions_of("everywhere"), *(actions_of(scope) if scope != "everywhere" else ())]
    counts = Counter(key for action in reachable for key in action.keys)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("scope", ["feeds", "imports", "failures"])
def test_a_key_means_one_thing_on_a_screen_of_its_own(scope: Scope) -> None:
    counts = Counter(key for action in actions_of(scope) for key in action.keys)
    assert [key for key, count in counts.items() if count > 1] == []
    # The list on it moves with these.
    assert not set(counts) & {"j", "k", "ت", "ن", "up", "down"}


def test_every_letter_key_has_an_arabic_twin_or_a_special_key() -> None:
    lacking = [action.id for action in ACTIONS if action.latin and not (action.arabic or action.special)]
    assert lacking == []


@pytest.mark.parametrize(
    ("key", "sign"),
    [("ctrl+p", "^P"), ("f1", "F1"), ("up", "↑"), ("م", "م"), ("+", "+"), ("comma", ","), ("shift+tab", "Shift+Tab")],
)
def test_keys_are_shown_as_people_know_them(key: str, sign: str) -> None:
    assert key_sign(key) == sign


@pytest.mark.parametrize(
    ("action", "keys"),
    [
        ("refresh", {"R", "2", "٢", "ctrl+r", "ctrl+ق"}),
        ("feeds", {"1", "١", "f10"}),
        ("story", {"3", "٣"}),
        ("imports", {"4", "٤"}),
        ("full_text", {"5", "٥"}),
        ("import_path", {"6", "٦"}),
    ],
)
def test_news_answers_to_digits_of_both_layouts(action: str, keys: set[str]) -> None:
    assert {key for one in actions_of("everywhere") if one.id == action for key in one.keys} == keys


def test_every_action_has_a_name_in_both_languages() -> None:
    named = [messages(language) for language in ("ar", "en")]
    assert [one.id for one in ACTIONS if not all(names.get(f"keys.{one.id}") for names in named)] == []
