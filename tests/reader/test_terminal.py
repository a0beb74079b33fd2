"""What the terminal is told: the rules as a function of the environment, and that all of it is undone."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys

import pytest

from reader import terminal
from reader.terminal import CLIPBOARD_LIMIT, BidiOption, ExplicitMode, choose_form, osc52

APPLE, KITTY = {"TERM_PROGRAM": "Apple_Terminal"}, {"TERM": "xterm-kitty"}


@pytest.mark.parametrize(
    ("environ", "is_tty", "option", "form", "reason"),
    [
        ({}, True, "auto", "visual", "visual"),
        ({"VTE_VERSION": "7006"}, True, "auto", "visual", "visual"),
        (KITTY, True, "auto", "kitty", "kitty"),
        ({"KITTY_WINDOW_ID": "1"}, True, "auto", "kitty", "kitty"),
        (APPLE, True, "auto", "logical", "apple"),
        (APPLE | KITTY, True, "auto", "logical", "apple"),
        (KITTY, True, "visual", "visual", "option"),
        (APPLE, True, "kitty", "kitty", "option"),
        ({}, True, "logical", "logical", "option"),
        ({}, False, "auto", "logical", "no_terminal"),
        (KITTY, False, "visual", "logical", "no_terminal"),
    ],
)
def test_the_first_rule_that_fits_wins(
    environ: dict[str, str], is_tty: bool, option: BidiOption, form: str, reason: str
) -> None:
    plan = choose_form(environ, is_tty=is_tty, option=option)
    assert (plan.form, plan.reason) == (form, reason)


def test_explicit_mode_is_an_ansi_mode_without_a_question_mark() -> None:
    plan = choose_form({}, is_tty=True)
    assert (plan.enter, plan.leave) == ("\x1b[8l", "\x1b[8h")


def test_a_terminal_that_does_bidi_itself_is_told_nothing() -> None:
    everything = {"KONSOLE_VERSION": "221203", "MLTERM": "3.9.0", "TMUX": "x"}
    plan = choose_form(everything, is_tty=True, option="logical")
    assert (plan.enter, plan.leave) == ("", "")


@pytest.mark.parametrize(
    ("variable", "off", "on"),
    [
        ("KONSOLE_VERSION", "\x1b]50;BidiRenderingEnabled=false\x07", "\x1b]50;BidiRenderingEnabled=true\x07"),
        ("MLTERM", "\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07"),
    ],
)
def test_recipes_are_sent_only_to_their_own_terminal(variable: str, off: str, on: str) -> None:
    plan = choose_form({variable: "1"}, is_tty=True)
    assert plan.enter == "\x1b[8l" + off
    assert plan.leave == on + "\x1b[8h"
    other = choose_form({}, is_tty=True)
    assert off not in other.enter
    assert on not in other.leave


def test_multiplexers_get_a_copy_to_pass_on() -> None:
    tmux = choose_form({"TMUX": "/tmp/tmux,1,0"}, is_tty=True)
    assert tmux.enter == "\x1b[8l" + "\x1bPtmux;\x1b\x1b[8l\x1b\\"
    assert tmux.leave == "\x1b[8h" + "\x1bPtmux;\x1b\x1b[8h\x1b\\"
    screen = choose_form({"STY": "1.pts"}, is_tty=True)
    assert screen.enter == "\x1b[8l" + "\x1bP\x1b[8l\x1b\\"


def test_konsole_inside_tmux_gets_its_recipe_wrapped() -> None:
    plan = choose_form({"TMUX": "x", "KONSOLE_VERSION": "221203"}, is_tty=True)
    assert "\x1bPtmux;\x1b\x1b]50;BidiRenderingEnabled=false\x07\x1b\\" in plan.enter


def test_the_clipboard_gets_the_text_and_tmux_a_copy_of_it() -> None:
    data = base64.b64encode("العراق".encode()).decode()
    assert osc52("العراق", {}) == f"\x1b]52;c;{data}\x07"
    assert osc52("العراق", {"TMUX": "x"}) == f"\x1b]52;c;{data}\x07\x1bPtmux;\x1b\x1b]52;c;{data}\x07\x1b\\"


def test_a_text_that_terminals_would_drop_is_not_sent() -> None:
    assert osc52("a" * (CLIPBOARD_LIMIT * 3 // 4), {}) is not None
    assert osc52("a" * CLIPBOARD_LIMIT, {}) is None


def _run(body: str) -> subprocess.CompletedProcess[bytes]:
    """A program of its own, for what happens while one ends."""
    lines = ["import os, signal", "from reader.terminal import choose_form, explicit_mode"]
    code = "\n".join([*lines, "with explicit_mode(choose_form({}, is_tty=True)) as mode:", f"    {body}"])
    return subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("print('text')", 0),
        ("raise RuntimeError", 1),
        ("raise SystemExit(3)", 3),
        ("os.kill(os.getpid(), signal.SIGTERM)", 128 + signal.SIGTERM),
        ("os.kill(os.getpid(), signal.SIGHUP)", 128 + signal.SIGHUP),
    ],
)
def test_the_mode_is_undone_on_every_way_out(body: str, code: int) -> None:
    done = _run(body)
    assert done.returncode == code
    assert done.stdout.startswith(b"\x1b[8l")
    assert done.stdout.endswith(b"\x1b[8h")
    assert done.stdout.count(b"\x1b[8h") == 1


def test_a_signal_in_the_midst_of_telling_costs_no_undoing(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def interrupted(sequence: str) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    mode = ExplicitMode(choose_form({}, is_tty=True))
    for told in (mode.resume, mode.suspend):
        monkeypatch.setattr(terminal, "_write", interrupted)
        with pytest.raises(SystemExit):
            told()
        monkeypatch.setattr(terminal, "_write", written.append)
        mode.suspend()
        mode.resume()
    assert written == ["\x1b[8h", "\x1b[8l"] * 2


def test_the_mode_is_given_back_while_the_program_is_suspended() -> None:
    done = _run("mode.suspend(); os.write(1, b'shell'); mode.resume(); os.write(1, b'program')")
    assert done.stdout == b"\x1b[8l\x1b[8hshell\x1b[8lprogram\x1b[8h"


def test_changing_to_the_plain_form_gives_the_mode_back_at_once() -> None:
    done = _run("mode.change(choose_form({}, is_tty=True, option='logical')); os.write(1, b'plain')")
    assert done.stdout == b"\x1b[8l\x1b[8hplain"


def test_a_terminal_that_is_gone_ends_the_program_without_an_error() -> None:
    gone, ours = os.pipe()
    os.close(gone)
    code = "from reader.terminal import *\nwith explicit_mode(choose_form({}, is_tty=True)):\n    pass"
    done = subprocess.run([sys.executable, "-c", code], stdout=ours, stderr=subprocess.PIPE, timeout=30, check=False)
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")
