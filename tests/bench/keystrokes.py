"""A key in the search box, from its event to the drawn box.

usage: python -m tests.bench.keystrokes
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from textual.events import Key

from index.library import Library
from tests.bench.stage import frame, make_app, milliseconds, said

TYPED = "العراق والرمادي وقاعدة عين الأسد في الأنبار (2021) Reuters تعرّضت"


async def main() -> bool:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        app = make_app(library)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.5)
            box = app.screen.search  # type: ignore[attr-defined]
            box.focus()
            await pilot.pause()
            inserts = [await _key(app, box, letter, letter) for letter in TYPED]
            assert box.value == TYPED
            moves = [await _key(app, box, key, None) for key in ["left", "right", "home", "end"] * 8]
            erased = [await _key(app, box, "backspace", None) for _ in TYPED]
            assert not box.value
            holds = [
                said("a letter typed", inserts, 5),
                said("the cursor moved", moves, 5),
                said("a letter erased", erased, 5),
            ]
    return all(holds)


async def _key(app, box, key: str, character: str | None) -> float:  # type: ignore[no-untyped-def]
    """Milliseconds of the widget's own handling and drawing; the search itself runs in a worker of its own."""
    loop = asyncio.get_running_loop()
    begin = loop.time()
    await box._on_key(Key(key, character))
    return (loop.time() - begin) * 1e3 + frame(app, box)


if __name__ == "__main__":
    assert milliseconds(lambda: None) < 5
    sys.exit(not asyncio.run(main()))
