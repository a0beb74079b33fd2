"""Quantities: digits of both rows and number words, with the percent sign, currency or measure that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.page import Found, Page
from index.entities.units import CURRENCY_SIGNS, classes, unit_end
from index.entities.words import stems

RANK = 90

_SCORE = re.compile(r"\d{1,3}-\d{1,3}")
_DECIMAL_PART = re.compile(r"\d{1,3}")
_LAWS = frozenset(
    ["القانون", "قانون", "المرسوم", "مرسوم", "القرار", "قرار", "الامر", "المنشور", "التشريعي", "الاساسي", "القضيه"]
)
_HALVES = frozenset(["ونصف", "والنصف", "وربع", "وثلث"])
_HAMZA_HUNDREDS = frozenset(["ميه", "ميتا", "ميتي", "ميتان", "ميتين"])
_SCALE_RANKS = (("ا", 1), ("مليار", 3), ("مل", 2), ("بل", 3), ("تر", 4))
_ABOUT = frozenset(["نحو", "حوالي", "زهاء", "قرابه"])
_MORE_OR_LESS = frozenset(["اكثر", "اقل"])
_STROKES = ("-", "–", "-،")
"""Between the halves of a result; the archive of one paper moves a comma in."""
_POINT = "."
_MOST_POINTS = 50
_QUANTIFIED = frozenset(["نصف", "ربع"])
MINUS = "-"
_LATIN_UNITS = frozenset(
    ["km", "m", "cm", "mm", "kg", "gb", "mb", "tb", "mw", "gw", "hz", "mhz", "ghz", "mp", "px", "usd", "eur"]
)


def find_numbers(page: Page) -> Iterator[Found]:
    """Every quantity of the page; which of them belong to dates is not asked here."""
    items = _list_items(page)
    position = 0
    while position < len(page.words):
        last, cut = (position, 0) if position in items else _quantity(page, position)
        if last > position:
            rule = "digits" if page.kind(position) == "number" else "number words"
            yield page.found(position, last, "NUM", RANK, rule, cut)
            position = last
        else:
            position += 1


def number_end(page: Page, position: int) -> tuple[int, int]:
    """Position after the number (digits or words) that begins here, and the letters of proclitics before it.

    The position itself when there is none.
    """
    if page.kind(position) == "number":
        return position + 1, 0
    return _number_words(page, position)


def _list_items(page: Page) -> frozenset[int]:
    """Positions of the digits that number the points of a list: 1- ..., 2- ..., none without its forerunner."""
    found = {}
    for position in range(len(page.words) - 2):
        is_item = page.kind(position) == "number" and page.words[position].norm.isdigit()
        if is_item and page.kind(position + 1) == "sign" and _is_point(page, position):
            found[position] = int(page.words[position].norm)
    numbers = frozenset(found.values())
    is_list = 1 in numbers and 2 in numbers
    listed = (at for at, n in found.items() if n < _MOST_POINTS and (n == 1 or n - 1 in numbers))
    return frozenset(listed) if is_list else frozenset()


def _is_point(page: Page, position: int) -> bool:
    """Whether a stroke hangs on the digits here, and neither a goal nor another number behind it."""
    sign = page.words[position + 1]
    is_tight = sign.start == page.words[position].end and sign.text in (*_STROKES, _POINT)
    is_score = page.kind(position + 2) == "number" or page.norm(position + 2) == "صفر"
    is_negative = page.kind(position - 1) == "sign" and page.words[position - 1].text[-1] in "-–"
    return is_tight and not is_score and not is_negative


def _quantity(page: Page, position: int) -> tuple[int, int]:
    if page.kind(position) == "sign":
        return _signed(page, position), 0
    if page.kind(position) not in ("number", "word"):
        return position, 0
    if page.norm(position) == "صفر":
        return _score_end(page, position), 0
    last, cut = number_end(page, position)
    if last == position:
        return _part_of_scale(page, position)
    if _is_name_or_ordinal(page, position):
        return position, 0
    if page.kind(position) == "number":
        last = _after_digits(page, last)
    return unit_end(page, last), cut


def _signed(page: Page, position: int) -> int:
    """An amount with the sign of its currency before it: $100, €2.5 million; a loss: -3%."""
    sign = page.words[position]
    if page.kind(position + 1) != "number" or sign.end != page.words[position + 1].start:
        return position
    if len(sign.text) == 1 and sign.text in CURRENCY_SIGNS:
        return _after_digits(page, position + 2)
    is_free = position == 0 or page.words[position - 1].end < sign.start
    last = _after_digits(page, position + 2)
    is_percent = page.kind(last) == "sign" and page.words[last].text[0] in "%٪"
    return last + 1 if sign.text == MINUS and is_free and is_percent else position


def _is_name_or_ordinal(page: Page, position: int) -> bool:
    """Whether what looks like a number counts nothing: a law's or an aircraft's, the sixteenth, one of many."""
    before = page.norm(position - 1)
    if page.kind(position) == "number":
        counted_from = position - 1
        if page.kind(counted_from) == "sign" and page.words[counted_from].text == "(":
            counted_from -= 1
        if page.norm(counted_from) == "ال":
            counted_from -= 1
            counted_from -= page.norm(counted_from) in page.lexicon.nationalities
        return _is_numbered(page, counted_from) or _is_model(page, position) or _is_rubbish(page, position)
    norm = page.norm(position)
    named_by = position - 2 if before == "و" else position - 1
    if page.stem_in(named_by, classes("ordinal_head")) or before == "فورمولا":
        return True
    if norm.startswith("ال") and (_is_numbered(page, position - 1) or _is_ordinal_noun(page, position - 1)):
        return True
    if norm.startswith("وال") and before in classes("unit"):
        return True  # The rest of a number that was none: the group of the four and twenty.
    if norm in ("واحد", "واحدا", "واحده"):
        is_one_of = page.norm(position + 1) == "من" or before == "كل"
        return is_one_of or page.words[position].text[:2] in ("وأ", "وإ")
    return False


def _is_numbered(page: Page, position: int) -> bool:
    """Whether the word here is followed by a number that is its name: law 52, round 12, the fiftieth anniversary."""
    norm = page.norm(position)
    if not norm:
        return False
    if norm in ("رقم", "عدد"):
        return any(stem.norm in _LAWS for at in (position - 1, position - 2) for stem in stems(page.norm(at)))
    if norm == "مجموعه" and page.norm(position - 1) == "ما":
        return False
    return any(stem.norm in classes("not_number_before") for stem in stems(norm))


def _is_ordinal_noun(page: Page, position: int) -> bool:
    """Whether the noun here is one of many, and a number with its article behind it tells the which."""
    return page.stem_in(position, classes("ordinal_noun")) is not None


def _is_model(page: Page, position: int) -> bool:
    """Whether digits hang on a name: F-16, Covid-19, SPF 15."""
    word = page.words[position]
    if page.kind(position + 1) == "latin" and page.words[position + 1].start == word.end:
        return page.words[position + 1].text.lower() not in _LATIN_UNITS
    if page.kind(position - 1) == "latin":
        return unit_end(page, _after_digits(page, position + 1)) == position + 1
    if not (page.kind(position - 1) == "sign" and page.words[position - 1].text == "-" and position > 1):
        return False
    hyphen, name = page.words[position - 1], page.words[position - 2]
    is_tight = name.end == hyphen.start and hyphen.end == word.start and name.kind in ("word", "latin")
    return is_tight and unit_end(page, _after_digits(page, position + 1)) == position + 1


def _is_rubbish(page: Page, position: int) -> bool:
    """Whether the digits are what an archive left of a character reference: #187;"""
    before, after = page.words[position - 1 : position], page.words[position + 1 : position + 2]
    is_between = bool(before and after) and before[0].text.endswith("#") and after[0].text.startswith(";")
    return is_between and before[0].end == page.words[position].start and page.words[position].end == after[0].start


