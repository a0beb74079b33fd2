"""The flat lists give what plain Whoosh gives with its own codec: hits, scores and order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.arabic import TOKEN
from index.search import levels, scoring
from index.search.docsets import as_bits, members
from index.search.door import FileIndex, FileStorage
from index.search.engine import WhooshEngine
from index.search.query import Not, Word, parse, relaxed
from index.search.snapshot import Snapshot
from tests.index.search.corpus import invented_documents, seed_lines
from tests.index.search.stock import StockEngine, compile_query

DOCUMENTS = 400


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, StockEngine, Path]:
    path = tmp_path_factory.mktemp("flat") / "index"
    flat = WhooshEngine(path)
    documents = invented_documents(DOCUMENTS)
    with pytest.MonkeyPatch.context() as patch:
        # Few documents as there are here: the frequent words have levels all the same, the others have not.
        patch.setattr(levels, "FEWEST", 0)
        flat.add(documents)
        flat.commit()
    return flat._current(), StockEngine(documents), flat._generation.path


def queries(kind: str, count: int) -> list[str]:
    chance = random.Random(kind)
    words = [word for line in seed_lines() for word in line.split() if len(word) > 2]
    pairs = [f"{a} {b}" for line in seed_lines() for a, b in zip(line.split(), line.split()[1:], strict=False)]
    # In quotes one word alone is an exact form, which Whoosh knows nothing of.
    pairs = [pair for pair in pairs if len(TOKEN.findall(pair)) > 1]
    pick = {
        "word": lambda: chance.choice(words),
        "and": lambda: " ".join(chance.sample(words, 2)),
        "or": lambda: " ".join(chance.sample(words, 6)),
        "phrase": lambda: f'"{chance.choice(pairs)}"',
        "prefix": lambda: chance.choice(words)[:3] + "*",
        "mixed": lambda: f'"{chance.choice(pairs)}" {chance.choice(words)}',
        "not": lambda: f"{chance.choice(words)} NOT {chance.choice(words)[:4]}*",
    }[kind]
    return [pick() for _ in range(count)]


@pytest.mark.parametrize(
    ("kind", "count"),
    [("word", 120), ("and", 80), ("or", 80), ("phrase", 60), ("prefix", 60), ("mixed", 40), ("not", 40)],
)
def test_same_top_ten_scores_and_number_of_hits(
    engines: tuple[Snapshot, StockEngine, Path], kind: str, count: int
) -> None:
    snapshot, stock, _ = engines
    compared = with_hits = 0
    for query in queries(kind, count):
        tree = parse(query)
        tree = (relaxed(tree) or tree) if kind == "or" else tree
        if all(isinstance(child, Not) for child in tree.children):
            # Stop words on the left: Whoosh has nothing to take away from.
            continue
        expected = stock.run(tree, None)
        found = snapshot.run(tree, 10)
        assert found.total == len(expected), query
        scores = [-loss for loss, _, _ in found.hits]
        keys = [key for _, key, _ in found.hits]
        if kind == "not" and expected:
            # Whoosh gives every hit one point more where nothing stands behind the NOT.
            extra = round(expected[0][1] - scores[0])
            assert extra in (0, 1), query
            expected = [(key, score - extra) for key, score in expected]
        if kind == "prefix":
            assert [key for key, _ in expected[:10]] == keys, query
        else:
            assert scores == pytest.approx([score for _, score in expected[:10]]), query
            by_key = dict(expected)
            assert scores == pytest.approx([by_key[key] for key in keys]), query
        everything = snapshot.run(tree, None)
        assert {key for _, key, _ in everything.hits} == {key for key, _ in expected}, query
        compared += 1
        with_hits += bool(expected)
    assert compared >= 0.7 * count
    assert with_hits >= 0.3 * count


@pytest.fixture(scope="module")
def unlike_segments(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Three segments of unlike sizes and lengths, with documents deleted from each, and one that were two."""
    flat = WhooshEngine(tmp_path_factory.mktemp("unlike") / "index")
    documents = invented_documents(DOCUMENTS)
    by_length = sorted(documents, key=lambda document: len(document.body))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(levels, "FEWEST", 0)
        for first, last in ((250, 310), (310, 370)):
            flat.add(by_length[first:last])
            flat.commit()
        assert flat.join_small_segments() == 2
        for first, last in ((0, 250), (370, DOCUMENTS)):
            flat.add(by_length[first:last])
            flat.commit()
        flat.delete(document.key for document in documents[::7])
        flat.commit()
    snapshot = flat._current()
    assert len(snapshot.segments) == 3
    assert all(segment.deleted for segment in snapshot.segments)
    return snapshot


