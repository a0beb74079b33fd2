"""A refresh of many feeds by another process, told of line by line: writing ten thousand articles takes Python seconds,
which the keys of who reads meanwhile would share."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.apart import talk_apart
from index.news_reports import ImportFailure, RefreshProgress, RefreshReport
from index.telling import hearing

if TYPE_CHECKING:
    from index.refreshing import Refreshing

FEW = 5
"""Feeds whose refreshing is not worth a process of its own."""


@dataclass(frozen=True, slots=True)
class RefreshOrder:
    """What is to be refreshed: as `Refreshing.refresh`."""

    urls: Sequence[str] | None
    force: bool
    keeps_originals: bool


def refresh_apart(
    library: Path,
    refreshing: Refreshing,
    order: RefreshOrder,
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
    hear = hearing(lambda said: progress(RefreshProgress(**said)), lambda said: reports.append(_report(**said)))
    talk_apart(library, "refresh", json.dumps(asdict(order)), hear, is_cancelled, refreshing.is_left_off)
    if not reports and refreshing.is_left_off():
        return RefreshReport(is_cancelled=True)
    return reports[-1] if reports else None


def _report(failed: Sequence[dict[str, Any]], warnings: Sequence[str], **counts: Any) -> RefreshReport:
    return RefreshReport(failed=tuple(ImportFailure(**one) for one in failed), warnings=tuple(warnings), **counts)


def refresh_order_from(text: str) -> RefreshOrder:
    """The order as the other process is given it."""
    return RefreshOrder(**json.loads(text))
