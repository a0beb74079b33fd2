"""Which words may be part of the name of a person."""

from __future__ import annotations

from index.entities.classes import RULE_WORDS, word_classes
from index.entities.likeness import name_likeness
from index.entities.months import months
from index.entities.page import Page
from index.entities.wordtable import word_table

LONGEST_NAME = 7
JOINTS = RULE_WORDS["joints"]
"""Words inside a name that need another one behind them."""
ARABIC_JOINTS = RULE_WORDS["arabic_joints"]
_DEFINITE = ("وال", "بال", "فال", "كال", "لل", "ولل")
_SUFFIXES = ("ا", "ه", "ين", "ون", "ات", "نا", "يه", "ت")
_INFLECTED = ("وا", "ها", "هم", "هما", "تين", "تان", "كم", "تهم", "تها")
_FUTURE = ("سي", "ست", "سن", "سا")
_SELDOM = 4
"""Frequency of the word table: fewer than 256 times in 20 million words."""
BREAKING = RULE_WORDS["breaking"]


def name_end(page: Page, position: int, *, is_sure: bool = False) -> int:
    """Position after the further parts of a name that began before `position`.

    `is_sure`: the word before is a given name, so that a family name of everyday letters may follow.
    """
    last = position
    while last < position + LONGEST_NAME - 1 and _is_name_part(page, last, is_sure=is_sure and last == position):
        last += 1
    while last > position and page.norm(last - 1) in (ARABIC_JOINTS if is_sure else JOINTS):
        last -= 1
    return last


def _is_name_part(page: Page, position: int, *, is_sure: bool = False) -> bool:
    norm = page.norm(position)
    lists = page.lexicon
    if not norm or is_breaking(page, position) or norm in lists.nationalities or norm in lists.indefinite_nationalities:
        return False
    if norm in JOINTS or norm == "الدين" or (is_sure and norm in lists.family_names) or is_clan(page, position):
        return True
    if page.norm(position - 1) in ARABIC_JOINTS or is_clan(page, position - 1):
        is_office = norm in lists.titles and norm not in lists.given | lists.everyday_given
        return not is_office and norm not in lists.verbs
    if norm in lists.titles and norm not in lists.surnames:
        return False
    if norm in lists.given or norm in lists.everyday_given or norm in lists.surnames:
        return True
    if is_sure and is_family_of(page, norm):
        return True
    return (
        is_namelike(page, position, is_sure=is_sure) and not is_verb_like(norm) and not is_second_person(page, position)
    )


def is_family_of(page: Page, norm: str) -> bool:
    """A seldom word like an adjective of origin of which news has no feminine: an adjective would have one."""
    lists = page.lexicon
    if not (norm.startswith("ال") and norm.endswith("ي") and len(norm) > 5):
        return False
    is_other = norm in lists.adjectives or norm in lists.definite_heads or norm in lists.phrases or _is_time(norm)
    feminine = f"{norm}ه"
    is_paired = feminine in lists.ordinary or word_table().look_up(feminine).frequency > 0
    is_seldom = word_table().look_up(norm).frequency <= _SELDOM
    return is_seldom and not is_other and not is_paired and norm[2:] not in lists.ordinary


def is_clan(page: Page, position: int) -> bool:
    """ "House of": آل, whose normal form is the article's."""
    return page.norm(position) == "ال" and page.words[position].text.startswith("آ")


def is_breaking(page: Page, position: int) -> bool:
    """Whether no name goes on over this word; the preposition على and the name علي differ in their last letter only."""
    norm = page.norm(position)
    if norm == "فان":
        return page.words[position].text[1:2] in "أإ"
    return norm in BREAKING and not (norm == "علي" and page.words[position].text.endswith("ي"))


def is_second_person(page: Page, position: int) -> bool:
    """ "and Kim": و before a consonant opens the next name, و before a vowel letter may be the name's own."""
    norm = page.norm(position)
    if norm in page.lexicon.given or not norm.startswith("و") or len(norm) < 4:
        return False
    return norm[1] not in "ايول" or norm[1:] in page.lexicon.given or norm[1:] in page.lexicon.phrases


