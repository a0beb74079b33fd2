"""Marks beside the text: what a person marked in articles of the data, without a word of their texts.

A line of `marks/*.tsv` is an article: its id, how many code points of it were marked, the CRC-32 of these in UTF-8 and
the mentions as `TYPE:start+length`, all in code points. The marked part begins with the title, unless the corpus made
that from the text; bidi controls are left out of it.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from index.entities.build.corpora import BIDI_CONTROLS, MarkedArticle, Span, marked_article

MARKS = Path(__file__).parent / "marks"

_CORPORA = {
    "ant": "raw_text/ant.jsonl.xz",
    "khaleej": "raw_text/sanad_khaleej.jsonl.xz",
    "ntrex": "jsonl/ntrex_ar.jsonl",
    "wikinews": "jsonl/wikinews_diacritized.jsonl",
}
"""Name of a file of marks -> the file of the data that it speaks of."""


def read_marks(data: Path, marks: Path = MARKS) -> Iterator[MarkedArticle]:
    """The marked articles, in the order of the corpora.

    Raises ValueError where a text is not the one that was marked.
    """
    for name, file in _CORPORA.items():
        lines = dict(line.split("\t", 1) for line in _lines(marks / f"{name}.tsv"))
        for identifier, text in _texts(data / file):
            if identifier in lines:
                yield _joined(identifier, text, lines[identifier])


def add_marks(data: Path, folder: Path, marks: Path = MARKS) -> int:
    """Take the articles of a folder into the files of marks, those of the same ids anew; how many there are now.

    `folder` holds `index.txt`, a line of name and id for each article, and `NAME.txt`: the beginning of its text with
    marks `⟦TYPE|name⟧` in it. Raises ValueError where a text without its marks is no beginning of that article.
    """
    names = {identifier: name for name, identifier in (line.split(None, 1) for line in _lines(folder / "index.txt"))}
    count = 0
    for name, file in _CORPORA.items():
        lines = dict(line.split("\t", 1) for line in _lines(marks / f"{name}.tsv"))
        for identifier, text in _texts(data / file):
            path = folder / f"{names.get(identifier, '')}.txt"
            if identifier in names and path.exists():
                lines[identifier] = _line(marked_article(identifier, path.read_text("utf-8")), text)
        (marks / f"{name}.tsv").write_text("".join(f"{key}\t{lines[key]}\n" for key in sorted(lines)), "utf-8")
        count += len(lines)
    return count


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        yield from path.read_text("utf-8").splitlines()


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            title = "" if article.get("title_derived") else f"{article['title']}\n\n"
            yield article["id"], BIDI_CONTROLS.sub("", f"{title}{article['body']}")


def _line(article: MarkedArticle, text: str) -> str:
    marked = article.text.rstrip()
    if not text.startswith(marked):
        raise ValueError(f"{article.outlet}: the marked text is no beginning of the article")
    mentions = " ".join(f"{kind}:{start}+{end - start}" for start, end, kind in sorted(article.spans))
    return f"{len(marked)}\t{crc32(marked.encode()):08x}\t{mentions}"


def _joined(identifier: str, text: str, line: str) -> MarkedArticle:
    length, checksum, mentions = line.split("\t")
    marked = text[: int(length)]
    if f"{crc32(marked.encode()):08x}" != checksum:
        raise ValueError(f"{identifier}: the text is not the one that was marked")
    return MarkedArticle(identifier, marked, frozenset(_spans(mentions.split())))


def _spans(mentions: Iterable[str]) -> Iterator[Span]:
    for mention in mentions:
        kind, place = mention.split(":")
        start, length = map(int, place.split("+"))
        yield start, start + length, kind
