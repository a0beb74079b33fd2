"""Makes joining.txt, mirroring.txt, brackets.txt (Unicode Character Database) and widths.txt (wcwidth).

usage: python -m reader.text.build_tables FOLDER

FOLDER holds ArabicShaping, BidiMirroring and BidiBrackets (.txt.xz). Their tables carry the UCD's own copyright line.
wcwidth is needed here only: at run time a table of ranges is read, so that nothing walks over a million code points.
"""

from __future__ import annotations

import itertools
import lzma
import sys
from pathlib import Path

import wcwidth

HERE = Path(__file__).parent


def _records(path: Path) -> tuple[str, list[list[str]]]:
    """The copyright line and the fields of every record."""
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
    copyright_line = next(line for line in lines if "©" in line)
    records = [line.split("#")[0].split(";") for line in lines if line and not line.startswith("#")]
    return f"{copyright_line} Unicode-3.0 licence", [
        [field.strip() for field in record] for record in records if len(record) > 1
    ]


def _write(name: str, what: str, copyright_line: str, rows: list[str]) -> None:
    head = [f"# {what}, made by reader/text/build_tables.py", copyright_line]
    (HERE / name).write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def _width(code: int) -> int:
    """Cells as terminals count them; unpaired surrogates and controls count nothing, because they are never sent."""
    if 0xD800 <= code < 0xE000:
        return 1  # drawn as U+FFFD
    if 0x1F3FB <= code <= 0x1F3FF:
        return 0  # skin tones: terminals disagree on the pair, so the plain sign is drawn
    return max(0, wcwidth.wcwidth(chr(code)))


def _width_rows() -> list[str]:
    """Ranges whose width is not one cell: `first last width`."""
    rows = []
    codes = (code for code in range(0x20, sys.maxunicode + 1))
    for width, group in itertools.groupby(codes, _width):
        members = list(group)
        if width != 1:
            rows.append(f"{members[0]:04X} {members[-1]:04X} {width}")
    return rows


def main(folder: Path) -> None:
    copyright_line, records = _records(folder / "ArabicShaping.txt.xz")
    rows = [f"{code} {joining}" for code, _, joining, *_ in records if joining in "DRC" and len(code) == 4]
    _write("joining.txt", "Joining types D, R, C of UCD ArabicShaping", copyright_line, rows)
    copyright_line, records = _records(folder / "BidiMirroring.txt.xz")
    _write("mirroring.txt", "Mirrored pairs of UCD BidiMirroring", copyright_line, [" ".join(r[:2]) for r in records])
    copyright_line, records = _records(folder / "BidiBrackets.txt.xz")
    rows = [" ".join(record[:2]) for record in records if record[2] == "o"]
    _write("brackets.txt", "Opening and closing paired brackets of UCD BidiBrackets", copyright_line, rows)
    version = f"# wcwidth {wcwidth.__version__}, MIT licence, (c) Jeff Quast"
    _write("widths.txt", "Code points that do not take one cell", version, _width_rows())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
