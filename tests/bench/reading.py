"""How long an article takes to stand on the screen, and a frame while it scrolls.

usage: python -m tests.bench.reading
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from index.library import Library
from tests.bench.stage import frame, make_app, milliseconds, real_articles, said

ROUNDS = 15


def texts() -> dict[str, list[str]]:
    """Texts by kind, several of each, so that no cache of a round before helps but the words that all news share."""
    bodies = [article.body for article in real_articles("sanad_khaleej_sample", 1_400)]
    flow = " ".join(body.replace("\n", " ") for body in bodies)
    short = [flow[i * 5_000 : (i + 1) * 5_000] for i in range(ROUNDS)]
    five_thousand = ["\n".join([text[:60], "", *_cut(text[60:], 450)]) for text in short]
    start = ROUNDS * 5_000
    giants = [flow[start + i * 120_000 : start + i * 120_000 + 500_000] for i in range(ROUNDS)]
    return {
        "5,000": five_thousand,
        "500,000 in one paragraph": giants,
        "500,000 in 900 paragraphs": ["\n".join(_cut(giant, 556)) for giant in giants],
    }


def _cut(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(0, len(text), size)]


async def main() -> bool:
    holds = []
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        app = make_app(library)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause(0.5)
            body = app.screen.body  # type: ignore[attr-defined]
            for kind, kind_texts in texts().items():
                paints, warm, resizes, scrolls, pages, ends = [], [], [], [], [], []
                for text in kind_texts:
                    paints.append(
                        milliseconds(lambda text=text: body.show_text(text, title_length=60)) + frame(app, body)
                    )
                    warm.append(frame(app, body))
                    for _ in range(6):
                        scrolls.append(milliseconds(lambda: body.action_scroll_rows(1)) + frame(app, body))
                    for _ in range(3):
                        pages.append(milliseconds(lambda: body.action_scroll_pages(1)) + frame(app, body))
                    ends.append(milliseconds(body.action_scroll_finish) + frame(app, body))
                    body.action_scroll_start()
                    narrower = replace(body.look, reading_width=50 if body.look.reading_width == 90 else 90)
                    resizes.append(milliseconds(lambda look=narrower: body.set_look(look)) + frame(app, body))
                is_short = kind == "5,000"
                holds.append(said(f"{kind} characters: first paint", paints, 16 if is_short else 50))
                if is_short:
                    holds.append(said(f"{kind} characters: another width", resizes, 16))
                holds.append(said(f"{kind} characters: warm frame", warm, 5 if is_short else 8))
                holds.append(said(f"{kind} characters: scroll by a row", scrolls, 5 if is_short else 8))
                said(f"{kind} characters: scroll by a page (no bar)", pages, 16)
                said(f"{kind} characters: jump to the end (no bar)", ends, 100)
    return all(holds)


if __name__ == "__main__":
    sys.exit(not asyncio.run(main()))
