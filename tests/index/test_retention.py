"""What goes for its age, and what never does."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import Article, Marks
from index.incoming import Incoming
from index.library import Criteria, Library

BODY = "نص طويل يكفي ليُعرف به المقال من بين غيره من المقالات التي تشبهه في العنوان وتختلف عنه في الكلام كله أو في أكثره"


def put(library: Library, name: str, days: int = 100, **said: object) -> int:
    added = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
    article = Article(name, f"عنوان {name}", f"{BODY} {name}")
    incoming = Incoming(article, "test", identities=(f"paper.example/{name}",), added=added, **said)  # type: ignore[arg-type]
    return library._store.put_incoming(incoming)[1]


def put_feed(library: Library, url: str, keep_days: int | None, *names: str) -> None:
    library._store.change("INSERT INTO feeds (url, added, keep_days) VALUES (?, '2020', ?)", url, keep_days)
    for name in names:
        library._store.change("INSERT INTO feed_articles VALUES (?, ?)", url, name)


def names(library: Library) -> set[str]:
    return {row.id for row in library.rows(library.keys())}


@pytest.fixture
def old(empty_library: Library) -> Library:
    """Articles of a hundred days: all read but one, and one of each mark."""
    for name in ("read", "unread", "bookmarked", "tagged", "noted", "young"):
        put(empty_library, name, 5 if name == "young" else 100)
        empty_library.set_read(name, name != "unread")
    empty_library.bookmark("bookmarked")
    empty_library.tag("tagged", "عاجل")
    empty_library.note("noted", "للمتابعة")
    return empty_library


def test_only_what_was_read_and_is_not_marked_goes(old: Library) -> None:
    assert old.tidy(30).dropped == 1
    assert names(old) == {"unread", "bookmarked", "tagged", "noted", "young"}
    assert old.marks("tagged") == Marks(True, tags=("عاجل",))
    assert old.marks("noted") == Marks(True, note="للمتابعة")


@pytest.mark.parametrize("days", [None, 0, 101])
def test_all_is_kept_by_default(old: Library, days: int | None) -> None:
    assert old.tidy(days).dropped == 0
    assert len(names(old)) == 6


def test_a_dry_run_counts_and_changes_nothing(old: Library) -> None:
    assert old.tidy(1, dry_run=True).dropped == 2
    assert len(names(old)) == 6


def test_age_counts_from_the_day_an_article_came_in(empty_library: Library) -> None:
    article = Article("archive", "من الأرشيف", BODY, date="1999-01-01")
    empty_library._store.put_incoming(Incoming(article, "test"))
    empty_library.set_read("archive")
    assert empty_library.tidy(30).dropped == 0


def test_what_was_dropped_is_found_no_more(old: Library) -> None:
    old.entities("read")
    assert old.search("عنوان").total == 6
    old.tidy(30)
    assert old.search("عنوان").total == 5
    assert all(finding.is_ok for finding in old.doctor())
    assert old.rebuild() == 5


def test_an_index_that_missed_the_dropping_follows_later(old: Library) -> None:
    assert old.search("عنوان").total == 6
    old.retention.tidy(30)
    assert old.stats()["pending"] == 1
    with Library.open(old.path) as again:
        assert again.search("عنوان").total == 5
        assert again.stats()["pending"] == 0


def test_a_new_article_in_the_row_of_a_dropped_one_is_found(empty_library: Library) -> None:
    library = empty_library
    key = put(library, "last")
    library.set_read("last")
    assert library.search("عنوان").total == 1
    library.retention.tidy(30)
    assert put(library, "next", 0) == key
    assert [hit.id for hit in library.search("عنوان").hits] == ["next"]


def test_the_next_refresh_does_not_bring_it_back(old: Library, tmp_path: Path) -> None:
    old.tidy(30)
    same = Article("", "عنوان آخر", "نص آخر كتبته الصحيفة من جديد")
    by_address = old._store.put_incoming(Incoming(same, "test", identities=("paper.example/read",)))
    assert by_address[:2] == ("duplicate", 0)
    path = tmp_path / "again.jsonl"
    path.write_text(json.dumps({"id": "read", "body": "نص"}), encoding="utf-8")
    assert old.import_paths([path]).duplicates == 1
    words = Article("", "عنوان read", f"{BODY} read")
    assert old._store.put_incoming(Incoming(words, "elsewhere"))[0] == "duplicate"
    assert "read" not in names(old)
    other = Article("", "عنوان غير ذلك", BODY)
    assert old._store.put_incoming(Incoming(other, "test", identities=("paper.example/other",)))[0] == "added"


def test_what_an_export_has_marked_comes_back(old: Library) -> None:
    old.tidy(30)
    put(old, "read", marks=Marks(is_bookmarked=True))
    assert old.marks("read").is_bookmarked


def test_a_feed_has_its_own_number_of_days(empty_library: Library) -> None:
    library = empty_library
    for name in ("short", "long", "both", "usual", "none", "kept"):
        put(library, name, 20)
        library.set_read(name)
    put_feed(library, "https://short.example/feed", 10, "short", "both")
    put_feed(library, "https://long.example/feed", 30, "long", "both")
    put_feed(library, "https://usual.example/feed", None, "usual")
    put_feed(library, "https://kept.example/feed", 0, "kept")
    assert library.tidy(None).dropped == 1
    assert names(library) == {"long", "both", "usual", "none", "kept"}
    assert library.tidy(15).dropped == 2
    assert names(library) == {"long", "both", "kept"}


def test_many_go_in_batches_and_leave_nothing_behind(empty_library: Library) -> None:
    library = empty_library
    for number in range(450):
        put(library, f"n{number}")
        library.set_read(f"n{number}")
    library.stories.gather()
    assert library.tidy(30).dropped == 450
    for table in ("articles", "texts", "identities", "marks", "stories", "story_bands", "index_removals", "entities"):
        assert library._store.select(f"SELECT count(*) FROM {table}") == [(0,)], table
    assert not library.keys(Criteria())
    assert library._store.check() == "ok"
