"""The word table: how often raw news holds a word, the company it keeps there, and the lists of names it stands in."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from index.entities.build import MODEL
from index.entities.build.corpora import anercorp, news
from index.entities.build.everyday import ordinary_words
from index.entities.build.names import Names, collect
from index.entities.features import base_of, view
from index.entities.words import Word, split_words, stems
from index.entities.wordtable import Facts, pack, word_table

LEAST_COUNT = 10
"""A word that no list of names holds and that news holds more seldom is left out."""
LEAST_CLUSTERED = 25
"""Words of the news from which the company of a word tells anything."""
CLUSTERS = (64, 256, 1024)
SEED = 7

_MUCH_ODDER = {"ف": 20, "ك": 20}
"""How many times more frequent than the whole the rest behind a letter must be for a proclitic; else once is enough."""


def write(data: Path) -> None:
    """Write words.table from data/raw_text and data/ner; about 12 minutes.

    Twice: clusters want words without their proclitics, and only the frequencies tell what a proclitic is.
    """
    names = collect()
    whole = _count(data)
    facts = _facts(_cut_counts(whole, names), names)
    _store(facts)
    clusters = _clusters(data)
    _store({word: _clustered(fact, clusters.get(word)) for word, fact in facts.items()})


def _store(facts: Mapping[str, Facts]) -> None:
    (MODEL / "words.table").write_bytes(pack(facts))
    for cached in (word_table, base_of, view):
        cached.cache_clear()


def _texts(data: Path) -> Iterator[str]:
    yield from news(data / "raw_text")
    for sentence in anercorp(next((data / "ner").glob("*train.txt"))):
        yield " ".join(token for token, _ in sentence)


def _count(data: Path) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in _texts(data):
        counts.update(word.norm for word in split_words(text) if word.kind == "word")
    return counts


def _cut_counts(whole: Counter[str], names: Names) -> Counter[str]:
    """How often each word stands in the news, with a proclitic or without one."""
    counts: Counter[str] = Counter()
    for norm, count in whole.items():
        counts[_cut(norm, whole, names)] += count
    return counts


def _cut(norm: str, whole: Counter[str], names: Names) -> str:
    """The word without its proclitics: the more frequent rest, unless the word itself is somebody's name."""
    if norm[0] not in "وفبلك" or norm in names.given or norm in names.foreign or norm in names.places:
        return norm
    best, best_count = norm, whole[norm] * _MUCH_ODDER.get(norm[0], 1)
    for stem in stems(norm)[1:]:
        if len(stem.norm) > 2 and whole[stem.norm] > best_count:
            best, best_count = stem.norm, whole[stem.norm]
    return best


def _facts(counts: Counter[str], names: Names) -> dict[str, Facts]:
    ordinary = ordinary_words()
    words = {word for word, count in counts.items() if count >= LEAST_COUNT}
    words |= names.given.keys() | names.surnames.keys() | names.foreign | names.places.keys()
    return {
        word: Facts(
            coarse=0,
            middle=0,
            fine=0,
            frequency=min(7, 1 + _log4(counts[word])) if counts[word] else 0,
            given=min(3, 1 + _log4(names.given[word])) if word in names.given else 0,
            surname=min(3, 1 + _log4(names.surnames[word])) if word in names.surnames else 0,
            is_foreign=word in names.foreign,
            place=names.places.get(word, 0),
            is_ordinary=word in ordinary,
        )
        for word in words
    }


def _log4(count: int) -> int:
    return (count.bit_length() - 1) // 2


def _clustered(facts: Facts, clusters: tuple[int, int, int] | None) -> Facts:
    return facts if clusters is None else Facts(*clusters, *facts[3:])


def _clusters(data: Path) -> dict[str, tuple[int, int, int]]:
    """The three clusters of every word, counted from 1.

    Skip-gram vectors with one worker and a fixed seed, made unit vectors, then k-means.
    """
    word2vec, cluster = import_module("gensim.models.word2vec"), import_module("sklearn.cluster")
    numpy = import_module("numpy")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.txt"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in _lines(_texts(data)))
        model = word2vec.Word2Vec(
            word2vec.LineSentence(str(path)),
            vector_size=64,
            window=3,
            min_count=LEAST_CLUSTERED,
            sg=1,
            negative=8,
            epochs=4,
            sample=1e-4,
            seed=SEED,
            workers=1,
        )
    vectors = model.wv.vectors / numpy.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
    columns = []
    for size in CLUSTERS:
        means = cluster.MiniBatchKMeans(size, random_state=SEED, batch_size=4096, n_init=3, max_iter=60)
        columns.append([int(label) + 1 for label in means.fit_predict(vectors)])
    return dict(zip(model.wv.index_to_key, zip(*columns, strict=True), strict=True))


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """One line a paragraph, words without proclitics, numbers and Latin words as one word each."""
    for text in texts:
        line = []
        for word in split_words(text):
            if word.kind != "break":
                line.append(_token(word))
            elif line:
                yield " ".join(line)
                line = []
        yield " ".join(line)


def _token(word: Word) -> str:
    if word.kind == "word":
        return base_of(word.norm).norm
    return {"number": "<n>", "latin": "<l>"}.get(word.kind) or word.text[:1]