def is_person_word(page: Page, position: int, *, is_sure: bool = False) -> bool:
    """Whether a word may be part of a person's name; foreign names are not written with a ta marbuta."""
    if "ة" in page.words[position].text and page.norm(position) not in page.lexicon.given | page.lexicon.surnames:
        return False
    return is_namelike(page, position, is_sure=is_sure)


def is_namelike(page: Page, position: int, *, is_sure: bool = False) -> bool:
    """Whether a word may be part of any name because news does not use it as anything else.

    `is_sure`: a given name stands before, so that the letters of a suffix prove nothing.
    """
    norm = page.norm(position)
    lists = page.lexicon
    is_everyday = norm in lists.ordinary and not (is_sure and is_rare_name(norm))
    if len(norm) < 2 or is_everyday or norm in lists.verbs or norm in lists.titles:
        return norm in lists.surnames
    is_national = norm in lists.nationalities or norm.removesuffix("ه") in lists.indefinite_nationalities
    if is_national or norm in lists.organisation_heads:
        return False
    if norm in lists.definite_heads or norm in lists.adjectives or norm in lists.place_heads or _is_time(norm):
        return False
    return not _has_proclitic(page, norm, is_sure=is_sure) and (is_sure or not _has_suffix(page, norm))


def is_rare_name(norm: str) -> bool:
    """Whether a word of the everyday list is seldom and looks foreign: the list took the names of players for words."""
    return word_table().look_up(norm).frequency <= _SELDOM and name_likeness(norm) > 0


def _has_proclitic(page: Page, norm: str, *, is_sure: bool) -> bool:
    """Whether a word unknown as it stands is a known one behind و ف ب ل ك, the article or the future sign."""
    lists = page.lexicon
    if norm.startswith(_DEFINITE) and norm not in lists.surnames:
        return not is_sure or _hides_article(page, norm)
    if norm[0] in ("وبل" if is_sure else "وفبلك") and len(norm) > (3 if norm[0] == "ف" else 4):
        rest = norm[1:]
        if (
            rest in lists.ordinary
            or rest in lists.phrases
            or rest in lists.nationalities
            or rest in lists.organisation_heads
        ):
            return True
        if norm[0] in "وف" and (rest in lists.titles or (norm[2:] in lists.ordinary and norm[1] in "بل")):
            return True
    if norm.startswith("ال") and norm[2:] in lists.ordinary and norm not in lists.surnames:
        return True
    return norm.startswith(_FUTURE) and f"ي{norm[2:]}" in lists.ordinary


def _hides_article(page: Page, norm: str) -> bool:
    """Whether a known word with its article stands behind a proclitic; if not, a name begins with these letters."""
    lists = page.lexicon
    rest = f"ال{norm[2:]}" if norm.startswith("لل") else norm[1:]
    known = (rest, rest[2:], f"{rest[2:]}ه")
    is_listed = any(word in lists.ordinary or word in lists.phrases for word in known)
    return is_listed or rest in lists.nationalities or word_table().look_up(rest).frequency > 1


def _has_suffix(page: Page, norm: str) -> bool:
    if len(norm) > 5 and norm.endswith(_INFLECTED):
        return True
    stems_left = (norm.removesuffix(end) for end in _SUFFIXES if norm.endswith(end))
    return any(len(stem) > 2 and stem in page.lexicon.ordinary for stem in stems_left)


def is_verb_like(norm: str) -> bool:
    return len(norm) > 4 and norm.startswith(("است", "يست", "تست", "وال", "بال", "فال", "كال"))


def _is_time(norm: str) -> bool:
    if any(not month.rest for month in months().get(norm, ())):
        return True
    return any(norm in words for words in word_classes("time_words.txt").values()) or any(
        norm in words for words in word_classes("number_words.txt").values()
    )
