"""EPUB and Word documents: articles out of their documents, and no trap in their XML."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from index.sources.item import Failed
from tests.index.sources.importing import BODY, TITLE, articles, failure, failures, incoming, only, read_bytes, zipped

CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


def page(title: str, *paragraphs: str) -> str:
    heading = f"<h2>{title}</h2>" if title else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<?xml version='1.0'?><html><head><title>x</title></head><body>{heading}{body}</body></html>"


def book(pages: dict[str, str], **members: str) -> bytes:
    items = "".join(
        f'<item id="{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in range(len(pages)))
    package = (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>مجلة العربي</dc:title>'
        "<dc:creator>هيئة التحرير</dc:creator><dc:date>2021-07-06</dc:date><dc:language>ar</dc:language>"
        f"<dc:identifier>urn:x</dc:identifier></metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OPS/book.opf": package}
    return zipped({**files, **{f"OPS/{name}": text for name, text in pages.items()}, **members})


def test_every_document_with_a_heading_is_an_article(tmp_path: Path) -> None:
    pages = {
        "cover.xhtml": page(""),
        "2.xhtml": page("أول", "أ"),
        "1.xhtml": page("ثان", "ب"),
        "3.xhtml": page("", "ج"),
    }
    items = incoming(read_bytes(tmp_path / "a.epub", book(pages)))
    assert [(item.article.title, item.article.body) for item in items] == [("أول", "أ"), ("ثان", "ب\nج")]
    article = items[0].article
    assert (article.source, article.author, article.date) == ("مجلة العربي", "هيئة التحرير", "2021-07-06")
    assert article.language == "ar"
    assert items[0].identities == ("epub:urn:x/OPS/2.xhtml",)
    assert items[0].origin.endswith("a.epub#OPS/2.xhtml")


def test_a_missing_document_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = book({"1.xhtml": page("أول", "أ"), "2.xhtml": page("ثان", "ب")}).replace(b"OPS/2.xhtml", b"OPS/9.xhtml")
    items = read_bytes(tmp_path / "a.epub", data)
    assert [article.title for article in articles(items)] == ["أول"]
    assert len(failures(items)) == 1


def test_protected_books_are_refused(tmp_path: Path) -> None:
    data = book({"1.xhtml": page("أول", "أ")}, **{"META-INF/encryption.xml": '<x URI="OPS/1.xhtml"/>'})
    assert "protected against copying" in failure(read_bytes(tmp_path / "a.epub", data))


@pytest.mark.parametrize("bad", ["META-INF/container.xml", "OPS/book.opf"])
def test_a_book_that_names_no_documents_is_told(tmp_path: Path, bad: str) -> None:
    assert failure(read_bytes(tmp_path / "a.epub", book({"1.xhtml": page("أول", "أ")}, **{bad: "<x/>"})))


def document(*paragraphs: tuple[str, str], title: str = "") -> bytes:
    written = docx.Document()
    written.core_properties.author = "أحمد"
    written.core_properties.title = title
    for text, style in paragraphs:
        written.add_paragraph(text, style=style or None)
    packed = io.BytesIO()
    written.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize("style", ["Title", "Heading 1", ""])
def test_the_title_of_a_document_is_a_paragraph_of_it(tmp_path: Path, style: str) -> None:
    data = document((TITLE, style), *((paragraph, "") for paragraph in BODY.split("\n")))
    item = only(read_bytes(tmp_path / "خبر.docx", data))
    assert (item.article.title, item.article.body, item.article.author) == (TITLE, BODY, "أحمد")
    assert item.article.date
    assert item.proposed_id == "خبر"


def test_the_name_of_a_document_is_its_title_where_no_paragraph_is_styled(tmp_path: Path) -> None:
    article = only(read_bytes(tmp_path / "a.docx", document(("أ", ""), ("ب", ""), title=TITLE))).article
    assert (article.title, article.body) == (TITLE, "أ\nب")


def test_tables_controls_and_insertions_are_text_and_deletions_are_not(tmp_path: Path) -> None:
    xml = (
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
        "<w:p><w:r><w:t>عنوان</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>في حقل</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>أضيف</w:t></w:r></w:ins><w:del><w:r><w:delText>حذف</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>وبقي</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>خلية</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    item = only(read_bytes(tmp_path / "a.docx", zipped({"word/document.xml": xml})))
    assert item.article.text == "عنوان\n\nفي حقل\nأضيف وبقي\nخلية"


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/core.xml", "word/styles.xml"])
def test_xml_bombs_and_entities_of_files_come_to_nothing(tmp_path: Path, name: str) -> None:
    xml = (
        BOMB + "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&j;&file;نص</w:t></w:r></w:p></w:body>"
        "<title>&j;&file;</title></w:document>"
    )
    plain = "<w:document xmlns:w='w'><w:p><w:r><w:t>نص</w:t></w:r></w:p></w:document>"
    items = read_bytes(tmp_path / "a.docx", zipped({"word/document.xml": plain, name: xml}))
    assert len(items) == 1
    assert not any("aaaaaaaaaaa" in article.text or "root:" in article.text for article in articles(items))


def test_text_behind_the_name_of_a_file_is_read_and_the_file_is_not(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:", encoding="utf-8")
    xml = f'<!DOCTYPE x [<!ENTITY file SYSTEM "{secret.as_uri()}">]><d xmlns:w="w"><w:p><w:t>&file;نص</w:t></w:p></d>'
    assert only(read_bytes(tmp_path / "a.docx", zipped({"word/document.xml": xml}))).article.text == "نص"


def test_xml_bombs_in_books_come_to_nothing(tmp_path: Path) -> None:
    bombs = {"OPS/1.xhtml": BOMB + page("أول", "&j;&file;نص"), "META-INF/container.xml": BOMB + CONTAINER}
    items = read_bytes(tmp_path / "a.epub", book({"1.xhtml": ""}, **bombs))
    assert not any(len(article.text) > 1_000 or "root:" in article.text for article in articles(items))


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, "Excel"),
        ({"[Content_Types].xml": "", "ppt/presentation.xml": ""}, "PowerPoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "OpenDocument"),
    ],
)
def test_other_office_files_are_refused_with_what_to_do(tmp_path: Path, members: dict[str, str], said: str) -> None:
    error = failure(read_bytes(tmp_path / "a.docx", zipped(dict(members))))
    assert said in error
    assert "save " in error


def test_a_document_without_text_is_told(tmp_path: Path) -> None:
    (item,) = read_bytes(tmp_path / "a.docx", zipped({"word/document.xml": "<d/>"}))
    assert isinstance(item, Failed)
    assert "without text" in item.error
