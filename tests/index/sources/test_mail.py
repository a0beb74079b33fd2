"""Newsletters: single messages, mailboxes, Maildirs, in whatever way mail programs write them."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from tests.index.sources.importing import BODY, TITLE, articles, failure, failures, incoming, only, read, read_bytes

FIRST, SECOND = BODY.split("\n")


def message(number: int = 1, *, html: str = "", plain: str = BODY) -> EmailMessage:
    built = EmailMessage()
    built["Subject"] = TITLE
    built["From"] = "صحيفة العرب <news@example.org>"
    built["Date"] = "Tue, 06 Jul 2021 10:30:00 +0300"
    built["Message-ID"] = f"<letter-{number}@example.org>"
    built.set_content(plain)
    if html:
        built.add_alternative(html, subtype="html")
    return built


def test_a_letter_is_an_article(tmp_path: Path) -> None:
    item = only(read_bytes(tmp_path / "a.eml", bytes(message())))
    assert (item.article.title, item.article.body) == (TITLE, BODY)
    assert (item.article.source, item.article.author) == ("صحيفة العرب", "صحيفة العرب")
    assert item.article.date == "2021-07-06T10:30:00+03:00"
    assert item.identities == ("mail:letter-1@example.org",)


def test_the_list_is_the_source_and_the_writer_the_author(tmp_path: Path) -> None:
    built = message()
    built["List-Id"] = "نشرة الصباح <morning.example.org>"
    article = only(read_bytes(tmp_path / "a.eml", bytes(built))).article
    assert (article.source, article.author) == ("نشرة الصباح", "صحيفة العرب")


def test_markup_is_preferred_and_turned_to_paragraphs(tmp_path: Path) -> None:
    html = (
        f"<html><head><style>p {{}}</style></head><body><p>{FIRST}</p><p>{SECOND}</p><script>x</script></body></html>"
    )
    built = message(html=html, plain="افتح هذه الرسالة في المتصفح")
    assert only(read_bytes(tmp_path / "a.eml", bytes(built))).article.body == BODY


def test_attachments_are_no_text(tmp_path: Path) -> None:
    built = message()
    built.add_attachment("مرفق طويل " * 50, filename="a.txt")
    built.add_attachment(b"\x89PNG...", maintype="image", subtype="png", filename="a.png")
    assert only(read_bytes(tmp_path / "a.eml", bytes(built))).article.body == BODY


@pytest.mark.parametrize(
    ("written", "declared"),
    [("utf-8", "windows-1256"), ("cp1256", "windows-1256"), ("cp1256", ""), ("utf-8", "x-none")],
)
def test_what_the_bytes_are_counts_more_than_what_they_are_said_to_be(
    tmp_path: Path, written: str, declared: str
) -> None:
    charset = f"; charset={declared}" if declared else ""
    head = f"Subject: {TITLE}\nFrom: a@b\nContent-Type: text/plain{charset}\nContent-Transfer-Encoding: 8bit\n\n"
    article = only(read_bytes(tmp_path / "a.eml", (head + BODY).encode(written))).article
    assert (article.title, article.body) == (TITLE, BODY)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_encoded_headers_and_bodies(tmp_path: Path, charset: str) -> None:
    built = MIMEMultipart("alternative")
    built["Subject"] = "=?utf-8?b?2K7YqNixINi52KfYrNmE?="
    built["From"] = "a@b"
    built.attach(MIMEText(BODY, "plain", charset))
    article = only(read_bytes(tmp_path / "a.eml", built.as_bytes())).article
    assert (article.title, article.body) == ("خبر عاجل", BODY)


def test_flowed_lines_are_one_paragraph(tmp_path: Path) -> None:
    head = b"Subject: x\nFrom: a@b\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    article = only(read_bytes(tmp_path / "a.eml", head + "أول السطر \nوآخره.\nسطر آخر.\n".encode())).article
    assert article.body == "أول السطر وآخره.\nسطر آخر."


def test_a_letter_without_text_is_told(tmp_path: Path) -> None:
    built = EmailMessage()
    built["Subject"], built["From"], built["Date"] = "صورة", "a@b", "Tue, 06 Jul 2021 10:30:00 +0300"
    built.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    assert "without text" in failure(read_bytes(tmp_path / "a.eml", bytes(built)))


def test_a_mailbox_holds_many_each_with_an_origin_of_its_own(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "a.mbox")
    for number in range(3):
        box.add(message(number, plain=f"{BODY}\n\nFrom here on it is text.\nرقم {number}"))
    box.close()
    items = incoming(read(tmp_path / "a.mbox"))
    assert [item.identities[0] for item in items] == [f"mail:letter-{number}@example.org" for number in range(3)]
    assert [item.origin.rpartition("/")[2] for item in items] == ["a.mbox#1", "a.mbox#2", "a.mbox#3"]
    assert items[0].article.paragraphs == (FIRST, SECOND, "From here on it is text.", "رقم 0")


def test_a_bad_letter_does_not_stop_the_mailbox(tmp_path: Path) -> None:
    line = b"From a@b Tue Jul  6 10:30:00 2021\n"
    data = b"\n".join([line + bytes(message(1)), line + b"Subject: empty\n\n", line + bytes(message(2)), b""])
    items = read_bytes(tmp_path / "mail", data)
    assert len(articles(items)) == 2
    assert len(failures(items)) == 1


def test_a_maildir_is_read_whatever_its_files_are_called(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(message(1))
    new = mailbox.MaildirMessage(message(2))
    new.set_subdir("cur")
    new.add_flag("S")
    box.add(new)
    assert len(articles(read(tmp_path / "box"))) == 2


def test_a_thousand_parts_in_one_another_are_refused_at_once(tmp_path: Path) -> None:
    data = b"Subject: x\nFrom: a@b\n"
    for number in range(1_000):
        data += b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number)
    assert "too many parts" in failure(read_bytes(tmp_path / "a.eml", data + b"\n" * 20_000))
