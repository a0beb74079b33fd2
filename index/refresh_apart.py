"""A refresh of many feeds by another process, told of line by line: writing ten thousand articles takes Python seconds,
which the keys of who reads meanwhile would share."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.apart import talk_apart
from index.news_reports import ImportFailure, RefreshProgress, RefreshReport

if TYPE_CHECKING:
    from index.refreshing import Refreshing

TELL_EVERY = 0.2
"""Seconds between two lines."""

FEW = 5
"""Feeds whose refreshing is not worth a process of its own."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be refreshed: as `Refreshing.refresh`."""

    urls: Sequence[str] | None
    force: bool
    keeps_originals: bool


def refresh_apart(
    library: Path,
    refreshing: Refreshing,
    order: Order,
    progress: Callable[[RefreshProgress], object],
    is_cancelled: Callable[[], bool],
) -> RefreshReport | None:
    """Have another process refresh; its report.

    None where that is not worth one, or it could not be done: then nothing it did is lost, and the same refresh goes on
    from there. `is_cancelled` has it stop and report; a library that is closed ends it.
    """
    if not refreshing.is_plain or len(refreshing.due(order.urls, order.force)) <= FEW:
        return None
    reports: list[RefreshReport] = []

    def hear(line: bytes) -> None:
        said: dict[str, Any] = json.loads(line)
        if "report" in said:
            reports.append(_report(**said["report"]))
        else:
            progress(RefreshProgress(**said))

    talk_apart(library, "refresh", json.dumps(asdict(order)), hear, is_cancelled, refreshing.is_left_off)
    if not reports and refreshing.is_left_off():
        return RefreshReport(is_cancelled=True)
    return reports[-1] if reports else None


def _report(failed: Sequence[dict[str, Any]], warnings: Sequence[str], **counts: Any) -> RefreshReport:
    return RefreshReport(failed=tuple(ImportFailure(**one) for one in failed), warnings=tuple(warnings), **counts)


class Telling:
    """What the other process tells while it refreshes: now and then, since the reader draws a frame for each line."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, progress: RefreshProgress) -> None:
        """Tell how far it has come, if it is time or all is done."""
        now = time.monotonic()
        if now >= self._next or progress.done == progress.feeds:
            self._next = now + TELL_EVERY
            print(json.dumps(asdict(progress)), flush=True)


def last_line_of(report: RefreshReport) -> str:
    """What it did."""
    return json.dumps({"report": asdict(report)})


def order_from(text: str) -> Order:
    """The order as the other process is given it."""
    return Order(**json.loads(text))
