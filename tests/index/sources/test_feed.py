"""Feeds from their bytes: every measured fault of Arabic feeds is put right, and nothing of an item is lost."""

from __future__ import annotations

import json

import pytest

from index.errors import SourceError
from index.sources.feed import looks_like_feed, read_feed
from index.sources.item import Failed, Feed, Incoming
from tests.index.sources.data import folder

ADDRESS = "https://akhbar.example/feed"


def rss(items: str, head: str = "") -> str:
    return (
        f'<rss version="2.0"{head}><channel><title>أخبار</title><link>https://akhbar.example/</link>'
        f"<language>ar</language>{items}</channel></rss>"
    )


def read(feed: str | bytes, source: str = ADDRESS, content_type: str = "") -> Feed:
    return read_feed(feed if isinstance(feed, bytes) else feed.encode(), source, content_type=content_type)


def items_of(feed: str | bytes) -> list[Incoming]:
    found = [item for item in read(feed).items if isinstance(item, Incoming)]
    assert len(found) == len(read(feed).items)
    return found


def only(feed: str | bytes) -> Incoming:
    (item,) = items_of(feed)
    return item


# --- the measured feeds


@pytest.fixture(scope="module")
def expected() -> dict[str, dict[str, object]]:
    found = json.loads((folder("feeds_derived") / "EXPECTED.json").read_text(encoding="utf-8"))
    assert len(found) == 22
    return found


NO_FEED = {"not_a_feed_error_page.xml": "a web page, not a feed", "empty_file.xml": "the feed is empty"}
KEPT_OF_A_CUT_FEED = 15
WITHOUT_GUID = {"rss2_no_guid_no_date.xml"}
ADDRESS_AS_GUID = {"rdf_rss10_ar.rdf"}
WITHOUT_DATE = {"rss2_no_guid_no_date.xml", "rss2_double_escaped.xml"}


def test_every_item_of_the_measured_feeds_is_found_with_its_exact_title_and_guid(
    expected: dict[str, dict[str, object]],
) -> None:
    titles = 0
    for name, right in expected.items():
        data = (folder("feeds_derived") / name).read_bytes()
        if name in NO_FEED:
            with pytest.raises(SourceError, match=NO_FEED[name]):
                read_feed(data, name)
            continue
        feed = read_feed(data, name)
        count = KEPT_OF_A_CUT_FEED if name == "rss2_truncated.xml" else right["items"]
        found = [item for item in feed.items if isinstance(item, Incoming)]
        assert len(found) == len(feed.items) == count, name
        assert [item.article.title for item in found] == right["titles"][:count], name  # type: ignore[index]
        if name in WITHOUT_GUID:
            assert all(len(item.identities) == 1 for item in found)
        else:
            guids = [item.identities[-1].removeprefix(f"guid:{name} ") for item in found]
            right_guids = [item.article.url for item in found] if name in ADDRESS_AS_GUID else right["ids"]
            assert guids == right_guids[:count], name  # type: ignore[index]
        titles += len(found)
    assert titles == 17 * 20 + KEPT_OF_A_CUT_FEED + 10


def test_the_measured_feeds_give_dates_addresses_texts_and_language(expected: dict[str, dict[str, object]]) -> None:
    items = 0
    for name in expected.keys() - NO_FEED.keys():
        feed = read_feed((folder("feeds_derived") / name).read_bytes(), name)
        assert feed.language == ("" if name in ADDRESS_AS_GUID else "ar")
        for item in feed.items:
            assert isinstance(item, Incoming)
            assert (item.article.date is None) == (name in WITHOUT_DATE), name
            assert item.article.url.startswith("http://www.jawharafm.net/"), name
            assert item.identities[0].startswith("jawharafm.net/ar/article/"), name
            assert item.article.body
            assert not set("<>&") & set(item.article.body), name
            assert "onerror" not in item.article.body
            assert "alert" not in item.article.body
            items += 1
    assert items == 17 * 20 + KEPT_OF_A_CUT_FEED + 10


