"""The one door to python-crfsuite, which has no types of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

FeatureRows = Sequence[Sequence[str]]
"""For each word of a sentence its features."""


class Model(Protocol):
    """A trained model, at one sentence at a time."""

    def set(self, sequence: object) -> None: ...

    def marginal(self, label: str, position: int) -> float: ...


class Trainer(Protocol):
    def append(self, sequence: object, labels: Sequence[str]) -> None: ...

    def train(self, path: str) -> None: ...


def open_model(path: Path) -> Model:
    """The model of a file, which the library keeps mapped."""
    model: Any = import_module("pycrfsuite").Tagger()
    model.open(str(path))
    opened: Model = model
    return opened


def new_trainer(options: Mapping[str, float]) -> Trainer:
    """A trainer by L-BFGS, with the options of the library's manual."""
    trainer: Any = import_module("pycrfsuite").Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(dict(options))
    made: Trainer = trainer
    return made


def as_sequence(rows: FeatureRows) -> object:
    """A sentence as trainers and models take it."""
    sequence: object = import_module("pycrfsuite").ItemSequence(rows)
    return sequence
