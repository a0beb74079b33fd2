"""What the benchmarks share: real articles, a screen to draw, and figures as they are quoted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from textual.widget import Widget

from index.article import Article
from index.library import Library
from index.sources.cleaning import clean_body, clean_title
from reader.app import WarraqApp
from reader.locale import say_in
from reader.widgets.look import Look

DATA = Path(__file__).parents[3] / "shared" / "data"


def real_articles(name: str, count: int) -> list[Article]:
    """The first articles of a corpus in data/jsonl, cleaned as an import does."""
    with (DATA / "jsonl" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    return [Article(r["id"], clean_title(r["title"]), clean_body(r["body"]), source=r["source"]) for r in records]


def make_app(library: Library) -> WarraqApp:
    return WarraqApp(library, Look(say_in("ar"), "ar"), say_in)


def milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1e3


def frame(app: WarraqApp, widget: Widget) -> float:
    """Milliseconds in which a widget is drawn anew: all its lines, composed into the screen, up to what is sent."""
    compositor = app.screen._compositor
    widget.refresh()  # clears the styled lines Textual keeps, and names the region to draw
    compositor.update_widgets({widget})

    def draw() -> None:
        update = compositor.render_update(full=False, screen_stack=app.screen_stack)
        assert update is not None
        update.render_segments(app.console)

    return milliseconds(draw)


def said(claim: str, figures: Iterable[float], bar: float, unit: str = "ms") -> bool:
    """Print median and worst of some figures against a bar; whether the median keeps it."""
    values = list(figures)
    middle = median(values)
    verdict = "holds" if middle <= bar else "MISSED"
    print(f"{claim:<58} median {middle:8.2f}  worst {max(values):8.2f}  bar {bar:g} {unit}: {verdict}", flush=True)
    return middle <= bar


def resident_megabytes() -> float:
    """Memory of this process at its highest; getrusage would count what its parent held before it was started."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