def test_bodies_and_days_are_those_of_the_articles_the_measured_feeds_were_made_of(
    expected: dict[str, dict[str, object]],
) -> None:
    lines = (folder("jsonl") / "ant_sample.jsonl").read_text(encoding="utf-8").splitlines()
    originals = {record["id"]: record for record in map(json.loads, lines)}
    compared = 0
    for name in expected.keys() - NO_FEED.keys():
        feed = read_feed((folder("feeds_derived") / name).read_bytes(), name)
        for item, guid in zip(feed.items, expected[name]["ids"], strict=False):  # type: ignore[call-overload]
            if guid not in originals or name == "rss2_headlines_only.xml":
                continue
            assert isinstance(item, Incoming)
            assert item.article.body.split() == originals[guid]["body"].split(), (name, guid)
            compared += 1
            if item.article.date:
                day = item.article.date[:10]
                assert originals[guid]["date"].startswith((day, "/".join(reversed(day.split("-"))))), (name, guid)
    assert compared == 72


def test_a_feed_cut_off_says_so_and_a_whole_one_is_silent() -> None:
    cut = rss("<item><title>الأول</title></item><item><title>الثاني</title></item>")[:-60]
    assert "cut off in the middle: the first 1 item(s) are kept" in read(cut).warning
    assert read(rss("<item><title>الأول</title></item>")).warning == ""


def test_a_json_feed_cut_off_keeps_the_items_that_are_whole() -> None:
    items = [{"id": str(n), "title": f"خبر {n}", "content_text": "نص"} for n in range(5)]
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": items})
    feed = read(text[:-40])
    assert [item.article.title for item in feed.items if isinstance(item, Incoming)] == [f"خبر {n}" for n in range(4)]
    assert feed.title == "أخبار"
    assert "the first 4 item(s)" in feed.warning


# --- encodings