@pytest.mark.parametrize("kind", ["word", "phrase", "mixed", "not", "and", "or"])
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_best_few_are_those_of_scoring_everything(
    engines: tuple[Snapshot, StockEngine, Path],
    unlike_segments: Snapshot,
    kind: str,
    is_whole: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As if every set of hits were a large one, of which only the promising are scored.
    monkeypatch.setattr(scoring, "SMALL", 0)
    monkeypatch.setattr(scoring, "MEDIUM", 0)
    snapshot = engines[0] if is_whole else unlike_segments
    with_more = 0
    for query in queries(kind, 60):
        tree = parse(query)
        tree = (relaxed(tree) or tree) if kind == "or" else tree
        everything = snapshot.run(tree, None).hits
        best = snapshot.run(tree, 3).hits
        assert [key for _, key, _ in best] == [key for _, key, _ in everything[:3]], query
        assert [loss for loss, _, _ in best] == pytest.approx([loss for loss, _, _ in everything[:3]]), query
        with_more += len(everything) > 3
    assert with_more >= 15


@pytest.mark.parametrize("kind", ["word", "phrase", "mixed", "not", "and", "or"])
def test_none_of_the_hits_are_counted_all_the_same(
    engines: tuple[Snapshot, StockEngine, Path], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "SMALL", 0)
    monkeypatch.setattr(scoring, "MEDIUM", 0)
    for query in queries(kind, 20):
        tree = parse(query)
        assert engines[0].run(tree, 0).hits == []
        assert engines[0].run(tree, 0).total == engines[0].run(tree, None).total, query


def test_whoosh_itself_reads_the_flat_segments(engines: tuple[Snapshot, StockEngine, Path]) -> None:
    _snapshot, stock, path = engines
    with FileIndex(FileStorage(str(path))).searcher(weighting=stock._searcher.weighting) as searcher:
        compared = 0
        for kind in ("word", "and", "phrase", "not"):
            for query in queries(kind, 15):
                tree = parse(query)
                found = searcher.search(compile_query(tree), limit=None)
                scores = {searcher.stored_fields(n)["key"]: round(score, 9) for score, n in found.top_n}
                assert scores == {key: round(score, 9) for key, score in stock.run(tree, None)}, query
                compared += 1
    assert compared == 60


@pytest.mark.parametrize("share", [None, 0.3])
def test_no_document_gets_more_of_a_word_than_its_level_says(
    engines: tuple[Snapshot, StockEngine, Path], share: float | None
) -> None:
    snapshot, _, _ = engines
    chance = random.Random(5)
    words = sorted({word for line in seed_lines() for word in line.split() if len(word) > 2})
    held = dense = 0
    for leaf in (leaf for word in words for leaf in parse(word).children if isinstance(leaf, Word)):
        for ranked in (
            snapshot.ranked(leaf.stem, leaf.root, 2),
            snapshot.ranked(leaf.stem, ""),
            snapshot.ranked("", leaf.root),
        ):
            for segment in snapshot.segments:
                part = segment.part(ranked)
                everything = sorted(members(part.documents))
                found = None if share is None else [number for number in everything if chance.random() < share]
                steps = part.levels(found)
                wanted = everything if found is None else found
                assert [level.most for level in steps] == sorted((level.most for level in steps), reverse=True)
                left = as_bits(wanted)
                for level in steps:
                    documents = sorted(members(level.documents & left))
                    left ^= as_bits(documents)
                    values = part.values(documents)
                    assert max(values, default=0.0) <= level.most, leaf
                assert not left, leaf
                held += len(wanted)
                dense += part.stem >= 0 and segment.lists.text.levels.of(part.stem) is not None
    assert held > DOCUMENTS
    assert dense > 10
