"""The measures and the training material: marked text, ANERcorp's tokens, labels by the guideline."""

from __future__ import annotations

from index.entities.build.annotation import by_guideline, is_sure
from index.entities.build.corpora import anercorp, marked_articles, page_of, pages_of
from index.entities.build.evaluation import Tally, score_marked
from index.entities.tagger import Tag


def test_precision_recall_and_f_are_those_of_equal_spans():
    tally = Tally()
    tally.add("all", {(0, 2, "PER"), (3, 4, "LOC")}, {(0, 2, "PER"), (3, 5, "LOC"), (6, 7, "ORG"), (8, 9, "ORG")})
    precision, recall, f1 = tally.scores("all")
    assert (precision, recall) == (50, 25)
    assert abs(f1 - 100 / 3) < 1e-9


def test_the_marks_of_an_article_become_spans_of_its_text(tmp_path):
    (tmp_path / "one.txt").write_text("زار ⟦LOC|بغداد⟧ و⟦LOC|دمشق⟧.", "utf-8")
    (article,) = marked_articles(tmp_path)
    assert article.text == "زار بغداد ودمشق."
    assert article.spans == {(4, 9, "LOC"), (11, 15, "LOC")}
    assert score_marked(tmp_path).scores("LOC") == (100, 100, 100)


def test_a_token_of_the_corpus_gives_its_label_to_each_of_its_words(tmp_path):
    path = tmp_path / "train.txt"
    path.write_text("(د O\nب O\nأ) O\nجورج I-PERS\nبوش I-PERS\n\nباريس B-LOC\n", "utf-8")
    (labelled,) = pages_of(anercorp(path))
    labels = {word.norm: label for word, label in zip(labelled.page.words, labelled.labels, strict=True)}
    assert (labels["جورج"], labels["بوش"], labels["باريس"], labels["د"]) == ("B-PERS", "I-PERS", "B-LOC", "O")


def test_a_ministry_that_the_corpus_leaves_out_is_an_organisation_by_the_guideline():
    page = page_of("أعلنت وزارة الصحة اللبنانية ذلك")
    assert by_guideline(page, ["O"] * 5) == ["O", "B-ORG", "I-ORG", "I-ORG", "O"]


def test_no_rule_takes_a_word_from_a_person():
    page = page_of("أعلنت وزارة الصحة اللبنانية ذلك")
    labels = ["O", "O", "B-PERS", "O", "O"]
    assert by_guideline(page, labels) == labels


def test_a_sentence_is_learnt_from_when_each_of_its_words_is_sure():
    sure, doubtful, none = Tag("B-LOC", 0.9), Tag("O", 0.6), Tag("O", 0.99)
    assert is_sure([sure, none], ["B-LOC", "O"])
    assert not is_sure([sure, doubtful], ["B-LOC", "O"])
    assert not is_sure([Tag("O", 0.9), none], ["O", "O"])
