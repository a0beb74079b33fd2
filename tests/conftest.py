"""Libraries that tests own; the user's real ones are never touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from tests.feed_server import FeedServer, serving


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever looks for the user's folders finds empty ones."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("WARRAQ_LIBRARY", str(tmp_path / "default-library"))
    for name in ("WARRAQ_BIDI", "WARRAQ_LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A new library that holds the seed article."""
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def empty_library(tmp_path: Path) -> Iterator[Library]:
    """A new library without an article."""
    with Library.open(tmp_path / "library", seeds=False) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server on loopback that answers as it is told."""
    with serving() as running:
        yield running
