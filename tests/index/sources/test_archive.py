"""Archives are read where they stand: nothing in one is written to the disk, followed, or unpacked without end."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import resource
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.sources.item import Place
from index.sources.walk import read_sources
from tests.index.sources.importing import (
    BODY,
    TITLE,
    articles,
    failure,
    failures,
    incoming,
    only,
    read,
    read_bytes,
    seed_form,
    zipped,
)

LINES = b"".join(json.dumps({"id": f"n{n}", "body": f"نص {n}"}).encode() + b"\n" for n in range(5))
PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
MEMBERS = {"ب/خبر.txt": seed_form(), "a.jsonl": LINES, "c.csv": "title,text\nأ,ب\n"}


def tarred(members: dict[str, bytes], **fields: object) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for field, value in fields.items():
                setattr(info, field, value)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Nothing here may take time or memory, whatever it is made of."""
    started = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - started < 8
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_every_known_file_of_a_zip_is_read(tmp_path: Path) -> None:
    items = incoming(
        read_bytes(tmp_path / "a.zip", zipped({**MEMBERS, "x.png": b"", "__MACOSX/a.txt": "x", ".b.txt": "x"}))
    )
    assert [item.origin.removeprefix(f"{tmp_path}/a.zip") for item in items] == [
        "/ب/خبر.txt",
        *(f"/a.jsonl#n{number}" for number in range(5)),
        "/c.csv#1",
    ]
    assert items[0].article.title == TITLE
    assert items[0].proposed_id == "خبر"


@pytest.mark.parametrize("packing", ["", ".gz", ".bz2", ".xz"])
def test_every_known_file_of_a_tar_is_read(tmp_path: Path, packing: str) -> None:
    data = tarred({name: text if isinstance(text, bytes) else text.encode() for name, text in MEMBERS.items()})
    items = read_bytes(tmp_path / f"a.tar{packing}", PACKERS.get(packing, bytes)(data))
    assert len(articles(items)) == 7


@pytest.mark.parametrize("packing", sorted(PACKERS))
def test_a_packed_file_is_what_it_is_unpacked(tmp_path: Path, packing: str) -> None:
    pack = PACKERS[packing]
    assert len(articles(read_bytes(tmp_path / f"a.jsonl{packing}", pack(LINES)))) == 5
    # Two packed files put together are one.
    assert len(articles(read_bytes(tmp_path / f"b.jsonl{packing}", pack(LINES) + pack(LINES)))) == 10
    item = only(read_bytes(tmp_path / f"خبر.txt{packing}", pack(seed_form().encode())))
    assert (item.article.body, item.proposed_id) == (BODY, "خبر")
    assert item.origin.endswith(packing)


def test_a_packed_file_comes_by_a_pipe_too() -> None:
    for data in (gzip.compress(LINES), zipped({"a.jsonl": LINES})):
        assert len(articles(read_sources(["-"], format="auto", stdin=io.BytesIO(data)))) == 5  # type: ignore[arg-type]


def test_archives_in_archives_are_opened_but_not_without_end(tmp_path: Path) -> None:
    data = zipped({"a.txt": seed_form()})
    for depth in range(3):
        items = read_bytes(tmp_path / "a.zip", data)
        assert len(articles(items)) == 1, depth
        data = zipped({f"{depth}.zip": data})
    assert "too deep" in failure(read_bytes(tmp_path / "a.zip", data))