HEADLINE = "أعلنت الحكومة اليوم قرارات جديدة في العاصمة"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "windows-1256"),
        ("utf-8", "iso-8859-1"),
        ("cp1256", "utf-8"),
        ("cp1256", ""),
        ("cp1256", "iso-8859-1"),
        ("cp1256", "windows-1256"),
        ("cp1256", "no-such-encoding"),
        ("cp1256", "idna"),
        ("iso8859-6", ""),
        ("iso8859-6", "windows-1256"),
        ("utf-16-le", ""),
        ("utf-16-be", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-8-sig", "windows-1256"),
        ("utf-32", ""),
    ],
)
def test_arabic_is_read_whatever_its_encoding_is_declared_to_be(encoding: str, declared: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    data = f"{declaration}{rss(f'<item><title>{HEADLINE}</title></item>')}".encode(encoding)
    assert only(data).article.title == HEADLINE


@pytest.mark.parametrize("header", ["text/html", "text/html; charset=UTF-8; charset=utf-8", "text/xml; charset=ascii"])
def test_the_servers_header_overrules_no_letters(header: str) -> None:
    feed = read(rss(f"<item><title>{HEADLINE}</title></item>").encode("cp1256"), content_type=header)
    assert isinstance(feed.items[0], Incoming)
    assert feed.items[0].article.title == HEADLINE


def test_the_header_is_believed_where_nothing_else_tells() -> None:
    data = rss("<item><title>Москва слезам не верит</title></item>", "").replace("أخبار", "x").encode("koi8-r")
    feed = read(data, content_type="text/xml; charset=koi8-r")
    assert isinstance(feed.items[0], Incoming)
    assert feed.items[0].article.title == "Москва слезам не верит"


def test_damaged_utf8_keeps_all_other_letters_and_says_how_many_are_lost() -> None:
    data = rss(f"<item><title>{HEADLINE * 3}</title></item>").encode().replace("القرارات".encode()[:4], b"\xd8\xff", 1)
    data = data.replace("قرارات".encode(), b"\xd9 ", 1)
    feed = read(data)
    assert "unreadable character(s)" in feed.warning
    assert isinstance(feed.items[0], Incoming)
    assert "العاصمة" in feed.items[0].article.title


@pytest.mark.parametrize("misread", ["cp1256", "latin-1"])
def test_utf8_that_was_read_in_another_encoding_and_saved_again_is_turned_back(misread: str) -> None:
    spoilt = HEADLINE.encode().decode(misread)
    assert only(rss(f"<item><title>{spoilt}</title></item>").replace("أخبار", "x")).article.title == HEADLINE


def test_smart_quotes_of_windows_are_quotes() -> None:
    item = f"<item><title>قال “{HEADLINE}”</title><description>&amp;#147;نعم&amp;#148;</description></item>"
    found = only(rss(item).encode("cp1256"))
    assert found.article.title == f"قال “{HEADLINE}”"
    assert found.article.body == "“نعم”"


# --- fields


def test_the_fields_of_rss() -> None:
    item = only(
        rss(
            "<item><title>عنوان</title><link>/a b?x=1&amp;y=2</link><guid isPermaLink='false'>7</guid>"
            "<pubDate>Thu, 01 Jun 2017 13:29:00 +0100</pubDate><category>سياسة</category><category>عالم</category>"
            "<dc:creator>كاتب</dc:creator><description>موجز</description>"
            "<content:encoded><![CDATA[<p>أول.</p><p>ثان.</p>]]></content:encoded></item>",
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        )
    )
    article = item.article
    assert (article.id, article.title, article.body) == ("", "عنوان", "أول.\nثان.")
    assert (article.source, article.date, article.category) == ("أخبار", "2017-06-01T13:29:00+01:00", "سياسة")
    assert (article.author, article.language) == ("كاتب", "ar")
    assert article.url == item.origin == "https://akhbar.example/a%20b?x=1&y=2"
    assert item.identities == ("akhbar.example/a%20b?x=1&y=2", "guid:akhbar.example/feed 7")
    assert not item.is_summary


def test_the_fields_of_atom_with_xhtml_and_a_base() -> None:
    feed = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar_eg" xml:base="https://b.example/d/">'
        '<title type="html">&lt;b&gt;أخبار&lt;/b&gt;</title><link href="/"/><link rel="self" href="x"/>'
        '<entry><title>عنوان</title><link href="one"/><id>tag:1</id><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>أ<br/>ب</p><p>ج &lt; د</p><svg><text>لا</text></svg></div>'
        "</content><author><name>س</name></author><author><name>ص</name></author>"
        '<updated>2020-01-02T03:04:05Z</updated><category term="t" label="سياسة"/></entry></feed>'
    )
    (item,) = feed.items
    assert isinstance(item, Incoming)
    assert (feed.title, feed.site, feed.language) == ("أخبار", "https://b.example/", "ar-EG")
    assert (item.article.body, item.article.url) == ("أ\nب\nج < د", "https://b.example/d/one")
    assert (item.article.author, item.article.category) == ("س، ص", "سياسة")
    assert item.article.date == "2020-01-02T03:04:05+00:00"
    assert item.identities[1] == "guid:akhbar.example/feed tag:1"


