"""Indexing in a process of its own, while somebody reads.

To index thousands of articles takes Python seconds, in calls that hold the interpreter too long for a key to be
answered. The index is made to be written by one process and searched by several, and a process that is ended at any
moment loses nothing, so a reader may leave it to another one.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from index.processes import own_process, step_back

_PAUSE = 0.1
"""Seconds between two looks whether the process has ended, or is to end."""


def index_apart(library: Path, is_broken_off: Callable[[], bool]) -> None:
    """Have another process bring the index of a library up to its record; returns when it has ended, done or not.

    It joins the index's segments, too, where that is worth it.

    What it left undone, because it could not be started or the disk is full, is for the caller to do and to tell.
    """
    with contextlib.suppress(OSError):
        process = own_process("from index.apart import main; main()", str(library), stdout=subprocess.DEVNULL)
        try:
            while not _has_ended(process):
                if is_broken_off():
                    return
        finally:
            process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_PAUSE)
    except subprocess.TimeoutExpired:
        return False
    return True


# In the process


def main() -> None:
    """Bring the index of the library named on the command line up to date and put it together, while somebody waits."""
    from index.library import Library

    step_back()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with Library.open(Path(sys.argv[1]), seeds=False) as library:
        library.catch_up()
        library.join_segments()


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
