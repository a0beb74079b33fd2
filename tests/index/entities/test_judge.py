"""The judge: what stands of the proposals, what is added, and how names and numbers share the words."""

from __future__ import annotations

import pytest

from index.article import EntityType
from index.entities.build.corpora import page_of
from index.entities.build.judging import labels_of
from index.entities.evidence import evidence_of
from index.entities.judge import Judge
from index.entities.page import Found, Page
from index.entities.proposing import Case, propose

TEXT = "التقى دونالد ترامب وفدا من بغداد"


class Says:
    """A model that has made up its mind, and how sure it is of each label and of none elsewhere."""

    def __init__(self, *labels: str, chance: float = 0.95, none: float = 0.99) -> None:
        self.labels, self.chance, self.none = list(labels), chance, none

    def set(self, sequence: object) -> None:
        """Nothing is read."""

    def marginal(self, label: str, position: int) -> float:
        is_named = self.labels[position] != "O"
        if label == "O":
            return 1 - self.chance if is_named else self.none
        return self.chance if label == self.labels[position] else 0.0

    def tag(self, sequence: object) -> list[str]:
        return self.labels


def span(page: Page, first: int, last: int, kind: EntityType, rule: str) -> Found:
    return page.found(first, last, kind, 40, rule)


def case_of(page: Page, proposals: list[Found], settled: list[Found]) -> Case:
    return Case(propose(page).reading, proposals, settled)


def texts(page: Page, spans: list[Found]) -> list[tuple[str, str, str]]:
    return [(found.type, page.text[found.start : found.end], found.rule) for found in spans]


def test_a_proposal_that_the_judge_confirms_keeps_its_rule_and_gets_the_judge_s_chance():
    page = page_of(TEXT)
    rule = span(page, 1, 3, "PER", "given name")
    decided = Judge(Says("O", "BPER", "IPER", "O", "O", "O")).decide(page, case_of(page, [rule], [rule]))
    assert texts(page, decided) == [("PER", "دونالد ترامب", "given name")]
    assert decided[0].score == 0.95


def test_what_the_judge_denies_falls_and_what_nobody_proposed_is_added():
    page = page_of(TEXT)
    rule = span(page, 1, 3, "PER", "given name")
    decided = Judge(Says("O", "O", "O", "O", "O", "BLOC")).decide(page, case_of(page, [rule], [rule]))
    assert texts(page, decided) == [("LOC", "بغداد", "judge")]


def test_a_settled_name_that_the_judge_only_doubts_stays():
    page = page_of(TEXT)
    rule = span(page, 1, 3, "PER", "given name")
    decided = Judge(Says("O", "O", "O", "O", "O", "O", none=0.9)).decide(page, case_of(page, [rule], [rule]))
    assert decided == [rule._replace(score=0.1)]


def test_a_change_needs_more_than_an_addition():
    page = page_of("التقى دونالد ترامب وفدا من كليمو")
    rule = span(page, 1, 3, "PER", "given name")
    doubtful = Judge(Says("O", "BPER", "O", "O", "O", "BLOC", chance=0.8)).decide(page, case_of(page, [rule], [rule]))
    assert texts(page, doubtful) == [("PER", "دونالد ترامب", "given name"), ("LOC", "كليمو", "judge")]
    sure = Judge(Says("O", "BPER", "O", "O", "O", "BLOC")).decide(page, case_of(page, [rule], [rule]))
    assert texts(page, sure) == [("PER", "دونالد", "judge"), ("LOC", "كليمو", "judge")]


def test_an_unsure_name_is_not_added():
    page = page_of(TEXT)
    assert Judge(Says("O", "O", "O", "O", "O", "BLOC", chance=0.6)).decide(page, case_of(page, [], [])) == []


def test_a_new_end_keeps_the_letter_where_a_proposal_begins():
    page = page_of("قالت وبغداد الجديدة ذلك")
    rule = page.found(1, 2, "LOC", 40, "listed", 1)
    decided = Judge(Says("O", "BLOC", "ILOC", "O")).decide(page, case_of(page, [rule], []))
    assert texts(page, decided) == [("LOC", "بغداد الجديدة", "judge")]


