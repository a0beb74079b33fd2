"""Long work on a library in a process of its own, while somebody reads.

To index thousands of articles, to compare them and to recognise whom they name takes Python minutes, in calls that hold
the interpreter too long for a key to be answered. Record and index are made to be written by one process and read by
several, and a process that is ended at any moment loses nothing, so a reader may leave such work to another one.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from index.processes import own_process

Task = Literal["index", "gather", "follow"]
"""What `index.chores` does."""

LAST = b"."
"""What a process that follows reads when all is written."""

_PAUSE = 0.1
"""Seconds between two looks whether the process has ended, or is to end."""

_WATCH_EVERY = 1.0
"""Seconds between two looks how far it has come."""


def work_apart(
    library: Path, task: Task, is_broken_off: Callable[[], bool], watch: Callable[[], object] = lambda: None
) -> None:
    """Have another process do a task; returns when it has ended, done or not. `watch` is called every second.

    What it left undone, because it could not be started or the disk is full, is for the caller to do and to tell.
    """
    with contextlib.suppress(OSError):
        process = _started(library, task)
        try:
            _wait_for(process, is_broken_off, watch)
        finally:
            _end(process)


class Follower:
    """Another process that brings the index up to the record while this one writes there: two processors at work."""

    def __init__(self, library: Path) -> None:
        """Start it; an OSError where no process can be started."""
        self._process = _started(library, "follow")

    @property
    def is_at_work(self) -> bool:
        return self._process.poll() is None

    def finish(self, is_broken_off: Callable[[], bool]) -> None:
        """Have it index the last that was written, and wait until it did, or could not."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.write(LAST)
            self._process.stdin.flush()
        _wait_for(self._process, is_broken_off)

    def stop(self) -> None:
        """End it, wherever it stands."""
        _end(self._process)


def _started(library: Path, task: Task) -> subprocess.Popen[bytes]:
    return own_process("from index.chores import main; main()", str(library), task, stdout=subprocess.DEVNULL)


def _wait_for(
    process: subprocess.Popen[bytes], is_broken_off: Callable[[], bool], watch: Callable[[], object] = lambda: None
) -> None:
    watched = time.monotonic()
    while not _has_ended(process) and not is_broken_off():
        if time.monotonic() - watched >= _WATCH_EVERY:
            watched = time.monotonic()
            watch()


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_PAUSE)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
