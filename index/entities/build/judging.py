"""The judge's model: from marked news that no rule was written on and no tagger was trained on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.entities.build import MODEL
from index.entities.build.corpora import MarkedArticle, Span, page_of
from index.entities.build.marks import read_marks
from index.entities.crf import as_sequence, new_trainer, pack_model
from index.entities.evidence import evidence_of
from index.entities.page import Page
from index.entities.proposing import propose

OPTIONS: dict[str, float] = {
    "c1": 0.2,
    "c2": 0.05,
    "max_iterations": 100,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}


def write(data: Path) -> None:
    """Write judge.crf from the marks, about four minutes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "judge"
        train(read_marks(data), path)
        (MODEL / "judge.crf").write_bytes(pack_model(path.read_bytes()))


def train(articles: Iterable[MarkedArticle], path: Path) -> None:
    trainer = new_trainer(OPTIONS)
    for article in articles:
        page = page_of(article.text)
        case = propose(page)
        labels = labels_of(page, article.spans)
        for row, (first, last) in zip(evidence_of(page, case), case.reading.rows.spans, strict=True):
            trainer.append(as_sequence(row), labels[first:last])
    trainer.train(str(path))


def labels_of(page: Page, spans: Iterable[Span]) -> list[str]:
    """For each word of a page "O", or `B` or `I` and the type of the mention that it belongs to."""
    labels = ["O"] * len(page.words)
    for start, end, kind in spans:
        for number, position in enumerate(_words(page, start, end)):
            labels[position] = f"{'I' if number else 'B'}{kind}"
    return labels


def _words(page: Page, start: int, end: int) -> Iterator[int]:
    for position, word in enumerate(page.words):
        if word.start < end and start < word.end and word.kind != "break":
            yield position
