"""The one door to python-crfsuite, which has no types of its own."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

_STEPS = 64
"""Weights of a packed model are whole numbers of this part: less decides nothing, and round numbers pack well."""
_FEATURES_AT = 28
"""Where the file of crfsuite tells its section of features begins: four bytes for its mark, four for its size, four for
the count, then twenty for each feature, the last eight of which are its weight."""

FeatureRows = Sequence[Sequence[str]]
"""For each word of a sentence its features."""


class Model(Protocol):
    """A trained model, at one sentence at a time."""

    def set(self, sequence: object) -> None: ...

    def marginal(self, label: str, position: int) -> float: ...

    def tag(self, sequence: object) -> list[str]: ...


class Trainer(Protocol):
    def append(self, sequence: object, labels: Sequence[str]) -> None: ...

    def train(self, path: str) -> None: ...


def open_model(path: Path) -> Model:
    """The model of a file, which the library keeps mapped."""
    model: Any = import_module("pycrfsuite").Tagger()
    model.open(str(path))
    opened: Model = model
    return opened


def pack_model(data: bytes) -> bytes:
    """The bytes of a trained model's file with rounded weights, compressed: a third of their size."""
    rounded = bytearray(data)
    (section,) = struct.unpack_from("<I", rounded, _FEATURES_AT)
    mark, _, count = struct.unpack_from("<4sII", rounded, section)
    if mark != b"FEAT":
        raise ValueError("this is no model file of crfsuite")
    for place in range(section + 12 + 12, section + 12 + 20 * count, 20):
        (weight,) = struct.unpack_from("<d", rounded, place)
        struct.pack_into("<d", rounded, place, round(weight * _STEPS) / _STEPS)
    return zlib.compress(bytes(rounded), 9)


def open_packed(packed: bytes) -> Model:
    """The model of packed bytes, held in memory."""
    library: Any = import_module("pycrfsuite")

    # The library reads the bytes where they lie and does not keep them: the model has to.
    class Held(library.Tagger):  # type: ignore[misc]
        def __init__(self, data: bytes) -> None:
            self.data = data
            self.open_inmemory(data)

    opened: Model = Held(zlib.decompress(packed))
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
