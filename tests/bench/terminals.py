"""The seed article in real terminals: started, photographed, and its body pane (title first) read back by OCR.

usage: python -m tests.bench.terminals [TERMINAL ...]

Needs the rig in shared/tools/terminal (its `install`). Prints the character error rate of each; the bar is 0.03.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from index.library import Library
from tests.bench.stage import DATA, make_app

TOOLS = DATA.parent / "tools" / "terminal"
TERMINALS = ("xterm", "alacritty", "xfce4", "konsole", "mlterm", "kitty")
COLUMNS, ROWS = 120, 40
BAR = 0.03


async def what_stands_there(folder: Path) -> tuple[str, tuple[int, int, int, int]]:
    """The text that the body pane shows at first, and the cells it takes: left, top, width, height."""
    with Library.open(folder) as library:
        app = make_app(library)
        async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
            await pilot.pause(1)
            body = app.screen.body  # type: ignore[attr-defined]
            place = body.content_region
            lines = [body._document.line(row) for row in range(place.height)]
            text = library.article(library.rows(library.keys())[0].id).text
            shown = "\n".join(text[line.start : line.end] for line in lines)
            return shown, (place.x, place.y, place.width, place.height)


def error_rate(terminal: str, folder: Path, truth: str, place: tuple[int, int, int, int]) -> float:
    picture = folder / f"{terminal}.png"
    warraq = [str(Path(sys.executable).parent / "warraq"), "--lang", "ar", "--library", str(folder / "library")]
    shoot = [str(TOOLS / "shoot"), "-t", terminal, "-o", str(picture), "--wait", "4", "--size", "14"]
    size = ["--cols", str(COLUMNS), "--rows", str(ROWS)]
    subprocess.run([*shoot, *size, "--", *warraq], check=True, capture_output=True)
    ocr = [str(TOOLS / "ocr"), str(picture), "--crop", _crop(picture, terminal, place), "--truth-text", truth]
    said = subprocess.run(ocr, capture_output=True, text=True).stderr
    found = re.search(r" CER ([\d.]+)", said)
    assert found, said
    return float(found[1])


def _crop(picture: Path, terminal: str, place: tuple[int, int, int, int]) -> str:
    """The body pane's pixels: the window is all cells but for a pixel or two, and konsole's tool bar."""
    size = subprocess.run(["identify", "-format", "%w %h", str(picture)], capture_output=True, text=True, check=True)
    width, height = map(int, size.stdout.split())
    top = 32 if terminal == "konsole" else 0
    cell_width, cell_height = width // COLUMNS, (height - top) // ROWS
    left, up, across, down = place
    return f"{across * cell_width + 8}x{down * cell_height}+{left * cell_width - 2}+{top + up * cell_height + 1}"


def main(terminals: list[str]) -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth, place = asyncio.run(what_stands_there(folder / "library"))
        holds = True
        for terminal in terminals:
            rate = error_rate(terminal, folder, truth, place)
            holds = holds and rate <= BAR
            print(f"{terminal:<10} character error rate {rate:.3f}  {'holds' if rate <= BAR else 'MISSED'}", flush=True)
    return holds


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:] or list(TERMINALS)))
