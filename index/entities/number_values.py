"""What a quantity comes to: its digits or words as a decimal number, its unit and its currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from index.article import Value
from index.entities.currencies import currencies, currency_code
from index.entities.numbers import MINUS
from index.entities.page import Found, Page
from index.entities.units import CURRENCY_SIGNS
from index.entities.words import normal_form, stems

_SCORE = re.compile(r"\d{1,3}(?:-\d{1,3}){1,2}")
_RANGE = re.compile(r"(\d+)[-/](\d+)")
_INVERTED = re.compile(r"\d+(?: \.\d+)+(?:[,،]\d{3})*")
_GROUPED = re.compile(r"\d{1,3}(?:[,،]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.]\d\d0")
_DECIMAL = re.compile(r"\d+(?:[.,،]\d+)?")
_PARTS = {"نصف": Decimal("0.5"), "النصف": Decimal("0.5"), "ربع": Decimal("0.25")}
_THOUSAND = 1000
_MILLION = 1_000_000
"""Budgets of Tunisia count in "م د", millions of dinars."""


def number_value(page: Page, span: Found) -> Value | None:
    """The value of a quantity; None of one that no single number tells ("a third", 50/50, 90+2)."""
    sign = page.words[span.first].text
    first = span.first + 1 if sign in CURRENCY_SIGNS or sign == MINUS else span.first
    if any(page.words[at].text == "+" for at in range(first, span.last)):
        return None
    paired = _score_or_range(page, first, span.last)
    if paired:
        return paired
    amount, last = amount_at(page, first, span.last, _cut(page, span))
    if amount is None:
        return None
    if sign in CURRENCY_SIGNS:
        currency = currencies()[sign]
        return Value("money", plain(amount), currency.unit, currency_code(page, currency, ""))
    if page.norm(last) == "م" and page.norm(last + 1) == "د" and last + 1 < span.last:
        return Value("money", plain(amount * _MILLION), "دينار", "TND")
    return _with_unit(page, last, span.last, plain(-amount if sign == MINUS else amount))


def _cut(page: Page, span: Found) -> int:
    return len(normal_form(page.text[page.words[span.first].start : span.start]))


def plain(amount: Decimal) -> str:
    """Decimal digits without exponent and idle zeros."""
    return f"{amount.normalize():f}"


def _score_or_range(page: Page, first: int, last: int) -> Value | None:
    """A result, or a range that a unit behind it tells from one."""
    sides = [page.words[at].norm if page.norm(at) != "صفر" else "0" for at in range(first, last)]
    joined = "".join(sides).replace("–", "-")
    if _SCORE.fullmatch(joined):
        return Value("score", joined)
    ends = _RANGE.fullmatch(page.words[first].norm)
    if ends and last > first + 1 and int(ends[1]) < int(ends[2]):
        scale = number_words().get(page.norm(first + 1))
        low, high = (plain(Decimal(end) * (scale or 1)) for end in ends.groups())
        at = first + 2 if scale else first + 1
        return replace(_with_unit(page, at, last, f"{low}/{high}"), kind="range")
    return None


def _with_unit(page: Page, at: int, last: int, text: str) -> Value:
    """The value with the unit in the words from `at` to `last`, if there are any."""
    if at >= last:
        return Value("number", text)
    word = page.words[at]
    norm = word.norm if word.kind != "sign" else word.text
    if norm[0] in "%٪" or norm in ("في", "بال") or norm.startswith("بالم"):
        return Value("percent", text, "%")
    currency_or_none = currencies().get(norm)
    if currency_or_none is not None:
        code = currency_code(page, currency_or_none, page.norm(at + 1) if at + 1 < last else "")
        return Value("money", text, currency_or_none.unit, code)
    unit = measures().get(norm, norm)
    power = page.norm(at + 1) if at + 1 < last else ""
    shown = f"{unit} مربع" if power.startswith("مربع") else f"{unit} مكعب" if power.startswith("مكعب") else unit
    is_rate = at + 1 < last and page.kind(at + 1) == "sign"
    return Value("measure", text, f"{shown}/ساعة" if is_rate else shown)


def amount_at(page: Page, first: int, last: int, cut: int = 0) -> tuple[Decimal | None, int]:
    """The number in the words from `first` on, and the position behind it.

    `cut` letters of the first word are proclitics.
    """
    total = group = scaled = Decimal(0)
    seen = position = first
    while position < last:
        step = _digits_at(page, position, last)
        if step is not None:
            group, position = group + step[0], step[1]
            seen = position
            continue
        worth = _worth(page, position, cut if position == first else 0)
        if worth is None:
            if page.norm(position) != "و":
                break
            position += 1
            continue
        amount, is_added = worth
        before = page.norm(position - 1) if position > first else ""
        if amount < 1:
            group, total, scaled = _with_part(group, total, scaled, amount)
        elif amount >= _THOUSAND:
            total, scaled = _with_scale(total, group, scaled, amount, is_direct=before in number_words())
            group = Decimal(0)
        elif amount in (10, 100) and not is_added and 0 < group % 10 < 10 and position > first:
            group = group + 10 if amount == 10 else group * 100
        else:
            group += amount
        position += 1
        seen = position
        if amount < 1 and page.norm(position).removeprefix("ال") in number_words() and position < last and scaled:
            seen = position = position + 1
    if seen == first:
        return None, first
    return total + group, seen


def _with_part(group: Decimal, total: Decimal, scaled: Decimal, part: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Half of the scale said last, or half of what follows."""
    return (group, total + part * scaled, scaled) if scaled else (group + part, total, scaled)


