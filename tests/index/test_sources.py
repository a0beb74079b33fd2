"""Files and streams on their way in: every kind of bad input is told, and nothing else is lost."""

from __future__ import annotations

import io
import json
import os
import time
from pathlib import Path

import pytest

from index.article import Article
from index.sources.cleaning import clean, clean_body, clean_title
from index.sources.dates import iso_date
from index.sources.encodings import decode
from index.sources.item import Failed, Incoming
from index.sources.walk import read_sources

SEED_FORM = "عنوان الخبر\n\nالفقرة الأولى.\nالفقرة الثانية.\n"


def read(path: Path, format: str = "auto") -> list[Incoming | Failed]:
    return list(read_sources([path], format=format, stdin=None))


def article_of(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    (item,) = read(path)
    assert isinstance(item, Incoming)
    return item.article


def error_of(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    (item,) = read(path)
    assert isinstance(item, Failed)
    assert path.name in item.source
    return item.error


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_seed_form_reads_alike_in_any_line_end_and_mark(tmp_path: Path, newline: str, encoding: str) -> None:
    article = article_of(tmp_path / "a.txt", SEED_FORM.replace("\n", newline).encode(encoding))
    assert article.title == "عنوان الخبر"
    assert article.body == "الفقرة الأولى.\nالفقرة الثانية."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (bytes(range(128, 256)) * 20, "no text in UTF-8"),
    ],
)
def test_a_file_that_is_no_article_is_told_with_the_remedy(tmp_path: Path, data: bytes, said: str) -> None:
    error = error_of(tmp_path / "bad.txt", data)
    assert said in error
    assert "; " in error


def test_a_few_bad_bytes_are_kept_as_replacements_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SEED_FORM.encode() + b"\xff\xfe \xd8")
    (item,) = read(path)
    assert isinstance(item, Incoming)
    assert "\ufffd" in item.article.body
    assert "U+FFFD" in item.warning


def test_what_is_not_there_or_not_a_file_is_told(tmp_path: Path) -> None:
    missing, empty = tmp_path / "missing.txt", tmp_path / "folder.txt"
    empty.mkdir()
    first, second = read_sources([missing, empty], format="auto", stdin=None)
    assert isinstance(first, Failed)
    assert "no such file" in first.error
    assert isinstance(second, Failed)
    assert "no articles in this folder" in second.error


def test_a_folder_is_read_to_its_depth_without_hidden_files_and_links(tmp_path: Path) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    (deep / "b.txt").write_text(SEED_FORM, encoding="utf-8")
    (tmp_path / "in" / "a.txt").write_text(SEED_FORM, encoding="utf-8")
    (tmp_path / "in" / ".hidden.txt").write_text(SEED_FORM, encoding="utf-8")
    (tmp_path / "in" / "notes.pdf").write_text("x", encoding="utf-8")
    (tmp_path / "in" / "link.txt").symlink_to(deep / "b.txt")
    items = read(tmp_path / "in")
    assert [item.proposed_id for item in items if isinstance(item, Incoming)] == ["a", "b"]
    assert len(items) == 2


def test_a_bad_line_of_jsonl_does_not_stop_the_rest() -> None:
    lines = [
        json.dumps({"id": 7, "title": "أ\nب", "body": "نص", "date": "06/07/2021"}).encode(),
        b"{not json",
        b'["list"]',
        b'{"title": "no body"}',
        b'{"body": "\\ud800 x", "source": null}',
        b'{"body": "x", "source": ["a"]}',
    ]
    items = list(read_sources(["-"], format="auto", stdin=io.BytesIO(b"\n".join(lines))))
    assert [type(item).__name__ for item in items] == ["Incoming", "Failed", "Failed", "Failed", "Incoming", "Incoming"]
    first = items[0]
    assert isinstance(first, Incoming)
    assert (first.article.id, first.article.title, first.article.date) == ("7", "أ ب", "2021-07-06")
    assert ":2" in items[1].source  # type: ignore[union-attr]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_jsonl_in_utf16_is_cut_into_lines_after_decoding(encoding: str) -> None:
    # U+060A holds the byte of a newline.
    lines = "".join(json.dumps({"id": str(n), "body": "نص \u060a"}, ensure_ascii=False) + "\n" for n in range(3))
    items = list(read_sources(["-"], format="auto", stdin=io.BytesIO(lines.encode(encoding))))
    assert [item.article.body for item in items if isinstance(item, Incoming)] == ["نص \u060a"] * 3


