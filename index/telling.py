"""What a process that does long work tells the one that ordered it: JSON, a line at a time, the report last."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

TELL_EVERY = 0.2
"""Seconds between two lines: the reader draws a frame for each."""


class Telling:
    """Tells how far the work has come, now and then."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, progress: DataclassInstance, *, is_whole: bool = False) -> None:
        """Tell it if it is time, or the work is done."""
        now = time.monotonic()
        if now >= self._next or is_whole:
            self._next = now + TELL_EVERY
            print(json.dumps(asdict(progress)), flush=True)


def tell_report(report: DataclassInstance) -> None:
    """Tell what the work came to."""
    print(json.dumps({"report": asdict(report)}), flush=True)


def hearing(
    progress: Callable[[dict[str, Any]], object], report: Callable[[dict[str, Any]], object]
) -> Callable[[bytes], None]:
    """What hears such lines, for `index.apart.talk_apart`: each is given to one of the two."""

    def hear(line: bytes) -> None:
        said: dict[str, Any] = json.loads(line)
        if "report" in said:
            report(said["report"])
        else:
            progress(said)

    return hear
