"""The engines that are compared, each behind the same few questions: this one, SQLite's FTS5, tantivy, bm25s.

A rival analyses its own text and its own questions, which is part of its times. Two of them are fed our stems as well,
ready made: then they pay for the analysis when they index, as we do, and for nothing when they are asked.
"""

from __future__ import annotations

import re
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from index.search import analysis
from index.search.engine import open_engine
from index.search.schema import IndexedDocument
from tests.bench.search_fts import quoted, stems
from tests.bench.search_quality import record_of
from tests.bench.search_speed import build_engine, timed


class MissingRivalError(Exception):
    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name} is not compared: {remedy}")


class Rival(ABC):
    """One engine and its index of titles and bodies in one field."""

    name: str

    @abstractmethod
    def build(self, folder: Path, documents: Sequence[IndexedDocument]) -> float:
        """Index the documents in an empty folder and be ready to answer; CPU seconds of the indexing alone."""

    @abstractmethod
    def question(self, words: Sequence[str], joint: str) -> str:
        """The words joined by AND or OR, as this engine wants it; empty where it can't."""

    @abstractmethod
    def prose(self, text: str) -> str:
        """A question as people write it."""

    @abstractmethod
    def hits(self, query: str) -> list[int]:
        """Keys of the ten best, best first."""

    def find(self, text: str) -> list[int]:
        """Keys of the ten best for a question as people write it."""
        return self.hits(self.prose(text))

    def times(self, queries: Sequence[str]) -> list[float]:
        """Milliseconds of each query, sorted."""
        return timed(self.hits, queries)

    @abstractmethod
    def close(self) -> None: ...


def whole_text(document: IndexedDocument) -> str:
    return f"{document.title}\n{document.body}"


def as_written(text: str) -> str:
    """The words of a text without the signs that a query language would read as its own."""
    return re.sub(r"[!-/:-@\[-`{-~«»“”؟،؛…]", " ", text)


def _forget() -> None:
    """Every engine that is fed stems analyses each word for the first time."""
    analysis._stems.clear()
    analysis._memo.clear()


class Warraq(Rival):
    name = "Warraq"

    def build(self, folder: Path, documents: Sequence[IndexedDocument]) -> float:
        _forget()
        spent = build_engine(folder, documents)
        self._engine = open_engine(folder, texts=record_of(documents))
        return spent

    def question(self, words: Sequence[str], joint: str) -> str:
        return " أو ".join(words) if joint == "OR" else " ".join(words)

    def prose(self, text: str) -> str:
        return text

    def hits(self, query: str) -> list[int]:
        return [key for key, _ in self._engine.search(query, limit=10).hits]

    def close(self) -> None:
        self._engine.close()


class Fed(Rival):
    """A rival that gets the text as it is or our stems of it, and whose query language knows quotes, AND and OR."""

    library: str

    def __init__(self, *, gets_stems: bool) -> None:
        self.name = f"{self.library}, {'our stems' if gets_stems else 'plain'}"
        self.gets_stems = gets_stems

    def fed(self, document: IndexedDocument) -> str:
        return stems(whole_text(document)) if self.gets_stems else whole_text(document)

    def question(self, words: Sequence[str], joint: str) -> str:
        terms = stems(" ".join(words)) if self.gets_stems else as_written(" ".join(words))
        return f" {joint} ".join(map(quoted, terms.split()))

    def prose(self, text: str) -> str:
        return self.question([text], "OR")


class Fts5(Fed):
    """Contentless, so that its size is that of an index, as the others' is."""

    library = "FTS5"

    def build(self, folder: Path, documents: Sequence[IndexedDocument]) -> float:
        _forget()
        before = time.process_time()
        self._connection = sqlite3.connect(folder / "fts.db")
        self._connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(terms, content = '', tokenize = 'unicode61 remove_diacritics 0')"
        )
        with self._connection:
            rows = ((document.key, self.fed(document)) for document in documents)
            self._connection.executemany("INSERT INTO t(rowid, terms) VALUES (?, ?)", rows)
        return time.process_time() - before

    def hits(self, query: str) -> list[int]:
        fetch = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10"
        return [key for (key,) in self._connection.execute(fetch, (query,))]

    def close(self) -> None:
        self._connection.close()


class Tantivy(Fed):
    """With positions and one thread, its own tokenizer for plain text, white space for stems."""

    library = "tantivy"

    def build(self, folder: Path, documents: Sequence[IndexedDocument]) -> float:
        try:
            import tantivy
        except ImportError as error:
            raise MissingRivalError(self.name, "pip install tantivy") from error
        tokenizer = "whitespace" if self.gets_stems else "default"
        schema = tantivy.SchemaBuilder().add_integer_field("key", stored=True)
        schema.add_text_field("terms", tokenizer_name=tokenizer)
        _forget()
        before = time.process_time()
        self._index = tantivy.Index(schema.build(), path=str(folder))
        writer = self._index.writer(num_threads=1)
        for document in documents:
            writer.add_document(tantivy.Document(key=document.key, terms=self.fed(document)))
        writer.commit()
        writer.wait_merging_threads()
        spent = time.process_time() - before
        self._index.reload()
        self._searcher = self._index.searcher()
        return spent

    def hits(self, query: str) -> list[int]:
        found = self._searcher.search(self._index.parse_query(query, ["terms"]), 10, count=False)
        return [self._searcher.doc(address)["key"][0] for _, address in found.hits]

    def close(self) -> None:
        del self._searcher, self._index


class Bm25s(Rival):
    """With the Arabic Snowball stemmer; it scores every document and knows no AND."""

    name = "bm25s, PyStemmer"

    def build(self, folder: Path, documents: Sequence[IndexedDocument]) -> float:
        try:
            import bm25s
            import Stemmer
        except ImportError as error:
            raise MissingRivalError(self.name, "pip install bm25s PyStemmer") from error
        stemmer = Stemmer.Stemmer("arabic")
        self._split = lambda texts: bm25s.tokenize(texts, stopwords=[], stemmer=stemmer, show_progress=False)
        before = time.process_time()
        self._keys = [document.key for document in documents]
        self._scorer = bm25s.BM25()
        self._scorer.index(self._split([whole_text(document) for document in documents]), show_progress=False)
        self._scorer.save(folder)
        return time.process_time() - before

    def question(self, words: Sequence[str], joint: str) -> str:
        return "" if joint == "AND" else " ".join(words)

    def prose(self, text: str) -> str:
        return text

    def hits(self, query: str) -> list[int]:
        places, scores = self._scorer.retrieve(self._split([query]), k=10, show_progress=False)
        return [self._keys[place] for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    def close(self) -> None:
        del self._scorer


def local_rivals() -> list[Rival]:
    """Those that run inside this process; the first is ours."""
    return [
        Warraq(),
        Fts5(gets_stems=False),
        Fts5(gets_stems=True),
        Tantivy(gets_stems=False),
        Tantivy(gets_stems=True),
        Bm25s(),
    ]