def _after_digits(page: Page, last: int) -> int:
    """Take in the other half of a score or of a decimal, the scale words behind digits, and what is added to them."""
    score = _score_end(page, last - 1)
    if score > last - 1:
        return score
    if _is_added_time(page, last):
        return last + 2
    last = _decimal_end(page, last)
    scaled = last
    while page.norm(scaled) in classes("scale"):
        scaled += 1
    return _added(page, scaled) if scaled > last else last


def _is_added_time(page: Page, last: int) -> bool:
    """Whether a plus joins the minute of a match with those added to it: 90+2."""
    before, *joined = page.words[last - 1 : last + 2]
    if len(joined) < 2 or joined[0].text != "+" or joined[1].kind != "number":
        return False
    return before.end == joined[0].start and joined[0].end == joined[1].start


def _score_end(page: Page, position: int) -> int:
    """Position after a result in two words: 2 - 1, 3-صفر; `position` where there is none."""
    is_nil = "صفر" in (page.norm(position), page.norm(position + 2))
    joint = page.words[position + 1].text if page.kind(position + 1) == "sign" else ""
    if joint not in _STROKES and not (is_nil and joint == "/"):
        return position
    sides = [_goals(page, at) for at in (position, position + 2)]
    return position + 3 if all(sides) and _SCORE.fullmatch("-".join(sides)) else position


