"""`warraq` and `python -m reader`: brings the command line and the screen together."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library import Library
    from reader.settings import Settings
    from reader.terminal import TerminalPlan

FRAMES_A_SECOND = "240"
"""Most frames that are drawn in a second. Textual's 60 have a key that is pressed just after a frame wait for two more
of its periods, 33 ms, before a letter shows; a frame of ours takes a tenth of that."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    with _collector_off():
        from reader.commands.cli import main as run

    sys.exit(run(open_reader=open_reader))


def open_reader(library: Library, settings: Settings, plan: TerminalPlan) -> int:
    """Open the screen. Textual loads here and nowhere else, so that commands answer at once."""
    os.environ.setdefault("TEXTUAL_FPS", FRAMES_A_SECOND)
    with _collector_off():
        from reader.app import run

    return run(library, settings, plan)


@contextmanager
def _collector_off() -> Iterator[None]:
    """While modules load, the cyclic collector finds nothing and walks over more and more: a seventh of the start."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


if __name__ == "__main__":
    main()
