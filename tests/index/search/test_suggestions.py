"""Did you mean: what is proposed for a query that nothing answers, and when nothing is."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest

from index.search.engine import SearchEngine, open_engine
from index.search.fuzzy import slip
from index.search.keyboard import neighbouring_keys, typed_on_arabic, typed_on_latin
from index.search.schema import IndexedDocument

BODIES = (
    "ضربت الصواريخ قاعدة عين الأسد في العراق",
    "صواريخ على بغداد وقاعدة عين الأسد",
    "مظاهرات كبيرة في تونس ومظاهرات في صفاقس",
    "انقطاع الكهرباء في العراق",
    "Covid in Tunis and covid in Sfax",
    "العراق والعراق والعراق",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    def texts(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
        return ((key, "", BODIES[key]) for key in keys)

    engine = open_engine(tmp_path_factory.mktemp("words") / "index", texts=texts)
    engine.add(IndexedDocument(key, str(key), "", body) for key, body in enumerate(BODIES))
    engine.commit()
    yield engine
    engine.close()


def suggested(engine: SearchEngine, query: str) -> list[str]:
    return [suggestion.query for suggestion in engine.suggestions(query)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("الثواريخ", "الصواريخ"),
        ("مضاهرات", "مظاهرات"),
        ("بقداد", "بغداد"),
        ("بغدلد", "بغداد"),
        ("الكهربااااء", "الكهرباء"),
        ("الصوريخخ", "الصواريخ"),
        ("عينالأسد", "عين الأسد"),
        ("hguvhr", "العراق"),
        ("فعىهس", "tunis"),
        ("cpvid", "covid"),
    ],
)
def test_a_slip_is_mended(engine: SearchEngine, typed: str, meant: str) -> None:
    assert meant.casefold() in [query.casefold() for query in suggested(engine, typed)[:2]]


def test_only_the_doubtful_word_is_replaced(engine: SearchEngine) -> None:
    assert suggested(engine, "العراق صوارسخ")[0] == "العراق صواريخ"
    assert suggested(engine, "مضاهرات في تونص")[0] == "مظاهرات في تونس"


@pytest.mark.parametrize(
    "query", ["العراق", "صاروخ", "الصوارخ", "قهوة", "xyzzy", "", "من", "-بقداد", "source:بقداد", "بقد*", "زز"]
)
def test_what_is_known_or_like_nothing_known_gets_no_suggestion(engine: SearchEngine, query: str) -> None:
    assert suggested(engine, query) == []


def test_every_suggestion_finds_as_many_articles_as_it_says(engine: SearchEngine) -> None:
    offered = [one for query in ("الثواريخ", "عينالأسد", "hguvhr") for one in engine.suggestions(query)]
    assert offered
    assert [engine.search(one.query).total for one in offered] == [one.total for one in offered]


def test_layouts_turn_both_ways() -> None:
    assert typed_on_arabic("hguvhr") == "العراق"
    assert typed_on_arabic("Hgf,d") == "البوي"
    assert typed_on_arabic("b") == "لا"
    assert typed_on_latin("لاعىهس") == "bunis"
    assert ("ش", "س") in neighbouring_keys()
    assert ("ش", "ك") not in neighbouring_keys()


def test_slips_people_make_weigh_less_than_others() -> None:
    assert slip("بغداد", "بغداد") == 0
    assert slip("مضاهرات", "مظاهرات") < slip("محاهرات", "مظاهرات")
    assert slip("الكهرباءء", "الكهرباء") < slip("الكهرباءش", "الكهرباء")
    assert slip("شغداد", "بغداد") > slip("بشداد", "بغداد")


def test_a_word_of_any_length_is_looked_at_in_no_time(engine: SearchEngine) -> None:
    before = time.process_time()
    assert engine.suggestions("ك" * 5_000) == ()
    assert time.process_time() - before < 5
