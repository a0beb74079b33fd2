"""Names that go on over words no list holds, and where they end."""

from __future__ import annotations

from index.entities.build.corpora import page_of
from index.entities.surnames import with_surnames
from index.entities.tagger import NO_TAG, Tag


def names(text: str, found: list[tuple[int, int]], none: float = 0.5) -> list[str]:
    """The people of a text, first found at these words, when each word is none with this chance."""
    page = page_of(text)
    cuts = [1 if page.norm(first).startswith("و") else 0 for first, _ in found]
    spans = [
        page.found(first, last, "PER", 40, "given name", cut) for (first, last), cut in zip(found, cuts, strict=True)
    ]
    tags = [Tag("O", none) if word.kind == "word" else NO_TAG for word in page.words]
    return [page.text[span.start : span.end] for span in with_surnames(page, spans, tags)]


def test_an_unknown_word_behind_a_given_name_is_its_surname():
    assert names("عاد خوان سيباستيان فيرون إلى", [(1, 3)]) == ["خوان سيباستيان فيرون"]


def test_a_word_that_is_surely_none_is_no_surname():
    assert names("عاد خوان سيباستيان فيرون إلى", [(1, 3)], none=0.99) == ["خوان سيباستيان"]


def test_an_everyday_word_ends_a_name():
    assert names("عاد خوان سيباستيان مساء إلى", [(1, 3)]) == ["خوان سيباستيان"]


def test_the_next_person_after_and_is_another_one():
    assert names("عاد هيكس وجيليت معا", [(1, 2)]) == ["هيكس"]


def test_two_pieces_in_a_row_are_one_name():
    assert names("الطفل محمود سعدي محمد جابر من", [(1, 3), (3, 5)]) == ["محمود سعدي محمد جابر"]


def test_two_pieces_with_and_between_are_two():
    assert names("عاد محمود سعدي ومحمد جابر معا", [(1, 3), (3, 5)]) == ["محمود سعدي", "محمد جابر"]


def test_a_short_word_that_the_tagger_sees_inside_a_name_belongs_to_it():
    page = page_of("وقال ريتشارد يو خلال العرض")
    tags = [Tag("O", 1.0), Tag("B-PERS", 1.0), Tag("I-PERS", 1.0), Tag("O", 1.0), Tag("O", 1.0)]
    spans = [page.found(1, 2, "PER", 40, "given name")]
    assert [page.text[span.start : span.end] for span in with_surnames(page, spans, tags)] == ["ريتشارد يو"]


def test_an_office_or_a_verb_that_the_tagger_takes_into_a_name_stays_out():
    for word in ("رئيس", "سيقومان"):
        page = page_of(f"وقال ريتشارد {word} خلال العرض")
        tags = [Tag("O", 1.0), Tag("B-PERS", 1.0), Tag("I-PERS", 0.95), Tag("O", 1.0), Tag("O", 1.0)]
        spans = [page.found(1, 2, "PER", 40, "given name")]
        assert [page.text[span.start : span.end] for span in with_surnames(page, spans, tags)] == ["ريتشارد"]


def test_a_seldom_given_name_counts_behind_a_title_only():
    assert names("حضرت الدكتورة آلاء حسين حفلا", [(3, 4)], none=0.98) == ["آلاء حسين"]
    assert names("من فضل آلاء حسين حفلا", [(3, 4)], none=0.98) == ["حسين"]
