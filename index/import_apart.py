"""An import of large files by another process, while somebody reads: its writing would share the interpreter with the
keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.apart import talk_apart
from index.news_reports import ImportFailure, ImportProgress, ImportReport
from index.telling import hearing

if TYPE_CHECKING:
    from index.importing import Imports

SMALL = 1 << 20
"""Bytes of files whose import is not worth a process of its own."""


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What is to be imported: as `Library.import_paths`."""

    sources: tuple[str, ...]
    format: str
    keeps_originals: bool


def import_apart(
    library: Path,
    imports: Imports,
    order: ImportOrder,
    watch: Callable[[ImportProgress], object],
    is_cancelled: Callable[[], bool],
) -> ImportReport | None:
    """Have another process import; its report.

    None where that is not worth one (little to read, standard input, addresses), or where it could not be done: then
    the same import goes on from where that one stood. `is_cancelled` has it stop and report; a library that is closed
    ends it.
    """
    from index.sources.walk import weigh

    if any(source == "-" or "://" in source for source in order.sources) or weigh(order.sources) < SMALL:
        return None
    reports: list[ImportReport] = []
    hear = hearing(lambda said: watch(ImportProgress(**said)), lambda said: reports.append(_report(**said)))
    talk_apart(library, "import", json.dumps(asdict(order)), hear, is_cancelled, lambda: imports.is_left_off)
    if not reports and imports.is_left_off:
        return ImportReport(is_broken_off=True)
    return reports[-1] if reports else None


def _report(failed: list[dict[str, Any]], warnings: list[str], ids: list[str], **counts: Any) -> ImportReport:
    failures = tuple(ImportFailure(**one) for one in failed)
    return ImportReport(failed=failures, warnings=tuple(warnings), ids=tuple(ids), **counts)


def import_order_from(text: str) -> ImportOrder:
    """The order as the other process is given it."""
    said = json.loads(text)
    return ImportOrder(**{**said, "sources": tuple(said["sources"])})
