"""Imports that are interrupted, logged, watched, and run beside each other."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.apart import Follower
from index.article import Marks
from index.errors import ImportNotFoundError, LibraryError
from index.importing import BATCH, Order
from index.incoming import Incoming
from index.library import Library
from index.news_reports import ImportProgress
from index.search.engine import WhooshEngine
from index.store import Store

ROOT = Path(__file__).parents[2]

IMPORT = """
import sys
from pathlib import Path
from index.library import Library
with Library.open(Path(sys.argv[1]), seeds=False) as library:
    library.import_paths(sys.argv[2:], progress=lambda done: print(done, flush=True))
"""


def write_lines(path: Path, count: int, prefix: str = "n") -> Path:
    """So many articles, every tenth of them a line that cannot be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        "{bad" if number % 10 == 9 else json.dumps({"id": f"{prefix}{number}", "body": f"كلمة {prefix} رقم {number}"})
        for number in range(count)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def start(library: Path, *sources: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", IMPORT, str(library), *map(str, sources)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True)


def ids(library: Library) -> list[str]:
    return [row.id for row in library.rows(library.keys())]


def break_off_after(library: Library, batches: int, *sources: Path) -> None:
    """Import some batches and stop as a closed reader does."""
    seen: list[int] = []

    def watch(progress: ImportProgress) -> None:
        seen.append(progress.done)
        if len(seen) == batches:
            library.leave_off_importing()

    assert library.import_paths(sources, watch=watch).is_broken_off


def test_a_killed_import_goes_on_where_it_stopped(tmp_path: Path) -> None:
    sources = [write_lines(tmp_path / "a.jsonl", 3_000, "a"), write_lines(tmp_path / "b.jsonl", 3_000, "b")]
    expected = sorted(f"{name}{number}" for name in "ab" for number in range(3_000) if number % 10 != 9)
    chance = random.Random(7)
    for _ in range(4):
        process = start(tmp_path / "library", *sources)
        assert process.stdout is not None
        for _ in range(2):
            process.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    with Library.open(tmp_path / "library", seeds=False) as library:
        before = len(ids(library))
        assert 0 < before < len(expected)
        report = library.import_paths(sources)
        assert sorted(ids(library)) == expected
        assert (report.added, report.updated, report.duplicates) == (len(expected) - before, 0, 0)
        assert library.search("كلمة").total == len(expected)
        (run,) = library.imports.runs()
        assert (run.added, run.updated, run.duplicates, run.failed) == (len(expected), 0, 0, 600)
        assert run.finished is not None
        assert library._store.check() == "ok"
        assert not library._store.select("SELECT * FROM import_places")


def test_an_import_whose_reader_was_closed_goes_on_in_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number in range(3):
        write_lines(folder / f"{number}.jsonl", 2 * BATCH, f"f{number}-")
    with Library.open(tmp_path / "library", seeds=False) as library:
        break_off_after(library, 3, folder)
        (run,) = library.imports.runs()
        assert run.finished is None
    with Library.open(tmp_path / "library", seeds=False) as library:
        report = library.import_paths([folder])
        assert 3 * BATCH - 10 <= report.resumed <= 3 * BATCH
        assert report.added < 3 * 2 * BATCH * 0.9 * 0.6
        assert len(ids(library)) == 3 * 2 * BATCH * 0.9
        assert library.import_paths([folder]).duplicates == 3 * 2 * BATCH * 0.9


def test_a_file_that_changed_meanwhile_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 3 * BATCH)
    with Library.open(tmp_path / "library", seeds=False) as library:
        break_off_after(library, 2, path)
    changed = json.dumps({"id": "first", "body": "سطر جديد في الأول"}) + "\n" + path.read_text(encoding="utf-8")
    path.write_text(changed, encoding="utf-8")
    with Library.open(tmp_path / "library", seeds=False) as library:
        report = library.import_paths([path])
        assert report.resumed == 0
        assert len(ids(library)) == 3 * BATCH * 0.9 + 1


