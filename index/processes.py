"""Processes of our own beside the one that has the screen: another interpreter, which keeps no key waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

POLITENESS = 10
"""How much such a process steps back (nice) behind the screen."""

BEHIND_ALL = 19
"""The most there is. A frame that three processes with a tenth of the right to run stand beside still took twice its
time now and then."""


def own_process(code: str, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start this Python on some code of ours, with the modules this process has; `options` are Popen's.

    It reads from a pipe, so that it can see when its parent is gone. An OSError where no process can be started.
    """
    return subprocess.Popen(
        # The folder the user stands in may hold modules of the same names: -P keeps it out.
        [sys.executable, "-P", "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
        # Ctrl+C in the terminal is the parent's affair.
        start_new_session=True,
        **options,
    )


def step_back(by: int = POLITENESS) -> None:
    """Let others go first from now on."""
    nice = getattr(os, "nice", None)
    if nice is not None:
        nice(by)
