"""Text of any length and encoding, piece by piece."""

from __future__ import annotations

import io

import pytest

from index.sources import streams
from index.sources.streams import Text

LINE = "قال المتحدث إن الحكومة ستعرض الخطة على البرلمان في مطلع الشهر المقبل.\n"


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can reach."""
    for name, size in (("LARGEST", 4_000), ("_SAMPLE", 2_000), ("_PIECE", 777)):
        monkeypatch.setattr(streams, name, size)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_a_text_too_long_to_be_held_is_read_in_its_encoding(encoding: str) -> None:
    text = Text(io.BytesIO((LINE * 200).encode(encoding)), "a")
    assert list(text.lines()) == [LINE] * 200
    assert text.warning() == ""


@pytest.mark.usefixtures("_small")
def test_a_bad_byte_behind_the_beginning_is_said_once() -> None:
    text = Text(io.BytesIO(LINE.encode() * 100 + b"\xff" + LINE.encode() * 100), "a")
    assert sum(line != LINE for line in text.lines()) == 1
    assert "1 unreadable character(s)" in text.warning()
    assert text.warning() == ""


@pytest.mark.usefixtures("_small")
def test_a_line_too_long_to_be_held_is_none_and_the_others_are_read() -> None:
    text = Text(io.BytesIO(b"a\n" + b"b" * 9_000 + b"\nc\n" + b"d" * 9_000), "a")
    assert list(text.lines()) == ["a\n", None, "c\n", None]
