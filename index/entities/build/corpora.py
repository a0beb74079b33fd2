"""The texts that the data files are made from: raw news, ANERcorp, the marked articles."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import EntityType
from index.entities.gluing import ungluing
from index.entities.lexicon import lexicon
from index.entities.page import Page
from index.entities.words import split_words

SENTENCES_PER_PAGE = 50
"""ANERcorp has no article boundaries: so many of its sentences in a row stand in for an article."""

_MARK = re.compile(r"⟦(PER|LOC|ORG|DATE|NUM)\|([^⟧]*)⟧")
BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Span = tuple[int, int, str]
"""Start and end in code points of the text, and the type."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with one label, as in `tagger.LABELS`, for each of its words."""

    page: Page
    labels: list[str]


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article whose mentions a person has marked by the guideline."""

    outlet: str
    text: str
    spans: frozenset[Span]


def page_of(text: str) -> Page:
    words = list(ungluing(split_words(text)))
    return Page(text, words, lexicon(), Counter(word.norm for word in words))


def news(folder: Path, *, every: int = 1) -> Iterator[str]:
    """Title, blank line and body of the articles of data/raw_text, or of every n-th of them, without bidi controls."""
    for name in ("ant.jsonl.xz", "sanad_khaleej.jsonl.xz"):
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every == 0:
                    article = json.loads(line)
                    yield BIDI_CONTROLS.sub("", f"{article['title']}\n\n{article['body']}")


Sentence = list[tuple[str, str]]
"""Tokens as the corpus cuts them, each with its label."""


def anercorp(path: Path) -> list[Sentence]:
    """The sentences of the CAMeL Lab file; an I- that continues nothing is a B-."""
    sentences: list[Sentence] = [[]]
    before = "O"
    for line in path.read_text("utf-8").splitlines():
        if not line:
            sentences.append([])
            before = "O"
            continue
        token, label = line.split(" ")
        if label[0] == "I" and before[1:] != label[1:]:
            label = f"B{label[1:]}"
        sentences[-1].append((token, label))
        before = label
    return [sentence for sentence in sentences if sentence]


def pages_of(sentences: Sequence[Sentence]) -> Iterator[LabelledPage]:
    """The sentences as pages, each word with the label of its token."""
    for first in range(0, len(sentences), SENTENCES_PER_PAGE):
        yield _labelled(sentences[first : first + SENTENCES_PER_PAGE])


def _labelled(sentences: Sequence[Sentence]) -> LabelledPage:
    text = "\n".join(" ".join(token for token, _ in sentence) for sentence in sentences)
    page = page_of(text)
    labels = ["O"] * len(page.words)
    for (start, _), label, words in token_words(page, sentences):
        for position in words:
            is_first = page.words[position].start <= start or position == words[0]
            labels[position] = label if is_first or label == "O" else f"I{label[1:]}"
    return LabelledPage(page, labels)


def token_words(page: Page, sentences: Sequence[Sentence]) -> Iterator[tuple[tuple[int, int], str, list[int]]]:
    """For each token of the corpus its place in the page's text, its label and the words it became."""
    start = position = 0
    for sentence in sentences:
        for token, label in sentence:
            end = start + len(token)
            while position < len(page.words) and page.words[position].end <= start:
                position += 1
            words = []
            while position < len(page.words) and page.words[position].start < end:
                words.append(position)
                if page.words[position].end > end:
                    break
                position += 1
            yield (start, end), label, words
            start = end + 1


def marked_articles(folder: Path) -> list[MarkedArticle]:
    """The marked articles of a folder; without gold.json beside them their outlet is the file's name."""
    index = folder / "gold.json"
    sources = json.loads(index.read_text("utf-8")) if index.exists() else {}
    return [
        marked_article(sources.get(path.name, {}).get("source", path.stem), path.read_text("utf-8"))
        for path in sorted(folder.glob("*.txt"))
    ]


def marked_article(outlet: str, marked: str) -> MarkedArticle:
    parts, spans, length, position = [], set(), 0, 0
    for match in _MARK.finditer(marked):
        plain, name = marked[position : match.start()], match.group(2)
        parts += [plain, name]
        length += len(plain)
        spans.add((length, length + len(name), match.group(1)))
        length += len(name)
        position = match.end()
    return MarkedArticle(outlet, "".join([*parts, marked[position:]]), frozenset(spans))


TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG", "DATE", "NUM")
