"""Corpora of tagged text and Telegram's exports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.index.sources.importing import BODY, TITLE, articles, failure, failures, incoming, only, read_bytes

ANT = f"""<DOC>
<DOCNO>JA-culture-1-20170120</DOCNO>
<URL>http://www.example.net/ar/article/1/2?a=1&b=2</URL>\x20
<SRC>Jawhara FM</SRC>
<CAT>culture</CAT>
<TITLE>{TITLE}</TITLE>
<TIME>03/11/2015</TIME>
<AUTHOR></AUTHOR>
<ABSTRACT>

</ABSTRACT>
<TEXT>
{BODY}
</TEXT>
</DOC>
"""
GIGAWORD = f"""<DOC id="AFP_ARB_20040102.0001" type="story" >
<HEADLINE>
{TITLE}
</HEADLINE>
<DATELINE>
القاهرة 2-1 (اف ب)
</DATELINE>
<TEXT>
<P>
{BODY.splitlines()[0]}
</P>
<P>
{BODY.splitlines()[1]}
</P>
</TEXT>
</DOC>
"""


def el_khair(number: int) -> str:
    body = f"{BODY} &amp; رقم {number}"
    return (
        f"<Youm7_{number}>\n<ID>YM7_ARB_{number:07}</ID>\n<URL>http://x.org/?n={number}&s=1</URL>\n"
        f"<Headline>خبر {number}</Headline>\n<Dateline>2010-01-02</Dateline>\n<Text>{body}</Text>\n</Youm7_{number}>\n"
    )


@pytest.mark.parametrize("name", ["a.txt", "a.xml", "a.sgm", "a"])
def test_an_article_of_ant(tmp_path: Path, name: str) -> None:
    item = only(read_bytes(tmp_path / name, ANT.encode()))
    article = item.article
    assert (article.id, article.title, article.body) == ("JA-culture-1-20170120", TITLE, BODY)
    assert (article.source, article.category, article.date) == ("Jawhara FM", "culture", "2015-11-03")
    assert item.identities == ("example.net/ar/article/1/2?a=1&b=2",)


def test_an_article_of_a_wire_service(tmp_path: Path) -> None:
    article = only(read_bytes(tmp_path / "a.sgml", GIGAWORD.encode())).article
    assert (article.id, article.title, article.body) == ("AFP_ARB_20040102.0001", TITLE, BODY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_many_articles_under_numbered_tags(tmp_path: Path, encoding: str) -> None:
    data = "".join(map(el_khair, range(4))).encode(encoding)
    items = incoming(read_bytes(tmp_path / "Youm7.xml", data))
    assert [item.article.title for item in items] == [f"خبر {number}" for number in range(4)]
    assert items[3].article.body == f"{BODY} & رقم 3"
    assert items[3].article.date == "2010-01-02"


def test_an_article_that_is_never_closed_ends_where_the_next_begins(tmp_path: Path) -> None:
    items = read_bytes(
        tmp_path / "a.sgm", (ANT.replace("</DOC>", "") + ANT.replace("JA-culture-1", "JA-culture-2")).encode()
    )
    assert [article.id for article in articles(items)] == ["JA-culture-1-20170120", "JA-culture-2-20170120"]
    assert all(article.body == BODY for article in articles(items))


def test_an_article_without_text_is_told_with_its_line(tmp_path: Path) -> None:
    empty = "<DOC>\n<DOCNO>x</DOCNO>\n</DOC>\n"
    items = read_bytes(tmp_path / "a.sgm", (ANT + empty + ANT).encode())
    assert len(articles(items)) == 2
    assert f"line {ANT.count(chr(10)) + 1}:" in failures(items)[0]


def chat(*messages: dict[str, object], **fields: object) -> dict[str, object]:
    return {"name": "قناة الأخبار", "type": "public_channel", "id": 1234, **fields, "messages": list(messages)}


def sent(number: int, text: object, **fields: object) -> dict[str, object]:
    moment = {"date": "2021-07-06T13:30:00", "date_unixtime": "1625567400"}
    return {"id": number, "type": "message", **moment, "from": "قناة الأخبار", "text": text, **fields}


def telegram(path: Path, value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def test_the_messages_of_a_channel(tmp_path: Path) -> None:
    parts = ["عاجل: ", {"type": "bold", "text": "بدء العمل"}, "\nالتفاصيل ", {"type": "link", "text": "https://x.org"}]
    export = chat(
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        sent(2, parts),
        sent(3, ""),
        sent(4, "", photo="(File not included)"),
        sent(5, f"{TITLE}. {BODY.replace(chr(10), ' ')}", forwarded_from="وكالة"),
        sent(6, "نص قصير"),
    )
    items = incoming(read_bytes(tmp_path / "result.json", telegram(tmp_path, export)))
    assert [(item.article.title, item.article.body) for item in items] == [
        ("عاجل: بدء العمل", "التفاصيل https://x.org"),
        (f"{TITLE}.", BODY.replace("\n", " ")),
        ("", "نص قصير"),
    ]
    assert items[0].article.source == "قناة الأخبار"
    assert items[0].article.date == "2021-07-06T10:30:00+00:00"
    assert items[1].article.author == "وكالة"
    assert [item.identities for item in items] == [(f"telegram:1234/{number}",) for number in (2, 5, 6)]
    assert items[0].origin.endswith("result.json#2")


def test_an_export_of_all_chats(tmp_path: Path) -> None:
    export = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1},
        "chats": {"about": "x", "list": [chat(sent(1, "أ")), chat(sent(1, "ب"), name="أخرى", id=5)]},
    }
    items = incoming(read_bytes(tmp_path / "result.json", telegram(tmp_path, export)))
    assert [(item.article.body, item.article.source) for item in items] == [("أ", "قناة الأخبار"), ("ب", "أخرى")]
    assert [item.identities for item in items] == [("telegram:1234/1",), ("telegram:5/1",)]


def test_an_export_that_breaks_off_keeps_what_was_whole(tmp_path: Path) -> None:
    data = telegram(tmp_path, chat(sent(1, "أ"), sent(2, "ب")))
    items = read_bytes(tmp_path / "result.json", data[:-30])
    assert len(articles(items)) == 1
    assert len(failures(items)) == 1


def test_an_export_without_text_is_told(tmp_path: Path) -> None:
    data = telegram(tmp_path, chat(sent(1, ""), sent(2, 5.5), sent(3, None)))
    assert "no messages with text" in failure(read_bytes(tmp_path / "result.json", data))


def test_articles_in_a_list_of_plain_tags(tmp_path: Path) -> None:
    items = "".join(f"<article><title>خبر {n}</title><text><![CDATA[نص & {n}]]></text></article>" for n in range(3))
    found = articles(read_bytes(tmp_path / "a.xml", f"<?xml version='1.0'?><articles>{items}</articles>".encode()))
    assert [(article.title, article.body) for article in found] == [(f"خبر {n}", f"نص & {n}") for n in range(3)]


def test_titles_further_down_are_headings_of_parts(tmp_path: Path) -> None:
    text = "<udhr n='x'><title>الإعلان</title><note><title>الديباجة</title><para>نص</para></note></udhr>"
    assert only(read_bytes(tmp_path / "a.xml", text.encode())).article.text == "الإعلان\n\nالديباجة\nنص"
