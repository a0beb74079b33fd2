"""People: given names and what follows, names after titles and after verbs of saying."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import RULE_WORDS
from index.entities.features import base_of
from index.entities.likeness import name_likeness
from index.entities.name_parts import (
    ARABIC_JOINTS,
    JOINTS,
    is_breaking,
    is_family_of,
    is_person_word,
    is_verb_like,
    name_end,
)
from index.entities.page import Found, Page
from index.entities.words import Stem, stems
from index.entities.wordtable import word_table

RANK = 40

_OPENING_JOINTS = RULE_WORDS["opening_joints"]
_FAITH_HEADS = RULE_WORDS["faith_heads"]
"""First halves of names that end in الدين."""
_BEFORE_AZHAR = frozenset(["شيخ", "جامع", "جامعه", "مشيخه", "علماء"])
"""Words that make of the given name Lazhar the mosque of Cairo."""
_JOINED = ("عبدال", "ابوال", "ابوم", "ابوب")
_FREQUENT = 6
"""Frequency of the word table: a thousand times in the news, and more."""
TITLE_WINDOW = 8
"""Words between an office and the name of who holds it: the minister of foreign affairs of the United States, X."""


def find_people(page: Page) -> Iterator[Found]:
    """Every name, left to right; what one rule has taken the next one does not look at."""
    position = 0
    while position < len(page.words):
        found = _person(page, position) if page.kind(position) == "word" else None
        if found:
            yield found
            position = found.last
        else:
            position += 1


def _person(page: Page, position: int) -> Found | None:
    return (
        _given_name(page, position)
        or _son_of(page, position)
        or _figure(page, position)
        or _after_title(page, position)
        or _unknown_pair(page, position)
        or _speaker(page, position)
    )


def _given_name(page: Page, position: int) -> Found | None:
    """A given name and at least one more name; after a strong title the given name alone."""
    stem = _given_stem(page, position)
    if stem is None:
        return None
    last = name_end(page, position + 1, is_sure=True)
    if page.norm(position) == stem.norm == "عبد":
        last = max(last, name_end(page, position + 2, is_sure=True)) if last > position + 1 else last
    if last > position + 1:
        return page.found(position, last, "PER", RANK, "given name", stem.cut)
    is_alone = stem.cut == 0 and stem.norm in page.lexicon.given and _is_strongly_titled(page, position)
    return page.found(position, last, "PER", RANK, "title and given name") if is_alone else None


def _given_stem(page: Page, position: int) -> Stem | None:
    """The given name that begins here, if one does, without its proclitics."""
    lists = page.lexicon
    norm, following = page.norm(position), page.norm(position + 1)
    if norm == "عمر" and page.norm(position - 1) == "عن" and following not in ARABIC_JOINTS:
        return None  # At the age of ...
    if norm == "الازهر" and page.norm(position - 1) in _BEFORE_AZHAR:
        return None
    if following == "الدين" and len(norm) > 1 and (norm in _FAITH_HEADS or norm in lists.given):
        return Stem(0, norm)
    if norm in lists.everyday_given:
        if is_breaking(page, position):
            return None
        is_opened = _is_titled(page, position) or page.norm(position - 1) in lists.verbs
        is_closed = following in ARABIC_JOINTS or following in lists.surnames or following in lists.given
        is_closed = is_closed or is_family_of(page, following)
        return Stem(0, norm) if is_opened or is_closed or following in lists.family_names else None
    if norm[:1] == "و" and norm[1:] in lists.everyday_given and following in lists.given:
        is_preposition = norm == "وعلي" and not page.words[position].text.endswith("ي")
        return None if is_preposition else Stem(1, norm[1:])
    if norm in _OPENING_JOINTS:
        is_name = following in lists.given | lists.everyday_given | lists.surnames or norm == "عبد"
        is_name = is_name and not is_breaking(page, position + 1)
        return (
            Stem(0, norm)
            if following and (is_name or (_is_titled(page, position) and following.startswith("ال")))
            else None
        )
    stem = page.stem_in(position, lists.given)
    if stem and stem.cut > 1 and norm[1:] in lists.everyday_given:
        # وكريم: one letter less is a name already, though also an everyday word.
        return Stem(1, norm[1:]) if following in lists.given or following in lists.surnames else None
    if stem and stem.cut and norm[0] not in "وف" and (norm in lists.ordinary or norm in lists.surnames):
        return None
    return stem or _joined_name(page, position) or _seldom_given(page, position)


def _seldom_given(page: Page, position: int) -> Stem | None:
    """A given name that only the word table holds, before a family name that is no adjective: Yamina Zoghlami."""
    norm, lists = page.norm(position), page.lexicon
    facts = word_table().look_up(norm)
    is_other = norm in lists.titles or norm in lists.phrases or norm in lists.verbs or is_breaking(page, position)
    is_national = page.norm(position - 1) in lists.nationalities and page.norm(position + 1) in lists.given
    is_titled = page.norm(position + 1) in lists.given and _is_strongly_titled(page, position)
    if facts.given > 1 and (is_national or is_titled) and not is_other:
        return Stem(0, norm)
    if len(norm) < 3 or not facts.given or is_other or not is_family_of(page, page.norm(position + 1)):
        return None
    # An everyday word before a family name that people are known to bear is no everyday word there.
    is_borne = word_table().look_up(page.norm(position + 1)).surname > 0 and (
        facts.given > 1 or facts.frequency < _FREQUENT
    )
    return Stem(0, norm) if is_borne or norm not in lists.ordinary else None


def _son_of(page: Page, position: int) -> Found | None:
    """X bin Y, whoever X is, and bin Y alone: the word stands in nothing but names."""
    cut = 0
    if page.norm(position + 1) == "بن" and _may_be_given(page, position):
        joint, cut = position + 1, base_of(page.norm(position)).cut
    elif page.norm(position) == "بن":
        joint = position
    else:
        return None
    last = name_end(page, joint + 1, is_sure=True)
    return page.found(position, last, "PER", RANK - 1, "son of", cut) if last > joint + 1 else None


def _may_be_given(page: Page, position: int) -> bool:
    """Whether the word before "bin" may be a name: no office, no verb, and not as frequent as words like "rule"."""
    norm = page.norm(position)
    base = base_of(norm).norm
    is_verb = page.stem_in(position, page.lexicon.verbs) is not None
    if base in page.lexicon.titles or is_verb or is_breaking(page, position) or len(base) < 3:
        return False
    facts = word_table().look_up(base)
    is_borne = facts.given > 0 or facts.surname > 0
    return base not in page.lexicon.ordinary or (is_borne and facts.frequency < _FREQUENT)


def _figure(page: Page, position: int) -> Found | None:
    """Somebody whom one word names."""
    stem = page.stem_in(position, page.lexicon.figures)
    return page.found(position, position + 1, "PER", RANK - 6, "figure", stem.cut) if stem else None


def _speaker(page: Page, position: int) -> Found | None:
    """One unknown word after a verb of saying, if the text holds it again."""
    norm = page.norm(position)
    is_open = page.stem_in(position - 1, page.lexicon.verbs) is not None and len(norm) > 3
    if not is_open or norm.startswith("ال") or _is_place(page, position) or not is_person_word(page, position):
        return None
    is_repeated = page.counts.get(norm, 0) > 1
    return page.found(position, position + 1, "PER", RANK - 9, "speaker") if is_repeated else None


def _joined_name(page: Page, position: int) -> Stem | None:
    """عبدالله, أبومهدي: names written joined that no list can hold in full."""
    norm = page.norm(position)
    if norm.startswith(_JOINED) and len(norm) > 6 and norm not in page.lexicon.ordinary:
        return Stem(0, norm)
    if norm.startswith("ابو") and norm[3:] in page.lexicon.given | page.lexicon.everyday_given:
        return Stem(0, norm)
    return None


def _after_title(page: Page, position: int) -> Found | None:
    """The player X: one unknown word after a strong title, with or without an adjective of nationality between."""
    if not _is_strongly_titled(page, position) or not is_person_word(page, position) or _is_place(page, position):
        return None
    last = name_end(page, position + 1)
    is_weak = last == position + 1 and page.norm(position).startswith("ال") and not _is_surname(page, position)
    return None if is_weak else page.found(position, last, "PER", RANK - 2, "title")


def _unknown_pair(page: Page, position: int) -> Found | None:
    """Two or more words that no article uses otherwise, where a title or a verb of saying leads up to them."""
    if not is_person_word(page, position) or page.norm(position).startswith("ال") or _is_place(page, position):
        return None
    last = name_end(page, position + 1)
    if last < position + 2 or _is_inside_listed(page, position) or is_verb_like(page.norm(position)):
        return None
    before = page.stem_in(position - 1, page.lexicon.verbs)
    is_national = page.norm(position - 1) in page.lexicon.nationalities and not page.norm(position - 1).endswith("ه")
    if before or is_national or _is_titled(page, position):
        cut = page.hidden_proclitic(position)
        return page.found(position, last, "PER", RANK - 4, "unknown words after a title or verb", cut)
    is_foreign = all(_is_rare(page, word) for word in range(position, last))
    cut = page.hidden_proclitic(position)
    return page.found(position, last, "PER", RANK - 8, "unknown words", cut) if is_foreign else None


def _is_inside_listed(page: Page, position: int) -> bool:
    """Whether a listed name of several words has begun one word before: Boca *Juniors* [Juan Roman]."""
    norm = page.norm(position - 1)
    phrases = (phrase for stem in stems(norm) for phrase in page.lexicon.phrases.get(stem.norm, ())) if norm else ()
    return any(phrase.rest == (page.norm(position),) for phrase in phrases)


def _is_rare(page: Page, position: int) -> bool:
    """Unknown, of four letters and more, and like a name by its letters, or else opened and closed as no word is."""
    norm = page.norm(position)
    if norm in page.lexicon.given or norm in JOINTS:
        return True
    if len(norm) > 3 and not norm.startswith(("ال", "و")) and name_likeness(norm) > 1:
        return True
    return (
        len(norm) > 3 and not norm.startswith(("ال", "و", "ب", "ل", "ف", "ي", "ت", "م", "ن")) and not norm.endswith("ه")
    )


def _is_place(page: Page, position: int) -> bool:
    return any(not phrase.rest for phrase in page.lexicon.phrases.get(page.norm(position), ()))


def _is_surname(page: Page, position: int) -> bool:
    return page.norm(position) in page.lexicon.surnames


def _is_strongly_titled(page: Page, position: int) -> bool:
    before = position - 1
    norm = page.norm(before)
    if norm in page.lexicon.nationalities or norm in page.lexicon.adjectives:
        before -= 1
    return page.stem_in(before, page.lexicon.strong_titles) is not None


def _is_titled(page: Page, position: int) -> bool:
    """Whether a title stands before, with nothing but the words of its office between."""
    for before in range(position - 1, max(position - TITLE_WINDOW, -1), -1):
        norm = page.norm(before)
        if not norm or norm in page.lexicon.verbs or is_breaking(page, before):
            return False
        if page.stem_in(before, page.lexicon.titles) is not None:
            return True
    return False