def test_the_fields_of_a_json_feed_and_wrong_types_in_it() -> None:
    item = {
        "id": 5,
        "url": "/x",
        "title": None,
        "content_html": "<p>أ</p><p>ب</p>",
        "authors": [{"name": "س"}, 7],
        "tags": [None, "سياسة"],
        "date_published": "2020-01-02T03:04:05+03:00",
    }
    feed = read(json.dumps({"title": "أخبار", "language": "ar", "items": [item, 7, None, {"title": ["x"]}]}))
    first, second = feed.items
    assert isinstance(first, Incoming)
    assert (first.article.title, first.article.body) == ("", "أ\nب")
    assert (first.article.author, first.article.category) == ("س", "سياسة")
    assert first.identities == ("akhbar.example/x", "guid:akhbar.example/feed 5")
    assert isinstance(second, Failed)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<![CDATA[<b>قال</b> &amp;quot;نعم&amp;quot;]]>", 'قال "نعم"'),
        ("قال&nbsp;&laquo;نعم&raquo;", "قال\xa0«نعم»"),
        ("&amp;quot;نعم&amp;quot;", '"نعم"'),
        ("R&D و AT&T", "R&D و AT&T"),
        ("سطر\n   ثان", "سطر ثان"),
        ("فراغ  مضاعف", "فراغ  مضاعف"),
        ("أ < ب و 5<6", "أ < ب و 5<6"),
        ("إلى&lt;PDF&gt; الدراماتورج", "إلى<PDF> الدراماتورج"),
        ("مقلوب\u202e نص\u202c", "مقلوب نص"),
        ("أحمر &#27;[31mلون &#x1b;[0m", "أحمر لون"),
        ("أحمر \x1b[31mلون\x00", "أحمر لون"),
        ("&bogus;", "&bogus;"),
    ],
)
def test_titles_are_one_line_of_text(written: str, title: str) -> None:
    assert only(rss(f"<item><title>{written}</title></item>")).article.title == title


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example", "http://"]
)
def test_only_web_addresses_become_addresses(link: str) -> None:
    item = only(rss(f"<item><title>عنوان</title><link>{link}</link></item>"))
    assert item.article.url == ""
    assert item.identities == ()
    assert not item.is_summary


def test_a_guid_is_an_address_only_where_it_is_one() -> None:
    permalink = only(rss("<item><title>عنوان</title><guid>https://akhbar.example/p?a=1</guid></item>"))
    number = only(rss("<item><title>عنوان</title><guid>JA-1</guid></item>"))
    assert permalink.article.url == "https://akhbar.example/p?a=1"
    assert (number.article.url, number.origin) == ("", f"{ADDRESS}#JA-1")


def test_feedburners_original_link_and_enclosures() -> None:
    through = only(
        rss(
            "<item><title>أ</title><link>http://proxy/x</link><feedburner:origLink>https://r/x</feedburner:origLink></item>"
        )
    )
    podcast = only(rss("<item><title>حلقة</title><enclosure url='http://x/a.mp3' type='audio/mpeg'/></item>"))
    assert through.article.url == "https://r/x"
    assert podcast.article.url == "http://x/a.mp3"
    assert not podcast.is_summary


def test_a_text_that_stands_in_a_media_description_only() -> None:
    head = ' xmlns:media="http://search.yahoo.com/mrss/"'
    media = "<media:group><media:title>مقطع</media:title><media:description>أول\nثان</media:description></media:group>"
    article = only(rss(f"<item>{media}<link>https://y/v</link></item>", head)).article
    assert (article.title, article.body) == ("مقطع", "أول\nثان")


def test_a_pictures_caption_is_neither_the_text_nor_a_reason_to_take_it_for_whole() -> None:
    head = ' xmlns:media="http://search.yahoo.com/mrss/"'
    caption = (
        "<media:content url='x'><media:description>صورة طويلة الوصف من الوكالة</media:description></media:content>"
    )
    alone = "<media:description>صورة طويلة الوصف من الوكالة</media:description>"
    for picture in (caption, alone):
        for order in ("{0}<description>موجز</description>", "<description>موجز</description>{0}"):
            item = only(rss(f"<item><title>أ</title><link>https://y/v</link>{order.format(picture)}</item>", head))
            assert item.article.body == "موجز"
            assert item.is_summary


