"""The chores of a library: what a process started by `index.apart` does, which nobody sees and nobody waits for."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from index.library import Library
from index.processes import step_back


def main() -> None:
    """Do the task that the command line names for the library that it names, as long as its parent lives."""
    step_back()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with Library.open(Path(sys.argv[1]), seeds=False) as library:
        _TASKS[sys.argv[2]](library)


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _index(library: Library) -> None:
    """Bring the full-text index up to the record and put it together."""
    library.catch_up()
    library.join_segments()


def _gather(library: Library) -> None:
    """Fill the tables of stories and of entities, patiently: half a processor is left to whatever else goes on."""
    library.stories.gather(is_patient=True)
    library.entity_index.gather(lambda _: None, is_patient=True)


_TASKS = {"index": _index, "gather": _gather}
