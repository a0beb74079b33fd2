"""The user's corrections win over the recogniser, wherever an entity is shown or asked for."""

from __future__ import annotations

from pathlib import Path

from index.article import Article, Entities, Entity, Mention
from index.corrections import Corrections
from index.incoming import Incoming
from index.library import Library
from index.reports import Companion, Correction
from index.store import Store

TEXTS = {
    "a": "زار الرئيس بغداد ثم بيروت. وقال إن بغداد آمنة.",
    "b": "زار الرئيس بيروت ودمشق.",
    "c": "زار الرئيس دمشق.",
}


def fill(library: Library) -> None:
    for name, body in TEXTS.items():
        library._store.put_incoming(Incoming(Article(name, "", body), "test"))
    library.entity_index.gather(lambda _: None)


def ids(library: Library, query: str) -> set[str]:
    return {row.id for row in library.rows(library.search_keys(query))}


def named(library: Library, article_id: str) -> set[tuple[str, str, int]]:
    entities = library.entities(article_id)
    for entity in entities.entities:
        for number in entity.mentions:
            mention = entities.mentions[number]
            assert (mention.type, mention.canonical) == (entity.type, entity.canonical)
    assert sorted(number for entity in entities.entities for number in entity.mentions) == list(
        range(len(entities.mentions))
    )
    return {(entity.type, entity.canonical, entity.count) for entity in entities.entities if entity.type == "LOC"}


def test_a_hidden_entity_is_nowhere_and_comes_back(empty_library: Library) -> None:
    fill(empty_library)
    assert named(empty_library, "a") == {("LOC", "بغداد", 2), ("LOC", "بيروت", 1)}
    empty_library.corrections.hide("LOC", "بيروت")
    assert named(empty_library, "a") == {("LOC", "بغداد", 2)}
    assert ids(empty_library, "كيان:بيروت") == set()
    assert empty_library.entity_index.company("LOC", "بغداد").companions == ()
    assert empty_library.corrections.all() == (Correction("LOC", "بيروت"),)
    assert empty_library.corrections.undo("LOC", "بَيروت") == 1
    assert empty_library.corrections.all() == ()
    assert ids(empty_library, "كيان:بيروت") == {"a", "b"}
    assert empty_library.entity_index.company("LOC", "بغداد").companions == (Companion("بيروت", "LOC", 1),)


def test_an_entity_of_another_type_is_of_that_type_everywhere(empty_library: Library) -> None:
    fill(empty_library)
    empty_library.corrections.correct("LOC", "بغداد", "ORG", "بغداد")
    assert named(empty_library, "a") == {("LOC", "بيروت", 1)}
    assert ids(empty_library, 'كيان:"منظمة: بغداد"') == {"a"}
    assert ids(empty_library, 'كيان:"مكان: بغداد"') == set()
    assert Companion("بغداد", "ORG", 1) in empty_library.entity_index.company("LOC", "بيروت").companions
    empty_library.corrections.correct("ORG", "بغداد", "LOC", "بغداد")
    assert [one for one in empty_library.corrections.all() if one.type == "LOC"] == []
    assert named(empty_library, "a") == {("LOC", "بغداد", 2), ("LOC", "بيروت", 1)}


def test_an_entity_of_another_name_is_one_with_those_that_have_it(empty_library: Library) -> None:
    fill(empty_library)
    empty_library.corrections.correct("LOC", "بغداد", "LOC", "بيروت")
    assert named(empty_library, "a") == {("LOC", "بيروت", 3)}
    assert ids(empty_library, "كيان:بيروت") == ids(empty_library, "كيان:بغداد") == {"a", "b"}
    company = empty_library.entity_index.company("LOC", "بيروت")
    assert (company.articles, company.companions) == (2, (Companion("دمشق", "LOC", 1),))
    article = empty_library.article("a")
    spans = empty_library.hit_spans(article, "كيان:بيروت")
    assert [article.text[start:end] for start, end in spans] == ["بغداد", "بيروت", "بغداد"]


def test_what_was_corrected_goes_along_with_the_next_correction(empty_library: Library) -> None:
    fill(empty_library)
    corrections = empty_library.corrections
    corrections.correct("LOC", "بغداد", "LOC", "بيروت")
    corrections.correct("LOC", "بيروت", "LOC", "دمشق")
    assert named(empty_library, "a") == {("LOC", "دمشق", 3)}
    corrections.correct("LOC", "دمشق", "LOC", "بغداد")
    assert named(empty_library, "a") == {("LOC", "بغداد", 3)}
    assert ids(empty_library, "كيان:بغداد") == {"a", "b", "c"}
    assert corrections.undo("LOC", "بغداد") == 2
    assert named(empty_library, "a") == {("LOC", "بغداد", 2), ("LOC", "بيروت", 1)}


def test_a_correction_holds_for_articles_that_come_later(empty_library: Library) -> None:
    empty_library.corrections.correct("LOC", "دمشق", "ORG", "دمشق")
    empty_library.corrections.hide("LOC", "بيروت")
    fill(empty_library)
    assert ids(empty_library, 'كيان:"منظمة: دمشق"') == {"b", "c"}
    assert ids(empty_library, "كيان:بيروت") == set()


def test_corrections_outlive_the_program(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", seeds=False) as library:
        library.corrections.hide("LOC", "بيروت")
    with Library.open(tmp_path / "library", seeds=False) as library:
        fill(library)
        assert named(library, "b") == {("LOC", "دمشق", 1)}


def test_a_name_without_letters_corrects_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.sqlite3")
    corrections = Corrections(store)
    corrections.correct("LOC", "بغداد", "LOC", " ؟ ")
    corrections.correct("LOC", "بغداد", "LOC", "بغداد")
    assert corrections.all() == ()
    store.close()


def test_dates_are_not_joined_by_their_names(tmp_path: Path) -> None:
    store = Store(tmp_path / "library.sqlite3")
    corrections = Corrections(store)
    corrections.hide("LOC", "بغداد")
    mentions = tuple(Mention(n, n + 1, "DATE", "أمس", "أمس") for n in (0, 2))
    entities = Entities(mentions, (Entity("أمس", "DATE", (0,)), Entity("أمس", "DATE", (1,))))
    assert corrections.applied(entities) == entities
    store.close()
