"""The real command on a pseudo-terminal: what it writes, byte by byte, and keys for it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

LIMIT = 40.0
"""Seconds until a test gives up; a start takes one, on a busy machine several."""


class Terminal:
    """A program on a terminal of 100 columns and 30 rows."""

    def __init__(self, arguments: list[str], environ: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environ,
            start_new_session=True,
        )
        os.close(theirs)
        self.written = ""
        self._bytes = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """Be gone, as a terminal that was killed; no signal tells a program that it does not control."""
        if self._ours >= 0:
            os.close(self._ours)
            self._ours = -1

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def wait_for(self, pattern: str) -> None:
        """Read until the program has written something."""
        end = time.monotonic() + LIMIT
        while not re.search(pattern, self.written):
            assert time.monotonic() < end, f"no {pattern!r} in {self.written[-2000:]!r}"
            self._read(0.1)

    def finish(self) -> int:
        """Read what is written until the program ends; its exit code."""
        end = time.monotonic() + LIMIT
        while self.process.poll() is None:
            assert time.monotonic() < end, f"still running: {self.written[-2000:]!r}"
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.returncode

    def _read(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # Linux's way of saying that the other side is closed
            return False
        self._bytes += data
        self.written = self._bytes.decode("utf-8", "replace")
        return bool(data)


def environment(folder: Path, **extra: str) -> dict[str, str]:
    """A plain xterm and a home of its own."""
    left_out = re.compile(r"TMUX|STY|KITTY|KONSOLE|MLTERM|VTE|TERM|WARRAQ_|LC_|LANG|COLUMNS|LINES")
    kept = {name: value for name, value in os.environ.items() if not left_out.match(name)}
    here = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "WARRAQ_LIBRARY": str(folder / "library")}
    return {**kept, **here, **extra}
