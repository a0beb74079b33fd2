"""Errors speak the language of the interface: every sentence that the code raises has an Arabic wording."""

from __future__ import annotations

import ast
import builtins
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import ArticleNotFoundError, SourceError
from reader.locale.errors import error_in

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "reader" / "locale" / "errors_ar.toml"
NOT_TOLD = {*dir(builtins), "FlatFileError", "IndexDamagedError", "UsageError"}
"""Python's own; ours that are caught inside the house, or said through the locale."""


def _templates(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*_templates(one), *_templates(other))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _sentences(tree: ast.AST) -> Iterator[str]:
    """Problems and remedies that a module raises: arguments of errors, and variables of those names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node).endswith("Error") and _name(node) not in NOT_TOLD:
            for argument in node.args[1:]:
                yield from _templates(argument)
            for keyword in node.keywords:
                if keyword.arg == "expected":
                    yield from (f"line {{}}: expected {text}" for text in _templates(keyword.value))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("problem", "remedy"):
            yield from _templates(node.value)


def _raised() -> set[str]:
    modules = [*ROOT.glob("index/**/*.py"), *ROOT.glob("reader/**/*.py")]
    return {text for module in modules for text in _sentences(ast.parse(module.read_text(encoding="utf-8")))}


def test_every_sentence_has_an_arabic_wording() -> None:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    raised = _raised()
    assert len(raised) > 40
    assert sorted(raised - table.keys()) == []


def test_every_wording_fills_the_gaps_of_its_sentence() -> None:
    for english, arabic in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        gaps = {int(name) for _, name, _, _ in string.Formatter().parse(arabic) if name is not None}
        assert gaps == set(range(english.count("{}"))), english


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            SourceError("a: b; c.txt", "the file is empty", "name a file or a folder"),
            "a: b; c.txt: الملف فارغ؛ سمِّ ملفا أو مجلدا",
        ),
        (ArticleNotFoundError("x"), "لا مقال بالمعرّف 'x'؛ الأمر `warraq list` يعرض المعرّفات"),
        (SourceError("a", "no problem known", "no remedy known"), "a: no problem known; no remedy known"),
        ("something else", "something else"),
    ],
)
def test_paths_stay_and_what_is_unknown_stays_english(error: Exception | str, said: str) -> None:
    assert error_in("ar", error) == said
    assert error_in("en", error) == str(error)
