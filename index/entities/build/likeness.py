"""The likeness cells: a logistic regression that tells names from everyday words by their letters."""

from __future__ import annotations

import random
from importlib import import_module

from index.entities.build import MODEL
from index.entities.build.everyday import ordinary_words
from index.entities.build.names import Names, collect
from index.entities.likeness import CELLS, letter_groups, pack
from index.entities.wordtable import word_table

SEED = 7
RARE_NAMES = 9_000
"""As many names of people, and again of places, that the news does not hold."""
CLITIC_NAMES = 2_500
"""Foreign names with و, and as many with ل in front: what a name looks like when the word table cannot cut it."""


def write() -> None:
    """Write likeness.bin; the word table must be there already. Under a minute."""
    names = collect()
    positives, negatives = _name_words(names), _everyday_words(names)
    linear, sparse = import_module("sklearn.linear_model"), import_module("scipy.sparse")
    numpy = import_module("numpy")
    words = positives + negatives
    cells = [list(letter_groups(word)) for word in words]
    rows = [row for row, groups in enumerate(cells) for _ in groups]
    matrix = sparse.csr_matrix(
        (numpy.ones(len(rows)), (rows, [cell for groups in cells for cell in groups])), shape=(len(words), CELLS)
    )
    model = linear.SGDClassifier(
        loss="log_loss", alpha=2e-5, class_weight="balanced", max_iter=15, tol=None, random_state=SEED
    )
    model.fit(matrix, [1] * len(positives) + [0] * len(negatives))
    weights = (float(weight) for weight in model.coef_[0])
    (MODEL / "likeness.bin").write_bytes(pack(weights, float(model.intercept_[0])))


def _name_words(names: Names) -> list[str]:
    draw = random.Random(SEED)
    foreign = sorted(names.foreign)
    table = word_table()
    people = sorted(word for word in names.given.keys() | names.surnames.keys() if table.look_up(word).frequency < 2)
    places = sorted(word for word in names.places if table.look_up(word).frequency < 2)
    clitics = [f"{letter}{name}" for letter in "ول" for name in draw.sample(foreign, CLITIC_NAMES)]
    rare = [draw.sample(group, min(RARE_NAMES, len(group))) for group in (people, places)]
    return [*foreign, *rare[0], *rare[1], *clitics]


def _everyday_words(names: Names) -> list[str]:
    known = names.given.keys() | names.surnames.keys() | names.foreign | names.places.keys()
    return sorted(word for word in ordinary_words() if word not in known)
