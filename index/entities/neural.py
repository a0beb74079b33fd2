"""Names by a transformer that the user has on disk, in place of the tagger and the rules for names.

The model is a token classifier in the form that the transformers library saves (a folder with config.json, the weights
and a fast tokenizer). It is read from its path and from nowhere else: nothing is ever downloaded. Dates and numbers
stay with the grammars, which such models hardly know.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from index.article import EntityType
from index.entities.features import base_of
from index.entities.page import Found, Page
from index.entities.sentences import sentences
from index.entities.words import offset_of_letter
from index.errors import EntityModelError

RANK = 30

_PROCLITICS = frozenset("وفبلكس")
_NEEDED = ("transformers", "torch")
_TYPES: dict[str, EntityType] = {
    "PER": "PER",
    "PERS": "PER",
    "PERSON": "PER",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
}
"""What models call the three types of names; whatever else they tell apart is left out."""
_BATCH = 16
"""Sentences that the model reads at once."""
_LONGEST = 512
"""Sub-tokens of a sentence: the usual limit of such models."""


class Piece(NamedTuple):
    """What the model says of one sub-token of a word."""

    start: int
    """First letter, counted in the word's text."""
    end: int
    label: str
    chance: float


class Verdict(NamedTuple):
    """What the model says of a word: its type, if it names something, and whether a new name begins with it."""

    type: EntityType | None
    is_beginning: bool
    chance: float
    cut: int
    """Characters of proclitics at the word's front that the model itself keeps outside; 0 where it does not tell."""


NOTHING = Verdict(None, is_beginning=False, chance=1.0, cut=0)


@dataclass(frozen=True)
class NeuralTagger:
    """A token classifier and its tokenizer."""

    model: Any
    tokenizer: Any
    labels: dict[int, str]

    def verdicts(self, page: Page) -> list[Verdict]:
        """One for each word of a page."""
        found = [NOTHING] * len(page.words)
        spans = list(sentences(page))
        for first in range(0, len(spans), _BATCH):
            batch = spans[first : first + _BATCH]
            texts = [[word.text for word in page.words[start:end]] for start, end in batch]
            for (start, _), pieces in zip(batch, self._pieces(texts), strict=True):
                for word, own in pieces.items():
                    found[start + word] = verdict(page.words[start + word].text, own)
        return found

    def _pieces(self, texts: Sequence[Sequence[str]]) -> Iterator[dict[int, list[Piece]]]:
        """For each sentence the sub-tokens of its words; words beyond the model's limit have none."""
        torch = import_module("torch")
        encoded = self.tokenizer(
            [list(words) for words in texts],
            is_split_into_words=True,
            truncation=True,
            max_length=_LONGEST,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").tolist()
        with torch.no_grad():
            chances = self.model(**encoded).logits.softmax(-1)
        best = chances.max(-1)
        for row in range(len(texts)):
            pieces: dict[int, list[Piece]] = {}
            for place, word in enumerate(encoded.word_ids(row)):
                if word is not None:
                    start, end = offsets[row][place]
                    label = self.labels[int(best.indices[row][place])]
                    pieces.setdefault(word, []).append(Piece(start, end, label, float(best.values[row][place])))
            yield pieces


def verdict(text: str, pieces: Sequence[Piece]) -> Verdict:
    """What the sub-tokens make of a word: the first one that is more than a proclitic decides."""
    skipped = 0
    for piece in pieces:
        kind = type_of(piece.label)
        if kind is None and piece.end < len(text) - 1 and set(text[: piece.end]) <= _PROCLITICS:
            skipped = piece.end
            continue
        if kind is None:
            return Verdict(None, is_beginning=False, chance=piece.chance, cut=0)
        return Verdict(kind, is_beginning=piece.label[:2] in ("B-", "S-", "U-"), chance=piece.chance, cut=skipped)
    return NOTHING


def type_of(label: str) -> EntityType | None:
    """The type that a model's label means: B-PERS, I-GPE, ORG."""
    return _TYPES.get(label[2:].upper() if label[1:2] == "-" else label.upper())


def find_neural(page: Page, verdicts: Sequence[Verdict]) -> Iterator[Found]:
    """The names among the verdicts, proclitics outside."""
    position = 0
    while position < len(verdicts):
        kind = verdicts[position].type
        if kind is None:
            position += 1
            continue
        last = position + 1
        while last < len(verdicts) and verdicts[last].type == kind and not verdicts[last].is_beginning:
            last += 1
        yield _found(page, verdicts, position, last, kind)
        position = last


def _found(page: Page, verdicts: Sequence[Verdict], first: int, last: int, kind: EntityType) -> Found:
    norm, word = page.norm(first), page.words[first]
    cut = verdicts[first].cut
    start = word.start + cut if cut else offset_of_letter(word, base_of(norm).cut if norm else 0)
    score = sum(one.chance for one in verdicts[first:last]) / (last - first)
    found = page.found(first, last, kind, RANK, "neural")
    return found._replace(start=start, score=round(score, 3))


def check_model(path: Path) -> None:
    """Whether a model can be opened, without opening it; raises `EntityModelError` with the reason."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        remedy = "install them with pip install 'warraq[neural]', or take the setting entities_model out"
        raise EntityModelError(path, f"packages are missing: {', '.join(missing)}", remedy)
    if not (path / "config.json").is_file():
        raise EntityModelError(path, "no folder with a config.json", "give the folder of a saved token classifier")


@lru_cache(maxsize=1)
def open_tagger(path: Path) -> NeuralTagger:
    """The token classifier in a folder, read once a process."""
    check_model(path)
    os.environ["HF_HUB_OFFLINE"] = "1"
    transformers = import_module("transformers")
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(str(path), local_files_only=True, use_fast=True)
        model = transformers.AutoModelForTokenClassification.from_pretrained(str(path), local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise EntityModelError(path, reason, "give the folder of a saved token classifier") from error
    if not tokenizer.is_fast:
        raise EntityModelError(path, "its tokenizer tells no offsets", "save it with a fast tokenizer (tokenizer.json)")
    model.eval()
    return NeuralTagger(model, tokenizer, {int(number): str(name) for number, name in model.config.id2label.items()})
