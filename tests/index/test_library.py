"""The library through its one door: what goes in comes out, and nothing of the user's is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.article import Entities, Marks
from index.database import SCHEMA_VERSION
from index.digests import digest_of
from index.errors import ArticleNotFoundError, LibraryBusyError, LibraryError, LibraryVersionError
from index.incoming import Incoming
from index.library import Criteria, Library
from index.search.engine import IndexDamagedError
from index.store import Store

SEED = "000_b883f048678b2a24"
ROOT = Path(__file__).parents[2]


def write(path: Path, title: str, *paragraphs: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([title, "", *paragraphs]) + "\n", encoding="utf-8")
    return path


def write_jsonl(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_new_library_opens_on_the_seed(library: Library) -> None:
    (row,) = library.rows(library.keys())
    article = library.article(row.id)
    assert row.id == SEED
    assert len(article.paragraphs) == 10
    assert article.text[: article.body_start] == article.title + "\n\n"


def test_seeds_come_once(tmp_path: Path) -> None:
    for _ in range(2):
        with Library.open(tmp_path / "library") as library:
            assert len(library.keys()) == 1


def test_import_adds_updates_and_never_doubles(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "a.txt", "عنوان", "نص أول")
    assert library.import_paths([path]).added == 1
    assert library.import_paths([path]).duplicates == 1
    write(path, "عنوان", "نص ثان مصحح")
    report = library.import_paths([path])
    assert (report.added, report.updated, report.duplicates) == (0, 1, 0)
    assert library.article("a").body == "نص ثان مصحح"
    assert library.search("مصحح").total == 1
    assert library.search("أول").total == 0
    assert len(library.keys()) == 2


def test_one_name_in_two_folders_is_two_articles(library: Library, tmp_path: Path) -> None:
    first = write(tmp_path / "x" / "a.txt", "عنوان", "نص")
    second = write(tmp_path / "y" / "a.txt", "آخر", "غيره")
    third = write(tmp_path / "z" / "a.txt", "عنوان", "نص")
    report = library.import_paths([first, second, third])
    assert (report.added, report.duplicates) == (2, 1)
    assert library.import_paths([second]).duplicates == 1


def test_a_text_file_of_a_known_article_neither_doubles_it_nor_forgets_its_source(
    empty_library: Library, tmp_path: Path
) -> None:
    known = {"id": "n1", "title": "عنوان", "body": "نص", "source": "العرب", "date": "2021-07-06"}
    empty_library.import_paths([write_jsonl(tmp_path / "a.jsonl", known)])
    assert empty_library.import_paths([write(tmp_path / "in" / "n1.txt", "عنوان", "نص")]).duplicates == 1
    assert empty_library.article("n1").source == "العرب"
    assert len(empty_library.keys()) == 1


def test_marks_survive_an_update_and_a_rebuild(library: Library, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", {"id": "n1", "title": "عنوان", "body": "نص طويل هنا"})
    library.import_paths([path])
    library.bookmark("n1")
    library.set_read("n1")
    library.note("n1", "مهم")
    library.tag("n1", "عاجل")
    library.set_position("n1", 12)
    write_jsonl(path, {"id": "n1", "title": "عنوان", "body": "قصر"})
    assert library.import_paths([path]).updated == 1
    assert library.rebuild() == 2
    marks = library.marks("n1")
    assert marks == Marks(True, True, ("عاجل",), "مهم", len(library.article("n1").text))


def test_lists_follow_their_criteria(library: Library, tmp_path: Path) -> None:
    dates = ("2021-07-06", "2022-01-01", "", "2021-07-06T08:00:00")
    records = [{"id": f"n{i}", "body": "نص", "source": "س" if i % 2 else "ص", "date": d} for i, d in enumerate(dates)]
    library.import_paths([write_jsonl(tmp_path / "a.jsonl", *records)])
    library.bookmark("n1")
    library.set_read("n2")
    library.tag("n3", "عاجل")

    def ids(criteria: Criteria) -> list[str]:
        return [row.id for row in library.rows(library.keys(criteria))]

    assert ids(Criteria()) == ["n1", "n3", "n0", "n2", SEED]
    assert ids(Criteria(is_bookmarked=True)) == ["n1"]
    assert ids(Criteria(is_unread=True)) == ["n1", "n3", "n0", SEED]
    assert ids(Criteria(is_unread=False)) == ["n2"]
    assert ids(Criteria(tag="عاجل")) == ["n3"]
    assert ids(Criteria(source="ص", sort="added")) == ["n2", "n0"]


def test_search_finds_and_shows_where(library: Library) -> None:
    result = library.search("الاميركية")
    (hit,) = result.hits
    assert result.total == 1
    assert "الأميركية" in {hit.snippet[s:e] for s, e in hit.snippet_spans}
    article = library.article(hit.id)
    assert "الأميركية" in {article.text[s:e] for s, e in library.hit_spans(article, "الاميركية")}
    assert list(library.search_keys("صواريخ")) == [hit.key]
    assert library.search("بطاطس مقلية").total == 0


def test_a_query_can_ask_for_marks(library: Library, tmp_path: Path) -> None:
    library.import_paths([write(tmp_path / "a.txt", "خبر", "بغداد اليوم")])
    library.bookmark("a")
    library.tag("a", "عاجل")
    library.set_read(SEED)
    for query in ("بغداد is:bookmarked", "محفوظ: بغداد", "بغداد is:unread", "بغداد وسم:عاجل"):
        assert [hit.id for hit in library.search(query).hits] == ["a"], query
    assert library.search("بغداد is:read").hits[0].id == SEED


@pytest.mark.parametrize("query", ["", "؟", '"', "(", "-", "و", "🙂", "* *", "\x00", "ا" * 10_000, "كلمة " * 10_000])
def test_whatever_people_type_is_a_query(library: Library, query: str) -> None:
    assert library.search(query).query == query


def test_entities_are_recognised_once_and_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    found = library.entities(SEED)
    text = library.article(SEED).text
    assert "العراق" in {entity.canonical for entity in found.entities}
    assert all(text[m.start : m.end] == m.text for m in found.mentions)
    monkeypatch.setattr("index.entities.recognise", None)
    assert library.entities(SEED) == found


def test_an_unknown_id_is_told(library: Library) -> None:
    for ask in (library.article, library.bookmark, library.entities):
        with pytest.raises(ArticleNotFoundError, match="warraq list"):
            ask("nowhere")


def test_a_newer_library_is_left_alone(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite3") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(LibraryVersionError, match="upgrade"):
        Library.open(tmp_path)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_text("not a database, only some text" * 50, encoding="utf-8")
    with pytest.raises(LibraryError, match="damaged"):
        Library.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="--library"):
        Library.open(tmp_path / "file" / "library")


def test_a_second_reader_works_and_a_second_writer_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.database.BUSY_SECONDS", 0.1)
    with Library.open(library.path) as other:
        other.bookmark(SEED)
        assert library.marks(SEED).is_bookmarked
        with library._store.batch():
            library.note(SEED, "x")
            assert other.rows(other.keys())
            with pytest.raises(LibraryBusyError, match="another Warraq"):
                other.bookmark(SEED, False)
        other.bookmark(SEED, False)
    assert library.marks(SEED) == Marks(note="x")


def test_a_full_disk_is_told_and_loses_nothing(empty_library: Library, tmp_path: Path) -> None:
    library = empty_library
    library.import_paths([write(tmp_path / "a.txt", "عنوان", "نص")])
    library.bookmark("a")
    pages = library._store._db.execute("PRAGMA page_count").fetchone()[0]
    library._store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryError, match="disk is full"):
        library.import_paths([write(tmp_path / "b.txt", "كبير", "نص " * 50_000)])
    assert [row.id for row in library.rows(library.keys())] == ["a"]
    assert library.marks("a").is_bookmarked
    assert library._store.check() == "ok"


def test_what_a_crash_left_out_of_the_index_is_found(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", seeds=False) as library:
        library._store.put_incoming(_article("x", "كلمة فريدة"))
    with Library.open(tmp_path / "library") as library:
        assert library.search("فريدة").total == 1


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: str) -> None:
    with Library.open(tmp_path / "library") as library:
        assert library.search("بغداد").total == 1
    for path in (tmp_path / "library" / "index").rglob("*"):
        if path.is_file():
            path.unlink() if damage == "gone" else path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    with Library.open(tmp_path / "library") as library:
        assert library.search("بغداد").total == 1
        assert all(finding.is_ok for finding in library.doctor())


def test_what_whoosh_lost_is_indexed_again(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", {"id": "n1", "body": "كلمة فريدة"})
    with Library.open(tmp_path / "library") as library:
        library.search("بغداد")
        shutil.copytree(library.path / "index", tmp_path / "before")
        library.import_paths([path])
    shutil.rmtree(tmp_path / "library" / "index")
    (tmp_path / "before").rename(tmp_path / "library" / "index")
    with Library.open(tmp_path / "library") as library:
        assert library.search("فريدة").total == 1


def test_an_index_that_cannot_be_written_is_told_and_the_articles_are_in(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        (library.path / "index").write_text("in the way", encoding="utf-8")
        report = library.import_paths([write(tmp_path / "a.txt", "عنوان", "نص")])
        assert (report.added, len(report.warnings)) == (1, 1)
        with pytest.raises(LibraryError, match="safe in the record"):
            library.search("نص")
        assert [finding.is_ok for finding in library.doctor()] == [True, False]


def test_a_disk_too_full_for_the_index_keeps_no_search_from_its_answer(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert library.search("بغداد").total == 1
    with monkeypatch.context() as full:
        full.setattr("index.search.engine.WhooshEngine.commit", _raise_disk_full)
        assert library.import_paths([write(tmp_path / "a.txt", "عنوان", "كلمة فريدة")]).added == 1
        assert library.search("بغداد").total == 1
        assert "no space left" in library.notices[0]
    assert library.search("فريدة").total == 1


def test_damage_that_a_search_meets_is_put_right(library: Library) -> None:
    assert library.search("بغداد").total == 1
    damaged = library._fulltext.engine()

    def fail(query: str, **options: int) -> None:
        raise IndexDamagedError(library.path, "cut short")

    damaged.search = fail  # type: ignore[method-assign, assignment]
    assert len(library.search_keys("بغداد")) == 1
    assert library._fulltext.engine() is not damaged
    assert "made again" in library.notices[0]


def test_closing_stops_an_indexing_that_runs_and_loses_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        assert library.search("بغداد").total == 1
        library._fulltext._is_closing = True
        with pytest.raises(LibraryError, match="at the next start"):
            library.rebuild()
    with Library.open(tmp_path / "library") as library:
        assert library.search("بغداد").total == 1
        assert not library.notices


def test_a_long_indexing_keeps_no_thread_from_searching(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.search("بغداد")
    monkeypatch.setattr("index.fulltext._SHORT_WAIT", 0)
    library._store.put_incoming(_article("x", "كلمة فريدة"))
    with library._fulltext._catching_up:
        assert library.search("بغداد").total == 1
        assert library.search("فريدة").total == 0
    assert library.search("فريدة").total == 1


def test_what_is_recognised_in_an_old_text_is_not_kept_for_the_new_one(empty_library: Library) -> None:
    old = _article("x", "زار بغداد").article
    store = empty_library._store
    _, key, _ = store.put_incoming(Incoming(old, "x"))
    store.put_incoming(_article("x", "نص آخر"))
    empty_library.entity_index.keep(key, old, Entities())
    store.mark_indexed([(key, digest_of(old))])
    assert empty_library.entity_index.kept(key) is None
    assert empty_library.entity_index.gathered().listed == 0
    assert store.pending_count() == 1


def test_tags_and_notes_are_cleaned_as_text_is(library: Library) -> None:
    library.tag(SEED, " عاجل\x1b[31m \n جدا ")
    library.tag(SEED, "  ")
    library.note(SEED, "سطر\nثان \ud800")
    assert library.marks(SEED) == Marks(tags=("عاجل جدا",), note="سطر\nثان \ufffd")


def test_threads_share_a_library(library: Library) -> None:
    totals: list[int] = []

    def work() -> None:
        for _ in range(20):
            totals.append(library.search("العراق").total)
            library.bookmark(SEED, len(totals) % 2 == 0)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [1] * 80


def test_kill_keeps_every_acknowledged_bookmark(tmp_path: Path) -> None:
    records = [{"id": f"n{i}", "body": "نص"} for i in range(2_000)]
    with Library.open(tmp_path / "library") as library:
        library.import_paths([write_jsonl(tmp_path / "a.jsonl", *records)])
    script = (
        "import sys\nfrom pathlib import Path\nfrom index.library import Library\n"
        f"library = Library.open(Path({str(tmp_path / 'library')!r}))\n"
        "for i in range(2000):\n    library.bookmark(f'n{i}')\n    print(i, flush=True)\n"
    )
    acknowledged = 0
    for round_ in range(3):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert process.stdout is not None
        for line in process.stdout:
            acknowledged = max(acknowledged, int(line))
            if int(line) >= 40 + 25 * round_:
                break
        os.kill(process.pid, signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdout.close()
    with Library.open(tmp_path / "library") as library:
        kept = library.keys(Criteria(is_bookmarked=True))
        assert {f"n{i}" for i in range(acknowledged + 1)} <= {row.id for row in library.rows(kept)}


def test_store_turns_every_database_fault_into_its_own_error(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.sqlite3")
    store._db.execute("DROP TABLE articles")
    with pytest.raises(LibraryError, match="warraq doctor"):
        store.keys(Criteria())
    store.close()


def _raise_disk_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _article(article_id: str, body: str):  # type: ignore[no-untyped-def]
    from index.article import Article

    return Incoming(Article(id=article_id, title="", body=body), "x")


def test_indexing_can_be_left_off_and_goes_on_at_the_next_start(tmp_path: Path) -> None:
    records = [{"id": f"n{i}", "body": f"كلمة رقم {i}"} for i in range(3_000)]
    with Library.open(tmp_path / "library", seeds=False) as library:
        library.leave_off_indexing()
        assert library.import_paths([write_jsonl(tmp_path / "a.jsonl", *records)]).added == 3_000
        assert library.stats()["pending"] == 3_000
    with Library.open(tmp_path / "library") as library:
        assert library.search("كلمة").total == 3_000