def test_a_file_name_that_is_no_text_is_an_origin_like_any_other(tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt"):
        (tmp_path / os.fsdecode(name)).write_text(SEED_FORM, encoding="utf-8")
    items = read(tmp_path)
    assert [item.proposed_id for item in items if isinstance(item, Incoming)] == ["\\xfe", "\\xff"]


def test_one_file_has_one_origin_however_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text(SEED_FORM, encoding="utf-8")
    (straight,), (roundabout,) = read(tmp_path / "a.txt"), read(tmp_path / "below" / ".." / "a.txt")
    assert straight == roundabout


@pytest.mark.parametrize(
    ("source", "said"), [("https://example.org/a", "addresses"), ("", "an empty path"), ("a\x00b", "check the path")]
)
def test_what_is_no_path_is_told(source: str, said: str) -> None:
    (item,) = read_sources([source], format="auto", stdin=None)
    assert isinstance(item, Failed)
    assert said in item.error


def test_standard_input_takes_the_seed_form_too() -> None:
    (item,) = read_sources(["-"], format="auto", stdin=io.BytesIO(SEED_FORM.encode()))
    assert isinstance(item, Incoming)
    assert item.article.title == "عنوان الخبر"


def test_ten_megabytes_in_one_line_are_one_paragraph(tmp_path: Path) -> None:
    word = "كلمة "
    article = article_of(tmp_path / "long.txt", ("عنوان\n\n" + word * 1_200_000).encode())
    assert len(article.body) == len(word) * 1_200_000 - 1
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("أ\x00ب\x1bج", "أبج"),
        ("\x1b[31mأحمر\x1b[0m \x1b]0;title\x07نص", "أحمر نص"),
        ("\x9b2Jنص", "نص"),
        ("\u202eمقلوب\u202c \u2066x\u2069 \u2067", "مقلوب x "),
        ("\ufeffنص\u00ad", "نص"),
        ("تَعَرَّضَتْ قـــال می\u200cخواهم ه\u200d ﻗﺎﻝ", "تَعَرَّضَتْ قـــال می\u200cخواهم ه\u200d ﻗﺎﻝ"),
        ("ا\u0653", "آ"),
        ("[red]x[/red]", "[red]x[/red]"),
    ],
)
def test_only_what_harms_is_taken_out(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


def test_text_between_doubly_encoded_quotes_is_no_escape_sequence() -> None:
    # U+009D and U+009C are one-byte OSC and ST; here they are halves of ” and “ read in the wrong encoding.
    assert clean("قال \x9d ثم ذهب \x9c بعد") == "قال  ثم ذهب  بعد"


@pytest.mark.parametrize("run", ["\x9d", "\x1b]", "\x1b[", "\x1b]a", "\x1b ", "\x9b1;"])
def test_hostile_runs_of_introducers_take_no_time(run: str) -> None:
    # A megabyte of U+009D took 40 s, since each began a scan of its own.
    started = time.process_time()
    assert "\x1b" not in clean(run * 100_000 + "نص")
    assert time.process_time() - started < 1


def test_titles_are_one_line_and_bodies_have_no_empty_paragraph() -> None:
    assert clean_title(" أ\n\tب\u2029ج ") == "أ ب ج"
    assert clean_body("\n أ  ب \n\n \nج\n") == "أ ب\nج"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-07-06", "2021-07-06"),
        ("2021-07-06T10:30:00+00:00", "2021-07-06T10:30:00+00:00"),
        ("06/07/2021", "2021-07-06"),
        ("٠٦/٠٧/٢٠٢١", "2021-07-06"),
        ("2017-05-30 101500", "2017-05-30T10:15:00"),
        ("2017-01-22T182900", "2017-01-22T18:29:00"),
        ("20210706", "2021-07-06"),
        ("2021-W27-2", "2021-07-06"),
        ("2021/7/6", "2021-07-06"),
        ("2018", None),
        ("31/02/2021", None),
        ("أمس", None),
        ("", None),
    ],
)
def test_dates_become_iso_or_nothing(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_utf16_without_a_mark_is_not_taken_for_utf8() -> None:
    data = SEED_FORM.encode("utf-16-le")
    assert decode(data, "x") == (SEED_FORM, "")
