"""Hits in a text, and the window that shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.search.snippets import hit_spans, snippet
from tests.index.search.corpus import seed_lines


def lit(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in hit_spans(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("ضربت القواعد وبالقاعدة ثم قاعدتين", "قاعدة", ["القواعد", "وبالقاعدة", "قاعدتين"]),
        ("تعرّضت القاعدة", "تعرضت", ["تعرّضت"]),
        ("قوات أميركية", "الأمريكية", ["أميركية"]),
        ("في #عين_الأسد اليوم", "عين الأسد", ["عين", "الأسد"]),
        ("عين ثم الأسد، وعين الأسد", '"عين الأسد"', ["وعين", "الأسد"]),
        ("صواريخ على بغداد", "صواريخ -بغداد", ["صواريخ"]),
        ("القاعدة والقاع", "قاع*", ["القاعدة", "والقاع"]),
        ("ربح ١٬٥٠٠ جندي", "1500", ["١٬٥٠٠"]),
        ("تعرض", "تعر", []),
        ("نص", "", []),
    ],
)
def test_whole_tokens_are_lit(text: str, query: str, words: list[str]) -> None:
    assert lit(text, query) == words


def test_a_snippet_shows_the_densest_place() -> None:
    text = "صاروخ " + "كلام " * 100 + "صاروخ ثم صواريخ على قاعدة " + "كلام " * 100
    shown, spans = snippet(text, hit_spans(text, "صواريخ قاعدة"), 60)
    assert [shown[start:end] for start, end in spans] == ["صاروخ", "صواريخ", "قاعدة"]
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_snippet_without_hits_is_the_beginning() -> None:
    assert snippet("أول الكلام وآخره", ()) == ("أول الكلام وآخره", ())


def test_line_breaks_are_blanks_in_a_snippet() -> None:
    text = "عنوان\n\nصواريخ هنا"
    assert snippet(text, hit_spans(text, "صواريخ")) == ("عنوان صواريخ هنا", (Span(6, 12),))


@given(st.integers(0, 400), st.integers(20, 200))
def test_snippets_cut_at_word_ends(first: int, width: int) -> None:
    text = "\n".join(seed_lines())
    spans = hit_spans(text, "العراق القاعدة")[first % 20 :][:5]
    shown, moved = snippet(text, spans, width)
    words = set(text.split()) | {"…"}
    assert set(shown.split()) <= words
    originals = [text[start:end] for start, end in spans]
    assert all(shown[start:end] in originals for start, end in moved)
    assert bool(moved) == bool(spans)