def test_a_picture_in_an_atom_feed_is_no_text() -> None:
    picture = '<content type="image/png">iVBORw0KGgoAAAANSUhEUgAAAAUA</content><summary>موجز</summary>'
    entry = f'<entry><title>أ</title><link href="https://y/v"/>{picture}</entry>'
    assert only(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>').article.body == "موجز"


def test_a_date_nobody_can_read_is_none_and_the_item_stays() -> None:
    written = ["قبل ساعة", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00", "1 " * 5_000, ""]
    items = "".join(f"<item><title>خبر {n}</title><pubDate>{date}</pubDate></item>" for n, date in enumerate(written))
    assert [item.article.date for item in items_of(rss(items))] == [None] * 5


def test_a_language_the_letters_belie_is_none() -> None:
    english = rss(f"<item><title>{HEADLINE}</title></item>").replace(">ar<", ">en-US<")
    assert only(english).article.language == ""
    assert only(english.replace(HEADLINE, "The government said so")).article.language == "en-US"


@pytest.mark.parametrize(
    ("body", "is_summary"),
    [
        ("<description>موجز قصير</description>", True),
        ("<description>" + "كلام طويل " * 60 + "</description>", False),
        ("<description>" + "كلام طويل " * 60 + " …</description>", True),
        ("<description>" + "كلام طويل " * 60 + " [...]</description>", True),
        ("<description>موجز</description><content:encoded>نص كامل قصير</content:encoded>", False),
        ("<description>موجز</description><content:encoded>نص مقطوع [&#8230;]</content:encoded>", True),
        ("", True),
    ],
)
def test_a_teaser_is_known_by_its_end_or_its_length(body: str, is_summary: bool) -> None:
    item = f"<item><title>عنوان</title><link>https://akhbar.example/1</link>{body}</item>"
    assert only(rss(item)).is_summary is is_summary
    assert not only(rss(item.replace("<link>https://akhbar.example/1</link>", ""))).is_summary


def test_the_longer_of_text_and_summary_is_the_body() -> None:
    item = (
        "<item><title>أ</title><description>موجز الخبر كله</description><content:encoded>صورة</content:encoded></item>"
    )
    assert only(rss(item)).article.body == "موجز الخبر كله"


# --- the same item twice


@pytest.mark.parametrize(
    "second",
    [
        "<item><title>آخر</title><guid isPermaLink='false'>7</guid></item>",
        "<item><title>آخر</title><link>http://www.akhbar.example/a/?utm_source=rss#top</link></item>",
        "<item><title>عنوان</title><description>نص</description></item>",
    ],
)
def test_the_same_guid_address_or_text_is_one_item(second: str) -> None:
    first = (
        "<item><title>عنوان</title><description>نص</description><link>https://akhbar.example/a</link>"
        "<guid isPermaLink='false'>7</guid></item>"
    )
    assert only(rss(first + second)).article.title == "عنوان"


def test_an_address_or_a_guid_that_all_items_bear_makes_them_no_duplicates() -> None:
    same = "<link>https://akhbar.example/</link><guid isPermaLink='false'>0</guid>"
    items = items_of(rss("".join(f"<item><title>خبر {n}</title>{same}</item>" for n in range(4))))
    assert [item.identities for item in items] == [()] * 4
    assert len({item.origin for item in items}) == 4


def test_two_items_of_one_page_with_titles_and_guids_of_their_own_are_two() -> None:
    link = "<link>https://akhbar.example/</link>"
    first, second = items_of(rss("".join(f"<item><title>خبر {n}</title>{link}<guid>{n}</guid></item>" for n in "أب")))
    assert first.origin != second.origin
    assert not set(first.identities) & set(second.identities)


# --- broken, foreign and empty


@pytest.mark.parametrize(
    ("feed", "said"),
    [
        ("", "the feed is empty"),
        (" \n\ufeff", "the feed is empty"),
        ("<!doctype html><html><h1>502</h1></html>", "a web page, not a feed"),
        ("<h1>Service unavailable</h1>", "a web page, not a feed"),
        ("خطأ في الخادم", "neither XML nor JSON"),
        ("<urlset><url/></urlset>", "XML, but no feed: its root is <urlset>"),
        ('<opml version="2.0"><body/></opml>', "a list of feeds"),
        ('{"error": 404}', 'no list of "items"'),
        ("[1, 2]", 'no list of "items"'),
        ("{", "its JSON can't be read"),
        (rss("<item><title>أ</title>")[:118], "cut off before its first item"),
    ],
)
def test_what_is_no_feed_is_told_in_one_line_with_the_remedy(feed: str, said: str) -> None:
    with pytest.raises(SourceError) as told:
        read(feed)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert str(told.value).startswith(f"{ADDRESS}: ")


def test_an_empty_channel_is_a_feed_without_items() -> None:
    assert read(rss("")) == Feed("أخبار", "https://akhbar.example/", "ar", ())


def test_an_item_with_nothing_in_it_is_a_failure_among_the_others() -> None:
    nothing, something = read(rss("<item/><item><title>أ</title></item>")).items
    assert isinstance(nothing, Failed)
    assert nothing.source == f"{ADDRESS}#1"
    assert isinstance(something, Incoming)


@pytest.mark.parametrize(
    "around",
    [
        "\n<br /><b>Warning</b>: mysql_connect() <?xml version='1.0'?>{}",
        "{}<script>track()</script>",
        "{}\n<!-- cached -->\n\n",
        "<!-- {} --> <!-- <rss> -->{}",
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">{}',
        '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?>{}',
    ],
)
def test_what_stands_around_a_feed_is_passed_over(around: str) -> None:
    feed = rss("<item><title>عنوان</title></item>")
    assert only(around.replace("{} -->", "-->").replace("{}", feed)).article.title == "عنوان"


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>عنوان</title><description>a & b <br> c</description></item>",
        "<item><title>عنوان</title><foo:bar>x</foo:bar><x baz:y='1'/></item>",
        "<item><title>عنوان</title><description>&nbsp;&hellip; x</description></item>",
        "<item><title>عنوان</title><description><p>أ<p>ب</description></item>",
        "<item><title>عنوان</title><a b=c></item>",
        "<item><title>عنوان</title>&#0;&#xFFFF;&#xD800;&#999999999999;</item>",
    ],
)
def test_broken_xml_is_mended(item: str) -> None:
    titles = [found.article.title for found in items_of(rss(f"{item}<item><title>الثاني</title></item>"))]
    assert titles == ["عنوان", "الثاني"]


