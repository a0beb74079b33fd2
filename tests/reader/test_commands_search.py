"""What the searching commands print: why a hit was found."""

from __future__ import annotations

import os

import pytest

from tests.index.search.test_explain import noise
from tests.reader.test_commands import SEED, Run, filled, run

__all__ = ["filled", "run"]


def test_explain_names_each_form_and_how_it_was_met(filled: Run) -> None:
    (hit,) = filled("search", "قواعد", "--explain", "--json").json["hits"]
    text = filled("show", hit["id"], "--json").json["text"]
    (word,) = hit["explanation"]["words"]
    assert word["word"] == "قواعد"
    assert [(form["form"], form["how"], form["count"]) for form in word["forms"]] == [
        ("قاعدة", "root", 5),
        ("القاعدة", "root", 2),
    ]
    assert all(text[start:end] == form["form"] for form in word["forms"] for start, end in form["spans"])
    assert word["stem_score"] + word["root_score"] == hit["score"]


def test_explain_prints_a_line_a_form_and_adds_nothing_unasked(filled: Run) -> None:
    done = filled("search", "سوسة", "--explain")
    assert done.out.splitlines() == ["cinema\tعرض فيلم\tجوهرة\t2021-07-05", "\tسوسة\tسوسة\texact\t1"]
    assert "explanation" not in filled("search", "سوسة", "--json").json["hits"][0]
    assert filled("search", "سوسة", "--explain", "--jsonl").jsonl[0]["explanation"]["filters"] == []
    assert SEED not in done.out


def test_a_concordance_prints_keyword_and_contexts(filled: Run) -> None:
    done = filled("concordance", "سوسة")
    assert done.out == "cinema\tفي\tسوسة\t.\n"
    assert done.code == 0
    assert "1" in done.err


def test_a_concordance_as_json_quotes_the_stored_text(filled: Run) -> None:
    found = filled("concordance", "قاعدة", "--sort", "left", "--limit", "3", "--width", "20", "--json").json
    assert (found["query"], found["sort"], found["articles"], found["is_complete"]) == ("قاعدة", "left", 1, False)
    text = filled("show", SEED, "--json").json["text"]
    assert len(found["lines"]) == 3
    for line in found["lines"]:
        assert text[line["start"] : line["end"]] == line["keyword"]
        assert text[: line["start"]].endswith(line["before"])
        assert text[line["end"] :].startswith(line["after"])
        assert max(len(line["before"]), len(line["after"])) <= 20
    everything = filled("concordance", "قاعدة", "--limit", "0", "--jsonl").jsonl
    assert [line["id"] for line in everything] == [SEED] * 7


def test_a_concordance_of_nothing_is_empty_and_no_error(filled: Run) -> None:
    assert filled("concordance", "xyzzy", "--json").json["lines"] == []
    assert filled("concordance", "؟", '"').code == 0
    assert filled("concordance").code == 2
    assert filled("concordance", "سوسة", "--jsn").code == 2
    assert filled("concordance", "سوسة", "-بغداد").code == 0


def test_searches_are_saved_listed_with_their_counts_and_removed(filled: Run) -> None:
    assert filled("searches", "save", "سينما", "فيلم", "سوسة", "-بغداد").code == 0
    assert filled("searches", "save", "كل", "العراق").code == 0
    assert filled("searches", "--json").json == {
        "searches": [
            {"name": "سينما", "query": "فيلم سوسة -بغداد", "total": 1},
            {"name": "كل", "query": "العراق", "total": 1},
        ]
    }
    assert filled("searches").out.splitlines() == ["سينما\tفيلم سوسة -بغداد\t1", "كل\tالعراق\t1"]
    assert filled("searches", "remove", "كل").code == 0
    gone = filled("--lang", "en", "searches", "remove", "كل")
    assert (gone.code, gone.out) == (1, "")
    assert "warraq searches" in gone.err


def test_searches_told_wrongly_are_wrong_usage(filled: Run) -> None:
    wrong = (["save"], ["save", "x"], ["save", "x", " "], ["remove"], ["remove", "a", "b"], ["open", "x"])
    for arguments in (*wrong, ["save", "x", "--jsn"]):
        assert filled("searches", *arguments).code == 2


ODDITIES = (
    '"',
    "«عين",
    "😀",
    "(((",
    "=",
    '="',
    "~*",
    "كلمة " * 10_000 + "العراق",
    "\udcff\udc80",
    "كيان:العراق",
    "entity:",
)


@pytest.mark.parametrize("command", [["search", "--explain", "--json"], ["concordance", "--sort", "left", "--json"]])
def test_whatever_is_typed_is_a_query(filled: Run, command: list[str]) -> None:
    queries = [*noise(100), *ODDITIES, *(os.fsdecode(bytes([n, 200, n])) for n in range(1, 20))]
    # A leading minus is a query, too, as long as it is no option.
    answers = [filled(*command, f" {query}") for query in queries]
    assert len(answers) == 130
    assert [done.code for done in answers] == [0] * 130
    assert all("hits" in done.json or "lines" in done.json for done in answers)
