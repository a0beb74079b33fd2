"""Where the measured data lies, and damage that is the same in every run."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

DATA = Path(os.environ.get("WARRAQ_DATA") or Path(__file__).parents[3].parent / "shared" / "data")


def folder(name: str) -> Path:
    """A folder of the data; the test is skipped where it is not there."""
    found = DATA / name
    if not found.is_dir():
        pytest.skip(f"no {found}: point WARRAQ_DATA at the folder with the data")
    return found


def mutations(originals: list[bytes], count: int, seed: int = 5) -> Iterator[bytes]:
    """Damaged copies: cut, doubled, shuffled, with bytes changed, put in and taken out."""
    chance = random.Random(seed)
    for number in range(count):
        data = bytearray(originals[number % len(originals)])
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data) + 1)
            span = chance.choice((1, 1, 1, 2, 40, 4_000))
            match chance.randrange(5):
                case 0:
                    del data[at : at + span]
                case 1:
                    data[at:at] = chance.randbytes(min(span, 40))
                case 2:
                    data[at : at + span] = chance.randbytes(len(data[at : at + span]))
                case 3:
                    data[at:at] = data[at // 2 : at // 2 + span]
                case _:
                    data[at:at] = chance.choice(
                        (b"<", b">", b'"', b"\x00", b"\xff", b"</div>", b"<!--", b"&#x", b"]]>")
                    )
        if chance.random() < 0.2:
            del data[chance.randrange(len(data) + 1) :]
        yield bytes(data)
