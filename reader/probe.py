"""Asks a terminal what it is. Only for `doctor`: while Textual runs, answers would arrive as key presses."""

from __future__ import annotations

import os
import re
import select
import sys
import time

_QUESTIONS = (("BDSM (DECRQM 8)", "\x1b[8$p", rb"\x1b\[(8;\d)\$y"), ("XTVERSION", "\x1b[>0q", rb"\x1bP>\|([^\x1b]*)"))
_END = ("DA1", "\x1b[c", rb"\x1b\[\?([\d;]*)c")
_LIMIT = 0.3
"""Seconds to wait: the closing question is one that nearly every terminal answers, and silence is an answer too."""


def ask_terminal() -> list[tuple[str, str]]:
    """Questions and answers, an empty one where the terminal said nothing. Needs a terminal on stdin and stdout."""
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    saved = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        sys.stdout.flush()
        os.write(sys.stdout.fileno(), "".join(sequence for _, sequence, _ in (*_QUESTIONS, _END)).encode())
        answers = _read_until(descriptor, re.compile(_END[2]))
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, saved)
    result = []
    for question, _, pattern in (*_QUESTIONS, _END):
        found = re.search(pattern, answers)
        result.append((question, found[1].decode("ascii", "replace") if found else ""))
    return result


def _read_until(descriptor: int, end: re.Pattern[bytes]) -> bytes:
    answers = b""
    until = time.monotonic() + _LIMIT
    while not end.search(answers) and (left := until - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            answers += os.read(descriptor, 1024)
    return answers
