"""Paragraphs are found where a source marks them, and nowhere else."""

from __future__ import annotations

import json

import pytest

from index.sources.cleaning import clean, clean_body, clean_title
from tests.index.sources.data import folder

ONE = "أعلنت الوزارة فتح الجسر. وقالت إن الأشغال انتهت."
TWO = "وأضاف المدير أن الجسر يتسع لأربعة مسارات. ولم يذكر الكلفة."
THREE = "ودعت الوزارة إلى الحذر. وشكرت العمال."


@pytest.mark.parametrize(
    "break_",
    [
        *("\n", "\r\n", "\r", "\n\n\n", "\u2029", "\u2028", "\x0b", "\x85"),
        *("<br>", "<br/><BR />", "\\n", "\\r\\n\\r\\n"),
        *("  ", "   ", "\t\t", "\xa0\xa0", " \xa0 "),
    ],
)
def test_paragraphs_are_found_however_their_source_sets_them_apart(break_: str) -> None:
    assert clean_body(break_.join((ONE, TWO, THREE))) == f"{ONE}\n{TWO}\n{THREE}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # No break is made up at a full stop.
        (f"{ONE} {TWO} {THREE}", f"{ONE} {TWO} {THREE}"),
        # Two blanks after every sentence are a habit of typing.
        ("أولى.  ثانية.  ثالثة.  رابعة.", "أولى. ثانية. ثالثة. رابعة."),
        # Wide blanks in the middle of sentences are none of paragraphs.
        (f"قال  إن {ONE}  وأعلن  أن {TWO}  {THREE}", f"قال إن {ONE} وأعلن أن {TWO} {THREE}"),
        # One wide blank is an accident.
        (f"{ONE}  {TWO}", f"{ONE} {TWO}"),
        # One break of HTML may be what the text is about.
        ("يبدأ الوسم <p> وينتهي بالوسم <br> دائما", "يبدأ الوسم <p> وينتهي بالوسم <br> دائما"),
        (f"الوسم <br> والوسم <br>\n{ONE}", f"الوسم <br> والوسم <br>\n{ONE}"),
        # What has lines has its paragraphs.
        (f"{ONE}  {TWO}  {THREE}\nنهاية", f"{ONE} {TWO} {THREE}\nنهاية"),
        (r"في المجلد C:\news\names ملف", r"في المجلد C:\news\names ملف"),
        ("إذا كان a < b فإن <PDF> و<brand> و[red] نص", "إذا كان a < b فإن <PDF> و<brand> و[red] نص"),
    ],
)
def test_no_paragraph_is_made_up(text: str, kept: str) -> None:
    assert clean_body(text) == kept


def test_the_style_sheet_of_a_word_processor_goes_and_the_article_after_it_stays() -> None:
    residue = (
        'Normal0MicrosoftInternetExplorer4/* Style Definitions */table.MsoNormalTable{mso-style-name:"Table Normal";'
        'mso-tstyle-rowband-size:0;mso-para-margin:0in;font-size:10.0pt;font-family:"Times New Roman";}'
    )
    assert clean_body(residue + ONE) == ONE
    assert (
        clean_body("Normal 0 21 false false false EN-US X-NONE AR-SA " + residue[residue.index("/*") :] + "\n" + ONE)
        == ONE
    )


@pytest.mark.parametrize("text", ["كتاب Normal People رواية", "قال /* تعليق */ ثم {مضى}", "table.Mso {x}"])
def test_what_only_looks_like_a_style_sheet_stays(text: str) -> None:
    assert clean_body(text) == text


def test_harakat_tatweel_joiners_quotes_and_no_break_spaces_inside_lines_stay() -> None:
    text = "تَعَرَّضَتْ قـــال «می\u200cخواهم» ه\u200d “ثم” \xa0 مضى\u200f"
    assert clean(text) == text


@pytest.mark.parametrize(
    "character", ["\u202a", "\u202e", "\u202c", "\u2066", "\u2069", "\ufeff", "\xad", "\x00", "\x1a", "\x7f"]
)
def test_controls_overrides_isolates_marks_of_order_and_soft_hyphens_go(character: str) -> None:
    assert clean_title(f"خب{character}ر {character}عاجل{character}") == "خبر عاجل"


def test_of_real_articles_only_one_with_headings_after_wide_blanks_gets_paragraphs() -> None:
    seen, changed = 0, []
    for path in sorted(folder("jsonl").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            body = row["body"]
            lines = [part for part in clean(body).split("\n") if part.strip()]
            seen += 1
            if clean_body(body).count("\n") + 1 != max(1, len(lines)):
                changed.append(row["id"])
    assert seen == 4_391
    assert changed == ["khaleej-Religion-1788"]
