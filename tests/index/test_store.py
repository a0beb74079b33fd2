"""The record itself: its age, its order, its locks, and the errors it speaks."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index.article import Article
from index.database import SCHEMA_VERSION
from index.digests import text_digest
from index.errors import LibraryBusyError, LibraryError
from index.incoming import Incoming
from index.migrations import MIGRATIONS
from index.store import Criteria, Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = Store(tmp_path / "library.sqlite3")
    yield opened
    opened.close()


def put(store: Store, article_id: str, title: str = "عنوان", source: str = "", date: str | None = None) -> None:
    store.put_incoming(Incoming(Article(article_id, title, "نص", source, date), "test"))


def ids(store: Store, criteria: Criteria) -> list[str]:
    return [row.id for row in store.rows(store.keys(criteria))]


def test_commits_are_synced_and_readers_never_wait(store: Store) -> None:
    answers = [store._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert answers == ["wal", 2]


@pytest.mark.parametrize("age", range(SCHEMA_VERSION))
def test_a_library_of_any_age_is_brought_up_to_date(tmp_path: Path, age: int) -> None:
    path = tmp_path / "library.sqlite3"
    old = sqlite3.connect(path)
    old.create_function("text_digest", 2, text_digest)
    for script in MIGRATIONS[:age]:
        old.executescript(script)
    if age:
        old.execute(
            "INSERT INTO articles (id, title, body, source, category, url, author, origin, digest, added)"
            " VALUES ('old', 't', 'b', '', '', '', '', 'o', x'00', '2020')"
        )
        old.execute("INSERT INTO marks (id, is_bookmarked) VALUES ('old', 1)")
    old.execute(f"PRAGMA user_version = {age}")
    old.commit()
    old.close()
    store = Store(path)
    put(store, "new")
    assert store._version() == SCHEMA_VERSION
    assert ids(store, Criteria(is_bookmarked=True)) == (["old"] if age else [])
    assert len(store.keys(Criteria())) == (2 if age else 1)
    store.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.sqlite3"
    Store(path).close()
    monkeypatch.setattr("index.database.MIGRATIONS", (*MIGRATIONS, "CREATE TABLE half (x); CREATE TABLE marks (x)"))
    monkeypatch.setattr("index.database.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(LibraryError, match="database says"):
        Store(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone()[0] == 0
    db.close()


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (Criteria(), ["c", "a", "b", "d"]),
        (Criteria(sort="added"), ["d", "c", "b", "a"]),
        (Criteria(sort="title"), ["d", "c", "b", "a"]),
        (Criteria(sort="source"), ["d", "c", "a", "b"]),
        (Criteria(source="ب"), ["c", "a"]),
    ],
)
def test_each_order_is_answered_by_an_index(store: Store, criteria: Criteria, expected: list[str]) -> None:
    put(store, "a", "ث", "ب", "2021-01-01")
    put(store, "b", "ت", "ت", "2020-01-01")
    put(store, "c", "ب", "ب", "2021-01-01")
    put(store, "d", "ا", "ا")
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    assert ids(store, criteria) == expected
    store._db.set_trace_callback(None)
    plan = str(store._db.execute(f"EXPLAIN QUERY PLAN {statements[0]}").fetchall())
    assert "TEMP B-TREE" not in plan


WRITER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("holds", flush=True)
sys.stdin.readline()
db.execute("COMMIT")
"""


def test_a_writer_waits_for_another_process_and_says_so_when_it_takes_too_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "a")
    command = [sys.executable, "-c", WRITER, str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "holds\n"
        store._db.execute("PRAGMA busy_timeout = 100")
        assert ids(store, Criteria()) == ["a"]
        with pytest.raises(LibraryBusyError, match="another Warraq is writing"):
            store.set_mark("a", "is_bookmarked", 1)
        store._db.execute("PRAGMA busy_timeout = 5000")
        other.communicate("go on\n")
    store.set_mark("a", "is_bookmarked", 1)
    assert store.marks("a").is_bookmarked


def test_a_record_that_may_only_be_read_is_told(store: Store) -> None:
    put(store, "a")
    store._db.execute("PRAGMA query_only = ON")
    with pytest.raises(LibraryError, match="can't be written; check its permissions"):
        store.set_mark("a", "is_read", 1)
    assert ids(store, Criteria()) == ["a"]


def test_a_full_disk_takes_back_the_whole_batch_and_nothing_more(store: Store) -> None:
    put(store, "a")
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 4}")

    def fill() -> None:
        with store.batch():
            for number in range(50):
                store.put_incoming(Incoming(Article(f"n{number}", "عنوان", "نص " * 2_000), "test"))

    with pytest.raises(LibraryError, match="make room"):
        fill()
    assert ids(store, Criteria()) == ["a"]
    store._db.execute("PRAGMA max_page_count = 1000000")
    put(store, "b")
    assert store.check() == "ok"


def test_what_is_newest_does_not_hang_on_time_zones(store: Store) -> None:
    for article_id, date in (
        ("noon in Tunis", "2021-07-06T12:00:00+01:00"),
        ("half past noon in Baghdad, which is earlier", "2021-07-06T12:30:00+03:00"),
        ("the day", "2021-07-06"),
        ("undated", None),
        ("the evening before in London", "2021-07-05T23:00:00+00:00"),
    ):
        put(store, article_id, date=date)
    assert ids(store, Criteria(sort="date")) == [
        "noon in Tunis",
        "half past noon in Baghdad, which is earlier",
        "the day",
        "the evening before in London",
        "undated",
    ]
