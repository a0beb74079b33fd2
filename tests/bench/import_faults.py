"""Kill -9 at any moment of an import, started again until it is done: nothing lost, nothing doubled.

`python -m tests.bench.import_faults [ROUNDS]`, 50 by default. Each round imports real articles (files of lines and a
folder of texts) into a new library, is killed one to four times at random moments, and goes on to its end.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.library import Library
from tests.bench.corpora import DATA

IMPORT = """
import sys
from pathlib import Path
from index.library import Library
with Library.open(Path(sys.argv[1]), seeds=False) as library:
    library.import_paths(sys.argv[2:])
"""


def sources(folder: Path) -> list[Path]:
    """Files of lines and a folder of texts."""
    names = ("ant_sample", "sanad_khaleej_sample")
    copies = [shutil.copy(DATA / "jsonl" / f"{name}.jsonl", folder / f"{name}.jsonl") for name in names]
    return [*map(Path, copies), DATA / "txt"]


def contents(path: Path) -> list[tuple[object, ...]]:
    """The articles of a library in the order of their ids, whether the index holds them, and how many it finds."""
    with Library.open(path, seeds=False) as library:
        rows = library._store.select("SELECT id, digest FROM articles ORDER BY id")
        # A kill after the last article and before the index is done leaves nothing to go on with but the index.
        runs = library.imports.runs()
        # Common words of several sources: what the index finds must be the same as without a kill.
        totals = tuple(library.count(query) for query in ("تونس", "الإمارات", "العراق", "رئيس"))
        counts = (sum(run.added for run in runs), sum(run.updated for run in runs), all(run.finished for run in runs))
        sound = all(finding.is_ok for finding in library.doctor())
        return [totals, counts, (sound,), *rows]


def interrupted(library: Path, wanted: list[Path], seconds: float, chance: random.Random) -> int:
    """Import with kills; how many processes were killed before they were done."""
    command = [sys.executable, "-c", IMPORT, str(library), *map(str, wanted)]
    kills = 0
    for _ in range(chance.randint(1, 4)):
        process = subprocess.Popen(command)
        time.sleep(chance.uniform(0.1, seconds))
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    subprocess.run(command, check=True)
    return kills


def main(rounds: int = 50) -> None:
    chance = random.Random(2026)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        wanted = sources(folder)
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", IMPORT, str(folder / "whole"), *map(str, wanted)], check=True)
        seconds = time.monotonic() - began
        expected = contents(folder / "whole")
        kills = wrong = 0
        for number in range(rounds):
            library = folder / f"library-{number}"
            kills += interrupted(library, wanted, seconds, chance)
            found = contents(library)
            if found != expected:
                wrong += 1
                print(f"round {number}: {found[:3]} instead of {expected[:3]}, {len(found)} and {len(expected)} rows")
            shutil.rmtree(library)
        articles = len(expected) - 3
        print(f"{rounds} rounds of {articles:,} articles, {kills} kills: {wrong} rounds lost or doubled anything")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
