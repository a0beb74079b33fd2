"""The last queries and the saved ones: kept in the record, without doubles, no more than there is room for."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SearchNotFoundError
from index.library import Library
from index.reports import SavedSearch
from index.searches import MOST


def test_the_latest_query_comes_first_and_none_twice(library: Library) -> None:
    for query in ("بغداد", "دمشق", "  بغداد\n", "", " ", "تونس"):
        library.searches.remember(query)
    assert library.searches.history() == ("تونس", "بغداد", "دمشق")


def test_only_the_last_queries_are_remembered(library: Library) -> None:
    for number in range(MOST + 30):
        library.searches.remember(f"بحث {number}")
        library.searches.remember("مكرر")
    history = library.searches.history()
    assert len(history) == MOST
    assert history[:3] == ("مكرر", f"بحث {MOST + 29}", f"بحث {MOST + 28}")


def test_saved_searches_are_kept_by_name_and_counted_as_the_library_grows(library: Library, tmp_path: Path) -> None:
    library.searches.save("قواعد", "قاعدة عسكرية")
    library.searches.save("قواعد", "قاعدة")
    assert library.searches.save("", "العراق").name == "العراق"
    assert library.searches.saved() == (SavedSearch("العراق", "العراق"), SavedSearch("قواعد", "قاعدة"))
    assert library.count("قاعدة") == 1
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "a", "body": "قواعد كثيرة"}', encoding="utf-8")
    library.import_paths([more])
    assert library.count("قاعدة") == 2


def test_a_removed_search_is_gone_and_one_that_never_was_is_told(library: Library) -> None:
    library.searches.save("قواعد", "قاعدة")
    library.searches.remove(" قواعد ")
    assert library.searches.saved() == ()
    with pytest.raises(SearchNotFoundError, match="قواعد"):
        library.searches.remove("قواعد")


def test_searches_outlive_the_program_and_hold_no_controls(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library") as library:
        library.searches.save("اسم\x1b[31m\u202e", "نص\ud800\tآخر")
        library.searches.remember("سؤال\x07")
    with Library.open(tmp_path / "library") as library:
        assert library.searches.saved() == (SavedSearch("اسم", "نص\ufffd آخر"),)
        assert library.searches.history() == ("سؤال",)
