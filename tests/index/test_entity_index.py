"""The table of the library's entities: filled little by little, asked by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.article import Article, Entities, Entity, Mention, Span
from index.entity_hits import with_mentions
from index.entity_index import folded_name, mentions_of
from index.incoming import Incoming
from index.library import Library
from index.reports import Company, Gathered

ROOT = Path(__file__).parents[2]
TEXTS = {
    "baghdad": "زار الرئيس بغداد أمس.",
    "hizb": "قال حزب الله في بيروت إنه يرفض ذلك.",
    "hizb-god": "قال إن حزبا كبيرا يشكر الله في بيروت.",
    "none": "لا شيء يذكر هنا.",
}


def fill(library: Library, texts: dict[str, str] = TEXTS) -> None:
    for name, body in texts.items():
        library._store.put_incoming(Incoming(Article(name, "", body, date="2021-07-06"), "test"))


def gather(library: Library) -> list[Gathered]:
    seen: list[Gathered] = []
    library.entity_index.gather(seen.append)
    return seen


def ids(library: Library, query: str) -> set[str]:
    return {row.id for row in library.rows(library.search_keys(query))}


def test_nothing_is_recognised_while_importing(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان\n\nزار بغداد.\n", encoding="utf-8")
    library.import_paths([tmp_path / "a.txt"])
    assert library.entity_index.gathered() == Gathered(0, 2)


def test_all_and_only_the_articles_that_hold_an_entity_are_found(empty_library: Library) -> None:
    fill(empty_library)
    assert ids(empty_library, 'كيان:"حزب الله"') == set()
    seen = gather(empty_library)
    assert (seen[0], seen[-1]) == (Gathered(0, 4), Gathered(4, 4))
    for name in ("حزب الله", "بيروت", "بغداد", "القاهرة"):
        holding = {
            article
            for article in TEXTS
            if any(
                folded_name(entity.canonical) == folded_name(name)
                for entity in empty_library.entities(article).entities
            )
        }
        assert ids(empty_library, f'كيان:"{name}"') == holding
    assert ids(empty_library, 'entity:"حزب الله"') == {"hizb"}
    assert ids(empty_library, "كيان:بيروت -كيان:«حزب الله»") == {"hizb-god"}


def test_spellings_meet_and_a_type_narrows(empty_library: Library) -> None:
    fill(empty_library, {"a": "قالت إيران إنها ترفض.", "b": "قالت ايران إنها ترفض."})
    gather(empty_library)
    assert ids(empty_library, "كيان:إيران") == ids(empty_library, "كيان:ايرَان") == {"a", "b"}
    assert ids(empty_library, 'كيان:"مكان: إيران"') == {"a", "b"}
    assert ids(empty_library, 'entity:"person: إيران"') == set()


def test_a_better_recogniser_reads_all_again_while_the_old_names_answer(
    empty_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty_library)
    gather(empty_library)
    empty_library.entities("baghdad")
    monkeypatch.setattr("index.entities.fingerprint", lambda model=None: "better")
    assert empty_library.entity_index.gathered() == Gathered(4, 4, outdated=4)
    assert ids(empty_library, "كيان:بغداد") == {"baghdad"}
    read: list[str] = []

    def better(text: str, date: str | None, *, model: Path | None) -> Entities:
        read.append(text)
        return Entities((Mention(0, 1, "LOC", text[:1], "جديد", None),), (Entity("جديد", "LOC", (0,), None),))

    monkeypatch.setattr("index.entities.recognise", better)
    assert [entity.canonical for entity in empty_library.entities("baghdad").entities] == ["جديد"]
    assert empty_library.entity_index.gathered() == Gathered(4, 4, outdated=3)
    gather(empty_library)
    assert empty_library.entity_index.gathered() == Gathered(4, 4)
    assert (ids(empty_library, "كيان:جديد"), ids(empty_library, "كيان:بغداد")) == (set(TEXTS), set())
    assert len(read) == 4
    gather(empty_library)
    assert len(read) == 4


def test_many_articles_are_read_by_several_processes_with_the_same_result(
    empty_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty_library)
    monkeypatch.setattr("index.entity_index._MUCH", 1)
    seen = gather(empty_library)
    assert (seen[0], seen[-1]) == (Gathered(0, 4), Gathered(4, 4))
    assert ids(empty_library, "كيان:بيروت") == {"hizb", "hizb-god"}
    assert ids(empty_library, "كيان:«حزب الله»") == {"hizb"}


def test_an_article_that_changes_is_recognised_again(empty_library: Library) -> None:
    fill(empty_library)
    gather(empty_library)
    fill(empty_library, {"baghdad": "زار الرئيس دمشق أمس."})
    assert empty_library.entity_index.gathered() == Gathered(3, 4)
    assert ids(empty_library, "كيان:بغداد") == set()
    gather(empty_library)
    assert (ids(empty_library, "كيان:بغداد"), ids(empty_library, "كيان:دمشق")) == (set(), {"baghdad"})


def test_an_opened_article_is_in_the_table_at_once(empty_library: Library) -> None:
    fill(empty_library)
    empty_library.entities("hizb")
    assert ids(empty_library, "كيان:بيروت") == {"hizb"}
    assert empty_library.entity_index.gathered() == Gathered(1, 4)


def test_a_filling_stops_when_the_library_is_closed_and_goes_on_later(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", seeds=False) as library:
        fill(library, {f"n{number}": "زار الرئيس بغداد." for number in range(60)})
        thread = threading.Thread(target=lambda: library.entity_index.gather(lambda _: None, is_patient=True))
        thread.start()
        while not library.entity_index.gathered().listed:
            time.sleep(0.005)
    thread.join(5)
    assert not thread.is_alive()
    with Library.open(tmp_path / "library", seeds=False) as library:
        assert 0 < library.entity_index.gathered().listed < 60
        gather(library)
        assert len(ids(library, "كيان:بغداد")) == 60


FILLER = """
import sys
from pathlib import Path
from index.library import Library
with Library.open(Path(sys.argv[1]), seeds=False) as library:
    library.entity_index.gather(lambda state: print(state.listed, flush=True))
