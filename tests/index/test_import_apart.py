"""Large files are imported by another process while somebody reads, as if it were this one."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from index.import_apart import SMALL
from index.importing import Imports
from index.library import Library
from index.news_reports import ImportProgress

MANY, LONG = 1_500, 8_000


@pytest.fixture
def news(empty_library: Library) -> Library:
    """An empty library that somebody reads in."""
    empty_library.work_apart()
    return empty_library


def write(file: Path, count: int) -> Path:
    """Articles, one of them twice, and a line that is none."""
    body = "وصلت ناقلة النفط إلى الميناء صباح اليوم. " * 12
    lines = [json.dumps({"id": f"n{n}", "title": f"خبر رقم {n}", "body": f"{n} {body}"}) for n in range(count)]
    file.write_text("\n".join([*lines, lines[0], "no article"]), encoding="utf-8")
    assert file.stat().st_size > SMALL
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "articles.jsonl", MANY)


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """Whose import takes seconds, so that it can be met in the middle."""
    return write(tmp_path / "many.jsonl", LONG)


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("imported in the process that somebody reads in")


def test_a_large_file_is_imported_there(
    news: Library, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path / "here", seeds=False) as here:
        expected = here.import_paths([file])
    monkeypatch.setattr(Imports, "take_in", _refuse)
    told: list[ImportProgress] = []
    report = news.import_paths([file], watch=told.append)
    assert report == replace(expected, number=report.number)
    assert (report.added, report.duplicates, report.failed_count) == (MANY, 1, 1)
    assert told
    assert told[-1].bytes_total == file.stat().st_size
    assert news.search("النفط").total == len(news.keys()) == MANY
    assert [failure.source for failure in news.imports.log(report.number)] == [f"{file}:{MANY + 2}"]


def test_originals_are_kept_there_too(news: Library, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Imports, "take_in", _refuse)
    news.keeps_originals = True
    news.import_paths([file])
    assert json.loads(news.original("n7") or b"")["title"] == "خبر رقم 7"


def test_little_is_imported_here(news: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.import_apart.talk_apart", _refuse)
    small = tmp_path / "one.txt"
    small.write_text("عنوان\n\nوصلت الناقلة.", encoding="utf-8")
    assert news.import_paths([small]).added == 1


def test_where_no_process_can_be_started_it_is_imported_here(
    news: Library, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("index.apart.own_process", fail)
    assert news.import_paths([file]).added == MANY


def test_one_that_is_stopped_reports_and_the_next_goes_on(news: Library, long_file: Path) -> None:
    stopped = news.import_paths([long_file], is_cancelled=lambda: len(news.keys()) > 0)
    assert stopped.is_broken_off
    assert 0 < stopped.added < LONG
    report = news.import_paths([long_file])
    assert not report.is_broken_off
    assert report.resumed + report.added >= LONG
    assert len(news.keys()) == LONG


def test_closing_the_library_ends_it(tmp_path: Path, long_file: Path) -> None:
    library = Library.open(tmp_path / "closing", seeds=False)
    library.work_apart()
    reports = []
    thread = threading.Thread(target=lambda: reports.append(library.import_paths([long_file])))
    thread.start()
    while not library.keys():
        time.sleep(0.01)
    begin = time.monotonic()
    library.leave_off()
    thread.join(5)
    library.close()
    assert time.monotonic() - begin < 3
    assert [report.is_broken_off for report in reports] == [True]
