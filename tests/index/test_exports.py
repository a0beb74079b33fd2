"""What goes out, and what of it comes back."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from index.article import Article, Marks
from index.exports import FORMATS
from index.incoming import Incoming
from index.library import Library

ROOT = Path(__file__).parents[2]

TABLES = ("marks", "tags", "identities", "feed_articles")
SAID = "id, title, body, source, date, category, url, author, language, origin, added, is_summary"

HOSTILE = Article(
    "=x{1}/y",
    '=HYPERLINK("http://bad") <script>alert(1)</script> *لا* [رابط](http://bad) 100% & _{x}',
    "# عنوان كاذب\n1. قائمة كاذبة\nنص <b>عريض</b> & `شيفرة` | جدول",
    "مصدر <i>",
    "2021-07-06",
    url='https://paper.example/a b?"<>',
    author="كاتب & كاتبة",
)


def put(library: Library, article: Article, **said: object) -> None:
    library._store.put_incoming(Incoming(article, said.pop("origin", "test"), **said))  # type: ignore[arg-type]


@pytest.fixture
def marked(empty_library: Library) -> Library:
    """Five articles, with all that an article can have."""
    library = empty_library
    library._store.change("INSERT INTO feeds (url, added) VALUES ('https://paper.example/feed', '2020')")
    whole = Article("a1", "عنوان أول", "فقرة أولى\nفقرة ثانية", "العرب", "2021-07-06T08:00:00+03:00", "سياسة")
    put(
        library,
        whole,
        origin="https://paper.example/feed",
        identities=("guid:https://paper.example/feed 17", "paper.example/1"),
        feeds=("https://paper.example/feed",),
        added="2021-07-07T00:00:00+00:00",
    )
    put(library, Article("", "ملف نصي", "نص الملف"), proposed_id="file", origin="/in/file.txt")
    put(library, Article("a3", "", "بلا عنوان", language="fa"), is_summary=True)
    put(library, HOSTILE)
    put(library, Article("a5", "آخر", "كلام آخر", "العرب"))
    library.set_read("a1")
    library.bookmark("a1")
    library.tag("a1", "عاجل")
    library.tag("file", "للبحث")
    library.tag("file", "أرشيف")
    library.note("a3", "سطر أول\nسطر ثان")
    library.set_position("a5", 4)
    return library


def exported(library: Library, format: str = "jsonl") -> bytes:
    return b"".join(library.export(sorted(library.keys()), format))


def contents(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """All that has to come back."""
    tables = {name: library._store.select(f"SELECT * FROM {name} ORDER BY 1, 2") for name in TABLES}
    return {**tables, "articles": library._store.select(f"SELECT {SAID} FROM articles ORDER BY key")}


def test_an_export_imported_into_an_empty_library_is_the_same_library(marked: Library, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(exported(marked))
    with Library.open(tmp_path / "other", seeds=False) as other:
        other._store.change("INSERT INTO feeds (url, added) VALUES ('https://paper.example/feed', '2020')")
        assert other.import_paths([path]).added == 5
        assert contents(other) == contents(marked)
        assert other.marks("a1") == Marks(True, True, ("عاجل",))
        assert exported(other) == exported(marked)
        assert other.import_paths([path]).duplicates == 5
        assert contents(other) == contents(marked)


def test_an_export_taken_in_again_brings_back_what_was_lost(marked: Library, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(exported(marked))
    before = contents(marked)
    marked.bookmark("a1", False)
    marked.tag("file", "أرشيف", False)
    marked.rebuild()
    marked.import_paths([path])
    assert contents(marked) == before


def test_a_text_file_is_known_after_the_way_out_and_back(marked: Library, tmp_path: Path) -> None:
    source = tmp_path / "file.txt"
    source.write_text("ملف نصي\n\nنص الملف\n", encoding="utf-8")
    marked._store.change("UPDATE articles SET origin = ? WHERE id = 'file'", str(source))
    path = tmp_path / "all.jsonl"
    path.write_bytes(exported(marked))
    with Library.open(tmp_path / "other", seeds=False) as other:
        other.import_paths([path])
        source.write_text("ملف نصي\n\nنص الملف بعد التصحيح\n", encoding="utf-8")
        assert other.import_paths([source]).updated == 1
        assert other.marks("file").tags == ("أرشيف", "للبحث")


def test_what_an_export_cannot_mean_is_left_out(empty_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    odd = {"id": "x", "body": "نص", "added": "امس", "identities": [1, None, "ok"], "feeds": "no", "marks": {"tags": 5}}
    later = {"id": "y", "body": "نص", "added": "9999-01-01"}
    path.write_text(f"{json.dumps(odd)}\n{json.dumps(later)}\n", encoding="utf-8")
    assert empty_library.import_paths([path]).added == 2
    assert empty_library._store.select("SELECT identity FROM identities") == [("ok",)]
    assert empty_library._store.select("SELECT max(added) < '2999' FROM articles") == [(1,)]


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_is_logical_text_whole_and_in_order(marked: Library, format: str) -> None:
    document = exported(marked, format)
    if format == "epub":
        with zipfile.ZipFile(io.BytesIO(document)) as book:
            document = b"".join(book.read(name) for name in sorted(book.namelist()))
    text = document.decode("utf-8-sig")
    places = [text.index(words) for words in ("عنوان أول", "ملف نصي", "كاتبة", "آخر")]
    assert places == sorted(places)
    assert not any("\ufb50" <= letter <= "\ufdff" or "\ufe70" <= letter <= "\ufefc" for letter in text)


def test_jsonl_has_what_programs_rely_on(marked: Library) -> None:
    first = json.loads(exported(marked).splitlines()[0])
    assert first["id"] == "a1"
    assert first["body"] == "فقرة أولى\nفقرة ثانية"
    assert first["identities"] == ["guid:https://paper.example/feed 17", "paper.example/1"]
    assert first["feeds"] == ["https://paper.example/feed"]
    assert first["marks"] == {"read": True, "bookmarked": True, "tags": ["عاجل"], "note": "", "position": 0}


def test_csv_opens_in_a_spreadsheet_and_runs_nothing_there(marked: Library) -> None:
    document = exported(marked, "csv")
    assert document.startswith(b"\xef\xbb\xbfid,title,body")
    rows = list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"))))
    assert rows[0]["body"] == "فقرة أولى\nفقرة ثانية"
    assert rows[1]["tags"] == "أرشيف; للبحث"
    assert rows[3]["title"].startswith("'=HYPERLINK")
    assert rows[3]["id"].startswith("'=")


def test_pages_and_books_are_good_xml_and_nothing_in_an_article_is_an_element(marked: Library) -> None:
    page = exported(marked, "html").decode()
    assert "<script>" not in page
    assert page.count("<article>") == 5
    with zipfile.ZipFile(io.BytesIO(exported(marked, "epub"))) as book:
        names = book.namelist()
        assert names[0] == "mimetype"
        assert book.read("mimetype") == b"application/epub+zip"
        assert book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        trees = {name: ElementTree.fromstring(book.read(name)) for name in names if name != "mimetype"}
    chapter = trees["000004.xhtml"]
    assert HOSTILE.title in "".join(chapter.itertext())
    assert len([name for name in names if name.startswith("00000")]) == 5
    listed = {item.get("href") for item in trees["book.opf"].iter("{http://www.idpf.org/2007/opf}item")}
    assert listed == {"nav.xhtml", *(name for name in names if name.startswith("0"))}


def test_markdown_takes_no_text_for_a_sign(marked: Library) -> None:
    text = exported(marked, "md").decode()
    assert "# عنوان أول\n" in text
    assert "\\# عنوان كاذب" in text
    assert "1\\. قائمة" in text or "\\1. قائمة" in text
    assert "\\*لا\\*" in text
    assert "\\<script\\>" in text
    assert "> سطر أول\n> سطر ثان" in text


def test_bibtex_has_one_entry_an_article_with_balanced_braces(marked: Library) -> None:
    text = exported(marked, "bibtex").decode()
    assert text.count("@online{") == 5
    entry = text[text.index("@online{x-1-y,") :].split("\n\n")[0]
    plain = entry.replace("\\{", "").replace("\\}", "")
    assert plain.count("{") == plain.count("}")
    assert "100\\% \\& \\_\\{x\\}" in entry
    assert "date = {2021-07-06}" in entry


@pytest.mark.parametrize("format", FORMATS)
def test_no_articles_are_a_document_too(empty_library: Library, format: str) -> None:
    assert empty_library.export([], format) is not None
    assert isinstance(exported(empty_library, format), bytes)


def run(library: Library, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "reader", "--library", str(library.path), "--lang", "en", *arguments]
    return subprocess.run(command, capture_output=True, cwd=ROOT, check=False)


def test_the_command_exports_all_hits_or_bookmarks(marked: Library, tmp_path: Path) -> None:
    def ids(*arguments: str) -> list[str]:
        return [json.loads(line)["id"] for line in run(marked, "export", *arguments).stdout.splitlines()]

    # The command plants the seed article.
    assert len(ids()) == 6
    assert ids("--bookmarked") == ["a1"]
    assert ids("كلام") == ["a5"]
    assert ids("كلام", "--bookmarked") == []
    output = tmp_path / "out.epub"
    assert run(marked, "export", "--format", "epub", "--output", str(output)).returncode == 0
    assert zipfile.is_zipfile(output)
    assert list(tmp_path.glob("*.part")) == []
    assert run(marked, "export", "--output", str(tmp_path / "none" / "x")).returncode == 1
