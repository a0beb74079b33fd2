"""Settings: which source wins, and what a wrong one is told; the messages in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.locale import Language, messages, say_in
from reader.settings import SettingsError, load_settings


def _config(folder: Path, text: str) -> Path:
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_said_is_the_usual(tmp_path: Path) -> None:
    settings = load_settings({})
    assert (settings.language, settings.bidi, settings.reading_width) == ("en", "auto", 90)
    assert settings.library.is_relative_to(tmp_path)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "WARRAQ_LANG": "ar"}, "ar"),
    ],
)
def test_the_locale_chooses_the_language_until_someone_else_does(environ: dict[str, str], language: Language) -> None:
    assert load_settings(environ).language == language


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = _config(tmp_path, 'bidi = "kitty"\nlibrary = "~/news"\nshapes = false\nreading_width = 60\n')
    settings = load_settings({"WARRAQ_BIDI": "visual"}, config)
    assert (settings.bidi, settings.shapes, settings.reading_width) == ("visual", False, 60)
    assert settings.library == Path("~/news").expanduser()


def test_the_reader_refreshes_nothing_unasked_and_folds_stories(tmp_path: Path) -> None:
    settings = load_settings({})
    assert (settings.refresh_at_start, settings.refresh_every, settings.fold_stories) == (False, 0, True)
    settings = load_settings(
        {}, _config(tmp_path, "refresh_at_start = true\nrefresh_every = 30\nfold_stories = false\n")
    )
    assert (settings.refresh_at_start, settings.refresh_every, settings.fold_stories) == (True, 30, False)


def test_a_model_for_names_is_a_folder_or_none(tmp_path: Path) -> None:
    assert load_settings({}).entities_model is None
    config = _config(tmp_path, 'entities_model = "~/ner"\n')
    assert load_settings({}, config).entities_model == Path("~/ner").expanduser()
    assert load_settings({"WARRAQ_NEURAL_MODEL": "/models/b"}, config).entities_model == Path("/models/b")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('colour = "red"', "colour"),
        ('bidi = "sideways"', "sideways"),
        ("shapes = 1", "shapes"),
        ("reading_width = true", "reading_width"),
        ("reading_width = 5", "reading_width"),
        ("refresh_every = -1", "from 0 to 10080"),
        ('refresh_at_start = "yes"', "true or false"),
        ("library = 5", "library"),
        ("entities_model = 5", "entities_model"),
        ('library = ""', "library"),
        ("bidi = ", "TOML"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, text: str, named: str) -> None:
    config = _config(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(str(config))) as caught:
        load_settings({}, config)
    assert named in str(caught.value)


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        load_settings({}, tmp_path / "none.toml")


def test_a_wrong_variable_is_named() -> None:
    with pytest.raises(SettingsError, match="WARRAQ_BIDI"):
        load_settings({"WARRAQ_BIDI": "sideways"})


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    arabic, english = messages("ar"), messages("en")
    assert arabic.keys() == english.keys()
    assert len(english) > 100
    for key, text in english.items():
        # One thing and two things are words of their own, without the number (locale/counting.py).
        if key.endswith(("_zero", "_one", "_two")):
            continue
        assert sorted(re.findall(r"{\w+", text)) == sorted(re.findall(r"{\w+", arabic[key])), key


def test_a_value_with_braces_is_said_as_it_is() -> None:
    assert "{0}" in say_in("en")("cli.tag_form", change="{0}")
