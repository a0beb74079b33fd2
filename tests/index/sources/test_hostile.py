"""Damaged files of every format, and files that only look like one: told in a line, quickly, without the network."""

from __future__ import annotations

import io
import json
import mailbox
import resource
import socket
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.sources.item import Failed, Incoming
from index.sources.streams import LARGEST
from index.sources.walk import read_sources
from tests.index.sources import data, test_books, test_mail, test_table, test_tagged
from tests.index.sources.importing import BODY, TITLE, articles, failure, only, read, read_bytes, seed_form, zipped

FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>العرب</title>
<item><title>{TITLE}</title><link>https://example.org/1</link><description>{BODY}</description></item>
<item><title>آخر</title><link>https://example.org/2</link><description>{BODY}</description></item></channel></rss>"""
PAGE = f"""<!DOCTYPE html><html lang="ar"><head><title>{TITLE}</title><meta charset="utf-8"></head><body><article>
<h1>{TITLE}</h1>{"".join(f"<p>{BODY} {number}</p>" for number in range(6))}</article></body></html>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def samples(folder: Path) -> dict[str, bytes]:
    """One sound file of each format."""
    box = mailbox.mbox(folder / "made.mbox")
    for number in range(3):
        box.add(test_mail.message(number, html=f"<p>{BODY}</p>"))
    box.close()
    records = [{"id": f"n{n}", "title": TITLE, "body": BODY, "date": "2021-07-06"} for n in range(4)]
    files = {
        "a.txt": seed_form().encode(),
        "b.txt": f"العنوان: {TITLE}\nالمصدر: العرب\n\n{BODY}".encode("cp1256"),
        "a.jsonl": b"\n".join(json.dumps(record).encode() for record in records),
        "a.json": json.dumps({"articles": records}, ensure_ascii=False, indent=1).encode(),
        "b.json": json.dumps(records, ensure_ascii=False).encode("utf-16"),
        "a.csv": test_table.table([test_table.HEADER, *test_table.ROWS]),
        "a.tsv": test_table.table([test_table.HEADER, *test_table.ROWS], delimiter="\t"),
        "a.xml": FEED.encode(),
        "a.html": PAGE.encode(),
        "a.eml": bytes(test_mail.message(html=f"<p>{BODY}</p>")),
        "a.mbox": (folder / "made.mbox").read_bytes(),
        "a.epub": test_books.book({"1.xhtml": test_books.page("أول", "أ"), "2.xhtml": test_books.page("ثان", "ب")}),
        "a.docx": test_books.document((TITLE, "Title"), (BODY, "")),
        "a.sgm": (test_tagged.ANT + test_tagged.GIGAWORD).encode(),
        "result.json": json.dumps(test_tagged.chat(test_tagged.sent(1, BODY), test_tagged.sent(2, TITLE))).encode(),
    }
    packed = zipped({name: files[name] for name in ("a.txt", "a.jsonl", "a.csv")})
    return files | {"a.zip": packed, "a.jsonl.gz": _gzipped(files["a.jsonl"]), "b.zip": zipped({"a.zip": packed})}


def _gzipped(plain: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(plain) + packer.flush()


def quickly(path: Path, format: str = "auto") -> list[Incoming | Failed]:
    """The items of a file, each of their strings fit to be stored; a failure where they take more than a second."""
    started = time.process_time()
    items = read(path, format)
    assert time.process_time() - started < 1, path
    for item in items:
        said = item.error if isinstance(item, Failed) else item.article.text + item.origin + "".join(item.identities)
        said.encode("utf-8")
        assert "\x1b" not in said
    return items


def test_every_sound_sample_is_read_whole(tmp_path: Path) -> None:
    for name, sound in samples(tmp_path).items():
        (tmp_path / name).write_bytes(sound)
        items = quickly(tmp_path / name)
        assert articles(items), name
        assert len(articles(items)) == len(items), name


def test_a_thousand_damaged_files_of_all_formats(tmp_path: Path) -> None:
    files = samples(tmp_path)
    names = list(files)
    outcomes: Counter[str] = Counter()
    for number, damaged in enumerate(data.mutations(list(files.values()), 1_000)):
        path = tmp_path / f"damaged{''.join(Path(names[number % len(names)]).suffixes)}"
        path.write_bytes(damaged)
        outcomes.update(type(item).__name__ for item in quickly(path))
    assert outcomes["Incoming"] > 500
    assert outcomes["Failed"] > 200


def test_files_cut_off_anywhere(tmp_path: Path) -> None:
    for name, sound in samples(tmp_path).items():
        for share in range(0, 20):
            (tmp_path / name).write_bytes(sound[: len(sound) * share // 20])
            items = quickly(tmp_path / name)
            assert items, (name, share)
            assert share or isinstance(items[0], Failed)


def test_every_format_under_the_name_of_every_other(tmp_path: Path) -> None:
    files = samples(tmp_path)
    suffixes = {"".join(Path(name).suffixes) for name in files} | {""}
    read_whole: Counter[bool] = Counter()
    for sound in files.values():
        for suffix in suffixes:
            path = tmp_path / f"renamed{suffix}"
            path.write_bytes(sound)
            read_whole[bool(articles(quickly(path)))] += 1
    assert read_whole[True] > 0.8 * read_whole.total()


def test_every_format_asked_for_where_it_is_another(tmp_path: Path) -> None:
    from index.sources.names import FORMATS

    for name, sound in samples(tmp_path).items():
        (tmp_path / name).write_bytes(sound)
        for format in FORMATS:
            assert quickly(tmp_path / name, format), (name, format)


@pytest.mark.parametrize("name", ["a.xml", "a.html", "a.csv", "a.json", "a.txt", "a.eml", "a.jsonl"])
def test_a_page_that_says_something_went_wrong_is_no_article_of_another_format(tmp_path: Path, name: str) -> None:
    error_page = b"<!DOCTYPE html>\n<html><head><title>404</title></head><body><p>Not found</p></body></html>"
    assert isinstance(read_bytes(tmp_path / name, error_page)[0], Failed)


def test_a_page_and_a_feed_are_known_by_what_they_hold(tmp_path: Path) -> None:
    for name in ("a.html", "a.txt", "a.xml", "a"):
        assert only(read_bytes(tmp_path / name, PAGE.encode())).article.title == TITLE
        assert [article.title for article in articles(read_bytes(tmp_path / name, FEED.encode()))] == [TITLE, "آخر"]


class _Endless(io.RawIOBase):
    """A gigabyte of one line, and nothing of it held."""

    def __init__(self, start: bytes, size: int = 1 << 30) -> None:
        self._start = start
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._start[: len(buffer)] or b"a" * min(len(buffer), self._left)
        self._left -= 0 if self._start else len(piece)
        self._start = self._start[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.fixture
def _little_memory() -> Iterator[None]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000


@pytest.mark.usefixtures("_little_memory")
@pytest.mark.parametrize(
    ("format", "start"),
    [
        ("text", b""),
        ("jsonl", b'{"body": "'),
        ("json", b'[{"text": "'),
        ("csv", b"title,text\n"),
        ("mbox", b"From a@b Tue Jul  6 10:30:00 2021\nSubject: x\n\n"),
        ("trec", b"<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>"),
        ("mail", b"Subject: x\n\n"),
    ],
)
def test_a_gigabyte_of_one_line_is_refused_in_little_memory(format: str, start: bytes) -> None:
    items = list(read_sources(["-"], format=format, stdin=io.BufferedReader(_Endless(start))))
    assert f"{LARGEST >> 20} MB" in failure(items)  # type: ignore[arg-type]


def test_all_files_of_the_feed_parsers_suites(tmp_path: Path) -> None:
    files = [path for path in data.folder("torture").rglob("*") if path.is_file()]
    outcomes: Counter[str] = Counter()
    for path in files:
        outcomes.update(type(item).__name__ for item in quickly(path))
    assert len(files) >= 1_070
    assert outcomes["Incoming"] > 500
