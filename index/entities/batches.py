"""Many texts at once, on all processors: what fills the table of a whole library."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from index.article import Entities
from index.entities import recognise

Text = tuple[str, str | None]
"""A text and its day."""
Batch = TypeVar("Batch")

_AHEAD = 3
"""Batches for each process that wait to be read or taken: enough to keep all of them busy."""


def recognise_batch(texts: Sequence[Text]) -> list[Entities]:
    return [recognise(text, date) for text, date in texts]


def recognise_batches(batches: Iterable[tuple[Batch, Sequence[Text]]]) -> Iterator[tuple[Batch, list[Entities]]]:
    """Each batch with the entities of its texts, in order; as many processes read as there are processors.

    The processes are fresh ones, which hold nothing of this one's files and threads. They end with the iteration.
    """
    processes = os.cpu_count() or 1
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    waiting: deque[tuple[Batch, Future[list[Entities]]]] = deque()
    try:
        for batch, texts in batches:
            waiting.append((batch, pool.submit(recognise_batch, texts)))
            if len(waiting) > _AHEAD * processes:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