"""


def test_a_killed_filling_loses_a_batch_at_most(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", seeds=False) as library:
        fill(library, {f"n{number}": "زار الرئيس بغداد." for number in range(400)})
    command = [sys.executable, "-c", FILLER, str(tmp_path / "library")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as filler:
        assert filler.stdout is not None
        said = [int(filler.stdout.readline()) for _ in range(3)]
        os.kill(filler.pid, signal.SIGKILL)
    with Library.open(tmp_path / "library", seeds=False) as library:
        assert library.entity_index.gathered().listed >= said[-1] > 0
        gather(library)
        assert len(ids(library, "كيان:بغداد")) == 400
        assert library._store.check() == "ok"


def test_the_mentions_of_a_searched_entity_are_hits(empty_library: Library) -> None:
    fill(empty_library, {"a": "التقى دونالد ترامب الوفد. وقال ترامب إنه يرفض."})
    article = empty_library.article("a")
    spans = empty_library.hit_spans(article, 'كيان:"دونالد ترامب"')
    assert [article.text[start:end] for start, end in spans] == ["دونالد ترامب", "ترامب"]
    (hit,) = empty_library.search('كيان:"دونالد ترامب"').hits
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["دونالد ترامب", "ترامب"]
    gather(empty_library)
    assert empty_library.hit_spans(article, "كيان:بغداد") == ()


def test_hits_on_a_page_are_lit_by_their_words_until_somebody_opens_them(empty_library: Library) -> None:
    fill(empty_library, {"a": "زار دمشق وبغداد شخص."})
    gather(empty_library)
    for query in ("كيان:بغداد", 'كيان:"مكان: بغداد"'):
        (hit,) = empty_library.search(query).hits
        assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["وبغداد"]
    empty_library.entities("a")
    (hit,) = empty_library.search("كيان:بغداد").hits
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["بغداد"]


def test_a_hit_within_a_mention_is_one_with_it() -> None:
    entities = Entities((Mention(4, 12, "ORG", "حزب الله", "حزب الله"),), (Entity("حزب الله", "ORG", (0,)),))
    assert mentions_of(entities, "منظمة: حزب اللّه") == [0]
    assert with_mentions([Span(0, 3), Span(4, 7)], ["حزب الله"], entities) == ((0, 3), (4, 12))


@pytest.mark.parametrize("name", ["", "؟!", "مكان:"])
def test_what_is_no_name_finds_nothing(empty_library: Library, name: str) -> None:
    fill(empty_library)
    gather(empty_library)
    assert list(empty_library.entity_index.keys(name)) == []


def test_company_counts_shared_articles_and_months(empty_library: Library) -> None:
    dated = {"a": "2020-12-31", "b": "2021-02-01", "c": "2021-02-28T10:00", "d": None}
    texts = {
        "a": "زار الرئيس بغداد ودمشق.",
        "b": "زار الرئيس بغداد ثم بيروت.",
        "c": "زار الرئيس بغداد ثم بيروت.",
        "d": "زار الرئيس دمشق وبغداد.",
    }
    for name, body in texts.items():
        empty_library._store.put_incoming(Incoming(Article(name, "", body, date=dated[name]), "test"))
    gather(empty_library)
    company = empty_library.entity_index.company("LOC", "بغدادَ")
    assert (company.articles, company.months) == (4, (("2020-12", 1), ("2021-02", 2)))
    assert sorted((one.name, one.type, one.articles) for one in company.companions) == [
        ("بيروت", "LOC", 2),
        ("دمشق", "LOC", 2),
    ]
    assert len(empty_library.entity_index.company("LOC", "بغداد", most=1).companions) == 1
    assert empty_library.entity_index.company("ORG", "بغداد") == Company()


def test_an_article_of_a_named_language_is_gathered_too(empty_library: Library) -> None:
    """The language was once left out when articles were read for the table, so that each seemed to have changed."""
    article = Article(
        "a", "زيارة", "زار الوفد بغداد", "العرب", "2021-07-06", "سياسة", "https://a.example/1", "كاتب", "ar"
    )
    empty_library._store.put_incoming(Incoming(article, "test"))
    gather(empty_library)
    assert empty_library.entity_index.gathered().is_fresh
    assert ids(empty_library, "كيان:بغداد") == {"a"}
