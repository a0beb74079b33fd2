"""What tells a reader that somebody else wrote to the library, and which lists follow from it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from index.article import Article
from index.errors import FetchError
from index.incoming import Incoming
from index.library import Criteria, Library
from index.reports import Extent
from tests.feed_server import reply, serving


def file_of(folder: Path, count: int, name: str = "a") -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text(
        "".join(json.dumps({"id": f"{name}{n}", "body": f"بغداد {n}"}) + "\n" for n in range(count)), "utf-8"
    )
    return path


def test_another_connection_changes_the_data_version_and_ones_own_does_not(
    empty_library: Library, tmp_path: Path
) -> None:
    before = empty_library.data_version()
    empty_library.import_paths([file_of(tmp_path, 2)])
    assert empty_library.data_version() == before
    with Library.open(empty_library.path, seeds=False) as another:
        another.bookmark("a0")
    assert empty_library.data_version() != before


def test_the_list_version_changes_with_what_lists_show_and_with_nothing_else(
    empty_library: Library, tmp_path: Path
) -> None:
    library = empty_library
    library.import_paths([file_of(tmp_path, 3)])
    (key, *_) = library.keys()
    article_id = library.rows([key])[0].id
    before = library.list_version()

    def has_changed() -> bool:
        nonlocal before
        before, known = library.list_version(), before
        return before != known

    library.entities(article_id)
    library.entity_index.gather(lambda _: None)
    library.stories.gather()
    library.note(article_id, "ملاحظة")
    library.set_position(article_id, 3)
    library.keep_reader_state("{}")
    library.feeds.add("https://news.example/feed")
    assert not has_changed()
    library.set_read(article_id)
    assert has_changed()
    library.set_read(article_id)
    assert not has_changed()
    library.bookmark(article_id)
    assert has_changed()
    library._store.put_incoming(Incoming(Article(article_id, "عنوان آخر", "نص"), "test"))
    assert has_changed()
    library.catch_up()
    assert has_changed()
    library._store.change("DELETE FROM articles WHERE key = ?", key)
    assert has_changed()


def test_a_story_that_is_found_changes_the_list_version(empty_library: Library, tmp_path: Path) -> None:
    body = " ".join(f"كلمة{number} في خبر عن بغداد والنفط" for number in range(40))
    for name in "ab":
        empty_library._store.put_incoming(Incoming(Article(name, f"عنوان {name}", body, f"صحيفة {name}"), name))
    before = empty_library.list_version()
    empty_library.stories.gather()
    assert empty_library.extent().told == 2
    assert empty_library.list_version() != before


def test_the_extent_counts_what_lists_are_made_of(empty_library: Library, tmp_path: Path) -> None:
    assert empty_library.extent() == Extent(0, 0, 0, 0)
    empty_library.import_paths([file_of(tmp_path, 3)])
    keys = sorted(empty_library.keys())
    assert empty_library.extent() == Extent(3, keys[-1], 0, 0)
    empty_library._store.mark_unindexed()
    assert empty_library.extent().pending == 3


def test_all_results_at_once_are_those_found_one_after_the_other(empty_library: Library, tmp_path: Path) -> None:
    empty_library.import_paths([file_of(tmp_path, 150)])
    assert list(empty_library.all_search_keys("بغداد")) == list(empty_library.search_keys("بغداد"))
    assert len(empty_library.all_search_keys("بغداد")) == 150


def test_the_articles_of_a_feed_are_listed(empty_library: Library, tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>خبر {n}</title><guid>{n}</guid><description>نص</description></item>" for n in range(2)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>أ</title>{items}</channel></rss>'.encode()
    empty_library.import_paths([file_of(tmp_path, 3)])
    with serving() as server:
        url = empty_library.feeds.add(server.at("/a", reply(body))).url
        empty_library.refresh_feeds()
    assert len(empty_library.keys()) == 5
    rows = empty_library.rows(empty_library.keys(Criteria(feed=url)))
    assert sorted(row.title for row in rows) == ["خبر 0", "خبر 1"]
    assert list(empty_library.keys(Criteria(feed="https://other.example/"))) == []


def test_an_import_that_is_cancelled_stops_after_its_batch_and_goes_on_later(
    empty_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.importing.BATCH", 5)
    path = file_of(tmp_path, 30)
    report = empty_library.import_paths([path], is_cancelled=lambda: empty_library.extent().articles > 7)
    assert report.is_broken_off
    assert 7 < report.added < 30
    rest = empty_library.import_paths([path])
    assert (rest.is_broken_off, report.added + rest.added) == (False, 30)


def test_a_library_that_is_left_waits_for_no_server(empty_library: Library) -> None:
    asked, never = threading.Event(), threading.Event()

    def silent(request, connection):  # type: ignore[no-untyped-def]
        asked.set()
        never.wait(10)

    told: list[Exception] = []
    with serving() as server:
        address = server.at("/a", silent)

        def subscribe() -> None:
            try:
                empty_library.subscribe(address)
            except FetchError as error:
                told.append(error)

        thread = threading.Thread(target=subscribe)
        thread.start()
        assert asked.wait(10)
        empty_library.leave_off()
        thread.join(3)
        never.set()
    assert not thread.is_alive()
    assert "broken off" in str(told[0])
