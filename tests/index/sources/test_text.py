"""Any text is an article; its title is a first line that can be one."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from index.sources.text import read_text
from tests.index.sources.importing import BODY, TITLE, only, read_bytes, seed_form

PARAGRAPH = "قال المتحدث إن الحكومة ستعرض الخطة على البرلمان في مطلع الشهر المقبل بعد استكمال المشاورات. " * 4


def parts(path: Path, text: str) -> tuple[str, str]:
    article = only(read_bytes(path, text.encode())).article
    return article.title, article.body


def test_the_seeds_read_as_they_always_did() -> None:
    seeds = [seed for seed in files("seeds").iterdir() if seed.name.endswith(".txt")]
    assert seeds
    for seed in seeds:
        article = read_text(seed.read_bytes(), seed.name).article
        assert article.text == seed.read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (seed_form(), TITLE, BODY),
        (f"\n\n{seed_form()}", TITLE, BODY),
        (f"{TITLE}\n{BODY}", TITLE, BODY),
        ("نص من سطر واحد", "", "نص من سطر واحد"),
        (f"{PARAGRAPH}\n{BODY}", "", f"{PARAGRAPH.strip()}\n{BODY}"),
        (f"{PARAGRAPH}\n\n{BODY}", "", f"{PARAGRAPH.strip()}\n{BODY}"),
        (PARAGRAPH, "", PARAGRAPH.strip()),
    ],
)
def test_a_short_first_line_with_text_behind_it_is_the_title(tmp_path: Path, text: str, title: str, body: str) -> None:
    assert parts(tmp_path / "a.txt", text) == (title, body)


def test_lines_at_the_top_say_what_the_article_is(tmp_path: Path) -> None:
    text = f"العنوان: {TITLE}\nالتاريخ: 2021-07-06\nالمصدر: صحيفة العرب\nURL: https://example.org/a\n\n{BODY}\n"
    item = only(read_bytes(tmp_path / "n.txt", text.encode()))
    article = item.article
    assert (article.title, article.body, article.date) == (TITLE, BODY, "2021-07-06")
    assert (article.source, article.url) == ("صحيفة العرب", "https://example.org/a")
    assert item.origin.endswith("n.txt")
    assert item.identities == ("example.org/a",)


def test_front_matter_is_no_text(tmp_path: Path) -> None:
    text = f'---\ntitle: "{TITLE}"\ntags: x\ndate: 2021-07-06\n---\n{BODY}\n'
    article = only(read_bytes(tmp_path / "n.md", text.encode())).article
    assert (article.title, article.date, article.body) == (TITLE, "2021-07-06", BODY)


@pytest.mark.parametrize("first", ["الوزير: لن نتراجع", "المصدر: وكالات", "---"])
def test_one_line_with_a_colon_is_a_headline(tmp_path: Path, first: str) -> None:
    assert parts(tmp_path / "a.txt", f"{first}\n\n{BODY}") == (first, BODY)


def test_lines_broken_at_a_width_are_put_together(tmp_path: Path) -> None:
    words = ["الكلمة"] * 60
    broken = "\n".join(" ".join(words[start : start + 10]) for start in range(0, 60, 10))
    assert parts(tmp_path / "a.txt", f"{TITLE}\n\n{broken}.\n\n{broken}.\n") == (
        TITLE,
        f"{' '.join(words)}.\n{' '.join(words)}.",
    )


def test_lines_that_end_where_sentences_do_stay_lines(tmp_path: Path) -> None:
    lines = "\n".join(["هذا سطر كامل من النص ينتهي بنقطة وفيه من الكلمات ما يكفي لملء السطر."] * 8)
    assert parts(tmp_path / "a.txt", f"{TITLE}\n\n{lines}\n\n{lines}")[1].count("\n") == 15


def test_a_name_without_its_endings_is_proposed_as_id(tmp_path: Path) -> None:
    assert only(read_bytes(tmp_path / "خبر.txt", seed_form().encode())).proposed_id == "خبر"
