"""Long work on a library in a process of its own, while somebody reads.

To index thousands of articles, to compare them and to recognise whom they name takes Python minutes, in calls that hold
the interpreter too long for a key to be answered. Record and index are made to be written by one process and read by
several, and a process that is ended at any moment loses nothing, so a reader may leave such work to another one.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from select import select
from typing import Literal

from index.processes import own_process

Task = Literal["index", "gather", "follow", "refresh", "import"]
"""What `index.chores` does."""

LAST = b"."
"""What a process reads that is to come to its end: all is written, or nobody wants the rest."""

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


def talk_apart(
    library: Path,
    task: Task,
    order: str,
    hear: Callable[[bytes], object],
    is_cancelled: Callable[[], bool],
    is_broken_off: Callable[[], bool],
) -> None:
    """Have another process do a task as ordered and hear its lines; returns when it has ended, done or not.

    `is_cancelled` asks it to come to its end, `is_broken_off` ends it.
    """
    with contextlib.suppress(OSError):
        process = _started(library, task, order, stdout=subprocess.PIPE)
        assert process.stdout is not None
        try:
            unread, is_told = b"", False
            while not is_broken_off():
                if is_cancelled() and not is_told:
                    is_told = _tell_last(process)
                if not select([process.stdout], [], [], _PAUSE)[0]:
                    continue
                if not (piece := os.read(process.stdout.fileno(), 1 << 16)):
                    return
                *lines, unread = (unread + piece).split(b"\n")
                for line in lines:
                    hear(line)
        finally:
            _end(process)
            process.stdout.close()


class Follower:
    """Another process that brings the index up to the record while this one writes there: two processors at work."""

    def __init__(self, library: Path) -> None:
        """Start it; an OSError where no process can be started."""
        self._process = _started(library, "follow")

    def finish(self, is_broken_off: Callable[[], bool]) -> None:
        """Have it index the last that was written, and wait until it did, or could not."""
        _tell_last(self._process)
        _wait_for(self._process, is_broken_off)

    def stop(self) -> None:
        """End it, wherever it stands."""
        _end(self._process)


def _started(library: Path, task: Task, *order: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    return own_process("from index.chores import main; main()", str(library), task, *order, stdout=stdout)


def _tell_last(process: subprocess.Popen[bytes]) -> bool:
    assert process.stdin is not None
    with contextlib.suppress(OSError):
        process.stdin.write(LAST)
        process.stdin.flush()
    return True


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
