"""While somebody reads, long indexing goes on in a process of its own, and search finds what it made."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.apart import work_apart
from index.entity_index import EntityIndex
from index.library import Library
from index.reports import Gathered
from index.search.engine import MERGE_RUN, WhooshEngine
from index.stories import Stories

ARTICLES = 30


def _pending_library(folder: Path) -> Library:
    """A library whose articles are in the record and not in the index, as somebody reads it."""
    source = folder / "articles.jsonl"
    records = [{"id": str(number), "body": f"وصلت الصواريخ إلى بغداد {number}"} for number in range(ARTICLES)]
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    library = Library.open(folder / "library", seeds=False)
    library.import_paths([source])
    library._store.mark_unindexed()
    library.work_apart()
    return library


def _refuse(*_: object) -> None:
    raise AssertionError("indexed in the process that somebody reads in")


def test_what_another_process_indexed_is_found_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.fulltext._FEW", 0)
    with _pending_library(tmp_path) as library:
        monkeypatch.setattr(WhooshEngine, "add", _refuse)
        library.catch_up()
        assert library.stats()["pending"] == 0
        assert library.count("صاروخ") == ARTICLES


def test_an_index_of_an_older_schema_is_made_again_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with _pending_library(tmp_path) as library:
        library.catch_up()
        (about,) = (tmp_path / "library" / "index").rglob("about.json")
        about.write_text('{"schema": "0.0"}', encoding="utf-8")
    with Library.open(tmp_path / "library", seeds=False) as library:
        library.work_apart()
        monkeypatch.setattr(WhooshEngine, "rebuild", _refuse)
        library.catch_up()
        assert library.count("صاروخ") == ARTICLES


def test_a_few_articles_are_worth_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.fulltext.work_apart", _refuse)
    with _pending_library(tmp_path) as library:
        library.catch_up()
        assert library.count("صاروخ") == ARTICLES


def test_where_no_process_can_be_started_it_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.fulltext._FEW", 0)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    with _pending_library(tmp_path) as library:
        library.catch_up()
        assert library.count("صاروخ") == ARTICLES


def test_it_ends_when_the_reader_closes(tmp_path: Path) -> None:
    with _pending_library(tmp_path) as library:
        began = time.monotonic()
        work_apart(tmp_path / "library", "index", lambda: True)
        assert time.monotonic() - began < 5
        # Whatever moment it was ended at, nothing stands in the way of the next.
        library.catch_up()
        assert library.count("صاروخ") == ARTICLES


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes run")
def test_it_ends_with_a_reader_that_is_killed(tmp_path: Path) -> None:
    with _pending_library(tmp_path):
        code = (
            "import sys, time; from pathlib import Path; from index.apart import Follower\n"
            "print(Follower(Path(sys.argv[1]))._process.pid, flush=True); time.sleep(60)"
        )
        parent = subprocess.Popen([sys.executable, "-c", code, tmp_path / "library"], stdout=subprocess.PIPE)
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _is_running(child)
        parent.kill()
        parent.communicate()
        latest = time.monotonic() + 20
        while _is_running(child) and time.monotonic() < latest:
            time.sleep(0.02)
        assert not _is_running(child)


def _is_running(process: int) -> bool:
    """An orphan whose end nobody has asked about yet has ended all the same."""
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False


def test_segments_are_joined_there_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.engine.QUIET_SECONDS", 0.01)
    monkeypatch.setattr("index.search.engine.MERGE_DOCUMENTS", 10**9)
    with monkeypatch.context() as patch, _pending_library(tmp_path) as library:
        patch.setattr("index.search.engine.MERGE_RUN", 10**9)
        for number in range(10):
            # Each in a segment of its own; small ones that are many are worth joining.
            library.import_paths([_one(tmp_path, number)])
    with Library.open(tmp_path / "library", seeds=False) as library:
        library.work_apart()
        monkeypatch.setattr(WhooshEngine, "join_small_segments", _refuse)
        assert len(_segments(library)) >= MERGE_RUN
        assert library.count("زلزال") == 10
        latest = time.monotonic() + 30
        while len(_segments(library)) >= MERGE_RUN and time.monotonic() < latest:
            time.sleep(0.05)
        assert len(_segments(library)) < MERGE_RUN
        assert library.count("زلزال") == 10


def _one(folder: Path, number: int) -> Path:
    path = folder / f"one{number}.txt"
    path.write_text(f"خبر {number}\n\nضرب زلزال المدينة {number}\n", encoding="utf-8")
    return path


def _segments(library: Library) -> list[object]:
    return library._fulltext.engine()._latest().listed()  # type: ignore[attr-defined]


def test_stories_and_entities_are_gathered_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.library._FEW", 1)
    told: list[Gathered] = []
    with _pending_library(tmp_path) as library:
        monkeypatch.setattr(Stories, "_compare", _refuse)
        monkeypatch.setattr(EntityIndex, "_gather", _refuse)
        library.gather(told.append)
        assert library.stories.gathered().is_whole
        assert library.entity_index.gathered().is_fresh
        assert len(library.entity_index.keys("بغداد")) == ARTICLES


def test_a_few_articles_are_gathered_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.library.work_apart", _refuse)
    with _pending_library(tmp_path) as library:
        library.gather(lambda _: None)
        assert library.entity_index.gathered().is_fresh
