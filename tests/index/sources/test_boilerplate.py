"""What a source repeats in its articles is noticed, and nothing of what it reports."""

from __future__ import annotations

import json
import time

from index.sources.boilerplate import repeated_paragraphs
from tests.index.sources.data import folder


def bodies(count: int, *, before: str = "", after: str = "") -> list[tuple[str, str]]:
    """Articles of three paragraphs, no two alike, with a line above and below."""
    lines = (
        "\n".join(
            filter(
                None, (before, *(f"فقرة {chr(0x628 + n % 20)}{'ا' * (n + part)} من خبر." for part in range(3)), after)
            )
        )
        for n in range(count)
    )
    return [(f"a{n}", body) for n, body in enumerate(lines)]


def test_a_line_under_every_article_is_noticed_with_its_share() -> None:
    (found,) = repeated_paragraphs(bodies(20, after="تابعونا على تلغرام"))
    assert (found.text, found.articles, found.share) == ("تابعونا على تلغرام", 20, 1.0)


def test_a_line_above_and_one_below_in_most_articles() -> None:
    mixed = [
        *bodies(12, before="اقرأ أيضا", after="جميع الحقوق محفوظة 2021"),
        *((f"b{id}", "غيره.\n" + body) for id, body in bodies(8)),
    ]
    found = {line.text: line.articles for line in repeated_paragraphs(mixed)}
    assert found == {"اقرأ أيضا": 12, "جميع الحقوق محفوظة 2021": 12, "غيره.": 8}


def test_years_and_spellings_do_not_make_another_line() -> None:
    mixed = [
        *bodies(6, after="جميع الحقوق محفوظة 2020"),
        *((f"b{id}", body + "\nجميع الحقوق محفوظــة ٢٠٢١") for id, body in bodies(9)),
    ]
    (found,) = repeated_paragraphs(mixed)
    assert (found.text, found.articles) == ("جميع الحقوق محفوظــة ٢٠٢١", 15)


def test_what_few_articles_share_is_no_boilerplate() -> None:
    mixed = [*bodies(4, after="تابعونا"), *((f"b{id}", "x " + body) for id, body in bodies(40))]
    assert repeated_paragraphs(mixed) == ()


def test_one_article_many_times_is_a_duplicate_and_no_boilerplate() -> None:
    assert repeated_paragraphs([(str(n), "فقرة أولى.\nفقرة ثانية.") for n in range(50)]) == ()


def test_articles_of_one_paragraph_and_empty_ones_have_no_ends() -> None:
    assert repeated_paragraphs([(str(n), f"خبر {'ا' * n}") for n in range(20)] + [("e", "")]) == ()


def test_a_line_in_the_middle_of_long_articles_is_not_looked_at() -> None:
    long = [
        (str(n), "\n".join(f"{chr(0x628 + p)}{'ا' * n}." if p != 5 else "وأضاف:" for p in range(12))) for n in range(20)
    ]
    assert repeated_paragraphs(long) == ()


def test_real_news_holds_none_and_a_line_put_under_it_is_found() -> None:
    text = (folder("jsonl") / "ant_sample.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    sound = [(row["id"], row["body"]) for row in rows if row["body"]]
    assert len(sound) > 2_000
    assert repeated_paragraphs(sound) == ()
    started = time.process_time()
    (found,) = repeated_paragraphs((id, f"{body}\nإعداد قسم الأخبار") for id, body in sound)
    assert found.share == 1.0
    assert time.process_time() - started < 5
