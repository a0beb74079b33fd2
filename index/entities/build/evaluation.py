"""How right the recogniser is: the marked articles by the guideline, and ANERcorp in its own protocol."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.entities.build.corpora import (
    SENTENCES_PER_PAGE,
    TYPES,
    Sentence,
    Span,
    anercorp,
    marked_articles,
    page_of,
    token_words,
)
from index.entities.recogniser import find_all
from index.entities.tagger import Tagger, tagger

HELD_OUT = 10
"""The last n-th part of ANERcorp's train part is the measure of a model that was trained without it."""


class Tally:
    """Spans found, and found rightly, by any key."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, key: str, found: Iterable[Span], marked: Iterable[Span]) -> None:
        found, marked = set(found), set(marked)
        for place, number in enumerate((len(found & marked), len(found), len(marked))):
            self._counts[key][place] += number

    def scores(self, key: str) -> tuple[float, float, float]:
        """Precision, recall and F1 in percent."""
        right, found, marked = self._counts[key]
        return 100 * right / (found or 1), 100 * right / (marked or 1), 200 * right / (found + marked or 1)

    def lines(self) -> list[str]:
        rows = []
        for key, (_, _, marked) in self._counts.items():
            precision, recall, f1 = self.scores(key)
            rows.append(f"{key:40} P {precision:5.1f}  R {recall:5.1f}  F {f1:5.1f}   ({marked} marked)")
        return rows


def score_marked(folder: Path) -> Tally:
    """Strict spans of the marked articles of a folder: all, by type, by outlet."""
    tally = Tally()
    for article in marked_articles(folder):
        found = {(span.start, span.end, span.type) for span in find_all(page_of(article.text))}
        tally.add("all", found, article.spans)
        for kind in TYPES:
            tally.add(kind, _of_type(found, kind), _of_type(article.spans, kind))
        tally.add(article.outlet, found, article.spans)
    return tally


def mistakes(folder: Path) -> list[str]:
    """Each span that is missed or wrong, with what stands around it."""
    found = []
    for article in marked_articles(folder):
        rules: dict[Span, str] = {
            (span.start, span.end, span.type): span.rule for span in find_all(page_of(article.text))
        }
        for start, end, kind in sorted(rules.keys() ^ article.spans):
            verdict = "missed" if (start, end, kind) in article.spans else "wrong "
            before, after = article.text[max(0, start - 30) : start], article.text[end : end + 25]
            around = f"{before}[{article.text[start:end]}]{after}"
            found.append(f"{article.outlet[:20]:20} {verdict} {kind:4} {around!r} {rules.get((start, end, kind), '')}")
    return found


def _of_type(spans: Iterable[Span], kind: str) -> set[Span]:
    return {span for span in spans if span[2] == kind}


def held_out(sentences: Sequence[Sentence]) -> int:
    """Where the held-out part of ANERcorp's train part begins."""
    return len(sentences) - len(sentences) // HELD_OUT


def score_anercorp(path: Path, *, is_whole: bool = False, model: Tagger | None = None) -> Tally:
    """PERS, LOC, ORG and MISC over the corpus's own tokens, in its held-out part or in the whole file."""
    tally = Tally()
    sentences = anercorp(path)
    for first in range(0 if is_whole else held_out(sentences), len(sentences), SENTENCES_PER_PAGE):
        block = sentences[first : first + SENTENCES_PER_PAGE]
        page = page_of("\n".join(" ".join(token for token, _ in sentence) for sentence in block))
        tags = (model or tagger()).tag(page, is_anercorp=True)
        marked, found = [], []
        for _, label, words in token_words(page, block):
            marked.append(label)
            found.append(next((tags[word].label for word in words if tags[word].label != "O"), "O"))
        marked_spans, found_spans = _spans(marked), _spans(found)
        tally.add("ANERcorp", found_spans, marked_spans)
        for kind in ("PERS", "LOC", "ORG", "MISC"):
            tally.add(f"ANERcorp {kind}", _of_type(found_spans, kind), _of_type(marked_spans, kind))
    return tally


def _spans(labels: Sequence[str]) -> set[Span]:
    """The names of a row of labels: first token, position after the last one, type."""
    spans = set()
    first, before = 0, "O"
    for position, label in enumerate([*labels, "O"]):
        if before != "O" and (label[0] != "I" or label[1:] != before[1:]):
            spans.add((first, position, before[2:]))
        if label != "O" and (label[0] == "B" or label[1:] != before[1:]):
            first = position
        before = label
    return spans
