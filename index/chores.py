"""The chores of a library: what a process started by `index.apart` does, which nobody sees and nobody waits for."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from index.apart import LAST
from index.import_apart import import_order_from
from index.library import Library
from index.processes import BEHIND_ALL, POLITENESS, step_back
from index.refresh_apart import refresh_order_from
from index.telling import Telling, tell_report


def main() -> None:
    """Do the task that the command line names for the library that it names, as long as its parent lives."""
    # Who imports from the command line waits for the index that follows.
    step_back(POLITENESS if sys.argv[2] == "follow" else BEHIND_ALL)
    is_last = threading.Event()
    threading.Thread(target=_listen, args=(is_last,), daemon=True).start()
    with Library.open(Path(sys.argv[1]), seeds=False) as library:
        _TASKS[sys.argv[2]](library, is_last)


def _listen(is_last: threading.Event) -> None:
    """Hear the parent: that it has written all, or, when its end of the pipe closes, that it is gone."""
    # Not by sys.stdin, whose lock a thread may not hold when the interpreter ends.
    while heard := os.read(0, 1):
        if heard == LAST:
            is_last.set()
    os._exit(1)


def _index(library: Library, _: threading.Event) -> None:
    """Bring the full-text index up to the record and put it together."""
    library.catch_up()
    library.join_segments()


def _follow(library: Library, is_last: threading.Event) -> None:
    """Keep the full-text index behind a record that is being written, until all is written and indexed."""
    library.follow(is_last)


def _refresh(library: Library, is_last: threading.Event) -> None:
    """Refresh the feeds as ordered, telling how far it has come."""
    order, tell = refresh_order_from(sys.argv[3]), Telling()
    library.keeps_originals = order.keeps_originals
    report = library.refresh_feeds(
        order.urls,
        progress=lambda state: tell(state, is_whole=state.done == state.feeds),
        is_cancelled=is_last.is_set,
        force=order.force,
    )
    tell_report(report)


def _import(library: Library, is_last: threading.Event) -> None:
    """Import the files as ordered, telling how far it has come."""
    order = import_order_from(sys.argv[3])
    library.keeps_originals = order.keeps_originals
    tell_report(library.import_paths(order.sources, format=order.format, watch=Telling(), is_cancelled=is_last.is_set))


def _gather(library: Library, _: threading.Event) -> None:
    """Fill the tables of stories and of entities, patiently: half a processor is left to whatever else goes on."""
    library.stories.gather(is_patient=True)
    library.entity_index.gather(lambda _: None, is_patient=True)


_TASKS = {"index": _index, "gather": _gather, "follow": _follow, "refresh": _refresh, "import": _import}
