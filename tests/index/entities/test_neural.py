"""Names by a transformer of the user's own: a tiny one, made here, whose verdict on each sub-token is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.entities import fingerprint, recognise
from index.entities.neural import Piece, check_model, type_of, verdict
from index.errors import EntityModelError

LABELS = ("O", "B-PERS", "I-PERS", "B-GPE", "B-ORG", "I-ORG", "B-EVENT")
VOCABULARY = {
    "[PAD]": 0,
    "[UNK]": 0,
    "[CLS]": 0,
    "[SEP]": 0,
    "قال": 0,
    "في": 0,
    "و": 0,
    "سامي": 1,
    "##سامي": 1,
    "الخطيب": 2,
    "بغداد": 3,
    "ب": 0,
    "##بغداد": 3,
    "حزب": 4,
    "النور": 5,
    "كاس": 6,
    "ولي": 1,
    "##د": 2,
    "أمس": 3,
}
"""Sub-token -> the number of the label that the model gives it."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT without layers: a sub-token's embedding is the label itself."""
    torch = pytest.importorskip("torch", reason="pip install 'warraq[neural]'")
    transformers = pytest.importorskip("transformers", reason="pip install 'warraq[neural]'")
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    folder = tmp_path_factory.mktemp("model")
    numbers = {piece: number for number, piece in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", numbers["[SEP]"]), ("[CLS]", numbers["[CLS]"]))
    special = {f"{name.lower()}_token": f"[{name}]" for name in ("PAD", "UNK", "CLS", "SEP")}
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=len(LABELS) + 1,
        num_hidden_layers=0,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
    )
    classifier = transformers.BertForTokenClassification(config)
    with torch.no_grad():
        for weights in classifier.parameters():
            weights.zero_()
        embeddings = classifier.bert.embeddings
        embeddings.LayerNorm.weight.fill_(1.0)
        for number, label in enumerate(VOCABULARY.values()):
            embeddings.word_embeddings.weight[number, label] = 1.0
        for number in range(len(LABELS)):
            classifier.classifier.weight[number, number] = 4.0
    classifier.save_pretrained(folder)
    return folder


def names(text: str, model: Path) -> list[tuple[str, str]]:
    found = recognise(text, model=model)
    assert all(text[one.start : one.end] == one.text for one in found.mentions)
    return [(one.type, one.text) for one in found.mentions]


def test_the_models_labels_become_our_types_over_the_words_they_cover(model: Path) -> None:
    text = "قال سامي الخطيب في حزب النور"
    assert names(text, model) == [("PER", "سامي الخطيب"), ("ORG", "حزب النور")]
    assert {one.rule for one in recognise(text, model=model).mentions} == {"neural"}


def test_proclitics_stay_outside_whether_the_model_cuts_them_or_not(model: Path) -> None:
    assert names("قال في بغداد", model) == [("LOC", "بغداد")]
    assert names("قال ببغداد", model) == [("LOC", "بغداد")]
    assert names("وسامي", model) == [("PER", "سامي")]


def test_a_word_in_pieces_is_one_word(model: Path) -> None:
    assert names("قال وليد", model) == [("PER", "وليد")]


def test_what_the_model_tells_apart_beyond_our_types_is_no_name(model: Path) -> None:
    assert names("قال في كأس", model) == names("قال كاس", model) == []


def test_dates_and_numbers_are_the_grammars_own(model: Path) -> None:
    assert names("قال أمس في بغداد إن 15 في المئة", model) == [
        ("DATE", "أمس"),
        ("LOC", "بغداد"),
        ("NUM", "15 في المئة"),
    ]


def test_a_text_without_words_and_a_long_one_are_read(model: Path) -> None:
    assert names("", model) == names("؟!", model) == []
    assert len(names("قال سامي في بغداد. " * 60, model)) == 120
    assert len(names("سامي " * 2_000, model)) == 2_000


def test_another_model_is_another_recogniser(model: Path) -> None:
    assert len({fingerprint(), fingerprint(model)}) == 2


def test_a_folder_without_a_model_is_refused_with_its_name(model: Path, tmp_path: Path) -> None:
    with pytest.raises(EntityModelError, match=r"nowhere: no folder with a config\.json"):
        recognise("نص", model=tmp_path / "nowhere")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}), "utf-8")
    with pytest.raises(EntityModelError, match="saved token classifier"):
        recognise("نص", model=tmp_path)


def test_missing_packages_are_named_with_what_installs_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.entities.neural.find_spec", lambda name: None)
    with pytest.raises(EntityModelError, match=r"transformers, torch; .*warraq\[neural\]") as caught:
        check_model(tmp_path)
    assert "\n" not in str(caught.value)


def test_the_first_piece_that_is_more_than_a_proclitic_decides() -> None:
    said = verdict("وبغداد", [Piece(0, 1, "O", 0.9), Piece(1, 6, "B-LOC", 0.8)])
    assert (said.type, said.is_beginning, said.chance, said.cut) == ("LOC", True, 0.8, 1)
    assert verdict("كتاب", [Piece(0, 2, "O", 0.9), Piece(2, 4, "B-LOC", 0.8)]).type is None
    assert verdict("سامي", []).type is None


def test_models_call_the_types_by_many_names() -> None:
    assert [type_of(label) for label in ("B-PERS", "I-person", "GPE", "S-ORG", "LOC")] == [
        "PER",
        "PER",
        "LOC",
        "ORG",
        "LOC",
    ]
    assert [type_of(label) for label in ("O", "B-MISC", "LABEL_0")] == [None, None, None]