def test_two_names_in_a_row_are_two():
    page = page_of(TEXT)
    decided = Judge(Says("O", "BPER", "BPER", "O", "O", "O")).decide(page, case_of(page, [], []))
    assert [text for _, text, _ in texts(page, decided)] == ["دونالد", "ترامب"]


def test_a_date_stays_unless_a_longer_name_holds_it():
    page = page_of("شارع 15 في بغداد")
    number = span(page, 1, 2, "NUM", "digits")
    street = Judge(Says("BLOC", "ILOC", "O", "O")).decide(page, case_of(page, [], [number]))
    assert texts(page, street) == [("LOC", "شارع 15", "judge")]
    alone = Judge(Says("O", "BLOC", "O", "O")).decide(page, case_of(page, [], [number]))
    assert texts(page, alone) == [("NUM", "15", "digits")]


@pytest.mark.parametrize("feature", ["F=BPER|given name", "R=BPER|given name", "F+1=IPER"])
def test_the_evidence_names_the_rule_what_was_settled_and_the_neighbour(feature):
    page = page_of(TEXT)
    rule = span(page, 1, 3, "PER", "given name")
    (row,) = evidence_of(page, case_of(page, [rule], [rule]))
    assert feature in row[1]
    assert feature not in row[4]


def test_what_stands_in_quotes_and_what_stands_elsewhere_too_is_told():
    page = page_of("قالت «بغداد» ذلك\nثم بغداد")
    place = span(page, 2, 3, "LOC", "listed")
    rows = [word for row in evidence_of(page, case_of(page, [place], [place])) for word in row]
    quoted, again = rows[2], rows[-1]
    assert "q=1" in quoted
    assert "q=1" not in again
    assert "E=LOC|3" in again


def test_a_marked_name_labels_its_words_also_behind_a_proclitic():
    page = page_of("زار وبغداد الجديدة أمس")
    start = page.text.index("بغداد")
    spans = [(start, start + len("بغداد الجديدة"), "LOC"), (page.text.index("أمس"), len(page.text), "DATE")]
    assert labels_of(page, spans) == ["O", "BLOC", "ILOC", "BDATE"]


def test_a_number_that_the_judge_is_sure_counts_nothing_falls_and_a_date_stays():
    page = page_of("هاتف 10 أمس")
    number, day = span(page, 1, 2, "NUM", "digits"), span(page, 2, 3, "DATE", "weekday")
    decided = Judge(Says("O", "O", "O")).decide(page, case_of(page, [number, day], [number, day]))
    assert texts(page, decided) == [("DATE", "أمس", "weekday")]


def test_a_number_the_judge_only_doubts_stays():
    page = page_of("هاتف 10 أمس")
    number = span(page, 1, 2, "NUM", "digits")
    decided = Judge(Says("O", "O", "O", none=0.8)).decide(page, case_of(page, [number], [number]))
    assert texts(page, decided) == [("NUM", "10", "digits")]


def test_what_stands_outside_the_sentences_is_not_judged():
    page = page_of("2-1")
    number = span(page, 0, 1, "NUM", "digits")
    decided = Judge(Says()).decide(page, case_of(page, [number], [number]))
    assert texts(page, decided) == [("NUM", "2-1", "digits")]


def test_a_listed_place_is_made_no_person():
    page = page_of("زار وفد باريس أمس")
    place = span(page, 2, 3, "LOC", "listed")
    decided = Judge(Says("O", "O", "BPER", "O")).decide(page, case_of(page, [place], [place]))
    assert texts(page, decided) == [("LOC", "باريس", "listed")]


def test_a_word_for_any_place_is_no_place():
    page = page_of("توقفت خطوط المترو")
    decided = Judge(Says("O", "O", "BLOC")).decide(page, case_of(page, [span(page, 2, 3, "LOC", "tagger")], []))
    assert decided == []
