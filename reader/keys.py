"""One table of everything a key can do: Latin key, the Arabic key that serves the same action, special keys.

A terminal sends the letter that stands on the active layout, so a reader with an Arabic layout on never sends `j`.
Each action therefore carries both. The Arabic X11 layout sends ل and ا, two events, for the `b` key (and لآ لأ لإ for
B, G, T): no action uses b, B, G, T or one of those Arabic letters, so that an involuntary pair does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

Scope = Literal["everywhere", "list", "body", "entities", "concordance", "feeds", "imports", "failures", "help"]


@dataclass(frozen=True, slots=True)
class Action:
    """What a key does. Its name for people is the message `keys.<id>`."""

    id: str
    scope: Scope
    command: str
    """The Textual action, as a binding of that scope's widget understands it."""
    latin: str = ""
    """Blank-separated keys; a single character or one of Textual's key names."""
    arabic: str = ""
    special: str = ""
    """Arrow, function and control keys, the same on every layout."""
    is_in_footer: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.latin.split(), *self.arabic.split(), *self.special.split())


ACTIONS: tuple[Action, ...] = (
    Action("help", "everywhere", "help", "?", "؟", "f1", is_in_footer=True),
    Action("search", "everywhere", "search", "/", "ظ", "ctrl+f ctrl+ب", is_in_footer=True),
    Action("bookmark", "everywhere", "bookmark", "m", "م ة", "f5", is_in_footer=True),
    # Signs of the digit row, the same on Latin and Arabic layouts.
    Action("tags", "everywhere", "tags", "", "", "#"),
    Action("note", "everywhere", "note", "", "", "&"),
    Action("filter", "everywhere", "filter", "f", "ب", "f6", is_in_footer=True),
    # Digits stand on both layouts; an Arabic one may send them as Arabic-Indic.
    Action("refresh", "everywhere", "refresh", "R", "2 ٢", "ctrl+r ctrl+ق", is_in_footer=True),
    Action("feeds", "everywhere", "feeds", "", "", "1 ١ f10", is_in_footer=True),
    Action("entities", "everywhere", "toggle_entities", "e", "ث", "f7", is_in_footer=True),
    Action("list", "everywhere", "toggle_list", "w", "ص", "f8"),
    Action("back", "everywhere", "back", "", "", "escape backspace"),
    Action("next_article", "everywhere", "step_article(1)", ".", "ز"),
    Action("previous_article", "everywhere", "step_article(-1)", "comma", "و"),
    Action("next_hit", "everywhere", "step_hit(1)", "n", "ى"),
    Action("previous_hit", "everywhere", "step_hit(-1)", "p N", "ح"),
    Action("explain", "everywhere", "explain", "x", "ء"),
    Action("concordance", "everywhere", "concordance", "d", "ي"),
    Action("saved_searches", "everywhere", "saved_searches", "u", "ع", "f9"),
    Action("save_search", "everywhere", "save_search", "", "", "ctrl+s ctrl+س"),
    Action("next_mention", "everywhere", "step_mention(1)", "]", "د"),
    Action("previous_mention", "everywhere", "step_mention(-1)", "[", "ج"),
    Action("filter_type", "everywhere", "filter_type", "g", "ذ"),
    Action("read", "everywhere", "toggle_read", "r", "ق"),
    Action("story", "everywhere", "story", "", "", "3 ٣"),
    Action("full_text", "everywhere", "full_text", "", "", "5 ٥"),
    Action("imports", "everywhere", "imports", "", "", "4 ٤"),
    Action("import_path", "everywhere", "import_path", "", "", "6 ٦"),
    Action("copy", "everywhere", "copy", "c", "ؤ", "ctrl+c super+c ctrl+ؤ"),
    Action("copy_article", "everywhere", "copy_article", "y", "غ"),
    Action("marks", "everywhere", "toggle_marks", "t", "ف"),
    Action("numbers", "everywhere", "toggle_numbers", "i", "ه"),
    Action("wider", "everywhere", "widen(4)", "+ =", "", "ctrl+right"),
    Action("narrower", "everywhere", "widen(-4)", "-", "", "ctrl+left"),
    Action("language", "everywhere", "language", "a", "ش", "f2", is_in_footer=True),
    Action("theme", "everywhere", "theme", "z", "ئ", "f3"),
    Action("form", "everywhere", "form", "v", "ر", "f4"),
    Action("palette", "everywhere", "palette", ":", "", "ctrl+p ctrl+ح"),
    Action("next_pane", "everywhere", "turn_pane(1)", "", "", "tab"),
    Action("previous_pane", "everywhere", "turn_pane(-1)", "", "", "shift+tab"),
    Action("suspend", "everywhere", "app.suspend_process", "", "", "ctrl+z ctrl+ئ"),
    Action("quit", "everywhere", "app.quit", "q", "خ ض", "ctrl+q", is_in_footer=True),
    Action("list_down", "list", "move(1)", "j", "ت", "down"),
    Action("list_up", "list", "move(-1)", "k", "ن", "up"),
    Action("list_page_down", "list", "page(1)", "space", "", "pagedown"),
    Action("list_page_up", "list", "page(-1)", "", "", "pageup"),
    Action("list_first", "list", "jump(0)", "", "", "home"),
    Action("list_last", "list", "jump(-1)", "", "", "end"),
    Action("list_open", "list", "open", "", "", "enter"),
    Action("body_down", "body", "scroll_rows(1)", "j", "ت", "down"),
    Action("body_up", "body", "scroll_rows(-1)", "k", "ن", "up"),
    Action("body_page_down", "body", "scroll_pages(1)", "space", "", "pagedown"),
    Action("body_page_up", "body", "scroll_pages(-1)", "", "", "pageup shift+space"),
    Action("body_start", "body", "scroll_start", "", "", "home"),
    Action("body_end", "body", "scroll_finish", "", "", "end"),
    Action("body_extend_down", "body", "extend_selection(1)", "", "", "shift+down"),
    Action("body_extend_up", "body", "extend_selection(-1)", "", "", "shift+up"),
    Action("entity_down", "entities", "move(1)", "j", "ت", "down"),
    Action("entity_up", "entities", "move(-1)", "k", "ن", "up"),
    Action("entity_page_down", "entities", "move(10)", "", "", "pagedown"),
    Action("entity_page_up", "entities", "move(-10)", "", "", "pageup"),
    Action("entity_first", "entities", "move(-100000)", "", "", "home"),
    Action("entity_last", "entities", "move(100000)", "", "", "end"),
    Action("entity_search", "entities", "search_for", "s", "س", "enter"),
    Action("entity_company", "entities", "company", "o", "ك"),
    Action("entity_correct", "entities", "correct", "h", "ط"),
    Action("entity_jump", "entities", "jump", "", "", "space"),
    Action("line_down", "concordance", "move(1)", "j", "ت", "down"),
    Action("line_up", "concordance", "move(-1)", "k", "ن", "up"),
    Action("line_page_down", "concordance", "page(1)", "space", "", "pagedown"),
    Action("line_page_up", "concordance", "page(-1)", "", "", "pageup"),
    Action("line_first", "concordance", "jump(0)", "", "", "home"),
    Action("line_last", "concordance", "jump(-1)", "", "", "end"),
    Action("line_sort", "concordance", "screen.sort", "s", "س"),
    Action("line_open", "concordance", "pick", "", "", "enter"),
    Action("feed_open", "feeds", "pick", "", "", "enter"),
    Action("feed_add", "feeds", "add", "a", "ش", "insert"),
    Action("feed_known", "feeds", "known", "", "", "+ ="),
    Action("feed_refresh", "feeds", "refresh", "r", "ق"),
    Action("feed_refresh_all", "feeds", "refresh_all", "R", "2 ٢", "ctrl+r ctrl+ق"),
    Action("feed_remove", "feeds", "remove", "x", "ء", "delete"),
    Action("feed_full", "feeds", "full", "f", "ب"),
    Action("feed_days", "feeds", "days", "d", "ي"),
    Action("feed_category", "feeds", "category", "c", "ؤ"),
    Action("feed_rename", "feeds", "rename", "t", "ف"),
    Action("feed_help", "feeds", "help", "?", "؟", "f1"),
    Action("feed_close", "feeds", "dismiss(None)", "q", "خ ض", "escape backspace 1 ١ f10"),
    Action("import_open", "imports", "pick", "", "", "enter"),
    Action("import_add", "imports", "add", "a", "ش", "6 ٦ insert"),
    Action("import_close", "imports", "dismiss(False)", "q", "خ ض", "escape backspace 4 ٤"),
    Action("failure_close", "failures", "dismiss(None)", "q", "خ ض", "escape backspace enter"),
)


def actions_of(scope: Scope) -> Iterator[Action]:
    """The actions of one scope, in the order in which the help lists them."""
    return (action for action in ACTIONS if action.scope == scope)


def bindings_of(scope: Scope) -> list[Binding]:
    """The bindings a screen or widget declares for its scope."""
    return [
        Binding(key, action.command, action.id, show=False, id=f"{action.id}.{number}")
        for action in actions_of(scope)
        for number, key in enumerate(action.keys)
    ]


_KEY_SIGNS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "comma": ",",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "space": "Space",
    "tab": "Tab",
    "insert": "Ins",
    "delete": "Del",
}


def key_sign(key: str) -> str:
    """A key as it is shown to people: `^P` for ctrl+p, `F1`, `↑`."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    sign = _KEY_SIGNS.get(name, name.upper() if name.startswith("f") and name[1:].isdigit() else name)
    prefix = "".join({"ctrl": "^", "shift": "Shift+", "super": "Super+"}[modifier] for modifier in modifiers)
    return prefix + (sign.upper() if prefix == "^" else sign)
