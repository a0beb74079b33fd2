"""Searches go first: while one runs, whoever writes an index in this process waits, and takes short turns otherwise."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.0002
"""Seconds a thread keeps the interpreter while another wants it; 0.005 by default, many times a whole search."""

NEVER = 1_000_000
"""Younger collections between two of the whole heap: none comes. One of them stops all threads for a tenth of a second,
and who makes many objects in the background would bring them about every few seconds."""

LONGEST_WAIT = 0.05
"""Seconds after which a writer goes on all the same, or endless searching would starve it."""

_lock = threading.Lock()
_writers = 0
_usual = 0.0
_usual_collections = (0, 0, 0)
_searches = 0
_goes_on_until = 0.0
"""The moment until which a writer that waited in vain waits no more."""


@contextmanager
def short_turns() -> Iterator[None]:
    """Within this block the process switches threads often and never looks through all its memory for garbage.

    Any number of threads may be in it.
    """
    global _writers, _usual, _usual_collections
    with _lock:
        if not _writers:
            _usual = sys.getswitchinterval()
            sys.setswitchinterval(min(TURN, _usual))
            _usual_collections = gc.get_threshold()
            gc.set_threshold(*_usual_collections[:2], NEVER)
        _writers += 1
    try:
        yield
    finally:
        with _lock:
            _writers -= 1
            if not _writers:
                sys.setswitchinterval(_usual)
                # Together they only set the counts to zero, so that what was put off does not come this very moment.
                gc.freeze()
                gc.unfreeze()
                gc.set_threshold(*_usual_collections)


def begin_search() -> None:
    global _searches
    with _lock:
        _searches += 1


def end_search() -> None:
    global _searches
    with _lock:
        _searches -= 1


def give_way() -> None:
    """Let running searches finish; called by writers between two documents or terms."""
    global _goes_on_until
    if not _searches or time.monotonic() < _goes_on_until:
        return
    # Asking again and again costs the writer a little; an event would cost every search more.
    latest = time.monotonic() + LONGEST_WAIT
    while _searches:
        if time.monotonic() >= latest:
            # Searches without an end: it waited once, and works for a while before it waits again.
            _goes_on_until = latest + LONGEST_WAIT
            return
        time.sleep(TURN)
