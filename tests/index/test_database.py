"""The database closes under the hands of other threads without harm."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.database import Database
from index.errors import LibraryError

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"


def test_what_another_thread_is_about_is_finished(tmp_path: Path) -> None:
    # Rows come without the interpreter's lock: a connection that was closed meanwhile ended the process.
    database = Database(tmp_path / "warraq.db")
    has_begun = threading.Event()
    counted: list[int] = []

    def read() -> None:
        with database.writing() as db:
            db.create_function("begin", 0, has_begun.set)
            begun = database.select("SELECT begin()")
            counted.append(len(database.select(_COUNT, 200_000)) + len(begun))
        with pytest.raises(LibraryError, match="closed"):
            database.select("SELECT 1")
        counted.append(0)

    thread = threading.Thread(target=read)
    thread.start()
    has_begun.wait()
    database.close()
    thread.join()
    assert counted == [200_001, 0]


def test_nothing_is_asked_of_a_closed_one(tmp_path: Path) -> None:
    database = Database(tmp_path / "warraq.db")
    database.close()
    database.close()
    with pytest.raises(LibraryError, match="closed"):
        database.select("SELECT 1")


def test_closing_gives_all_threads_connections_back(tmp_path: Path) -> None:
    database = Database(tmp_path / "warraq.db")
    is_over = threading.Event()
    asked = threading.Barrier(3)

    def ask() -> None:
        database.select("SELECT 1")
        asked.wait()
        is_over.wait()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    asked.wait()
    # The log beside the database goes with the last connection.
    log = tmp_path / "warraq.db-wal"
    was_there = log.exists()
    database.close()
    is_there = log.exists()
    is_over.set()
    for thread in threads:
        thread.join()
    assert (was_there, is_there) == (True, False)
