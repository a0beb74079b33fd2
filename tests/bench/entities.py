"""The recogniser: how right, how fast, how big; `python -m tests.bench.entities`, about two minutes.

Figures of rightness are those of `python -m index.entities.build evaluate`, which also tells them by outlet. Times are
CPU times and medians; loading is a fresh process, its files in the disk cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from index.entities import recognise
from index.entities.build import MODEL
from index.entities.build.corpora import TYPES
from index.entities.build.evaluation import score_anercorp, score_marked
from index.entities.words import split_words
from tests.bench.stage import DATA, real_articles, said

BARS = {"all": 82, "PER": 82, "LOC": 87, "ORG": 70, "DATE": 92, "NUM": 94}
"""F1 that blind articles have to reach."""
ROUNDS = 7
_LOADING = """
import time
begin = time.perf_counter()
from index.entities.recogniser import recognise_text
recognise_text("قال الرئيس في بغداد")
print((time.perf_counter() - begin) * 1e3)
"""
_MEMORY = """
from pathlib import Path
def resident():
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
import index.library
before = resident()
from index.entities.recogniser import recognise_text
for line in Path("{path}").read_text("utf-8").split("\\x00"):
    recognise_text(line)
print(resident() - before)
"""
HARD = {
    "one letter": ("ب", 10),
    "marks": ("\u064b", 10),
    "digits": ("7", 10),
    "digits and commas": ("7,", 10),
    "numbers": ("12 ", 2),
    "Latin words": ("abc ", 2),
    "mixed scripts": ("قال 12% abc دبي (", 1),
}
"""Kind -> what is repeated, and up to how many megabytes."""


def reached(claim: str, figure: float, bar: float, unit: str = "") -> bool:
    """Print a figure that has to be at least the bar; whether it is."""
    print(f"{claim:<58} {figure:12.1f}  bar {bar:g} {unit}: {'holds' if figure >= bar else 'MISSED'}", flush=True)
    return figure >= bar


def rightness() -> list[bool]:
    marked = score_marked(DATA / "entities_gold")
    verdicts = [reached(f"marked articles, {key}, F1", marked.scores(key)[2], BARS[key]) for key in ("all", *TYPES)]
    verdicts.append(reached("marked articles, precision", marked.scores("all")[0], 86))
    anercorp = score_anercorp(next((DATA / "ner").glob("*train.txt")))
    return [*verdicts, reached("held-out tenth of ANERcorp's train part, F1", anercorp.scores("ANERcorp")[2], 75)]


def fresh(code: str) -> float:
    """What a fresh process prints; its modules are compiled, as an installer leaves them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return float(output.stdout)


def cpu_seconds(texts: list[str]) -> float:
    begin = time.process_time()
    for text in texts:
        recognise(text)
    return time.process_time() - begin


def speed() -> list[bool]:
    texts = [f"{article.title}\n\n{article.body}" for article in real_articles("sanad_khaleej_sample", 300)]
    counts = [len(split_words(text)) for text in texts]
    recognise(texts[0])
    rates = [sum(counts) / cpu_seconds(texts) for _ in range(3)]
    ordinary = [text for text, count in zip(texts, counts, strict=True) if 450 <= count <= 600][:20]
    articles = [cpu_seconds([text]) * 1e3 for text in ordinary]
    return [
        said("import, load, first sentence", [fresh(_LOADING) for _ in range(ROUNDS)], 150),
        reached("all passes and layers", median(rates), 6_000, "tokens a second"),
        said("an article of about 500 words", articles, 100),
    ]


def size(folder: Path) -> list[bool]:
    lists = MODEL.parent / "gazetteer"
    megabytes = sum(path.stat().st_size for part in (MODEL, lists) for path in part.iterdir()) / 1e6
    path = folder / "articles"
    path.write_text("\x00".join(article.body for article in real_articles("ant_sample", 100)), "utf-8")
    memory = [fresh(_MEMORY.format(path=path)) for _ in range(3)]
    return [
        said("data installed", [megabytes], 6, "MB"),
        said("memory after 100 articles, over the library alone", memory, 40, "MB"),
    ]


def endurance() -> list[bool]:
    """Each hard text against a tenth of it: ten times the time is linear, a hundred a square."""
    verdicts = []
    for name, (unit, megabytes) in HARD.items():
        size = megabytes * 1_000_000 // len(unit.encode())
        tenth, whole = cpu_seconds([unit * (size // 10)]), cpu_seconds([unit * size])
        times = whole / max(tenth, 0.02)
        print(f"{f'{megabytes} MB, {name}':<58} {whole:8.2f} s, {times:6.1f} times a tenth of it", flush=True)
        verdicts.append(times < 20)
    return verdicts


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        verdicts = [*rightness(), *speed(), *size(Path(folder)), *endurance()]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
