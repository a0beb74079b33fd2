"""Who waits for whom while an index is written and searched in one process."""

from __future__ import annotations

import gc
import sys
import threading
import time

import pytest

from index.search import turns


@pytest.fixture(autouse=True)
def nobody_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_goes_on_until", 0.0)


def test_threads_switch_often_only_while_somebody_writes() -> None:
    usual = sys.getswitchinterval()
    with turns.short_turns():
        with turns.short_turns():
            assert sys.getswitchinterval() < usual
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == usual


def test_memory_is_not_looked_through_whole_while_somebody_writes() -> None:
    usual = gc.get_threshold()
    whole = [generation["collections"] for generation in gc.get_stats()][2]
    with turns.short_turns():
        assert gc.get_threshold()[:2] == usual[:2]
        cycles = [[] for _ in range(200_000)]  # type: ignore[var-annotated]
        for cycle in cycles:
            cycle.append(cycle)
        assert [generation["collections"] for generation in gc.get_stats()][2] == whole
    assert gc.get_threshold() == usual
    assert gc.get_count()[2] == 0
    assert [generation["collections"] for generation in gc.get_stats()][2] == whole


def test_a_writer_waits_until_the_last_search_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_WAIT", 30.0)
    turns.begin_search()
    turns.begin_search()
    has_gone_on = threading.Event()

    def write() -> None:
        turns.give_way()
        has_gone_on.set()

    writer = threading.Thread(target=write)
    writer.start()
    turns.end_search()
    assert not has_gone_on.wait(0.05)
    turns.end_search()
    assert has_gone_on.wait(10)
    writer.join()


def test_endless_searching_does_not_starve_a_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.01)
    turns.begin_search()
    try:
        turns.give_way()
    finally:
        turns.end_search()


def test_under_endless_searches_a_writer_works_half_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.02)
    turns.begin_search()
    try:
        began = time.monotonic()
        for _ in range(1_000):
            turns.give_way()
        # To wait each time would take twenty seconds.
        assert time.monotonic() - began < 5
    finally:
        turns.end_search()
