"""The learned tagger: context of the article, labels, sentences, and its shipped files."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from index.entities.build.corpora import page_of
from index.entities.crf import as_sequence, new_trainer, open_model, open_packed, pack_model
from index.entities.sentences import LONGEST, sentences
from index.entities.tagger import LABELS, add_context, decode, rows_of, tagger

MODEL = Path(str(files("index.entities").joinpath("model")))


def test_the_shipped_files_are_those_of_the_checksums():
    lines = (MODEL / "SHA256SUMS").read_text("utf-8").splitlines()
    assert len(lines) == 5
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest, name


def test_every_word_gets_one_label_of_the_list():
    page = page_of("قال جورج بوش في واشنطن.\n\nثم عاد!")
    tags = tagger().tag(page)
    assert len(tags) == len(page.words)
    assert {tag.label for tag in tags} <= set(LABELS)
    assert all(0 <= tag.chance <= 1.001 for tag in tags)


def test_a_name_is_found_in_a_plain_sentence():
    page = page_of("التقى رئيس الوزراء إيهود أولمرت أمس")
    assert [tag.label for tag in tagger().tag(page)][3:5] == ["B-PERS", "I-PERS"]


def test_threads_that_tag_at_once_get_what_one_alone_gets():
    pages = [page_of(f"قال جورج بوش في واشنطن {'ثم عاد إلى باريس ' * count}.") for count in range(8)]
    alone = [tagger().tag(page) for page in pages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(tagger().tag, pages * 4)) == alone * 4


def test_the_second_pass_is_told_what_the_word_was_taken_for_elsewhere():
    page = page_of("قال ليبرمان.\nعاد ليبرمان.\nزار ليبرمان.")
    rows = rows_of(page)
    kinds = [["O", "PERS", "O"], ["O", "PERS", "O"], ["O", "O", "O"]]
    assert [len(row) for row in rows.features] == [len(row) for row in kinds]
    add_context(rows, kinds)
    assert {"D=PERS|3", "DE=PERS|3", "DE=PERS"} <= set(rows.features[2][1])
    assert "D=new" in rows.features[0][0]


def test_a_name_that_begins_in_the_middle_begins():
    (tag,) = decode([{"O": 0.1, "B-LOC": 0.4, "I-LOC": 0.5}])
    assert tag.label == "B-LOC"
    assert abs(tag.chance - 0.9) < 1e-9


def test_a_stretch_without_a_full_stop_is_cut():
    page = page_of("كلمة " * (3 * LONGEST))
    assert [last - first for first, last in sentences(page)] == [LONGEST] * 3


def test_the_dot_of_an_abbreviated_title_ends_no_sentence():
    assert len(list(sentences(page_of("قال د. أحمد ذلك. ثم عاد")))) == 2


def test_stretches_without_an_arabic_word_are_no_sentences():
    assert list(sentences(page_of("12 34. abc!\n---\n"))) == []


def test_a_packed_model_says_what_the_trained_one_says(tmp_path: Path) -> None:
    rows = [["w=زار", "b"], ["w=بغداد", "b"], ["w=أمس", "b"]]
    trainer = new_trainer({"c1": 0.0, "c2": 0.1, "max_iterations": 30})
    for _ in range(5):
        trainer.append(as_sequence(rows), ["O", "B-LOC", "O"])
    trainer.train(str(tmp_path / "model"))
    whole = open_model(tmp_path / "model")
    packed = open_packed(pack_model((tmp_path / "model").read_bytes()))
    for model in (whole, packed):
        model.set(as_sequence(rows))
    for position in range(3):
        chances = [model.marginal("B-LOC", position) for model in (whole, packed)]
        assert abs(chances[0] - chances[1]) < 0.02
    assert packed.marginal("B-LOC", 1) > 0.5


def test_only_a_models_file_is_packed():
    with pytest.raises(ValueError, match="no model file"):
        pack_model(bytes(200))
