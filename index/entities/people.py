"""People: given names and what follows, names after titles and after verbs of saying."""

from __future__ import annotations

from collections.abc import Iterator

from index.entities.classes import months, word_classes
from index.entities.page import Found, Page
from index.entities.words import Stem

RANK = 40
LONGEST_NAME = 5

_JOINTS = frozenset("بن ابن بنت ابو ابي ام عبد ال ولد دي دا فان فون لو ديل بو".split())
"""Words inside a name that need another one behind them."""
_OPENING_JOINTS = frozenset("ابو ابن بن عبد ام ابي".split())
_JOINED = ("عبدال", "ابوال", "ابوم", "ابوب")
_INFLECTED = ("وا", "ها", "هم", "هما", "تين", "تان", "كم", "تهم", "تها")
_FUTURE = ("سي", "ست", "سن", "سا")
_BREAKING = frozenset("في من الي علي عن ان مع او ثم لا لم لن قد كل ما هو هي".split())
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
    return _given_name(page, position) or _after_title(page, position) or _unknown_pair(page, position)


def _given_name(page: Page, position: int) -> Found | None:
    """A given name and at least one more name."""
    lists = page.lexicon
    stem = page.stem_in(position, lists.given) or _joined_name(page, position)
    is_titled = _is_titled(page, position)
    if stem is None and (is_titled or page.norm(position + 1) in _JOINTS or page.norm(position + 1) in lists.surnames):
        everyday = page.stem_in(position, lists.everyday_given)
        stem = everyday if everyday and everyday.cut == 0 else None
    if stem is None and page.norm(position) in _OPENING_JOINTS and _is_name_part(page, position + 1, opening=True):
        stem = Stem(0, page.norm(position)) if is_titled or page.norm(position) == "عبد" else None
    if stem is None:
        return None
    last = _name_end(page, position + 1)
    if last > position + 1:
        return page.found(position, last, "PER", RANK, "given name", stem.cut)
    is_alone = stem.cut == 0 and stem.norm in lists.given and _is_strongly_titled(page, position)
    return page.found(position, last, "PER", RANK, "title and given name") if is_alone else None


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
    if not _is_strongly_titled(page, position) or not is_namelike(page, position) or _is_place(page, position):
        return None
    last = _name_end(page, position + 1)
    is_weak = last == position + 1 and page.norm(position).startswith("ال") and not _is_surname(page, position)
    return None if is_weak else page.found(position, last, "PER", RANK - 2, "title")


def _unknown_pair(page: Page, position: int) -> Found | None:
    """Two or more words that no article uses otherwise, where a title or a verb of saying leads up to them."""
    if not is_namelike(page, position) or page.norm(position).startswith("ال") or _is_place(page, position):
        return None
    last = _name_end(page, position + 1)
    if last < position + 2:
        return None
    before = page.stem_in(position - 1, page.lexicon.verbs)
    if before or _is_titled(page, position):
        return page.found(position, last, "PER", RANK - 4, "unknown words after a title or verb")
    is_foreign = all(_is_rare(page, word) for word in range(position, last))
    return page.found(position, last, "PER", RANK - 8, "unknown words") if is_foreign else None


def _name_end(page: Page, position: int) -> int:
    """Position after the further parts of a name that began before `position`."""
    last = position
    while last < position + LONGEST_NAME - 1 and _is_name_part(page, last):
        last += 1
    while last > position and page.norm(last - 1) in _JOINTS:
        last -= 1
    return last


def _is_name_part(page: Page, position: int, *, opening: bool = False) -> bool:
    norm = page.norm(position)
    lists = page.lexicon
    if norm in _JOINTS:
        return True
    if not norm or norm in _BREAKING or norm in lists.nationalities or norm in lists.indefinite_nationalities:
        return False
    before = page.norm(position - 1)
    if before in _JOINTS and norm not in lists.titles - lists.given - lists.everyday_given and norm not in lists.verbs:
        return True
    if norm in lists.titles and norm not in lists.everyday_given and norm not in lists.surnames:
        return False
    is_listed = norm in lists.given or norm in lists.everyday_given or norm in lists.surnames
    if is_listed:
        return not opening or norm in lists.given
    return is_namelike(page, position) and not _is_verb_like(norm)


def is_namelike(page: Page, position: int) -> bool:
    """Whether a word may be part of a name because news does not use it as anything else."""
    norm = page.norm(position)
    lists = page.lexicon
    if len(norm) < 2 or norm in lists.ordinary or norm in lists.verbs or norm in lists.titles:
        return norm in lists.surnames
    if norm in lists.nationalities or norm in lists.indefinite_nationalities or norm in lists.organisation_heads:
        return False
    if norm in lists.definite_heads or norm in lists.adjectives or norm in lists.place_heads or _is_time(norm):
        return False
    return not _is_inflected(page, norm)


def _is_inflected(page: Page, norm: str) -> bool:
    """Whether a word unknown as it stands is a form of a known one: with a proclitic, the article, a suffix."""
    ordinary = page.lexicon.ordinary
    if norm[0] in "وفبلك" and len(norm) > 3 and (norm[1:] in ordinary or norm[2:] in ordinary):
        return True
    if norm.startswith("لل") and (f"ال{norm[2:]}" in ordinary or norm[2:] in ordinary):
        return True
    if norm[0] in "وفبلك" and (norm[1:] in page.lexicon.phrases or norm[1:] in page.lexicon.nationalities):
        return True
    if norm.startswith("ال") and norm[2:] in ordinary and norm not in page.lexicon.surnames:
        return True
    if norm.startswith(_FUTURE) and f"ي{norm[2:]}" in ordinary:
        return True
    if norm.endswith(_INFLECTED) and len(norm) > 5:
        return True
    return any(norm.endswith(end) and norm[: -len(end)] in ordinary for end in ("ا", "ه", "ين", "ون", "ات", "ت", "نا", "ان", "يه", "ي"))


def _is_verb_like(norm: str) -> bool:
    return len(norm) > 4 and norm.startswith(("است", "يست", "تست", "وال", "بال", "فال", "كال"))


def _is_time(norm: str) -> bool:
    if (norm,) in months():
        return True
    return any(norm in words for words in word_classes("time_words.txt").values()) or any(
        norm in words for words in word_classes("number_words.txt").values()
    )


def _is_rare(page: Page, position: int) -> bool:
    """Unknown, of four letters and more, and neither a place nor opened by the article or a proclitic."""
    norm = page.norm(position)
    if norm in page.lexicon.given or norm in _JOINTS:
        return True
    return len(norm) > 3 and not norm.startswith(("ال", "و", "ب", "ل", "ف", "ي", "ت", "م", "ن")) and not norm.endswith("ه")


def _is_place(page: Page, position: int) -> bool:
    return any(not phrase.rest for phrase in page.lexicon.phrases.get(page.norm(position), ()))


def _is_surname(page: Page, position: int) -> bool:
    return page.norm(position) in page.lexicon.surnames


def _is_strongly_titled(page: Page, position: int) -> bool:
    before = position - 1
    if page.norm(before) in page.lexicon.nationalities | page.lexicon.adjectives:
        before -= 1
    return page.stem_in(before, page.lexicon.strong_titles) is not None


def _is_titled(page: Page, position: int) -> bool:
    """Whether a title stands before, with nothing but the words of its office between."""
    for before in range(position - 1, max(position - TITLE_WINDOW, -1), -1):
        norm = page.norm(before)
        if not norm or norm in page.lexicon.verbs or norm in _BREAKING:
            return False
        if page.stem_in(before, page.lexicon.titles) is not None:
            return True
    return False
