"""HTML becomes paragraphs: the text all of it, the markup none of it, in time of the text's own length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.cleaning import clean_body
from index.sources.markup import line_of, paragraphs_of, start_tags


def lines(html: str) -> list[str]:
    return clean_body(paragraphs_of(html)).split("\n")


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>أ ب</p><p>ج</p>", ["أ ب", "ج"]),
        ("أ<br>ب<br/>ج", ["أ", "ب", "ج"]),
        ("<p>أ\n   ب</p>", ["أ ب"]),
        ("<div>أ<div>ب</div>ج</div>", ["أ", "ب", "ج"]),
        ("<p>أ <b>ب</b><i>ج</i></p>", ["أ بج"]),
        ("<h2>عنوان</h2>نص<blockquote>قول</blockquote>", ["عنوان", "نص", "قول"]),
        ("<ul><li>أ<li>ب</ul><ol><li>ج</li><li>د</li></ol>", ["• أ", "• ب", "1. ج", "2. د"]),
        ("<ul><li><p>أ</p></li><li><img src=x></li><li> <a href=x>ب</a></li></ul>ج", ["• أ", "• ب", "ج"]),
        ("<table><tr><td>أ</td><td>ب</td></tr><tr><td></td><td>ج</td></tr></table>", ["أ | ب", "ج"]),
        ("<pre>أ\n  ب</pre>", ["أ", "ب"]),
        ("<p>أول.\nثان!\nثالث</p>", ["أول.", "ثان!", "ثالث"]),
        ("<p>أول\nثان.\nثالث</p>", ["أول ثان. ثالث"]),
        ("<b>أ</b>\n\nب", ["أ", "ب"]),
        ("<P CLASS=x>أ</P ><HR>ب", ["أ", "ب"]),
    ],
)
def test_blocks_breaks_and_lists_make_paragraphs(html: str, paragraphs: list[str]) -> None:
    assert lines(html) == paragraphs


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("أ<script>alert('<p>x</p>')</script>ب", "أب"),
        ("أ<script>لا ينتهي", "أ"),
        ("أ<style>p{}</style>ب", "أب"),
        ("أ<iframe src=x>بديل</iframe>ب", "أب"),
        ("أ<iframe src=x>ب", "أب"),
        ("أ<img alt='سر' src=x onerror=alert(1)>ب", "أب"),
        ("أ<!-- <p>سر</p> -->ب<b></b>", "أب"),
        ("أ<svg><text>سر</text></svg>ب", "أب"),
        ("أ<div hidden>سر</div>ب", "أب"),
        ("أ<span style='Display : none'>سر</span>ب", "أب"),
        ("<a title='1 > 0' href=x>أ</a>", "أ"),
        ('<a title="1 > 0" href=x>أ</a>', "أ"),
        ("<p dir=&quot;rtl&quot;>أ</p>", "أ"),
        ("<?php x ?>أ<!doctype html><b>ب</b>", "أب"),
        ("<p>أ<o:p></o:p><custom-tag>ب</custom-tag></p>", "أب"),
    ],
)
def test_scripts_frames_pictures_and_what_is_hidden_go(html: str, text: str) -> None:
    assert lines(html) == [text]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("5 < 6 و 7 > 3", "5 < 6 و 7 > 3"),
        ("<p>5 < 6 و 7 > 3</p>", "5 < 6 و 7 > 3"),
        ("إلى<PDF>الدراماتورج", "إلى<PDF>الدراماتورج"),
        ("<b>أ</b> <ب وهكذا", "أ <ب وهكذا"),
        ("<b>أ</b> <bogus وهكذا", "أ <bogus وهكذا"),
        ("AT&T و R&D", "AT&T و R&D"),
        ("&laquo;نعم&raquo; &#8230; &#x2026;", "«نعم» … …"),
        ("&amp;quot;نعم&amp;quot; &amp;amp; لا", '"نعم" & لا'),
        ("أحمر &#27;[31mلون", "أحمر لون"),
        ("&#" + "9" * 5_000 + ";أ", "\ufffdأ"),
        ("&#0;&#xD800;أ", "\ufffd\ufffdأ"),
    ],
)
def test_what_only_looks_like_markup_is_text(html: str, text: str) -> None:
    assert lines(html) == [text]


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("&lt;p&gt;أ&lt;/p&gt;&lt;p&gt;ب&lt;/p&gt;", ["أ", "ب"]),
        ("&lt;p dir=&quot;rtl&quot;&gt;أ&lt;br /&gt;ب", ["أ", "ب"]),
        ("<p>&lt;strong&gt;أ&lt;/strong&gt;</p>", ["أ"]),
        ("أ&lt;script&gt;x()&lt;/script&gt;ب", ["أب"]),
        ("الوسم &lt;b&gt; يسمّن", ["الوسم <b> يسمّن"]),
        ("إذا كان س &lt; ص و ص &gt; ع", ["إذا كان س < ص و ص > ع"]),
    ],
)
def test_only_what_is_clearly_escaped_twice_is_unescaped_once_more(html: str, paragraphs: list[str]) -> None:
    assert lines(html) == paragraphs


def test_lines_of_plain_text_stay_unless_a_program_wrapped_them() -> None:
    wrapped = "\n".join(["كلمات كثيرة في سطر واحد ملفوف عند عرض ثابت من الحروف"] * 3 + ["والآخر."])
    assert lines("سطر\nسطر ثان\nثالث") == ["سطر", "سطر ثان", "ثالث"]
    assert len(lines(wrapped)) == 1


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("<b>أ</b> ب", "أ ب"),
        ("أ<br>ب", "أ ب"),
        ("&lt;b&gt;أ&lt;/b&gt;", "أ"),
        ("أ <PDF> ب", "أ <PDF> ب"),
        ("1<2", "1<2"),
    ],
)
def test_a_title_loses_its_tags_and_nothing_else(written: str, line: str) -> None:
    assert line_of(written) == line


def test_start_tags_have_their_attributes_decoded_once() -> None:
    html = "<a HREF=x title='a &amp; \"b\"' checked><script><a href=no></script><!-- <a> --><br/>"
    first, second, third = start_tags(html)
    assert (first.name, first.attributes) == ("a", {"href": "x", "title": 'a & "b"', "checked": ""})
    assert (second.name, third.name) == ("script", "br")


@pytest.mark.parametrize(
    "piece",
    ["<a", '<a x="', "<a b='>", "<!--", "<p>", "&lt;p ", "<script>", "<iframe>", "&", "&#", "<div hidden>", "<",
     "&lt;/", "a\n\n", "a= ", "<![CDATA[", "display : ", ".)\"", "\n", "<li>", "<pre>"],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<p {}", "{}&lt;/p&gt;"])
def test_repeating_a_piece_costs_its_length_and_no_more(piece: str, around: str) -> None:
    def seconds(count: int) -> float:
        html = around.format(piece * count)
        begin = time.process_time()
        paragraphs_of(html)
        line_of(html)
        return time.process_time() - begin

    # Eight times the text may cost eight times as much, and noise; a quadratic step would cost sixty-four times.
    assert seconds(24_000) < 24 * seconds(3_000) + 0.2


@given(st.text(alphabet=st.sampled_from("<>&;#/!-='\" \n\rpbaابليx09[]")))
def test_any_text_gives_paragraphs_without_an_exception(html: str) -> None:
    text = clean_body(paragraphs_of(html))
    assert all(line and line == line.strip() for line in text.split("\n")) or text == ""
    assert "\n" not in clean_body(line_of(html.replace("\n", " ").replace("\r", " ")))


@given(st.lists(st.text(alphabet="ابتثجح .،", min_size=1, max_size=30), min_size=2, max_size=6))
def test_text_between_tags_comes_through_as_it_is(texts: list[str]) -> None:
    paragraphs = [" ".join(text.split(" ")).strip() for text in texts]
    html = "".join(f"<p class='x'>{text}</p>" for text in texts)
    assert clean_body(paragraphs_of(html)) == clean_body("\n".join(paragraphs))