def _goals(page: Page, position: int) -> str:
    if page.norm(position) == "صفر":
        return "0"
    return page.words[position].norm if page.kind(position) == "number" else ""


def _decimal_end(page: Page, last: int) -> int:
    """Take in decimals behind the word "point", an Arabic comma or the letter ر, which some papers put for the point.

    A comma may also part the numbers of a list: three digits behind it need a unit or a scale to be decimals.
    """
    if page.kind(last + 1) != "number" or not page.words[last + 1].norm.isdigit():
        return last
    before, joint, after = page.words[last - 1 : last + 2]
    is_short = bool(_DECIMAL_PART.fullmatch(after.norm))
    if joint.norm in ("فاصل", "فاصله"):
        return last + 2 if is_short else last
    if before.end != joint.start or joint.end != after.start or not before.norm.isdigit():
        return last
    if joint.text == "ر":
        return last + 2
    if joint.text != "،" or not is_short:
        return last
    is_measured = page.norm(last + 2) in classes("scale") or unit_end(page, last + 2) > last + 2
    return last + 2 if is_measured or (len(after.norm) < 3 and not _is_listed(page, last)) else last


def _is_listed(page: Page, last: int) -> bool:
    """Whether the comma behind a number here is one of several, or parts days: 14،15 and 16."""
    following = page.norm(last + 2)
    is_further = page.kind(last + 2) == "sign" and page.words[last + 2].text == "،" and page.kind(last + 3) == "number"
    is_last = following == "و" and page.kind(last + 3) == "number"
    return is_further or is_last or (page.kind(last - 2) == "sign" and page.words[last - 2].text == "،")


def _added(page: Page, last: int) -> int:
    """Behind a scale word: "and a half [of a million]", "and 200 [thousand]"."""
    norm = page.norm(last)
    if norm in _HALVES:
        is_named = page.norm(last + 1) in classes("scale") | classes("definite_scale")
        return last + 2 if is_named else last + 1
    if norm == "و" and page.kind(last + 1) == "number" and page.words[last + 1].norm.isdigit():
        end = last + 2
        while page.norm(end) in classes("scale"):
            end += 1
        scale = page.stem_in(last - 1, classes("scale"))
        is_smaller = scale_rank(page.norm(end - 1)) < scale_rank(scale.norm if scale else "")
        is_exact = page.norm(last - 1).endswith("ا") and page.norm(end).endswith("ا")
        is_written_out = end > last + 2 or len(page.words[last + 1].norm) == 3 or is_exact
        return _added(page, end) if is_smaller and is_written_out else last
    return last