def test_an_archive_is_read_on_from_any_item(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    members = {**MEMBERS, "bad.txt": b"", "d.zip": zipped({"a.jsonl": LINES, "e.txt": seed_form()})}
    whole = read_bytes(path, zipped(members))
    assert len(whole) == 14
    for count in range(15):
        rest = list(read_sources([path], format="auto", stdin=None, done=lambda source, state, count=count: count))
        assert isinstance(rest[0], Place)
        assert rest[1:] == whole[count:]


@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:/out.txt", "..\\out.txt", "C:\\out.txt"]
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_out_are_refused_in_one_line(
    tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    items = read_bytes(tmp_path / "a.zip", pack({name: seed_form().encode(), "b.txt": seed_form().encode()}))
    assert len(articles(items)) == 1
    assert "a path that leads out of the archive" in failures(items)[0]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_links_and_devices_in_archives_are_no_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(seed_form("سر"), encoding="utf-8")
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        data = tarred({"a.txt": b""}, type=kind, linkname=str(secret))
        assert "no articles" in failure(read_bytes(tmp_path / "a.tar", data))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(secret))
    assert "no articles" in failure(read_bytes(tmp_path / "a.zip", packed.getvalue()))


@pytest.mark.parametrize("encoding", ["cp720", "cp1256", "utf-8"])
def test_names_without_a_mark_of_their_encoding_are_read_as_meant(tmp_path: Path, encoding: str) -> None:
    name = "أخبار السياسة.txt"
    placeholder = "x" * len(name.encode(encoding))
    data = zipped({placeholder[:-4] + ".txt": seed_form()})
    data = data.replace(placeholder[:-4].encode() + b".txt", name.encode(encoding))
    assert only(read_bytes(tmp_path / "a.zip", data)).origin.endswith(f"a.zip/{name}")


def test_encrypted_members_are_told_once(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": seed_form(), "b.txt": seed_form()}))
    for place in (place for place in range(len(data)) if data[place : place + 4] in (b"PK\x01\x02",)):
        data[place + 8] |= 1
    items = read_bytes(tmp_path / "a.zip", bytes(data))
    told = [error for error in failures(items) if "encrypted" in error]
    assert len(told) == 1
    assert "a.txt and 1 more: encrypted; unpack it with its password" in told[0]


def bomb(megabytes: int) -> bytes:
    """Blanks, a thousand times smaller."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for _ in range(megabytes):
            file.write(b" " * (1 << 20))
    return packed.getvalue()


def test_a_flat_bomb_is_refused(tmp_path: Path) -> None:
    # One megabyte that unfolds to one gigabyte; ten of them to ten.
    data = bomb(200)
    said = failure(read_bytes(tmp_path / "a.jsonl.gz", data * 50))
    assert "more than is safe to unpack" in said


def test_a_bomb_of_bombs_is_refused(tmp_path: Path) -> None:
    inner = zipped({"a.txt": b" " * (30 << 20)})
    # Each is small enough alone.
    data = zipped({f"{number}.zip": inner + bytes(number) for number in range(200)})
    items = read_bytes(tmp_path / "a.zip", data)
    assert "more than is safe to unpack" in failures(items)[-1]
    assert len(items) < 10


def test_a_zip_that_names_one_member_many_times_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.jsonl", b" " * (25 << 20))
        for number in range(1, 1_000):
            twin = zipfile.ZipInfo(f"{number}.jsonl")
            first = archive.infolist()[0]
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
    items = read_bytes(tmp_path / "a.zip", packed.getvalue())
    assert len(items) < 1_010
    assert not articles(items)


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("x.txt")
        archive.writestr(info, "")
        archive.filelist.extend([info] * 100_000)
    assert "more than 100,000 files" in failure(read_bytes(tmp_path / "a.zip", packed.getvalue()))


@pytest.mark.parametrize("packing", sorted(PACKERS))
def test_a_packed_file_that_breaks_off_keeps_what_came_before(tmp_path: Path, packing: str) -> None:
    chance = random.Random(5)
    lines = b"".join(json.dumps({"body": chance.randbytes(150).hex()}).encode() + b"\n" for _ in range(4_000))
    data = PACKERS[packing](lines)
    items = read_bytes(tmp_path / f"a.jsonl{packing}", data[: len(data) * 9 // 10])
    assert len(articles(items)) > 1_000
    assert "damaged or cut off" in failures(items)[-1]


def test_a_tar_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    data = tarred({f"{number}.txt": seed_form().encode() for number in range(5)})
    items = read_bytes(tmp_path / "a.tar", data[: 3 * 1024 + 100])
    assert len(articles(items)) == 3


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.gz", "a.tgz", "a.epub", "a.docx"])
def test_what_is_no_archive_is_read_as_what_it_is(tmp_path: Path, name: str) -> None:
    assert only(read_bytes(tmp_path / name, seed_form().encode())).article.title == TITLE
    assert read(tmp_path / name, "archive")
    assert "no archive" in failure(read(tmp_path / name, "archive"))


def test_an_archive_with_nothing_to_read_is_told(tmp_path: Path) -> None:
    assert "no articles in this archive" in failure(read_bytes(tmp_path / "a.zip", zipped({"a.png": b"x"})))
    assert "no articles in this archive" in failure(read_bytes(tmp_path / "a.zip", zipped({})))
