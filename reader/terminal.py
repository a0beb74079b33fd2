"""What the terminal does with Arabic by itself, and what it is told.

Most terminals draw cells as they are written, and the reader lays the text out. Those that reorder are told to leave it
(ECMA-48 BDSM, `CSI 8 l`; two of them by sequences of their own), or get what they turn back themselves. Nothing a
terminal answers is asked for while Textual reads the keyboard: it would take the answer for key presses.
"""

from __future__ import annotations

import atexit
import base64
import os
import select
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Literal

Form = Literal["visual", "logical", "kitty"]
BidiOption = Literal["auto", "visual", "logical", "kitty"]

ESC, BEL = "\x1b", "\x07"
EXPLICIT, IMPLICIT = f"{ESC}[8l", f"{ESC}[8h"
"""BDSM, an ANSI mode. With a question mark it would be DECARM and turn key repetition off."""

CLIPBOARD_LIMIT = 100_000
"""Bytes of base64 that OSC 52 may carry; xterm and tmux drop more without a word."""


@dataclass(frozen=True, slots=True)
class TerminalPlan:
    """The form in which text is drawn, and what is written around the program."""

    form: Form
    enter: str
    """Written to the terminal before the first Arabic letter; empty where nothing is to be told."""
    leave: str
    reason: str
    """Message key of why this form was chosen, for `doctor`."""


def choose_form(environ: Mapping[str, str], *, is_tty: bool, option: BidiOption = "auto") -> TerminalPlan:
    """Choose by the environment alone; the first rule that fits wins."""
    if not is_tty:
        return _plan("logical", environ, "no_terminal")
    if option != "auto":
        return _plan(option, environ, "option")
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return _plan("logical", environ, "apple")
    if "KITTY_WINDOW_ID" in environ or environ.get("TERM") == "xterm-kitty":
        return _plan("kitty", environ, "kitty")
    return _plan("visual", environ, "visual")


def _plan(form: Form, environ: Mapping[str, str], reason: str) -> TerminalPlan:
    if form == "logical":
        return TerminalPlan(form, "", "", reason)
    pairs = [(EXPLICIT, IMPLICIT)]
    if "KONSOLE_VERSION" in environ:
        pairs.append((f"{ESC}]50;BidiRenderingEnabled=false{BEL}", f"{ESC}]50;BidiRenderingEnabled=true{BEL}"))
    if "MLTERM" in environ:
        pairs.append((f"{ESC}]5379;use_ctl=false{BEL}", f"{ESC}]5379;use_ctl=true{BEL}"))
    enter = "".join(on + wrapped(on, environ) for on, _ in pairs)
    leave = "".join(off + wrapped(off, environ) for _, off in reversed(pairs))
    return TerminalPlan(form, enter, leave, reason)


def wrapped(sequence: str, environ: Mapping[str, str]) -> str:
    """The copy of a sequence that a multiplexer passes to the terminal outside; empty where there is none."""
    if "TMUX" in environ:
        doubled = sequence.replace(ESC, ESC + ESC)
        return f"{ESC}Ptmux;{doubled}{ESC}\\"
    if "STY" in environ:
        return f"{ESC}P{sequence}{ESC}\\"
    return ""


def osc52(text: str, environ: Mapping[str, str]) -> str | None:
    """The sequence that puts a text on the clipboard; None where it is longer than terminals take."""
    data = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(data) > CLIPBOARD_LIMIT:
        return None
    sequence = f"{ESC}]52;c;{data}{BEL}"
    return sequence + wrapped(sequence, environ)


class ExplicitMode:
    """Tells the terminal on the way in and takes it back on every way out."""

    def __init__(self, plan: TerminalPlan) -> None:
        self._plan = plan
        self._is_on = False
        self._lock = threading.Lock()

    def resume(self) -> None:
        """Tell the terminal to leave the order of cells alone."""
        with self._lock:
            if not self._is_on and self._plan.enter:
                # Set first, and cleared last: a signal in between costs a second `leave`, never a missing one.
                self._is_on = True
                _write(self._plan.enter)

    def suspend(self) -> None:
        """Give the terminal back as it was."""
        with self._lock:
            if self._is_on:
                _write(self._plan.leave)
                self._is_on = False

    def change(self, plan: TerminalPlan) -> None:
        """Go over to another plan while the program runs."""
        self.suspend()
        self._plan = plan
        self.resume()


def _write(sequence: str) -> None:
    """Write past Python's buffers, so that what Textual writes on stderr keeps its place behind it."""
    with suppress(OSError):
        sys.stdout.flush()
        os.write(1, sequence.encode("ascii"))


@contextmanager
def explicit_mode(plan: TerminalPlan) -> Iterator[ExplicitMode]:
    """Around the whole program: told before it, undone after it, on exceptions and on the signals that end it."""
    mode = ExplicitMode(plan)
    atexit.register(mode.suspend)
    previous = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        mode.resume()
        yield mode
    finally:
        mode.suspend()
        atexit.unregister(mode.suspend)
        for number, handler in previous.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End the program through its `finally` clauses, so that Textual gives the screen back before the mode goes."""
    raise SystemExit(128 + number)


def has_hung_up(fileno: int) -> bool:
    """Whether the terminal behind a file descriptor is gone, as when its window was killed without a signal."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(fileno, 0)
    return bool(poll.poll(0))
