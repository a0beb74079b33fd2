"""Currencies: the unit that a word of money belongs to, and whose it is in ISO 4217."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from index.entities.page import Page
from index.entities.words import normal_form


class Currency(NamedTuple):
    """A name of money and the countries that have one of that name."""

    unit: str
    code: str | None
    """What the bare name means by itself."""
    issuers: tuple[tuple[str, frozenset[str]], ...]
    """A code, and in normal form the adjectives and the country that tell it."""


@lru_cache(maxsize=1)
def currencies() -> dict[str, Currency]:
    """Forms of the name in normal form, and signs -> the currency."""
    content = files("index.entities").joinpath("gazetteer", "currencies.txt").read_text("utf-8")
    found: dict[str, Currency] = {}
    for line in content.splitlines():
        if line and not line.startswith("#"):
            head, *issuers = line.split("|")
            forms, code = head.split("=")
            names = forms.split()
            own = None if code.strip() == "-" else code.strip()
            currency = Currency(names[0], own, tuple(_issuer(issuer) for issuer in issuers))
            found.update((normal_form(name), currency) for name in names)
    return found


def _issuer(text: str) -> tuple[str, frozenset[str]]:
    code, adjective, country = text.split()
    stem = normal_form(adjective)
    words = {stem, f"{stem}ه", f"ال{stem}", f"ال{stem}ه", normal_form(country)}
    if stem.endswith("ي"):
        words.add(f"{stem}ا")
    return code, frozenset(words)


def currency_code(page: Page, currency: Currency, adjective: str) -> str | None:
    """The code of an amount: by the adjective behind it, by the name alone, else by the one country of the article.

    An article that names no country with such a currency, or two of them, leaves it open.
    """
    by_adjective = next((code for code, words in currency.issuers if adjective in words), None)
    if by_adjective or currency.code:
        return by_adjective or currency.code
    named = {code for code, words in currency.issuers if _is_named(page, words)}
    return named.pop() if len(named) == 1 else None


def _is_named(page: Page, words: Iterable[str]) -> bool:
    return any(word in page.counts or f"ب{word}" in page.counts or f"و{word}" in page.counts for word in words)
