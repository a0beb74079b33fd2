"""JSON as dumps of news have it: lists, wrapped lists, single articles, lines, whatever the fields are called."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from index.article import Marks
from index.sources.streams import LARGEST
from index.sources.walk import read_sources
from tests.index.sources.importing import BODY, TITLE, articles, failure, failures, incoming, only, read_bytes

THREE = [{"title": f"خبر {number}", "text": f"نص الخبر {number}"} for number in range(3)]


def dumped(value: object, **options: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, **options).encode()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "value",
    [
        THREE,
        {"articles": THREE},
        {"status": "ok", "totalResults": 3, "articles": THREE, "next": None},
        {"response": {"status": "ok", "results": THREE}},
        {"hits": {"total": 3, "hits": [{"_id": str(n), "_source": record} for n, record in enumerate(THREE)]}},
        {str(number): record for number, record in enumerate(THREE)},
    ],
)
def test_articles_are_found_wherever_the_list_stands(tmp_path: Path, value: object, indent: int | None) -> None:
    items = read_bytes(tmp_path / "a.json", dumped(value, indent=indent))
    assert [(article.title, article.body) for article in articles(items)] == [
        (record["title"], record["text"]) for record in THREE
    ]


def test_one_object_is_one_article_and_several_are_several(tmp_path: Path) -> None:
    assert only(read_bytes(tmp_path / "a.json", dumped(THREE[0], indent=1))).article.title == "خبر 0"
    many = b"\n".join(dumped(record, indent=1) for record in THREE)
    assert len(articles(read_bytes(tmp_path / "b.json", many))) == 3


@pytest.mark.parametrize("suffix", [".json", ".txt", ".jsonl", ".ndjson", ""])
def test_lines_are_lines_whatever_the_file_is_called(tmp_path: Path, suffix: str) -> None:
    data = b"\n".join(map(dumped, THREE))
    assert len(articles(read_bytes(tmp_path / f"a{suffix}", data))) == 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    data = json.dumps(THREE * 5, ensure_ascii=False, indent=0).encode(encoding)
    assert [article.title for article in articles(read_bytes(tmp_path / "a.json", data))][:2] == ["خبر 0", "خبر 1"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (  # SaudiNewsNet
            {"source": "aawsat", "url": "http://x.org/1", "date_extracted": "2015-07-22 01:18:37", "title": "ع"}
            | {"author": "الرياض: فلان", "content": "نص"},
            {"title": "ع", "body": "نص", "source": "aawsat", "author": "الرياض: فلان", "date": "2015-07-22T01:18:37"},
        ),
        (  # Hespress
            {"title": "ع", "category": "رياضة", "content": "نص", "key_words": ["أ"], "source": "هسبريس"},
            {"title": "ع", "category": "رياضة", "body": "نص", "source": "هسبريس"},
        ),
        (  # Abu El-Khair
            {"url": "http://x.org/2", "head_line": "ع", "date": "2010-01-02", "text": "نص"},
            {"title": "ع", "body": "نص", "date": "2010-01-02", "url": "http://x.org/2"},
        ),
        (  # schema.org
            {"@type": "NewsArticle", "headline": "ع", "articleBody": "نص", "datePublished": "2021-07-06"}
            | {"author": [{"@type": "Person", "name": "أ"}, {"name": "ب"}], "publisher": {"name": "ص"}},
            {"title": "ع", "body": "نص", "date": "2021-07-06", "author": "أ، ب", "source": "ص"},
        ),
        (  # news-please
            {"maintext": "نص", "title": "ع", "authors": ["أ"], "date_publish": "2021-07-06 10:00:00", "language": "ar"},
            {"title": "ع", "body": "نص", "author": "أ", "language": "ar"},
        ),
        (  # WordPress
            {
                "id": 7,
                "title": {"rendered": "ع"},
                "content": {"rendered": "<p>نص</p><p>آخر</p>"},
                "link": "http://x.org/3",
            },
            {"title": "ع", "body": "نص\nآخر", "url": "http://x.org/3"},
        ),
        ({"النص": "نص", "عنوان الخبر": "ع", "الكاتب": "أ"}, {"title": "ع", "body": "نص", "author": "أ"}),
        ({"text": "نص", "title": float("nan"), "lang": "ar_EG"}, {"title": "", "body": "نص", "language": "ar-EG"}),
        ({"paragraphs": ["أ", "ب"], "timestamp": 1625565600}, {"body": "أ\nب", "date": "2021-07-06T10:00:00+00:00"}),
        ({"text": "نص", "published": 1625565600000}, {"body": "نص", "date": "2021-07-06T10:00:00+00:00"}),
    ],
)
def test_fields_are_known_by_the_names_that_dumps_give_them(
    tmp_path: Path, record: dict[str, object], expected: dict[str, str]
) -> None:
    article = only(read_bytes(tmp_path / "a.json", dumped([record]))).article
    assert {name: getattr(article, name) for name in expected} == expected


def test_a_teaser_alone_is_taken_for_a_summary(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.json", dumped([{"title": TITLE, "description": "نبذة", "text": None}])))
    assert (item.article.body, item.is_summary) == ("نبذة", True)
    assert not only(read_bytes(tmp_path / "b.json", dumped([{"title": TITLE, "text": BODY}]))).is_summary


def test_an_export_comes_back_with_marks_language_and_address(tmp_path: Path) -> None:
    marks = {"read": True, "bookmarked": True, "tags": ["عاجل", 5], "note": "انظر\nهنا", "position": 12}
    record = {
        "id": "n1",
        "title": TITLE,
        "body": BODY,
        "language": "ar",
        "url": "https://www.example.org/a?utm_source=x",
    }
    item = only(read_bytes(tmp_path / "a.jsonl", dumped({**record, "marks": marks})))
    assert item.article.id == "n1"
    assert item.article.language == "ar"
    assert item.marks == Marks(True, True, ("عاجل",), "انظر\nهنا", 12)
    assert item.identities == ("example.org/a",)
    assert only(read_bytes(tmp_path / "b.jsonl", dumped(record))).marks is None


@pytest.mark.parametrize("marks", [5, None, [], {"read": "yes", "tags": "x", "note": 5, "position": -1}])
def test_marks_that_are_none_do_no_harm(tmp_path: Path, marks: object) -> None:
    item = only(read_bytes(tmp_path / "a.jsonl", dumped({"body": BODY, "marks": marks})))
    assert item.marks in (None, Marks())


def test_body_in_lines_is_text_and_never_markup(tmp_path: Path) -> None:
    body = "وسم <b>عريض</b> وآخر <a href='x'>رابط</a> و&amp; في مقال عن صفحات الويب"
    assert only(read_bytes(tmp_path / "a.jsonl", dumped({"body": body}))).article.body == body


def test_the_front_page_of_a_site_is_no_name_of_an_article(tmp_path: Path) -> None:
    items = read_bytes(tmp_path / "a.json", dumped([{**record, "url": "http://www.example.org/"} for record in THREE]))
    assert [item.identities for item in incoming(items)] == [(), (), ()]


def test_row_numbers_are_only_proposed_as_ids(tmp_path: Path) -> None:
    items = incoming(read_bytes(tmp_path / "a.json", dumped([{"id": 1, "text": "أ"}, {"id": "n-2", "text": "ب"}])))
    assert [(item.article.id, item.proposed_id) for item in items] == [("", "1"), ("n-2", "")]
    assert [item.origin.rpartition("/")[2] for item in items] == ["a.json#1", "a.json#n-2"]


def test_every_article_of_a_file_has_an_origin_of_its_own(tmp_path: Path) -> None:
    first, second = (incoming(read_bytes(tmp_path / "a.json", dumped(THREE))) for _ in range(2))
    assert [item.origin.rpartition("/")[2] for item in first] == ["a.json#1", "a.json#2", "a.json#3"]
    assert first == second


def test_what_is_no_article_is_told_with_its_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    items = read_bytes(tmp_path / "a.json", dumped([THREE[0], 5, {"x": 1}, THREE[1]], indent=0))
    assert len(articles(items)) == 2
    first, second = failures(items)
    assert "line 6: expected a JSON object" in first
    assert "line 7: expected a field" in second


@pytest.mark.parametrize("cut", range(3, 260, 16))
def test_a_list_that_breaks_off_keeps_what_was_whole(tmp_path: Path, cut: int) -> None:
    data = dumped(THREE)
    whole = data[:cut].count(b"}")
    items = read_bytes(tmp_path / "a.json", data[:cut])
    assert len(articles(items)) == whole
    assert len(failures(items)) == (cut < len(data))


def test_a_bad_byte_is_said_and_costs_one_character(tmp_path: Path) -> None:
    data = dumped(THREE).replace("نص".encode(), b"\xd9\xff", 1)
    items = incoming(read_bytes(tmp_path / "a.json", data))
    assert len(items) == 3
    assert items[0].warning


def test_an_object_without_articles_is_told(tmp_path: Path) -> None:
    assert "no articles in this JSON" in failure(read_bytes(tmp_path / "a.json", b'{"name": "warraq", "version": 1}'))
    assert "no articles in this JSON" in failure(read_bytes(tmp_path / "a.json", b"[]"))


def test_what_lies_too_deep_or_is_too_long_is_told(tmp_path: Path) -> None:
    assert "nested" in failure(read_bytes(tmp_path / "a.json", b"[" * 200_000))
    endless = io.BytesIO(b'[{"text": "' + b"x" * (LARGEST + LARGEST // 4))
    (item,) = read_sources(["-"], format="json", stdin=endless)
    assert "at most 32 MB" in item.error  # type: ignore[union-attr]


def test_a_line_too_long_to_be_held_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(dumped(THREE[0]) + b'\n{"body": "')
        file.seek(LARGEST + 5000)
        file.write(b'"}\n' + dumped(THREE[1]) + b"\n")
    items = read_bytes(path, path.read_bytes())
    assert [article.title for article in articles(items)] == ["خبر 0", "خبر 1"]
    assert "line 2: expected a line of at most 32 MB" in failures(items)[0]