def test_a_harmless_entity_of_the_document_type_is_written_out() -> None:
    feed = '<!DOCTYPE rss [<!ENTITY org "وكالة">]>' + rss("<item><title>&org; الأنباء</title></item>")
    assert only(feed).article.title == "وكالة الأنباء"


def test_a_title_beyond_measure_is_cut_and_kept_as_the_body() -> None:
    article = only(rss(f"<item><title>{'كلمة ' * 400_000}</title></item>")).article
    assert len(article.title) <= 1_000
    assert article.title.endswith("كلمة…")
    assert len(article.body) == 5 * 400_000 - 1


# --- sniffing


@pytest.mark.parametrize(
    ("head", "is_feed"),
    [
        (rss("").encode(), True),
        (rss("").encode("utf-16"), True),
        (rss("").encode("utf-16-le"), True),
        (b"\xef\xbb\xbf  <?xml version='1.0'?>\n<!-- x --><rdf:RDF xmlns='x'>", True),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', True),
        (b'{"id": "1", "body": "x"}', False),
        (b"<!DOCTYPE html><html><a href='/feed'>x</a><feed >", False),
        (b"<opml version='2.0'>", False),
        ("عنوان\n\nنص عن <rss>".encode(), False),
        ("عنوان\n\nنص".encode(), False),
        (b"", False),
    ],
)
def test_a_feed_is_told_by_its_first_bytes(head: bytes, is_feed: bool) -> None:
    assert looks_like_feed(head) is is_feed
