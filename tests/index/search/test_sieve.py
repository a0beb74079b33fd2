"""The sieve lets every word through that a query meets, and few others."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arabic import SAME_LETTERS, TOKEN
from index.search import snippets
from index.search.analysis import root_of, stem_of, variants
from index.search.query import parse, positive_leaves
from index.search.sieve import sieve
from index.search.snippets import hit_spans
from tests.index.search.corpus import seed_lines

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + "".join(SAME_LETTERS.values()) + "\u0640\u064b\u0651\u0654\u200c\u200fـaÉ"
FORMS = "".join(map(chr, (*range(0xFB50, 0xFBB1), *range(0xFE80, 0xFEFD), 0x0675, 0x1EE03)))
CLITICS = ("", "ال", "وال", "بال", "لل", "و", "ف", "وبال")
ENDINGS = ("", "ها", "ات", "ون", "ين", "ية", "ة", "ي", "ان")


def assert_nothing_is_lost(surface: str, query: str) -> None:
    matcher = snippets._Matcher(query)
    passes = sieve(list(positive_leaves(parse(query))))
    for match in TOKEN.finditer(surface):
        if matcher._is_hit(stem_of(match[0])):
            assert passes(match[0]), (match[0], query)


@given(st.text(alphabet=LETTERS, min_size=2, max_size=6), st.sampled_from(CLITICS), st.sampled_from(ENDINGS), st.data())
def test_no_form_of_a_word_is_lost(word: str, clitic: str, ending: str, data: st.DataObject) -> None:
    drawn = data.draw(st.sampled_from((word, clitic + word + ending, unicodedata.normalize("NFKD", word + ending))))
    for query in (word, clitic + word, word + ending, f"{word}*", f"{word}~", f"عنوان:{word} جذر:{ending}"):
        assert_nothing_is_lost(drawn, query)


@given(st.text(alphabet=FORMS + "اب1a", min_size=1, max_size=5))
def test_no_presentation_form_is_lost(word: str) -> None:
    folded = unicodedata.normalize("NFKC", word)
    for query in (word, folded, f"{folded}*"):
        assert_nothing_is_lost(word, query)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويء", min_size=1, max_size=9))
def test_a_root_stands_in_its_stem(stem: str) -> None:
    rest = iter(stem)
    assert all(letter in rest for letter in root_of(stem))


def test_no_other_spelling_of_a_name_is_lost() -> None:
    names = [*variants().items(), *((other, one) for one, other in variants().items())]
    for one, other in names:
        for query in (one, other, f"{other}*", f'"{other} {one}"'):
            assert_nothing_is_lost(f"ال{one}ية و{one}", query)
    assert len(names) > 20


def test_in_real_text_the_same_words_are_lit_with_and_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(seed_lines())
    words = sorted(set(TOKEN.findall(text)))
    queries = [*words, *(f"{word[:3]}*" for word in words[::5]), *(f"{word}~" for word in words[::9])]
    queries += [f'"{a} {b}"' for a, b in zip(words[::4], words[1::4], strict=False)]
    with_it = [hit_spans(text, query) for query in queries]
    snippets._matcher.cache_clear()
    monkeypatch.setattr(snippets, "sieve", lambda leaves: bool)
    assert [hit_spans(text, query) for query in queries] == with_it
    assert len(queries) > 300


def test_few_words_of_a_page_are_stemmed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(seed_lines())
    stemmed: list[str] = []
    monkeypatch.setattr(snippets, "stem_of", lambda surface: stemmed.append(surface) or stem_of(surface))
    snippets._matcher.cache_clear()
    assert hit_spans(text, "صواريخ العراق")
    assert len(stemmed) < len(set(TOKEN.findall(text))) / 8
