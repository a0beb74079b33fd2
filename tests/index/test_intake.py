"""Which of two articles are one, and what of them is kept."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from index.article import Article, Marks
from index.incoming import Incoming
from index.intake import Outcome
from index.library import Library

DATA = Path(os.environ.get("WARRAQ_DATA", Path(__file__).parents[2].parent / "shared" / "data"))

LONG = "نص طويل يكفي ليُعرف به المقال من بين غيره من المقالات التي تشبهه في العنوان وتختلف عنه في الكلام كله أو في أكثره"
NAMES = ("paper.example/1",)


def put(library: Library, article: Article, origin: str = "test", **said: object) -> tuple[Outcome, str]:
    outcome, _, article_id = library._store.put_incoming(Incoming(article, origin, **said))  # type: ignore[arg-type]
    return outcome, article_id


def test_an_article_known_by_its_address_is_updated_and_keeps_id_and_marks(empty_library: Library) -> None:
    library = empty_library
    _, first = put(library, Article("", "عنوان", LONG, "العرب"), identities=NAMES)
    library.bookmark(first)
    key = library.key_of(first)
    changed = Article("", "عنوان آخر", "كلام آخر كله", url="https://paper.example/1")
    assert put(library, changed, identities=("guid:feed 7", *NAMES)) == ("updated", first)
    assert library.key_of(first) == key
    assert library.marks(first) == Marks(is_bookmarked=True)
    article = library.article(first)
    assert (article.body, article.source, article.url) == ("كلام آخر كله", "العرب", "https://paper.example/1")
    assert put(library, Article("", "ثالث", "نص ثالث"), identities=("guid:feed 7",)) == ("updated", first)
    assert len(library.keys()) == 1


def test_the_same_words_of_the_same_or_an_unknown_source_are_a_duplicate(empty_library: Library) -> None:
    library = empty_library
    _, first = put(library, Article("", "عنوان", LONG, "العرب", "2021-07-06"))
    assert put(library, Article("", "عنوان", LONG, "العرب"), "elsewhere") == ("duplicate", first)
    assert put(library, Article("", "عنوان", LONG), "nowhere") == ("duplicate", first)
    outcome, second = put(library, Article("", "عنوان", LONG, "الحياة"))
    assert outcome == "added"
    assert second != first


def test_an_article_of_an_unknown_source_learns_it(empty_library: Library) -> None:
    _, first = put(empty_library, Article("", "عنوان", LONG))
    assert put(empty_library, Article("", "عنوان", LONG, "العرب", "2021-07-06")) == ("updated", first)
    assert empty_library.article(first).source == "العرب"


def test_an_address_learnt_from_a_duplicate_is_its_own_from_then_on(empty_library: Library) -> None:
    _, first = put(empty_library, Article("", "عنوان", LONG, "العرب"))
    assert put(empty_library, Article("", "عنوان", LONG, "العرب"), identities=NAMES) == ("duplicate", first)
    assert put(empty_library, Article("", "مصحح", "نص مصحح", "العرب"), identities=NAMES) == ("updated", first)


def test_a_headline_without_text_is_another_article_on_another_day(empty_library: Library) -> None:
    _, first = put(empty_library, Article("", "نشرة الأخبار", "", "الإذاعة", "2021-07-06T08:00:00"))
    again = Article("", "نشرة الأخبار", "", "الإذاعة", "2021-07-06T20:00:00")
    assert put(empty_library, again) == ("duplicate", first)
    next_day = Article("", "نشرة الأخبار", "", "الإذاعة", "2021-07-07")
    assert put(empty_library, next_day)[0] == "added"


def test_articles_without_title_are_told_apart_by_their_text(empty_library: Library) -> None:
    assert put(empty_library, Article("", "", LONG))[0] == "added"
    assert put(empty_library, Article("", "", f"{LONG}."))[0] == "added"
    assert put(empty_library, Article("", "", LONG))[0] == "duplicate"


def test_ids_that_a_source_gives_are_kept_apart_unless_everything_says_the_same(empty_library: Library) -> None:
    library = empty_library
    assert put(library, Article("a", "", "نص"))[0] == "added"
    assert put(library, Article("b", "", "نص"))[0] == "added"
    assert put(library, Article("c", "عنوان", LONG))[0] == "added"
    assert put(library, Article("d", "عنوان", LONG))[0] == "added"
    assert put(library, Article("e", "عنوان", LONG, "العرب"))[0] == "added"
    assert put(library, Article("f", "عنوان", LONG, "العرب")) == ("duplicate", "e")


def test_two_ids_at_one_address_are_one_article_only_with_the_same_words(empty_library: Library) -> None:
    library = empty_library
    put(library, Article("a", "عنوان", "نص أول", category="محلي"), identities=NAMES)
    assert put(library, Article("b", "عنوان", "نص أول", category="دولي"), identities=NAMES) == ("duplicate", "a")
    assert put(library, Article("c", "عنوان", "نص ثان"), identities=NAMES) == ("added", "c")
    for name, body in (("a", "نص أول"), ("b", "نص أول"), ("c", "نص ثان")):
        said = Article(name, "عنوان", body, category={"a": "محلي", "b": "دولي"}.get(name, ""))
        assert put(library, said, identities=NAMES)[0] == "duplicate"


def test_a_dump_with_ids_updates_what_a_feed_brought(empty_library: Library) -> None:
    _, first = put(empty_library, Article("", "عنوان", "البداية"), identities=NAMES, is_summary=True)
    assert put(empty_library, Article("dump-1", "عنوان", LONG), identities=NAMES) == ("updated", first)
    assert put(empty_library, Article("dump-1", "عنوان", LONG), identities=NAMES) == ("duplicate", first)


def test_a_summary_never_takes_the_place_of_the_whole(empty_library: Library) -> None:
    library = empty_library
    _, first = put(library, Article("", "عنوان", "البداية"), identities=NAMES, is_summary=True)
    assert put(library, Article("", "عنوان", "بداية أخرى"), identities=NAMES, is_summary=True) == ("updated", first)
    assert put(library, Article("", "عنوان", LONG), identities=NAMES) == ("updated", first)
    assert put(library, Article("", "عنوان", "البداية"), identities=NAMES, is_summary=True) == ("duplicate", first)
    assert put(library, Article("", "عنوان", ""), identities=NAMES) == ("duplicate", first)
    assert library.article(first).body == LONG


def test_what_was_found_in_the_old_text_is_forgotten_with_it(empty_library: Library) -> None:
    library = empty_library
    put(library, Article("a", "عنوان", "زار الوفد بغداد"))
    library.entities("a")
    assert library.search("بغداد").total == 1
    put(library, Article("a", "عنوان", "زار الوفد دمشق"))
    assert library.entity_index.kept(library.key_of("a") or 0) is None
    assert library.search("بغداد").total == 0
    assert library.search("دمشق").total == 1


@pytest.mark.skipif(not DATA.is_dir(), reason="set WARRAQ_DATA to the measured data")
@pytest.mark.parametrize(("name", "count"), [("ant_sample", 2_134), ("sanad_khaleej_sample", 1_400), ("xquad_ar", 48)])
def test_real_articles_taken_in_twice_are_all_known(empty_library: Library, name: str, count: int) -> None:
    path = DATA / "jsonl" / f"{name}.jsonl"
    empty_library.leave_off_indexing()
    first = empty_library.import_paths([path])
    assert first.added + first.duplicates == count
    again = empty_library.import_paths([path])
    assert (again.added, again.updated, again.duplicates) == (0, 0, count)


@pytest.mark.skipif(not DATA.is_dir(), reason="set WARRAQ_DATA to the measured data")
def test_one_article_as_text_and_as_a_line_is_one(empty_library: Library) -> None:
    empty_library.leave_off_indexing()
    empty_library.import_paths([DATA / "jsonl" / "ant_sample.jsonl"])
    before = len(empty_library.keys())
    lines = (DATA / "jsonl" / "ant_sample.jsonl").read_text(encoding="utf-8").split("\n")
    names = {json.loads(line)["id"] for line in lines if line}
    texts = [path for path in sorted((DATA / "txt").glob("*.txt")) if path.stem in names]
    report = empty_library.import_paths(texts)
    assert (report.added, report.updated, report.duplicates) == (0, 0, len(texts))
    assert len(texts) >= 70
    assert len(empty_library.keys()) == before


def test_the_doctor_tells_what_a_source_writes_below_every_article(empty_library: Library) -> None:
    footer = "جميع الحقوق محفوظة لصحيفة المثال"
    for number in range(8):
        # Numbers alone do not tell two lines apart, so the lines differ in length.
        text = f"بدء {'لفظ ' * number}\nختام {'كلام ' * number}"
        put(empty_library, Article("", f"عنوان {number}", f"{text}\n{footer}", "المثال"))
        put(empty_library, Article("", f"عنوان {number}", text, "غيره"))
    told = [finding for finding in empty_library.doctor() if finding.name == "boilerplate"]
    assert [finding.is_ok for finding in told] == [True]
    assert told[0].detail == f"المثال: 100% of its articles hold “{footer}”"
