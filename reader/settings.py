"""Settings: built-in values, config.toml, environment, command line; the later wins."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_args

from index.errors import WarraqError
from reader.locale import Language
from reader.terminal import BidiOption

CONFIG_NAME = "config.toml"
_NAMED: dict[str, tuple[str, ...]] = {"language": get_args(Language), "bidi": get_args(BidiOption)}
_RANGES = {"reading_width": (20, 400), "keep_days": (0, 36_500), "refresh_every": (0, 10_080)}

_VARIABLES = {
    "library": "WARRAQ_LIBRARY",
    "language": "WARRAQ_LANG",
    "bidi": "WARRAQ_BIDI",
    "entities_model": "WARRAQ_NEURAL_MODEL",
}
_FOLDERS = ("library", "entities_model")


class SettingsError(WarraqError):
    """A settings file that can't be read or says something nobody understands."""

    def __init__(self, path: Path | str, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user can choose."""

    library: Path
    """Folder of the record and its index."""
    language: Language = "en"
    bidi: BidiOption = "auto"
    """What to assume of the terminal: terminal.choose_form."""
    shapes: bool = True
    """False for fonts without presentation forms."""
    show_marks: bool = True
    isolate_numbers: bool = False
    reading_width: int = 90
    """Most cells of a line in the body."""
    keep_days: int = 0
    """Days after which an article that was read and not marked goes at the next start; 0 keeps all."""
    keep_originals: bool = False
    """Whether the bytes an article was read from are kept: `warraq show ID --original`."""
    refresh_at_start: bool = False
    """Whether the feeds are refreshed when the reader opens, once the first list stands."""
    refresh_every: int = 0
    """Minutes between two refreshings while the reader is open; 0: only when asked."""
    fold_stories: bool = True
    """Whether the same story in several papers is one row of the list."""
    entities_model: Path | None = None
    """Folder of a token classifier that finds the names; None: the recogniser that comes along."""


def load_settings(environ: Mapping[str, str], config: Path | None = None) -> Settings:
    """The settings of this user; a config file named by the user has to be there, the usual one need not."""
    import platformdirs

    path = config or Path(platformdirs.user_config_dir("warraq")) / CONFIG_NAME
    default = Settings(Path(platformdirs.user_data_dir("warraq")), usual_language(environ))
    chosen = _read(path, is_required=config is not None)
    for name, variable in _VARIABLES.items():
        if value := environ.get(variable):
            chosen[name] = _checked(name, value, variable)
    return replace(default, **chosen)


def usual_language(environ: Mapping[str, str]) -> Language:
    """Arabic in an Arabic locale, else English."""
    named = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "ar" if named.startswith("ar") else "en"


def _read(path: Path, *, is_required: bool) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        if not is_required:
            return {}
        raise SettingsError(path, "there is no such file", "check the path after --config") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(path, f"it can't be read ({error})", "check its permissions and its encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(path, f"no valid TOML ({error})", "put that line right") from error
    return {name: _checked(name, value, path) for name, value in table.items()}


def _checked(name: str, value: Any, where: Path | str) -> Any:
    """The value of a setting in its own type."""
    kinds = {field.name: field.type for field in fields(Settings)}
    if name not in kinds:
        raise SettingsError(where, f"unknown setting {name!r}", f"use one of {', '.join(kinds)}")
    if name in _NAMED:
        if value not in _NAMED[name]:
            raise SettingsError(where, f"{name} = {value!r}", f"use one of {', '.join(_NAMED[name])}")
        return value
    if name in _FOLDERS:
        if isinstance(value, str) and value.strip():
            return Path(value).expanduser()
        raise SettingsError(where, f"{name} = {value!r}", "give the path of a folder in quotes")
    if kinds[name] == "bool":
        if isinstance(value, bool):
            return value
        raise SettingsError(where, f"{name} = {value!r}", "use true or false")
    least, most = _RANGES[name]
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise SettingsError(where, f"{name} = {value!r}", f"use a number from {least} to {most}")