def test_a_fault_in_the_middle_of_a_batch_takes_back_the_batch_and_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(tmp_path / "a.jsonl", 3 * BATCH)
    put = Store.put_incoming
    calls: list[int] = []

    def fail_later(store: Store, incoming: Incoming) -> object:
        calls.append(1)
        if len(calls) == 2 * BATCH - 400:
            raise LibraryError(store.path, "the disk is full", "make room")
        return put(store, incoming)

    with Library.open(tmp_path / "library", seeds=False) as library:
        monkeypatch.setattr(Store, "put_incoming", fail_later)
        with pytest.raises(LibraryError, match="make room"):
            library.import_paths([path])
        monkeypatch.undo()
        ((items,),) = library._store.select("SELECT items FROM import_places")
        assert len(ids(library)) == items - items // 10
        assert library.import_paths([path]).resumed == items
        assert len(ids(library)) == 3 * BATCH * 0.9


def test_two_processes_import_the_same_at_once(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 3_000)
    Library.open(tmp_path / "library", seeds=False).close()
    processes = [start(tmp_path / "library", path) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    with Library.open(tmp_path / "library", seeds=False) as library:
        assert sorted(ids(library)) == sorted(f"n{number}" for number in range(3_000) if number % 10 != 9)
        assert sum(run.added for run in library.imports.runs()) == 2_700
        assert all(run.finished for run in library.imports.runs())
        assert library.search("كلمة").total == 2_700


def test_the_log_tells_what_failed_and_why(empty_library: Library, tmp_path: Path) -> None:
    library = empty_library
    path = write_lines(tmp_path / "a.jsonl", 30)
    report = library.import_paths([path, tmp_path / "missing.txt"])
    assert (report.added, report.failed_count, len(report.failed)) == (27, 4, 4)
    run = library.imports.run(report.number)
    assert (run.added, run.failed) == (27, 4)
    assert run.sources == (str(path), str(tmp_path / "missing.txt"))
    log = list(library.imports.log(report.number))
    assert [entry.source for entry in log][:3] == [f"{path}:10", f"{path}:20", f"{path}:30"]
    assert "no such file" in log[3].error
    with pytest.raises(ImportNotFoundError, match="warraq imports"):
        library.imports.run(99)


def test_a_report_holds_the_first_of_many_failures_and_the_log_more(empty_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{bad\n" * 1_600, encoding="utf-8")
    report = empty_library.import_paths([path])
    assert (len(report.failed), report.failed_count) == (1_000, 1_600)
    assert sum(1 for _ in empty_library.imports.log(report.number)) == 1_600


def test_progress_tells_articles_bytes_and_rate(empty_library: Library, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 3 * BATCH)
    seen: list[ImportProgress] = []
    empty_library.import_paths([path], watch=seen.append)
    assert [progress.done + progress.failed for progress in seen] == [
        BATCH - 1,
        2 * BATCH - 1,
        3 * BATCH - 1,
        3 * BATCH,
    ]
    assert {progress.bytes_total for progress in seen} == {path.stat().st_size}
    assert 0 < seen[0].bytes_done < seen[-1].bytes_done <= path.stat().st_size
    assert seen[-1].rate > 0


def test_the_list_fills_and_searches_answer_while_it_imports(
    empty_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.following.FIRST_STEP", BATCH)
    path = write_lines(tmp_path / "a.jsonl", 12 * BATCH)
    library, seen = empty_library, list[tuple[int, int]]()

    def look(_: int) -> None:
        # Somewhere in the middle it stands still until the other process has indexed what was written by then.
        latest = time.monotonic() + 30 * (len(seen) == 8)
        while not (found := library.search("كلمة").total) and time.monotonic() < latest:
            time.sleep(0.02)
        seen.append((len(library.keys()), found))

    library.import_paths([path], progress=look)
    listed, found = zip(*seen, strict=True)
    assert list(listed) == sorted(listed)
    assert found[0] == 0
    assert 0 < found[8] <= listed[8] < listed[-1]
    assert library.stats()["pending"] == 0
    assert library.search("كلمة").total == 12 * BATCH * 0.9


def _refuse(*_: object) -> None:
    raise AssertionError("indexed in the process that writes the record")


def test_another_process_indexes_beside_an_import(
    empty_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.following.FIRST_STEP", BATCH)
    monkeypatch.setattr(WhooshEngine, "add", _refuse)
    empty_library.import_paths([write_lines(tmp_path / "a.jsonl", 3 * BATCH)])
    assert empty_library.search("كلمة").total == 3 * BATCH * 0.9


def test_where_no_process_can_be_started_an_import_indexes_by_itself(
    empty_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.following.FIRST_STEP", BATCH)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "missing"))
    report = empty_library.import_paths([write_lines(tmp_path / "a.jsonl", 3 * BATCH)])
    assert not report.warnings
    assert empty_library.search("كلمة").total == 3 * BATCH * 0.9


def test_an_import_whose_other_process_dies_indexes_the_rest_by_itself(
    empty_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.following.FIRST_STEP", BATCH)
    started: list[Follower] = []
    monkeypatch.setattr("index.following.Follower", lambda folder: started.append(Follower(folder)) or started[0])
    path = write_lines(tmp_path / "a.jsonl", 4 * BATCH)
    empty_library.import_paths([path], progress=lambda _: [one._process.kill() for one in started])
    assert len(started) == 1
    assert empty_library.search("كلمة").total == 4 * BATCH * 0.9


def test_a_cancelled_import_waits_for_no_index(
    empty_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.following.FIRST_STEP", BATCH)
    monkeypatch.setattr(WhooshEngine, "add", _refuse)
    monkeypatch.setattr(Follower, "finish", _refuse)
    seen: list[int] = []
    path = write_lines(tmp_path / "a.jsonl", 4 * BATCH)
    report = empty_library.import_paths([path], progress=seen.append, is_cancelled=lambda: len(seen) == 2)
    assert (report.is_broken_off, report.added) == (True, 2 * BATCH * 0.9)
    monkeypatch.undo()
    assert empty_library.search("كلمة").total == 2 * BATCH * 0.9


def test_a_search_during_an_import_does_not_index_by_itself(empty_library: Library) -> None:
    library = empty_library
    library.search("بغداد")
    with library._fulltext.following(library.notices.append) as following:
        library._store.put_incoming(Incoming(_article("x"), "test"))
        thread = threading.Thread(target=library.search, args=("بغداد",))
        thread.start()
        thread.join()
        assert library.stats()["pending"] == 1
        following.finish()
    assert library.stats()["pending"] == 0
    assert library.search("بغداد").total == 1


def test_marks_an_export_kept_come_back_and_weaken_nothing(empty_library: Library) -> None:
    library, store = empty_library, empty_library._store
    kept = Marks(True, True, ("عاجل",), "ملاحظة قديمة", 5)
    store.put_incoming(Incoming(_article("x"), "test", marks=kept))
    assert library.marks("x") == kept
    library.note("x", "ملاحظة جديدة")
    library.tag("x", "مهم")
    library.bookmark("x", False)
    store.put_incoming(Incoming(_article("x"), "test", marks=kept))
    assert library.marks("x") == Marks(True, True, ("عاجل", "مهم"), "ملاحظة جديدة", 5)
    store.put_incoming(Incoming(_article("x"), "test", marks=Marks()))
    assert library.marks("x") == Marks(True, True, ("عاجل", "مهم"), "ملاحظة جديدة", 5)


def test_an_order_has_one_name_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Order(("a.txt", "-"), "auto").name == Order((str(tmp_path / "a.txt"), "-"), "auto").name
    assert Order(("a.txt",), "auto").name != Order(("a.txt",), "text").name


def test_an_import_of_a_process_that_lives_is_left_to_it(empty_library: Library, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", 10)
    library = empty_library
    order = Order((str(path),), "auto")
    for process in (os.getppid(), 2**22 + 1):
        library._store.change("INSERT INTO imports (started, sources, process) VALUES ('', ?, ?)", order.name, process)
    assert library.import_paths([path]).number == 2
    assert library.import_paths([path]).number == 3


def _article(article_id: str):  # type: ignore[no-untyped-def]
    from index.article import Article

    return Article(article_id, "عنوان", "زار الوفد بغداد")
