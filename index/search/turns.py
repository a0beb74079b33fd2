"""Short turns of the interpreter while an index is written, so that searches in other threads hardly wait."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.0002
"""Seconds a thread keeps the interpreter while another wants it; 0.005 by default, many times a whole search."""

_lock = threading.Lock()
_writers = 0
_usual = 0.0


@contextmanager
def short_turns() -> Iterator[None]:
    """Within this block the process switches threads often; any number of threads may be in it."""
    global _writers, _usual
    with _lock:
        if not _writers:
            _usual = sys.getswitchinterval()
            sys.setswitchinterval(min(TURN, _usual))
        _writers += 1
    try:
        yield
    finally:
        with _lock:
            _writers -= 1
            if not _writers:
                sys.setswitchinterval(_usual)