def _with_scale(
    total: Decimal, group: Decimal, scaled: Decimal, amount: Decimal, *, is_direct: bool
) -> tuple[Decimal, Decimal]:
    """A thousand, million: times what stood before it; right behind another one ("a thousand million") times that."""
    base = Decimal(10) ** (3 * ((len(str(amount)) - 1) // 3))
    if not group and scaled and is_direct:
        return total * amount, scaled * amount
    return total + (group or Decimal(1)) * amount, base


def _digits_at(page: Page, position: int, last: int) -> tuple[Decimal, int] | None:
    """The number in digits at `position`, with decimals that a comma or ر joins, and the position behind it."""
    if page.kind(position) != "number":
        return None
    text = page.words[position].norm
    if position + 2 < last + 1 and page.kind(position + 2) == "number":
        joint = page.words[position + 1].text
        whole, part = (page.words[at].norm for at in (position, position + 2))
        if joint == "ر":
            # Press agencies of the Maghreb write decimals from right to left: 5ر33 is 33.5.
            whole, part = part, whole
        if joint in ("ر", "،") and whole.isdigit() and part.isdigit():
            return Decimal(f"{whole}.{part}"), position + 3
    amount = digits_amount(text, is_decimal=_is_share_or_scaled(page, position + 1))
    return None if amount is None else (amount, position + 1)


def _is_share_or_scaled(page: Page, position: int) -> bool:
    """Whether a percent sign or a million behind digits says that a group of three in them is decimals."""
    if page.kind(position) == "sign":
        return page.words[position].text[0] in "%٪"
    norm = page.norm(position)
    return norm.startswith("بالم") or number_words().get(norm, Decimal(0)) > _THOUSAND


def digits_amount(text: str, *, is_decimal: bool = False) -> Decimal | None:
    """Plain digits with points and commas as a number; None where they are none.

    A group of three behind a comma is thousands, unless a million follows (40,235 million shares are 40.235 million);
    behind a point it is decimals, unless it ends in a zero that no decimal would carry. Papers of the Gulf print
    decimals with the parts turned round and a blank before each point: "640 .2" is 2.640.
    """
    if _INVERTED.fullmatch(text):
        decimals, *groups = text.split(" .")
        whole = re.sub("[,،]", "", "".join(reversed(groups)))
        return Decimal(f"{whole}.{decimals}")
    is_grouped = _GROUPED.fullmatch(text) or _ONE_GROUP.fullmatch(text)
    if is_grouped and not (is_decimal and len(re.findall("[.,،]", text)) == 1):
        whole, _, decimals = text.partition(".") if "," in text or "،" in text else (text, "", "")
        return Decimal(re.sub("[.,،]", "", whole) + (f".{decimals}" if decimals else ""))
    return Decimal(re.sub("[,،]", ".", text)) if _DECIMAL.fullmatch(text) else None


def _worth(page: Page, position: int, cut: int) -> tuple[Decimal, bool] | None:
    """What the word at `position` is worth, and whether an "and" before it adds it."""
    norm = page.norm(position)
    if not norm:
        return None
    if cut:
        return next(((worth, False) for stem in stems(norm) if stem.cut == cut and (worth := _named(stem.norm))), None)
    worth = _named(norm)
    if worth is not None:
        return worth, page.norm(position - 1) == "و"
    worth = _named(norm[1:]) if norm[0] == "و" else None
    return None if worth is None else (worth, True)


def _named(norm: str) -> Decimal | None:
    words = number_words()
    worth = words.get(norm)
    return worth if worth is not None else words.get(norm.removeprefix("ال"))


@lru_cache(maxsize=1)
def number_words() -> dict[str, Decimal]:
    """Words in normal form -> what they are worth."""
    named = {normal_form(word): Decimal(worth) for worth, *words in _rows("number_values.txt") for word in words}
    return named | _PARTS


@lru_cache(maxsize=1)
def measures() -> dict[str, str]:
    """Forms and signs in normal form -> the unit."""
    return {normal_form(word): unit for unit, *others in _rows("measures.txt") for word in (unit, *others)}


def _rows(name: str) -> Iterator[list[str]]:
    content = files("index.entities").joinpath("gazetteer", name).read_text("utf-8")
    return (line.split() for line in content.splitlines() if line and not line.startswith("#"))
