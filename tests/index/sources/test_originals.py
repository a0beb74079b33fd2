"""Originals: with the setting each article keeps the bytes that are its own, whatever kind of file they stood in."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

import index.importing
from index.incoming import Incoming
from index.library import Library
from index.sources.exchange import Limits
from tests.feed_server import FeedServer, reply
from tests.index.sources import pages
from tests.index.sources.data import folder
from tests.index.sources.importing import read
from tests.index.sources.test_books import book, page

FIRST, SECOND = "نص المقال الأول.", "نص المقال الثاني، وفيه كلام آخر."


@pytest.fixture
def keeping(empty_library: Library) -> Library:
    """An empty library that keeps originals."""
    empty_library.keeps_originals = True
    empty_library._refreshing.get().limits = Limits(size=300_000, connect=2, read=1, total=3)
    return empty_library


def kept(library: Library) -> dict[str, bytes | None]:
    """The original of each article by its text."""
    found = (library.article(row.id) for row in library.rows(library.keys()))
    return {article.body: library.original(article.id) for article in found}


def imported(library: Library, path: Path, data: bytes) -> dict[str, bytes | None]:
    path.write_bytes(data)
    report = library.import_paths([path])
    assert not report.failed
    return kept(library)


def lines(*objects: object) -> list[str]:
    return [json.dumps(each, ensure_ascii=False) for each in objects]


# Files that are one article each


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_a_text_file_keeps_its_bytes(keeping: Library, tmp_path: Path, encoding: str) -> None:
    data = f"عنوان\r\n\r\n{FIRST}\r\n".encode(encoding)
    assert imported(keeping, tmp_path / "a.txt", data) == {FIRST: data}


def test_a_saved_page_keeps_its_bytes(keeping: Library, tmp_path: Path) -> None:
    data = pages.page(f"<article><h1>{pages.TITLE}</h1>{pages.MARKED}</article>").encode("cp1256", "xmlcharrefreplace")
    assert [*imported(keeping, tmp_path / "a.html", data).values()] == [data]


def test_a_packed_page_keeps_what_was_packed(keeping: Library, tmp_path: Path) -> None:
    data = pages.page(f"<article><h1>{pages.TITLE}</h1>{pages.MARKED}</article>").encode()
    assert [*imported(keeping, tmp_path / "a.html.gz", gzip.compress(data)).values()] == [data]


def test_a_message_keeps_its_bytes_and_each_of_a_mailbox_its_own(keeping: Library, tmp_path: Path) -> None:
    head = "From: a@news.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    first, second = (f"{head}{text}\r\n".encode() for text in (FIRST, SECOND))
    assert imported(keeping, tmp_path / "a.eml", first) == {FIRST: first}
    start = b"From a@news.example Mon Jul  5 10:00:00 2021\r\n"
    mailbox = b"".join((start, first, b"\r\n", start, second))
    found = imported(keeping, tmp_path / "a.mbox", mailbox)
    # A blank line parts two messages and belongs to the one before it.
    assert found == {FIRST: first, SECOND: second}


def test_a_word_document_keeps_the_whole_file_in_an_archive_too(keeping: Library, tmp_path: Path) -> None:
    written = docx.Document()
    for text in ("عنوان", FIRST):
        written.add_paragraph(text)
    written.save(str(tmp_path / "b.docx"))
    data = (tmp_path / "b.docx").read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.docx", data)
    assert imported(keeping, tmp_path / "a.zip", packed.getvalue()) == {FIRST: data}
    assert imported(keeping, tmp_path / "c.docx", data) == {FIRST: data}


def test_a_document_too_long_to_be_kept_comes_in_and_says_so(
    keeping: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = docx.Document()
    for text in ("عنوان", FIRST):
        written.add_paragraph(text)
    written.save(str(tmp_path / "a.docx"))
    monkeypatch.setattr("index.sources.archive.LARGEST", 1_000)
    report = keeping.import_paths([tmp_path / "a.docx"])
    assert (report.added, kept(keeping)) == (1, {FIRST: None})
    assert "is not kept" in report.warnings[0]


def test_a_chapter_keeps_its_documents(keeping: Library, tmp_path: Path) -> None:
    documents = {"1.xhtml": page("أول", FIRST), "2.xhtml": page("ثان", SECOND), "3.xhtml": page("", "تتمة")}
    assert imported(keeping, tmp_path / "a.epub", book(documents)) == {
        FIRST: documents["1.xhtml"].encode(),
        f"{SECOND}\nتتمة": (documents["2.xhtml"] + documents["3.xhtml"]).encode(),
    }


# Files that hold many


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "cp1256"])
def test_a_line_of_json_keeps_itself(keeping: Library, tmp_path: Path, encoding: str) -> None:
    first, second = lines({"id": "n1", "body": FIRST}, {"body": SECOND, "id": "n2"})
    data = f"\n{first}\r\n{second}\r\n".encode(encoding)
    bare = encoding.removesuffix("-sig")
    assert imported(keeping, tmp_path / "a.jsonl", data) == {FIRST: first.encode(bare), SECOND: second.encode(bare)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_an_object_of_a_list_keeps_itself(keeping: Library, tmp_path: Path, encoding: str) -> None:
    first, second = f'{{ "body": "{FIRST}",\r\n "n": 1.50 }}', f'{{"text":"{SECOND}"}}'
    data = f'{{"count": 2, "articles": [ {first} ,\n{second} ]}}'.encode(encoding)
    bare = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert imported(keeping, tmp_path / "a.json", data) == {FIRST: first.encode(bare), SECOND: second.encode(bare)}


def test_an_object_that_is_the_article_keeps_itself(keeping: Library, tmp_path: Path) -> None:
    # Longer than what is read at one time, so that its beginning is gone when its end comes.
    first = f'{{"title": "عنوان", "more": "{"س" * 1_200_000}", "body": "{FIRST}"}}'
    assert imported(keeping, tmp_path / "a.json", f" {first}\n".encode()) == {FIRST: first.encode()}


def test_objects_under_their_ids_keep_themselves(keeping: Library, tmp_path: Path) -> None:
    first, second = lines({"title": "أ", "body": FIRST}, {"title": "ب", "body": SECOND})
    found = imported(keeping, tmp_path / "a.json", f'{{"x1": {first}, "x2": {second}}}'.encode())
    assert found == {FIRST: first.encode(), SECOND: second.encode()}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16-le"])
def test_a_row_keeps_its_lines(keeping: Library, tmp_path: Path, encoding: str) -> None:
    first, second = f'1,"{FIRST}\r\nسطر, آخر",x', f"2,{SECOND},y"
    data = f"id,text,category\r\n\r\n,,\r\n{first}\r\n{second}".encode(encoding)
    found = imported(keeping, tmp_path / "a.csv", data)
    assert [*found.values()] == [second.encode(encoding), first.encode(encoding)]


def test_a_row_of_an_old_mac_keeps_its_ends(keeping: Library, tmp_path: Path) -> None:
    found = imported(keeping, tmp_path / "a.tsv", f"title\ttext\rعنوان\t{FIRST}\rآخر\t{SECOND}\r".encode())
    assert found == {FIRST: f"عنوان\t{FIRST}".encode(), SECOND: f"آخر\t{SECOND}".encode()}


def test_a_tagged_article_keeps_its_element(keeping: Library, tmp_path: Path) -> None:
    def tagged(number: int, text: str, end: str = "</DOC>") -> str:
        url = f"<URL>http://a.example/?a=1&b={number}</URL>"
        return f"<DOC>\n<DOCNO>d{number}</DOCNO>{url}\n<odd>!</odd>\n<TEXT>\n{text}\n</TEXT>\n{end}"

    # The second one is never closed; it ends where the third begins.
    first, second, third = tagged(1, FIRST), tagged(2, SECOND, ""), tagged(3, "ثالث.")
    data = f"<DOCS>\n{first} {second}{third}\n</DOCS>\n".encode()
    found = imported(keeping, tmp_path / "a.sgml", data)
    assert found == {FIRST: first.encode(), SECOND: second.encode(), "ثالث.": third.encode()}


def test_a_message_of_a_telegram_export_keeps_its_object(keeping: Library, tmp_path: Path) -> None:
    first, second = lines(
        {"id": 1, "type": "message", "date": "2021-07-06T10:00:00", "text": FIRST},
        {"id": 3, "type": "message", "text": [SECOND[:4], {"type": "bold", "text": SECOND[4:]}]},
    )
    joined = '{"id": 2, "type": "service", "text": ""}'
    data = f'{{"name": "قناة", "type": "public_channel", "id": 9, "messages": [{first}, {joined}, {second}]}}'
    found = imported(keeping, tmp_path / "result.json", data.encode())
    assert found == {FIRST: first.encode(), SECOND: second.encode()}


# Feeds and pages of the network


def channel(*items: str, head: str = "<?xml version='1.0'?>") -> str:
    return f"{head}<rss version='2.0'><channel><title>أخبار</title>\n{' '.join(items)}\n</channel></rss>"


def element(number: int, text: str, end: str = "</item>") -> str:
    link = f"<link>https://news.example/{number}</link>"
    return (
        f"<item  n='{number}'>\n<!-- <item> --><title>خبر {number}</title>{link}<description>{text}</description>{end}"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_an_item_keeps_its_own_element(keeping: Library, tmp_path: Path, encoding: str) -> None:
    first, second = element(1, FIRST), element(2, f"<![CDATA[<p>{SECOND}</p></item>]]>")
    data = channel(first, second, head=f"<?xml version='1.0' encoding='{encoding}'?>").encode(encoding)
    bare = "utf-16-le" if encoding == "utf-16" else encoding
    found = imported(keeping, tmp_path / "a.xml", data)
    assert found == {FIRST: first.encode(bare), SECOND: second.encode(bare)}


def test_an_item_of_a_broken_feed_keeps_what_came_and_not_what_was_mended(keeping: Library, tmp_path: Path) -> None:
    first, second = element(1, f"{FIRST} <br> a & b"), element(2, SECOND, end="")
    data = channel(first, second).partition("\n</channel>")[0].encode()
    assert data.endswith(b"</description>")
    assert set(imported(keeping, tmp_path / "a.xml", data).values()) == {first.encode(), second.encode()}


def test_an_entry_of_atom_keeps_its_own_element(keeping: Library, tmp_path: Path) -> None:
    entry = f'<a:entry xml:lang="ar"><a:id>x:1</a:id><a:title>خبر</a:title><a:content>{FIRST}</a:content></a:entry >'
    feed = f'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>أخبار</a:title>{entry}</a:feed>'
    assert imported(keeping, tmp_path / "a.atom", feed.encode()) == {FIRST: entry.encode()}


@pytest.mark.parametrize("end", ["]}", ', {"id": "3", "title": "ثا'])
def test_an_item_of_a_json_feed_keeps_its_own_object(keeping: Library, tmp_path: Path, end: str) -> None:
    first, second = f'{{"id":"1",  "title":"خبر","content_text":"{FIRST}"}}', f'{{"id":2,"content_text":"{SECOND}"}}'
    data = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": [{first}, 7, {second}{end}'
    path = tmp_path / "feed.json"
    assert imported(keeping, path, data.encode()) == {FIRST: first.encode(), SECOND: second.encode()}


def test_a_refresh_keeps_the_items_that_came(keeping: Library, server: FeedServer) -> None:
    first, second = element(1, FIRST), element(2, SECOND)
    keeping.feeds.add(server.at("/a", reply(channel(first).encode())))
    keeping.refresh_feeds()
    assert kept(keeping) == {FIRST: first.encode()}
    subscribed = keeping.subscribe(server.at("/b", reply(channel(second).encode())))
    assert subscribed.added == 1
    assert kept(keeping) == {FIRST: first.encode(), SECOND: second.encode()}


def test_a_fetched_page_takes_the_place_of_the_announcement_and_is_not_lost_to_it(
    keeping: Library, server: FeedServer
) -> None:
    data = pages.page(f"<article><h1>{pages.TITLE}</h1>{pages.MARKED}</article>").encode()
    address = server.at("/page", reply(data, content_type="text/html; charset=utf-8"))
    announced = (
        f"<item><title>{pages.TITLE}</title><link>{address}</link><description>{pages.FIRST[:60]}…</description></item>"
    )
    feed = server.at("/a", reply(channel(announced).encode()))
    keeping.feeds.add(feed)
    keeping.refresh_feeds()
    (row,) = keeping.rows(keeping.keys())
    assert keeping.original(row.id) == announced.encode()
    keeping.fetch_full(row.id)
    assert keeping.original(row.id) == data
    server.at("/a", reply(channel(announced.replace("<item>", "<item >")).encode()))
    keeping.refresh_feeds()
    assert keeping.original(row.id) == data


def test_an_imported_address_keeps_the_page(keeping: Library, server: FeedServer) -> None:
    data = pages.page(f"<article><h1>{pages.TITLE}</h1>{pages.MARKED}</article>").encode()
    keeping.import_paths([server.at("/page", reply(data, content_type="text/html; charset=utf-8"))])
    assert [*kept(keeping).values()] == [data]


# All of it, byte for byte


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xml"])
def test_a_byte_that_nobody_can_read_is_kept_as_it_came(keeping: Library, tmp_path: Path, name: str) -> None:
    spoilt = f"{FIRST} *** {SECOND}"
    rows = {"a.csv": f"1,{spoilt}", "a.json": f'{{"text": "{spoilt}"}}', "a.xml": element(1, spoilt)}
    wholes = {"a.csv": f"id,text\n{rows[name]}\n2,آخر\n", "a.json": f"[{rows[name]}]", "a.xml": channel(rows[name])}
    row, whole = (text.encode().replace(b"***", b"*\xd8*\xff\xfe*") for text in (rows[name], wholes[name]))
    assert row in imported(keeping, tmp_path / name, whole).values()


@pytest.mark.parametrize(
    ("name", "articles"), [("feeds_derived", 365), ("txt_encodings", 110), ("html_pages", 26), ("torture", 664)]
)
def test_every_original_of_real_files_stands_in_its_file_and_changes_nothing_else(name: str, articles: int) -> None:
    found = 0
    for path in sorted(path for path in folder(name).rglob("*") if path.is_file()):
        items = read(path, keeps_originals=True)
        without = [replace(item, original=b"") if isinstance(item, Incoming) else item for item in items]
        assert without == read(path), path
        data = path.read_bytes()
        originals = [item.original for item in items if isinstance(item, Incoming)]
        assert all(original and original in data for original in originals), path
        found += len(originals)
    assert found == articles


# Whether, and how much


def test_nothing_is_kept_unless_it_is_asked_for(empty_library: Library, tmp_path: Path, server: FeedServer) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(lines({"body": FIRST})), encoding="utf-8")
    (tmp_path / "b.xml").write_text(channel(element(1, SECOND)), encoding="utf-8")
    (tmp_path / "c.csv").write_text("title,text\nعنوان,ثالث\n", encoding="utf-8")
    (tmp_path / "d.txt").write_text("عنوان\n\nرابع\n", encoding="utf-8")
    empty_library.import_paths(sorted(tmp_path.glob("?.*")))
    empty_library.subscribe(server.at("/a", reply(channel(element(5, "خامس")).encode())))
    assert kept(empty_library) == dict.fromkeys((FIRST, SECOND, "ثالث", "رابع", "خامس"))


def test_what_was_here_before_the_setting_gets_its_original_with_the_next_import(
    empty_library: Library, tmp_path: Path
) -> None:
    (first,) = lines({"id": "n1", "body": FIRST})
    assert imported(empty_library, tmp_path / "a.jsonl", first.encode()) == {FIRST: None}
    empty_library.keeps_originals = True
    report = empty_library.import_paths([tmp_path / "a.jsonl"])
    assert (report.added, report.updated, report.duplicates) == (0, 0, 1)
    assert kept(empty_library) == {FIRST: first.encode()}


def test_a_batch_holds_no_more_originals_than_it_may(
    keeping: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.importing, "MOST_BYTES", 4_000)
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines(*({"body": f"{number} {'س' * 500}"} for number in range(40)))), encoding="utf-8")
    done: list[int] = []
    keeping.import_paths([path], progress=done.append)
    assert max(after - before for before, after in zip([0, *done], done, strict=False)) <= 4
    assert done[-1] == 40
    assert all(kept(keeping).values())
