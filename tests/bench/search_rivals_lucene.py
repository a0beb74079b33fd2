"""Lucene's ArabicAnalyzer behind a pipe: `lucene/ArabicSearch.java`, compiled when it is first asked for.

It needs a JDK (17 or later) and Lucene 8, which Debian has as liblucene8-java; LUCENE_JARS names another folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from index.search.schema import IndexedDocument
from tests.bench.search_rivals_engines import MissingRivalError, Rival, whole_text

JARS = Path(os.environ.get("LUCENE_JARS", "/usr/share/java"))
SOURCE = Path(__file__).parent / "lucene" / "ArabicSearch.java"


@cache
def _classes() -> tempfile.TemporaryDirectory[str]:
    """The compiled harness; the folder is gone with the process."""
    folder = tempfile.TemporaryDirectory()
    subprocess.run(["javac", "-cp", _jars(), "-d", folder.name, SOURCE], check=True)
    return folder


def _jars() -> str:
    found = [min(JARS.glob(f"lucene-{part}-8*.jar"), default=None) for part in ("core", "analyzers-common")]
    jars = [str(jar) for jar in found if jar is not None]
    if len(jars) < 2 or shutil.which("javac") is None:
        raise MissingRivalError("Lucene", "install a JDK and Lucene 8 (Debian: default-jdk-headless, liblucene8-java)")
    return os.pathsep.join(jars)


class Lucene(Rival):
    name = "Lucene ArabicAnalyzer"

    def build(self, folder: Path, documents: Sequence[IndexedDocument]) -> float:
        path = os.pathsep.join((_jars(), _classes().name))
        command = ["java", "-cp", path, "ArabicSearch", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        for document in documents:
            self._say("add", str(document.key), whole_text(document))
        return float(self._asked("commit"))

    def _say(self, *words: str) -> None:
        assert self._process.stdin is not None
        print(*(" ".join(word.split()) for word in words), sep="\t", file=self._process.stdin)

    def _asked(self, *words: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._say(*words)
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def question(self, words: Sequence[str], joint: str) -> str:
        return f"{joint}\t{' '.join(words)}"

    def prose(self, text: str) -> str:
        return f"OR\t{text}"

    def _answer(self, query: str) -> list[int]:
        """Nanoseconds and then the keys of the hits."""
        return [int(number) for number in self._asked(*query.split("\t", 1)).split()]

    def hits(self, query: str) -> list[int]:
        return self._answer(query)[1:]

    def times(self, queries: Sequence[str]) -> list[float]:
        return sorted(self._answer(query)[0] / 1e6 for query in queries)

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
