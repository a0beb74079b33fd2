"""Folders: in one order, all the way down, and never out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.sources.walk import read_sources
from tests.index.sources.importing import (
    TITLE,
    articles,
    failure,
    failures,
    incoming,
    only,
    read,
    read_bytes,
    seed_form,
)


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(seed_form(name), encoding="utf-8")
    return folder


def test_files_come_by_name_folder_by_folder(tmp_path: Path) -> None:
    names = ["b/2.txt", "a.txt", "b/1.txt", "b/a/z.txt", "c.md", "أ.txt", "B.txt"]
    items = incoming(read(filled(tmp_path / "in", *names)))
    assert [item.article.title for item in items] == [
        "B.txt",
        "a.txt",
        "b/1.txt",
        "b/2.txt",
        "b/a/z.txt",
        "c.md",
        "أ.txt",
    ]


def test_hidden_files_and_other_kinds_are_left_out(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "a.txt", ".b.txt", ".git/c.txt", "d.pdf", "e.jpg", "README", "f.log.gz")
    assert [article.title for article in articles(read(folder))] == ["a.txt"]


def test_links_that_lead_out_are_told_and_others_are_not(tmp_path: Path) -> None:
    outside = filled(tmp_path / "out", "secret.txt")
    folder = filled(tmp_path / "in", "a.txt")
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "twin.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "other.bin").symlink_to(outside / "secret.txt")
    items = read(folder)
    assert [article.title for article in articles(items)] == ["a.txt"]
    assert [Path(error.partition(":")[0]).name for error in failures(items)] == ["folder", "link.txt"]
    assert all("a link that leads out of the folder" in error for error in failures(items))


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    outside = filled(tmp_path / "out", "a.txt")
    (tmp_path / "link").symlink_to(outside)
    (tmp_path / "link.txt").symlink_to(outside / "a.txt")
    assert len(articles(read(tmp_path / "link"))) == 1
    assert only(read(tmp_path / "link.txt")).origin == str(outside / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "a.txt", "b.txt", "c/d.txt")
    (folder / "b.txt").chmod(0)
    (folder / "c").chmod(0)
    items = read(folder)
    (folder / "c").chmod(0o700)
    assert len(articles(items)) == 1
    assert len(failures(items)) == 2


def test_a_folder_that_goes_away_meanwhile_is_told(tmp_path: Path) -> None:
    folder = filled(tmp_path / "in", "a.txt", "b.txt", "c/d.txt")
    items = read_sources([folder], format="auto", stdin=None)
    next(items)
    (folder / "b.txt").unlink()
    (folder / "c" / "d.txt").unlink()
    (folder / "c").rmdir()
    assert "no such file" in failure(list(items)[:1])  # type: ignore[arg-type]


def test_names_that_are_no_text_are_read_like_others(tmp_path: Path) -> None:
    name = tmp_path / "in" / os.fsdecode(b"\xff\xfe") / os.fsdecode(b"\xe3.txt")
    name.parent.mkdir(parents=True)
    name.write_text(seed_form(), encoding="utf-8")
    item = only(read(tmp_path / "in"))
    assert item.article.title == TITLE
    assert item.origin.endswith("\\xff\\xfe/\\xe3.txt")
    item.origin.encode()


def test_folders_hundreds_deep_are_read_to_the_last(tmp_path: Path) -> None:
    deep = tmp_path / "in"
    deep.mkdir()
    for _ in range(300):
        deep /= "a"
        deep.mkdir()
    (deep / "a.txt").write_text(seed_form(), encoding="utf-8")
    assert len(articles(read(tmp_path / "in"))) == 1


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"%PDF-1.7\n\xb5\xed", "a PDF file: its text has lost the order"),
        (b"\n%PDF-1.4", "a PDF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word"),
        (b"{\\rtf1\\ansi ", "a Rich Text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
        (b"ID3\x03\x00" + bytes(50), "a recording"),
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "a 7-Zip archive"),
        (b"\x7fELF\x02\x01" + bytes(50), "a program"),
        (b"SQLite format 3\x00" + bytes(50), "a database"),
        (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "import-opml"),
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "XML of a kind"),
    ],
)
@pytest.mark.parametrize("name", ["a.bin", "a.txt", "a.jsonl", "a.html"])
def test_what_can_not_be_read_is_refused_with_what_to_do(tmp_path: Path, name: str, start: bytes, said: str) -> None:
    if name != "a.bin" and start.startswith(b"<"):
        pytest.skip("text is text under the name of text")
    error = failure(read_bytes(tmp_path / name, start))
    assert said in error
    assert error.count("; ") == 1