def scale_rank(norm: str) -> int:
    """1 for thousand, 2 for million, 3 for milliard, 4 for trillion, 0 for what is no scale word."""
    if norm not in classes("scale"):
        return 0
    return next(rank for prefix, rank in _SCALE_RANKS if norm.startswith(prefix))


def _part_of_scale(page: Page, position: int) -> tuple[int, int]:
    """Half a million, a quarter of a billion."""
    for cut, norm in stems(page.norm(position)) if page.norm(position) else ():
        if norm in _QUANTIFIED and page.norm(position + 1) in ("مليون", "مليار", "بليون", "تريليون"):
            return unit_end(page, position + 2), cut
    return position, 0


def _number_words(page: Page, position: int) -> tuple[int, int]:
    for cut, norm in stems(page.norm(position)) if page.norm(position) else ():
        if norm in _HAMZA_HUNDREDS and "ئ" not in page.words[position].text:
            continue  # كمية, ميتا: the letters of "hundred" only after the hamza is folded away
        length = _term_length(page, position, norm)
        if length:
            return _more_terms(page, position + length), cut
    return position, 0


def _term_length(page: Page, position: int, norm: str) -> int:
    """Words of the one term that begins here: three, thirteen, thirty, three hundred, three thousand."""
    following = page.norm(position + 1)
    if norm in classes("teen_head") and following in classes("teen"):
        return 2
    if norm in classes("unit") or norm in classes("hundred") or norm in classes("ten"):
        length = 1
        if page.norm(position + length) in classes("hundred"):
            length += 1
        while page.norm(position + length) in classes("scale"):
            length += 1
        return length
    if norm in classes("fraction"):
        return 1
    if norm in classes("scale") and (norm in classes("dual_scale") or _is_counted(page, position, norm)):
        return 1
    return 0


def _is_counted(page: Page, position: int, norm: str) -> bool:
    """Whether a bare "thousand" or "million" is a count: singular, and money or a measure or "and" goes on.

    "Million" needs no more than a noun behind it: nothing else is written like it.
    """
    following = page.norm(position + 1)
    if norm not in ("الف", "مليون", "مليونا", "مليار", "مليارا"):
        return False
    before = page.norm(position - 1)
    if norm != "الف" and before not in _QUANTIFIED and following and not following.startswith("ال"):
        return following != "و" or page.kind(position + 2) == "number"
    if before in _ABOUT or (before == "من" and page.stem_in(position - 2, _MORE_OR_LESS)):
        return True
    if following in classes("currency") or following in classes("measure") or following in _HALVES:
        return True
    return following[:1] == "و" and following[1:] in classes("hundred") | classes("ten") | classes("dual_scale")


def _more_terms(page: Page, last: int) -> int:
    """Go on over "and" to the next terms of the same number; a scale word may follow a teen or a ten."""
    while True:
        while page.norm(last) in classes("scale"):
            last += 1
        norm = page.norm(last)
        if (norm in _HALVES or norm == "و") and page.stem_in(last - 1, classes("scale")):
            return _added(page, last)
        if not norm.startswith("و") or len(norm) < 3:
            return last
        length = _term_length(page, last, norm[1:])
        if not length or not _goes_on(page, last, norm[1:]):
            return last
        last += length


def _goes_on(page: Page, position: int, norm: str) -> bool:
    """Whether this term is smaller in kind than the one before: "five and twenty" is one number, "six and five" two."""
    before = page.norm(position - 1)
    scale = page.stem_in(position - 1, classes("scale"))
    before = scale.norm if scale else before
    before = before[1:] if before[:1] == "و" and before[1:] in classes("hundred") | classes("ten") else before
    if norm in classes("ten"):
        return before not in classes("ten")
    return before in classes("hundred") or before in classes("scale")
