"""The real command on a real terminal: the order of bytes on it, and one sitting in tmux."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from index.library import Library
from reader.text.lines import visual
from tests.reader.pseudo import LIMIT, Terminal, environment

FORMS = "[\ufe70-\ufefc]"
SEED = "000_b883f048678b2a24"


def _assert_order(written: str) -> None:
    """Explicit mode, alternate screen, first Arabic letter; and back again."""
    first_letter = next(place for place, letter in enumerate(written) if "\ufe70" <= letter <= "\ufefc")
    assert 0 <= written.index("\x1b[8l") < written.index("\x1b[?1049h") < first_letter
    assert written.rindex("\x1b[?1049l") < written.index("\x1b[8h")
    assert "\x1b[?8l" not in written
    assert "\x1b[?8h" not in written


def test_the_terminal_is_told_before_the_first_letter_and_told_back_last(tmp_path: Path) -> None:
    with Terminal(["-m", "reader"], environment(tmp_path)) as terminal:
        terminal.wait_for(FORMS)
        terminal.press("q")
        assert terminal.finish() == 0
        _assert_order(terminal.written)
        assert "\x1b]50;" not in terminal.written
        assert "\x1b]5379;" not in terminal.written


def test_a_terminated_reader_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with Terminal(["-m", "reader"], environment(tmp_path)) as terminal:
        terminal.wait_for(FORMS)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.finish() == 128 + signal.SIGTERM
        _assert_order(terminal.written)


def test_a_reader_whose_terminal_is_gone_ends(tmp_path: Path) -> None:
    with Terminal(["-m", "reader"], environment(tmp_path)) as terminal:
        terminal.wait_for(FORMS)
        terminal.hang_up()
        assert terminal.process.wait(LIMIT) == 128 + signal.SIGHUP


def test_a_broken_reader_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    code = (
        "from reader.screens.main import MainScreen\n"
        "def fail(self): raise RuntimeError('broken on purpose')\n"
        "MainScreen.action_theme = fail\n"
        "from reader.__main__ import main\n"
        "main()"
    )
    with Terminal(["-c", code], environment(tmp_path)) as terminal:
        terminal.wait_for(FORMS)
        terminal.press("z")
        assert terminal.finish() != 0
        _assert_order(terminal.written)


@pytest.mark.parametrize(("said", "frames"), [(None, "240"), ("30", "30")])
def test_a_letter_does_not_wait_for_the_next_of_sixty_frames_unless_the_user_wants_it(
    tmp_path: Path, said: str | None, frames: str
) -> None:
    code = (
        "import sys, types; from reader.__main__ import open_reader;"
        "sys.modules['reader.app'] = types.SimpleNamespace(run=lambda *given: 0); open_reader(None, None, None);"
        "from textual.screen import UPDATE_PERIOD; print(round(1 / UPDATE_PERIOD))"
    )
    own = {name: value for name, value in environment(tmp_path).items() if name != "TEXTUAL_FPS"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=own | ({"TEXTUAL_FPS": said} if said else {}), capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == frames


def test_the_plain_form_tells_the_terminal_nothing(tmp_path: Path) -> None:
    konsole = environment(tmp_path, WARRAQ_BIDI="logical", KONSOLE_VERSION="221203", MLTERM="3.9")
    with Terminal(["-m", "reader"], konsole) as terminal:
        terminal.wait_for("[\u0621-\u064a]{4}")
        terminal.press("q")
        assert terminal.finish() == 0
        for sequence in ("\x1b[8l", "\x1b[8h", "\x1b]50;", "\x1b]5379;"):
            assert sequence not in terminal.written


def test_show_on_a_terminal_is_drawn_between_the_two_sequences(tmp_path: Path) -> None:
    with Terminal(["-m", "reader", "show", SEED], environment(tmp_path)) as terminal:
        assert terminal.finish() == 0
        written = terminal.written.strip()
        assert written.startswith("\x1b[8l")
        assert written.endswith("\x1b[8h")
        assert all(len(row.rstrip("\r")) <= 120 for row in written.splitlines())


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux: apt-get install tmux")
def test_a_sitting_in_tmux(tmp_path: Path) -> None:
    socket = f"warraq-{uuid4().hex[:8]}"

    def tmux(*arguments: str) -> str:
        command = ["tmux", "-L", socket, "-f", "/dev/null", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=env, timeout=20, check=False).stdout

    def wait_for(text: str) -> None:
        end = time.monotonic() + LIMIT
        while text not in (screen := tmux("capture-pane", "-p", "-t", "sitting")):
            assert time.monotonic() < end, screen
            time.sleep(0.1)

    env = environment(tmp_path)
    program = f"{sys.executable} -m reader --lang ar; echo left with $?; cat"
    try:
        tmux("new-session", "-d", "-s", "sitting", "-x", "120", "-y", "36", program)
        wait_for(visual("تعرّضت قاعدة عين الأسد"))
        wait_for(visual("الكيانات"))
        tmux("send-keys", "-t", "sitting", "م")
        wait_for("★")
        tmux("send-keys", "-t", "sitting", "q")
        wait_for("left with 0")
    finally:
        tmux("kill-server")
    with Library.open(tmp_path / "library") as library:
        assert library.marks(SEED).is_bookmarked
