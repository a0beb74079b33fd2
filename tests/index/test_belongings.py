"""A whole library comes back from its export: beside articles and marks the feeds, searches and corrections."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.belongings import belongings_of
from index.library import Library

FEED = "https://paper.example/feed"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "other", seeds=False) as opened:
        yield opened


@pytest.fixture
def owned(library: Library) -> Library:
    """A library with the seed article and something of everything."""
    library.feeds.add(FEED, title="الجريدة", category="عراق", site="https://paper.example/")
    library.feeds.set_fetches_pages(FEED, True)
    library.feeds.set_keep_days(FEED, 30)
    library.feeds.add("https://wire.example/rss")
    library.searches.save("النفط", "نفط OR غاز")
    for query in ("بغداد", "البصرة"):
        library.searches.remember(query)
    library.corrections.hide("PER", "علي")
    library.corrections.correct("LOC", "الأسد", "ORG", "قاعدة الأسد")
    library.bookmark(library.rows(library.keys())[0].id)
    return library


def everything(library: Library, path: Path) -> Path:
    path.write_bytes(b"".join(library.export_all()))
    return path


def test_all_that_is_the_users_comes_back(owned: Library, other: Library, tmp_path: Path) -> None:
    path = everything(owned, tmp_path / "all.jsonl")
    report = other.import_paths([path])
    assert (report.added, report.failed) == (1, ())
    assert report.warnings == ("taken over beside the articles: feeds: 2, searches: 1, corrections: 2",)
    assert belongings_of(other._store) == belongings_of(owned._store)
    feed = other.feeds.get(FEED)
    assert (feed.title, feed.category, feed.fetches_pages, feed.keep_days) == ("الجريدة", "عراق", True, 30)
    assert other.searches.history() == ("البصرة", "بغداد")
    assert everything(other, tmp_path / "again.jsonl").read_bytes() == path.read_bytes()


def test_what_the_user_has_already_stays_as_it_is(owned: Library, other: Library, tmp_path: Path) -> None:
    other.feeds.add(FEED, title="عندي")
    other.searches.save("النفط", "نفط")
    other.searches.remember("بغداد")
    other.searches.remember("هنا")
    other.corrections.correct("PER", "علي", "PER", "علي حسن")
    path = everything(owned, tmp_path / "all.jsonl")
    for told in ("feeds: 1, searches: 0, corrections: 1", "feeds: 0, searches: 0, corrections: 0"):
        assert other.import_paths([path]).warnings == (f"taken over beside the articles: {told}",)
    assert other.feeds.get(FEED).title == "عندي"
    assert [one.query for one in other.searches.saved()] == ["نفط"]
    assert other.searches.history() == ("هنا", "بغداد", "البصرة")
    assert {(one.name, one.new_name) for one in other.corrections.all()} == {
        ("علي", "علي حسن"),
        ("الأسد", "قاعدة الأسد"),
    }


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"feeds": "x", "searches": 5, "history": {}, "corrections": [3]},
        {"feeds": [{"url": ""}, {"url": "file:///etc/passwd"}, {"url": 7}, {"title": "x"}]},
        {"searches": [{"name": "", "query": "x"}, {"name": "x"}], "history": [1, None]},
        {
            "corrections": [
                {"type": "ANIMAL", "name": "x"},
                {"type": "PER", "name": " "},
                {"type": "PER", "name": "x", "new_type": "ANIMAL"},
            ]
        },
    ],
)
def test_what_such_a_line_cannot_mean_is_passed_over(other: Library, tmp_path: Path, said: object) -> None:
    path = tmp_path / "all.jsonl"
    article = {"id": "a", "title": "خبر", "body": "نص"}
    path.write_text(f"{json.dumps({'warraq': said})}\n{json.dumps(article)}\n", encoding="utf-8")
    report = other.import_paths([path])
    assert (report.added, report.failed) == (1, ())
    assert belongings_of(other._store) == {"feeds": [], "searches": [], "history": [], "corrections": []}


def test_an_article_that_names_warraq_is_an_article(other: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "خبر", "body": "نص", "warraq": "1.0"}), encoding="utf-8")
    assert other.import_paths([path]).added == 1
