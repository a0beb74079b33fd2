"""SQLite's FTS5 beside the engine, in two readings of "fed the same terms".

`stems`: one column of stems, asked for stems. That is less than the engine answers, which finds a word by its root too:
FTS5 then finds, counts and ranks a part of it.

`same`: one column of every term the engine's index holds, first the stems of an article in their order, then their
roots, each with a mark before it; asked for what the engine looks for, so that both find the same articles. (What
differs by a few is phrases: without stop words, words stand together that the engine keeps apart.)

Either way the column is unicode61's, one list of words between blanks, and analysing queries costs FTS5 nothing.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.arabic import TOKEN
from index.search import analysis
from index.search.query import All, Either, Node, Not, Phrase, Prefix, Word, is_prose, parse, relaxed
from index.search.schema import IndexedDocument

MARK = "\ua75b"
"""Before a root: a letter that occurs in no article, so that no stem is taken for it."""

READINGS = ("stems", "same")

FETCH = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10"


def quoted(term: str) -> str:
    return f'"{term}"'


def _stems(text: str) -> list[str]:
    return list(filter(None, map(analysis.stem_of, TOKEN.findall(text))))


def stems(text: str) -> str:
    return " ".join(_stems(text))


class _Roots(dict[str, str]):
    """Stem -> its root as FTS5 is fed it: each is worked out once, as in the engine."""

    def __missing__(self, stem: str) -> str:
        root = self[stem] = MARK + analysis.root_of(stem)
        return root


def feed(reading: str) -> Callable[[str], str]:
    """What makes of an article the text of the column."""
    if reading == "stems":
        return stems
    roots = _Roots()

    def both(text: str) -> str:
        found = _stems(text)
        return " ".join([*found, *map(roots.__getitem__, found)])

    return both


def build(path: Path, documents: Sequence[IndexedDocument], reading: str) -> tuple[float, float]:
    """CPU seconds for everything, and how many of them the feed takes: reading, stemming, roots."""
    analysis._stems.clear()
    analysis._memo.clear()
    before = time.process_time()
    terms_of, feeding = feed(reading), 0.0
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(terms, tokenize = 'unicode61 remove_diacritics 0')")
    with connection:
        for first in range(0, len(documents), 500):
            begin = time.process_time()
            rows = [(d.key, terms_of(f"{d.title}\n{d.body}")) for d in documents[first : first + 500]]
            feeding += time.process_time() - begin
            connection.executemany("INSERT INTO t(rowid, terms) VALUES (?, ?)", rows)
    connection.close()
    return time.process_time() - before, feeding


def question(query: str) -> str:
    """What the engine looks for when it is asked this, as FTS5 fed the same terms wants it."""
    tree = parse(query)
    return _expression((relaxed(tree) if is_prose(query) else None) or tree)


def _expression(node: Node) -> str:
    match node:
        case Word(stem, root):
            return f"({quoted(stem)} OR {quoted(MARK + root)})"
        case Phrase(stems):
            return quoted(" ".join(stem for _, stem in stems))
        case Prefix(starts, stem):
            begun = [f'"{start}"*' for start in starts]
            return f"({' OR '.join([*begun, quoted(stem)])})"
        case Either(children):
            return f"({' OR '.join(map(_expression, children))})"
        case All(children):
            wanted = " AND ".join(_expression(child) for child in children if not isinstance(child, Not))
            unwanted = [_expression(child.child) for child in children if isinstance(child, Not)]
            return " NOT ".join([f"({wanted})", *unwanted])
    raise TypeError(node)


def count(connection: sqlite3.Connection, expression: str) -> int:
    """How many articles FTS5 finds."""
    found: int = connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()[0]
    return found
