"""CSV and TSV: columns known by name or by what they hold, any separator, any quoting, bad rows told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.index.sources.importing import BODY, TITLE, articles, failure, failures, incoming, only, read_bytes

LONG = "قال المتحدث إن الحكومة ستعرض الخطة على البرلمان، ثم تبدأ العمل بها; وأضاف | أن الموعد قريب. " * 5
ROWS = [[f"خبر {number}", f"{LONG}\nالفقرة الثانية، رقم {number}", "رياضة", "2021-07-06"] for number in range(5)]
HEADER = ["title", "text", "label", "date"]


def table(rows: list[list[str]], **options: object) -> bytes:
    written = io.StringIO()
    csv.writer(written, **options).writerows(rows)  # type: ignore[arg-type]
    return written.getvalue().encode()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_any_separator_is_found(tmp_path: Path, separator: str, suffix: str) -> None:
    items = read_bytes(tmp_path / f"a{suffix}", table([HEADER, *ROWS], delimiter=separator))
    assert [(a.title, a.category, a.date) for a in articles(items)] == [(r[0], r[2], r[3]) for r in ROWS]
    assert articles(items)[0].paragraphs == (LONG.strip(), "الفقرة الثانية، رقم 0")


@pytest.mark.parametrize(
    "header",
    [
        ["العنوان", "النص", "التصنيف", "التاريخ"],
        ["عنوان الخبر", "نص الخبر", "القسم", "تاريخ النشر"],
        ["Headline", "Article", "Topic", "Date Published"],
        ["head_line", "content", "category", "pubDate"],
        ["\ufefftitle", "story", "class", "date"],
    ],
)
def test_columns_are_known_by_their_names(tmp_path: Path, header: list[str]) -> None:
    article = articles(read_bytes(tmp_path / "a.csv", table([header, *ROWS])))[0]
    assert (article.title, article.category, article.date) == ("خبر 0", "رياضة", "2021-07-06")


def test_sanad_has_no_header(tmp_path: Path) -> None:
    rows = [[f"{LONG}{number}", label] for number, label in enumerate(["Sports", "Culture", "Sports", "Culture"])]
    items = articles(read_bytes(tmp_path / "a.csv", table(rows)))
    assert [(a.title, a.body, a.category) for a in items] == [("", text.strip(), label) for text, label in rows]


def test_a_table_of_one_row_whose_text_has_two_lines(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.csv", table([["id", "title", "text"], ["1", TITLE, BODY]])))
    assert (item.article.title, item.article.body) == (TITLE, BODY)


def test_columns_without_names_are_known_by_what_they_hold(tmp_path: Path) -> None:
    rows = [
        [str(n), f"عنوان الخبر رقم {n} من الأخبار الطويلة", LONG, "2021-07-0" + str(n + 1), f"https://example.org/{n}"]
        for n in range(4)
    ]
    item = incoming(read_bytes(tmp_path / "a.csv", table(rows)))[1]
    assert item.article.title == "عنوان الخبر رقم 1 من الأخبار الطويلة"
    assert (item.article.date, item.article.url, item.proposed_id) == ("2021-07-02", "https://example.org/1", "1")


def test_names_that_say_nothing_are_still_a_header(tmp_path: Path) -> None:
    items = articles(read_bytes(tmp_path / "a.csv", table([["col_a", "col_b"], [LONG, "x"], [LONG, "y"]])))
    assert len(items) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    data = table([HEADER, *ROWS]).decode().encode(encoding)
    assert [article.title for article in articles(read_bytes(tmp_path / "a.csv", data))] == [row[0] for row in ROWS]


def test_old_macs_end_lines_with_a_carriage_return(tmp_path: Path) -> None:
    data = b"title,text\rx,one line of text\ry,another line of text\r"
    assert [article.title for article in articles(read_bytes(tmp_path / "a.csv", data))] == ["x", "y"]


def test_a_quotation_mark_that_is_only_a_character_swallows_no_rows(tmp_path: Path) -> None:
    rows = [f'"خبر {number}\tنص يبدأ عنوانه بعلامة ولا ينتهي بها {number}' for number in range(5)]
    items = articles(read_bytes(tmp_path / "a.tsv", "\n".join(["title\ttext", *rows]).encode()))
    assert [article.title for article in items] == [f'"خبر {number}' for number in range(5)]


def test_fields_of_megabytes_and_nuls_are_read(tmp_path: Path) -> None:
    text = "كلمة " * 500_000
    items = read_bytes(tmp_path / "a.csv", table([HEADER, [TITLE, text, "", ""]]) + b"x\x00y,\x00text,,\r\n")
    assert len(articles(items)[0].body) == len(text) - 1
    assert (articles(items)[1].title, articles(items)[1].body) == ("xy", "text")


def test_a_bad_row_is_told_with_its_line_and_passed_over(tmp_path: Path) -> None:
    data = (
        table([HEADER, ROWS[0]])
        + "أ,نص فيه, فواصل, كثيرة, بلا, علامات\r\n".encode()
        + table([["", "", "", ""], ROWS[1]])
    )
    items = read_bytes(tmp_path / "a.csv", data)
    assert [article.title for article in articles(items)] == ["خبر 0", "خبر 1"]
    # The first row is of two lines.
    assert "line 4: expected 4 columns, found 6" in failure([item for item in items if item not in incoming(items)])


def test_a_row_without_its_last_cells_and_one_without_text(tmp_path: Path) -> None:
    items = read_bytes(tmp_path / "a.csv", f"title,text,label\r\n{TITLE},نص\r\n\r\n,,رياضة\r\n".encode())
    assert [article.body for article in articles(items)] == ["نص"]
    assert "line 4: expected a title or a text" in failures(items)[0]


def test_an_empty_table_and_one_without_text_are_told(tmp_path: Path) -> None:
    assert "empty" in failure(read_bytes(tmp_path / "a.csv", b"\n\n"))
    assert "a header with a column" in failure(read_bytes(tmp_path / "b.csv", b"x,y\n1,2\n3,4\n"))


def test_every_row_has_an_origin_and_ids_are_proposed(tmp_path: Path) -> None:
    rows = [["id", "text"], ["1", BODY], ["2", BODY]]
    items = incoming(read_bytes(tmp_path / "a.csv", table(rows)))
    assert [(item.origin.rpartition("/")[2], item.proposed_id) for item in items] == [
        ("a.csv#1", "1"),
        ("a.csv#2", "2"),
    ]
    assert only(read_bytes(tmp_path / "b.csv", table([["text"], [LONG]]))).origin.endswith("b.csv#1")


def test_markup_in_a_cell_becomes_paragraphs(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.csv", table([["text", "title"], ["<p>أ</p><p>ب &amp; ج</p>", TITLE]])))
    assert item.article.body == "أ\nب & ج"


def test_a_table_without_a_suffix_is_known_by_its_header(tmp_path: Path) -> None:
    assert len(articles(read_bytes(tmp_path / "dump", table([["title", "text"], [TITLE, LONG], [TITLE, LONG]])))) == 2


@pytest.mark.parametrize("separator", [",", "\t"])
def test_texts_of_two_lines_under_no_header_are_held_together_by_their_quotes(tmp_path: Path, separator: str) -> None:
    # Read without quotes, each of these rows falls into two of three cells.
    rows = [[str(n), f"عنوان رقم {n} من الأخبار", f"{LONG}\n{LONG}", "رياضة", "2021-07-06"] for n in range(3)]
    items = articles(read_bytes(tmp_path / "a.csv", table(rows, delimiter=separator)))
    assert [(a.title, len(a.paragraphs)) for a in items] == [(row[1], 2) for row in rows]


def test_lines_of_a_text_may_begin_with_quotation_marks(tmp_path: Path) -> None:
    text = 'قال:\n"لن نتراجع" وأضاف\n"هذا وعد" ثم مضى\n"ولن ننسى" كما قال'
    items = articles(
        read_bytes(tmp_path / "a.csv", table([["title", "text", "date"], [TITLE, text, ""]], delimiter=";"))
    )
    assert [article.body for article in items] == [text]
