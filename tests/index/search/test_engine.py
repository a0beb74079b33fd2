"""The engine through its public door: finding, replacing, rebuilding, and what happens when things go wrong."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import LibraryBusyError
from index.search import engine as engine_module
from index.search import writer as writer_module
from index.search.engine import IndexDamagedError, SearchEngine, WhooshEngine, open_engine
from index.search.flatfile import Column
from index.search.generation import Generation
from index.search.merging import Part
from index.search.schema import IndexedDocument
from tests.index.search.corpus import invented_documents, seed_documents

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = open_engine(tmp_path_factory.mktemp("seed") / "index")
    engine.add(seed_documents())
    engine.commit()
    yield engine
    engine.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    engine = WhooshEngine(tmp_path / "index")
    yield engine
    engine.close()


def found(engine: SearchEngine, query: str) -> set[int]:
    keys = set(engine.match_keys(query))
    assert engine.search(query, limit=100).total == len(keys)
    return keys


def document(key: int, body: str, title: str = "", **more: str) -> IndexedDocument:
    return IndexedDocument(key, f"a{key}", title, body, **more)


ROCKETS = {0, 1, 3, 4, 10}
ATTACKS = {1, 2, 4, 7, 8, 9, 10}
AMERICANS = {1, 2, 5, 6, 7, 8, 9, 10}
IRAQ = set(range(1, 10))


@pytest.mark.parametrize(
    ("query", "paragraphs"),
    [
        ("تعرضت", {1, 4}),
        ("تعر", set()),
        ("الاثنين", {1}),
        ("الإثنين", {1}),
        ("الاميركية", AMERICANS),
        ("الأمريكية", AMERICANS),
        ("امريكا", AMERICANS),
        ("صواريخ", ROCKETS),
        ("الصواريخ", ROCKETS),
        ("صاروخ", ROCKETS),
        ("صاروخي", ROCKETS),
        ("صواريـخ", ROCKETS),
        ("ﺻﻮاريخ", ROCKETS),
        ("هجوم", ATTACKS),
        ("هجمات", ATTACKS),
        ("عراق", IRAQ),
        ("العراق", IRAQ),
        ("والعراق", IRAQ),
        ("تم", {2, 3}),
        ("تمّ", {2, 3}),
        ("2500", {9}),
        ("٢٥٠٠", {9}),
        ("#عين_الأسد", {0, 1, 3, 4, 5}),
        ("أسد عين", {0, 1, 3, 4, 5}),
        ('"عين الأسد"', {0, 1, 3, 4, 5}),
        ('"أسد عين"', set()),
        ('"تم تصنيف"', {2}),
        ("قاعد* -بغداد", {3, 4}),
        ("مصدر:العرب صواريخ", ROCKETS),
        ("مصدر:الجزيرة صواريخ", set()),
        ("date:2021-07 2500", {9}),
        ("date:2020 2500", set()),
        ("2500 أو تصنيف", {2, 9}),
    ],
)
def test_each_query_finds_every_true_paragraph_and_no_other(
    seed: SearchEngine, query: str, paragraphs: set[int]
) -> None:
    assert found(seed, query) == paragraphs


def test_articles_with_all_words_come_before_those_with_some(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد بغداد بغداد"), document(2, "بغداد ودمشق وبيروت وعمان"), document(3, "بيروت")])
    engine.commit()
    assert list(engine.match_keys("بغداد دمشق بيروت عمان")) == [2, 1, 3] or list(
        engine.match_keys("بغداد دمشق بيروت عمان")
    ) == [2, 3, 1]
    assert list(engine.match_keys("بغداد دمشق")) == [2]


def test_a_word_in_the_title_weighs_more(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد اليوم وغدا", "دمشق اليوم"), document(2, "دمشق اليوم وغدا", "بغداد اليوم")])
    engine.commit()
    assert list(engine.match_keys("بغداد")) == [2, 1]
    assert list(engine.match_keys("title:بغداد")) == [2]
    assert list(engine.match_keys("title:اليوم")) == [1, 2]


def test_no_phrase_runs_from_title_into_body(engine: WhooshEngine) -> None:
    engine.add([document(1, "الأسد هنا", "عين")])
    engine.commit()
    assert found(engine, '"عين الأسد"') == set()


def test_no_phrase_runs_from_one_article_into_the_next(engine: WhooshEngine) -> None:
    engine.add(document(key, "الأسد " + "كلام " * key + "عين") for key in range(70))
    engine.commit()
    assert found(engine, '"عين الأسد"') == set()
    assert found(engine, '"عين في الأسد"') == set()
    assert found(engine, '"الأسد عين"') == {0}


def test_adding_again_replaces(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد"), document(2, "دمشق"), document(1, "بيروت")])
    engine.commit()
    engine.add([document(2, "عمان")])
    engine.commit()
    assert [found(engine, word) for word in ("بغداد", "بيروت", "دمشق", "عمان")] == [set(), {1}, set(), {2}]
    assert engine.document_count() == 2


def test_deleted_articles_are_gone_and_stay_gone(engine: WhooshEngine) -> None:
    engine.add(document(key, "بغداد") for key in range(30))
    engine.commit()
    engine.delete(range(0, 30, 2))
    engine.delete([999])
    engine.commit()
    assert found(engine, "بغداد") == set(range(1, 30, 2))
    assert engine.search("بغداد", limit=3).total == 15
    assert len(engine.search("بغداد", limit=50).hits) == 15


def test_nothing_counts_before_the_commit(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد")])
    assert found(engine, "بغداد") == set()
    engine.commit()
    assert found(engine, "بغداد") == {1}


def test_newest_first(engine: WhooshEngine) -> None:
    engine.add([document(1, "خبر", date="2020-01-01"), document(2, "خبر", date="2022-01-01"), document(3, "خبر")])
    engine.commit()
    assert [key for key, _ in engine.search("خبر", sort="date").hits] == [2, 1, 3]


def test_pages_join_to_the_whole(engine: WhooshEngine) -> None:
    engine.add(invented_documents(300))
    engine.commit()
    query = "العراق القوات"
    pages = [key for offset in range(0, 300, 7) for key, _ in engine.search(query, limit=7, offset=offset).hits]
    assert pages == list(engine.match_keys(query))


@pytest.mark.parametrize("query", ["بغداد", "قاعدة", "بغداد قاعدة", "بغداد أو قاعدة"])
def test_among_equals_the_first_page_begins_as_the_whole_does(engine: WhooshEngine, query: str) -> None:
    # Alike but for their keys, which fall: the order in which they came is not the order of the answer.
    engine.add(document(key, "بغداد والقواعد العسكرية") for key in range(400, 0, -1))
    engine.commit()
    assert [key for key, _ in engine.search(query, limit=10).hits] == list(range(1, 11))
    assert list(engine.match_keys(query)) == list(range(1, 401))


def test_filters_that_only_the_record_can_answer(tmp_path: Path) -> None:
    engine = open_engine(
        tmp_path / "index", lambda name, value: [2, 77] if (name, value) == ("is", "bookmarked") else []
    )
    engine.add([document(1, "بغداد"), document(2, "بغداد")])
    engine.commit()
    assert found(engine, "is:bookmarked بغداد") == {2}
    assert found(engine, "محفوظ:") == {2}
    assert found(engine, "tag:مهم بغداد") == set()
    engine.close()


def test_small_segments_are_joined_without_a_change(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "MERGE_RUN", 1_000)
    documents = invented_documents(60)
    for start in range(0, 60, 5):
        engine.add(documents[start : start + 5])
        engine.commit()
    engine.delete([3, 17])
    engine.commit()
    queries = ["العراق", "القوات الأميركية", '"عين الأسد"', "قاعد*", "قاعدة صواريخ هجوم وزارة بغداد أميركية"]
    before = [(engine.search(query).total, set(engine.match_keys(query))) for query in queries]
    assert engine.join_small_segments() > 1
    assert [(engine.search(query).total, set(engine.match_keys(query))) for query in queries] == before
    assert engine.is_sound(deep=True)
    assert engine.document_count() == 58


def test_segments_are_joined_in_the_background(engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "QUIET_SECONDS", 0.01)
    for one in invented_documents(12):
        engine.add([one])
        engine.commit()
    deadline = time.monotonic() + 10
    while len(list(engine._generation.path.glob("*.flat"))) > engine_module.MERGE_RUN and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(list(engine._generation.path.glob("*.flat"))) <= engine_module.MERGE_RUN
    assert engine.document_count() == 12


def test_the_parts_of_a_large_rebuild_are_joined_in_the_background(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "QUIET_SECONDS", 0.01)
    monkeypatch.setattr(engine_module, "MERGE_DOCUMENTS", 40)
    monkeypatch.setattr(writer_module, "SEGMENT_TOKENS", 2_000)
    engine.rebuild(invented_documents(60))
    assert engine._merging is not None
    engine._merging.join(10)
    sizes = [segment.doc_count() for segment in engine._generation.listed()]
    assert max(sizes) >= 40
    assert sum(sizes) == 60


def test_what_is_deleted_while_segments_are_joined_stays_deleted(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = invented_documents(6)
    for start in range(0, 6, 2):
        engine.add(documents[start : start + 2])
        engine.commit()
    merged_sections = engine_module.merged_sections

    def delete_meanwhile(parts: Sequence[Part]) -> dict[str, Column]:
        sections = merged_sections(parts)
        engine.delete([3])
        engine.commit()
        return sections

    monkeypatch.setattr(engine_module, "merged_sections", delete_meanwhile)
    assert engine.join_small_segments() == 0
    assert engine.document_count() == 5
    monkeypatch.setattr(engine_module, "merged_sections", merged_sections)
    assert engine.join_small_segments() == 3
    assert engine.document_count() == 5


def test_what_is_added_while_segments_are_joined_is_found(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in range(4):
        engine.add([document(key, "بغداد")])
        engine.commit()
    merged_sections = engine_module.merged_sections

    def add_meanwhile(parts: Sequence[Part]) -> dict[str, Column]:
        engine.add([document(9, "بغداد")])
        engine.commit()
        return merged_sections(parts)

    monkeypatch.setattr(engine_module, "merged_sections", add_meanwhile)
    assert engine.join_small_segments() == 4
    assert found(engine, "بغداد") == {0, 1, 2, 3, 9}
    assert engine.is_sound(deep=True)


def test_a_rebuild_answers_from_the_old_index_until_it_is_done(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد")])
    engine.commit()

    def documents() -> Iterator[IndexedDocument]:
        yield document(1, "دمشق")
        assert found(engine, "بغداد") == {1}
        engine.add([document(2, "بيروت")])
        engine.commit()
        assert found(engine, "بيروت") == {2}
        yield document(3, "دمشق")

    assert engine.rebuild(documents()) == 2
    assert [found(engine, word) for word in ("بغداد", "دمشق", "بيروت")] == [set(), {1, 3}, {2}]


def test_a_rebuild_that_fails_leaves_the_old_index(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد")])
    engine.commit()

    def documents() -> Iterator[IndexedDocument]:
        yield document(5, "دمشق")
        raise OSError("the record is gone")

    with pytest.raises(OSError, match="the record is gone"):
        engine.rebuild(documents())
    assert found(engine, "بغداد") == {1}
    engine.add([document(2, "بغداد")])
    engine.commit()
    assert found(engine, "بغداد") == {1, 2}


def test_an_index_of_another_version_answers_and_asks_for_a_rebuild(engine: WhooshEngine) -> None:
    engine.add([document(1, "بغداد")])
    engine.commit()
    (engine._generation.path / "about.json").write_text('{"schema": "0.0"}', encoding="utf-8")
    assert not engine.is_current()
    assert found(engine, "بغداد") == {1}
    engine.rebuild([document(1, "بغداد")])
    assert engine.is_current()


def test_a_second_engine_sees_commits_and_rebuilds_of_the_first(engine: WhooshEngine, tmp_path: Path) -> None:
    other = open_engine(tmp_path / "index")
    engine.add([document(1, "بغداد")])
    engine.commit()
    assert found(other, "بغداد") == {1}
    engine.rebuild([document(4, "بغداد")])
    assert found(other, "بغداد") == {4}
    other.close()


def test_a_second_writer_waits_and_then_says_so(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "LOCK_TIMEOUT", 0.2)
    monkeypatch.setattr(Generation.writer, "__defaults__", (0.2,))
    other = open_engine(tmp_path / "index")
    engine.add([document(1, "بغداد")])
    with pytest.raises(LibraryBusyError, match="try again"):
        other.add([document(2, "دمشق")])
    engine.commit()
    other.add([document(2, "دمشق")])
    other.commit()
    assert found(engine, "دمشق") == {2}
    other.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a bad table open.
@pytest.mark.parametrize("damage", ["cut", "empty", "gone", "flipped", "toc"])
def test_damage_is_noticed(engine: WhooshEngine, tmp_path: Path, damage: str) -> None:
    engine.add(invented_documents(50))
    engine.commit()
    engine.close()
    pattern = "*.toc" if damage == "toc" else "*.flat"
    (file,) = (tmp_path / "index").glob(f"gen-*/{pattern}")
    content = file.read_bytes()
    match damage:
        case "gone":
            file.unlink()
        case "flipped":
            file.write_bytes(content[:100] + bytes([content[100] ^ 0xFF]) + content[101:])
        case "empty":
            file.write_bytes(b"")
        case _:
            file.write_bytes(content[: len(content) // 2])
    if damage == "flipped":
        assert not open_engine(tmp_path / "index").is_sound(deep=True)
    else:
        with pytest.raises(IndexDamagedError, match="rebuild"):
            open_engine(tmp_path / "index").search("العراق")


def test_a_full_disk_while_committing_leaves_the_old_index(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.add([document(1, "بغداد")])
    engine.commit()
    engine.add([document(2, "بغداد")])
    with monkeypatch.context() as patch:
        patch.setattr("index.search.writer.write_flat_file", _no_space)
        with pytest.raises(OSError, match="No space"):
            engine.commit()
    assert found(engine, "بغداد") == {1}
    engine.add([document(2, "بغداد")])
    engine.commit()
    assert found(engine, "بغداد") == {1, 2}


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


KILLED = """
import sys
from pathlib import Path
from index.search.engine import open_engine
from tests.index.search.corpus import invented_documents
engine = open_engine(Path(sys.argv[1]))
for number, document in enumerate(invented_documents(3_000, int(sys.argv[2]))):
    engine.add([document])
    if number % 3 == 0:
        engine.commit()
        print(document.key, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_committed(tmp_path: Path) -> None:
    chance = random.Random(3)
    for turn in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path / "index"), str(turn)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        last = int(child.stdout.readline())
        time.sleep(chance.random() / 3)
        os.kill(child.pid, signal.SIGKILL)
        last = max(
            [last, *(int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n"))]
        )
        child.wait()
        child.stdout.close()
        engine = open_engine(tmp_path / "index")
        assert engine.document_count() >= last + 1
        assert engine.is_sound(deep=True)
        engine.add([document(10**6, "بغداد")])
        engine.commit()
        engine.close()


def test_six_threads_search_while_one_writes(engine: WhooshEngine) -> None:
    documents = invented_documents(80)
    engine.add(documents[:50])
    engine.commit()
    done = threading.Event()

    def search(_: int) -> int:
        turns = 0
        while not done.is_set():
            assert engine.search("العراق القاعدة").total > 0
            assert engine.search('"عين الأسد"').total >= 0
            turns += 1
        return turns

    with ThreadPoolExecutor(6) as pool:
        running = [pool.submit(search, n) for n in range(6)]
        for one in documents[50:]:
            engine.add([one])
            engine.commit()
        done.set()
        assert all(future.result() > 0 for future in running)
    assert engine.document_count() == 80


def test_a_table_of_contents_that_is_gone_after_it_was_read_troubles_nobody(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.add(invented_documents(5))
    engine.commit()
    read = Generation.listed
    times = []

    def once(generation: Generation) -> list[object]:
        times.append(1)
        if len(times) > 1:
            raise FileNotFoundError("a writer has committed and taken it away")
        return list(read(generation))

    monkeypatch.setattr(Generation, "listed", once)
    assert engine.search("العراق").total >= 0
    assert times == [1]


def test_another_process_writes_while_this_one_searches(engine: WhooshEngine, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED.replace("3_000", "120"), str(tmp_path / "index"), "5"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    counts = []
    while child.poll() is None:
        counts.append(engine.search("العراق").total)
        assert engine.search('"عين الأسد"').total >= 0
    assert child.stdout is not None
    child.stdout.close()
    assert child.returncode == 0
    assert counts == sorted(counts)
    assert engine.document_count() == 118
    engine.add([document(500, "بغداد")])
    engine.commit()
    assert engine.document_count() == 119


def test_random_bytes_are_queries(seed: SearchEngine) -> None:
    chance = random.Random(1)
    for _ in range(100):
        query = chance.randbytes(chance.randint(1, 60)).decode("utf-8", "surrogateescape")
        assert seed.search(query).total >= 0
