"""Kill -9 at random moments while indexing, and two processes at one index for a minute.

usage: python -m tests.bench.search_faults [ROUNDS]
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.search.engine import open_engine
from tests.index.search.corpus import invented_documents
from tests.index.search.test_engine import KILLED, ROOT

SECONDS = 60
WRITER = """
import sys, time
from itertools import count
from pathlib import Path
from index.search.engine import open_engine
from tests.index.search.corpus import invented_documents
engine = open_engine(Path(sys.argv[1]))
end, batch, searched = time.monotonic() + float(sys.argv[2]), 0, 0
while time.monotonic() < end:
    engine.add(invented_documents(20, batch))
    engine.commit()
    batch += 1
    if batch % 25 == 0:
        engine.join_small_segments()
    for _ in range(5):
        engine.search("العراق القاعدة")
        searched += 1
print(batch, searched)
"""


def killed(rounds: int) -> tuple[int, int]:
    """Rounds in which the index was unreadable, and committed articles that were gone."""
    chance = random.Random(200)
    unreadable = lost = 0
    for turn in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "index"
            child = subprocess.Popen(
                [sys.executable, "-c", KILLED, folder, str(turn)], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
            assert child.stdout is not None
            said = [child.stdout.readline()]
            time.sleep(chance.random() * 0.6)
            os.kill(child.pid, signal.SIGKILL)
            said += child.stdout.readlines()
            child.wait()
            child.stdout.close()
            kept = max(int(line) for line in said if line.endswith("\n")) + 1
            try:
                engine = open_engine(folder)
                unreadable += not engine.is_sound(deep=True)
                lost += max(0, kept - engine.document_count())
                engine.add(invented_documents(1, 10_000 + turn))
                engine.commit()
                engine.close()
            except Exception as error:
                print(f"round {turn}: {type(error).__name__}: {error}")
                unreadable += 1
    return unreadable, lost


def two_processes() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        open_engine(folder).close()
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, folder, str(SECONDS)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        engine = open_engine(folder)
        searches = 0
        counts = [0]
        while child.poll() is None:
            counts.append(engine.search("العراق").total)
            searches += 1
            time.sleep(0.001)
        assert child.stdout is not None
        batches, theirs = map(int, child.stdout.read().split())
        child.stdout.close()
        assert child.returncode == 0
        engine.add(invented_documents(1, 77_777))
        engine.commit()
        print(
            f"two processes, {SECONDS} s: {batches} commits and {theirs} searches there, {searches} searches here, "
            f"no error; the count rose from {counts[0]} to {counts[-1]}, and the lock was free afterwards"
        )
        engine.close()


def main() -> bool:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    unreadable, lost = killed(rounds)
    print(f"kill -9 at {rounds} random moments: {unreadable} indexes unreadable, {lost} committed articles lost")
    two_processes()
    return not (unreadable or lost)


if __name__ == "__main__":
    sys.exit(not main())
