"""Cycles are looked for when nobody types."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from reader import idle_collector
from reader.idle_collector import IdleCollector


class Knot:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[IdleCollector]:
    usual = gc.get_threshold()
    yield IdleCollector()
    gc.set_threshold(*usual)


def _grow_old() -> weakref.ref[Knot]:
    """A knot that only a full search unties, once so many searches of middle age have passed it."""
    knot = Knot()
    held = weakref.ref(knot)
    for _ in range(idle_collector.ROUNDS + 1):
        gc.collect(1)
    return held


def test_nothing_is_searched_while_somebody_types(collector: IdleCollector) -> None:
    held = _grow_old()
    collector.note_key()
    assert not collector.look()
    assert held() is not None


def test_a_resting_keyboard_is_a_good_moment(collector: IdleCollector, monkeypatch: pytest.MonkeyPatch) -> None:
    held = _grow_old()
    monkeypatch.setattr(idle_collector, "IDLE", 0.0)
    assert collector.look()
    assert held() is None
    # And once is enough until more has grown old.
    assert not collector.look()


def test_no_full_search_comes_by_itself(collector: IdleCollector) -> None:
    full = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(400_000)]
    assert gc.get_stats()[2]["collections"] == full
    assert len(kept) == 400_000
