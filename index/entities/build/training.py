"""The two models: first one for each half of ANERcorp, then both passes on all there is.

Each sentence of ANERcorp is learnt twice, once with its own labels and the features of its protocol, once by the
guideline. The two passes are made unlike each other, for their mean is better than either: the first one keeps many
weights and sees ANERcorp alone; the second one keeps few and learns by the guideline from raw news, too, that the
halves together are sure of. The second pass must not learn to trust the first one blindly: what it is told of a word
comes from a model that has not seen the word's page (jackknifing).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from index.entities.build import MODEL
from index.entities.build.annotation import by_guideline, is_sure
from index.entities.build.corpora import LabelledPage, anercorp, news, page_of, pages_of
from index.entities.build.evaluation import held_out
from index.entities.crf import Trainer, as_sequence, new_trainer, open_model, pack_model
from index.entities.sentences import sentences
from index.entities.tagger import Tagger, add_context, leanings, rows_of

OPTIONS: dict[str, float] = {
    "c1": 1.0,
    "c2": 0.05,
    "max_iterations": 70,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
}
FIRST_OPTIONS = {**OPTIONS, "c1": 0.2, "feature.minfreq": 2, "max_iterations": 60}
HALF_OPTIONS = {**OPTIONS, "c1": 0.5, "feature.minfreq": 2, "max_iterations": 50}
EVERY = 50
"""The teachers read every so-manieth article of the raw news."""
TAUGHT_WORDS = 220_000


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page to learn from, and which of its sentences."""

    labelled: LabelledPage
    is_anercorp: bool = False
    sentences: frozenset[int] | None = None
    """Their numbers on the page; None for all."""


def write(data: Path, *, is_measured: bool = False) -> None:
    """Write first.crfsuite and second.crf, a quarter of an hour on two busy cores.

    `is_measured` leaves the last tenth of ANERcorp out, so that it can be the measure.
    """
    corpus = anercorp(next((data / "ner").glob("*train.txt")))
    pages = list(pages_of(corpus[: held_out(corpus)] if is_measured else corpus))
    middle = len(pages) // 2
    earlier, later = list(_lessons(pages[:middle])), list(_lessons(pages[middle:]))
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(max_workers=2) as pool:
        one, other, first, second = (Path(folder) / name for name in ("one", "other", "first", "second"))
        _wait(
            pool.submit(_train, one, [(earlier, None)], HALF_OPTIONS),
            pool.submit(_train, other, [(later, None)], HALF_OPTIONS),
        )
        raw = list(_taught(data / "raw_text", Tagger(open_model(one), open_model(other))))
        _wait(
            pool.submit(_train, first, [([*earlier, *later], None)], FIRST_OPTIONS),
            pool.submit(_train, second, [(earlier, other), (later, one), (raw, one)], OPTIONS),
        )
        # The larger one is mapped as it lies, which takes no time; packed, it would take a tenth of the start.
        shutil.copy(first, MODEL / "first.crfsuite")
        (MODEL / "second.crf").write_bytes(pack_model(second.read_bytes()))


def _wait(*works: Future[None]) -> None:
    for work in works:
        work.result()


def _lessons(pages: Sequence[LabelledPage]) -> Iterator[Lesson]:
    for labelled in pages:
        yield Lesson(labelled, is_anercorp=True)
        yield Lesson(LabelledPage(labelled.page, by_guideline(labelled.page, labelled.labels)))


def _taught(folder: Path, teacher: Tagger) -> Iterator[Lesson]:
    """Pages of raw news with the sentences that the teacher is sure of."""
    words = 0
    for text in news(folder, every=EVERY):
        page = page_of(text)
        tags = teacher.tag(page)
        labels = by_guideline(page, [tag.label for tag in tags])
        spans = list(sentences(page))
        sure = frozenset(
            number for number, (first, last) in enumerate(spans) if is_sure(tags[first:last], labels[first:last])
        )
        words += sum(spans[number][1] - spans[number][0] for number in sure)
        if sure:
            yield Lesson(LabelledPage(page, labels), sentences=sure)
        if words > TAUGHT_WORDS:
            return


Told = tuple[Sequence[Lesson], Path | None]
"""Lessons, and the model whose leanings the second pass is told of them; None for a first pass."""


def _train(path: Path, told: Sequence[Told], options: Mapping[str, float]) -> None:
    trainer = new_trainer(options)
    for lessons, told_by in told:
        _append(trainer, lessons, told_by)
    trainer.train(str(path))


def _append(trainer: Trainer, lessons: Sequence[Lesson], told_by: Path | None) -> None:
    model = open_model(told_by) if told_by else None
    for lesson in lessons:
        rows = rows_of(lesson.labelled.page, is_anercorp=lesson.is_anercorp)
        if model is not None:
            add_context(rows, leanings(model, rows))
        for number, (features, (first, last)) in enumerate(zip(rows.features, rows.spans, strict=True)):
            if lesson.sentences is None or number in lesson.sentences:
                trainer.append(as_sequence(features), lesson.labelled.labels[first:last])
