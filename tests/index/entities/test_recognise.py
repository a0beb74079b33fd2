"""The door: offsets, order, no overlap, hostile and huge texts, lazy loading."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Entities
from index.entities import recognise

WORDS = "قال الرئيس جو بايدن العراق وزارة الدفاع للتحالف الدولي 2021 يونيو ثلاثة % و ب عبد بن مدينة الماضي ٣ a ( )"
PIECES = st.sampled_from([*WORDS.split(), "\n", " ", '"', "\u064b", "\u0640", "\u202e"])


def check_offsets(text: str, found: Entities) -> None:
    position = 0
    for mention in found.mentions:
        assert position <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        position = mention.end
    named = [position for entity in found.entities for position in entity.mentions]
    assert sorted(named) == list(range(len(found.mentions)))


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None)
def test_mentions_are_sorted_apart_and_true_to_the_text(pieces, joint):
    text = joint.join(pieces)
    check_offsets(text, recognise(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "ـــ", "\u064b\u064b", "hello world", "و", "لل", "بن", "عبد"])
def test_texts_without_a_name_have_none(text):
    assert recognise(text) == Entities()


def test_a_latin_letter_behind_a_title_makes_no_empty_name():
    check_offsets("الرئيس بن a", recognise("الرئيس بن a"))


def test_the_day_of_the_article_moves_no_mention():
    text = "أعلنت بغداد ذلك أمس"
    dated, undated = recognise(text, "2021-07-06"), recognise(text)
    assert [(m.start, m.end, m.type) for m in dated.mentions] == [(m.start, m.end, m.type) for m in undated.mentions]


@pytest.mark.parametrize(
    "unit",
    ["ب", "\u064b", "3", "!", "1,", "بغداد ", 'قناة "', "عبد بن ", "السابع والعشرين ", "مدينة (", "abc "],
    ids=["letters", "marks", "digits", "signs", "commas", "names", "quotes", "joints", "ordinals", "brackets", "latin"],
)
def test_the_time_grows_with_the_length_and_not_with_its_square(unit):
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.process_time()
        recognise(text)
        return time.process_time() - begin

    recognise("بغداد")
    small = min(seconds(20_000) for _ in range(3))
    # A square would be 64 times; CPU time and the best of two keep a busy machine out of it.
    assert min(seconds(160_000) for _ in range(2)) < 24 * small + 0.1


@pytest.mark.parametrize("character", ["\u064b", "7", "-", "ب"])
def test_ten_megabytes_of_one_character_are_read_at_once(character):
    begin = time.process_time()
    assert recognise(character * 10_000_000) == Entities()
    assert time.process_time() - begin < 5


def test_nothing_of_it_loads_before_the_first_text():
    code = "import sys, index.entities; print([n for n in sys.modules if n.startswith('index.entities.')])"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "[]"


def test_the_recogniser_never_imports_babel():
    code = "import sys; from index.entities import recognise; recognise('بغداد'); print('babel' in sys.modules)"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "False"


def test_the_module_prints_which_rule_found_what(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text("أعلنت بغداد ذلك", "utf-8")
    command = [sys.executable, "-m", "index.entities", str(path)]
    output = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    start, end, kind, score, *rest = output.stdout.split()
    assert [start, end, kind, *rest] == ["6", "11", "LOC", "listed", "بغداد"]
    assert 0.5 < float(score) <= 1
